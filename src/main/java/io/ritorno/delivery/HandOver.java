package io.ritorno.delivery;

import io.ritorno.account.Shop;
import io.ritorno.consent.Consents;
import io.ritorno.delivery.EmailProvider.Accepted;
import io.ritorno.delivery.EmailProvider.BadAddress;
import io.ritorno.delivery.EmailProvider.Deferred;
import io.ritorno.delivery.EmailProvider.Lost;
import io.ritorno.delivery.EmailProvider.NotReached;
import io.ritorno.delivery.EmailProvider.Outcome;
import io.ritorno.delivery.EmailProvider.Refused;
import io.ritorno.event.Event;
import io.ritorno.event.Inbox;
import io.ritorno.event.Names;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Lane;
import io.ritorno.platform.Lanes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Gives mails that are in hand to the provider, many at once, and writes what became of them.
@Component
class HandOver implements AutoCloseable {
    /// Pauses after a server's "later". RFC 5321 4.5.4.1 asks for half an hour at least in the long
    /// run, and for giving up after days.
    private static final List<Duration> PAUSES =
            List.of(
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2),
                    Duration.ofHours(6),
                    Duration.ofHours(12));

    /// The pause when the server cannot be reached at all.
    private static final Duration UNREACHABLE = Duration.ofMinutes(1);

    /// A mail in hand.
    ///
    /// @param body as it is kept
    /// @param mail as it is handed over
    record Item(Outgoing message, KeptMail body, OutgoingMail mail) {}

    private final EmailProvider provider;
    private final SendStore store;
    private final Consents consents;
    private final JdbcTemplate db;
    private final Lanes lanes;
    private final JsonMapper json;
    private final TransactionTemplate own;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    HandOver(
            EmailProvider provider,
            SendStore store,
            Consents consents,
            JdbcTemplate db,
            Lanes lanes,
            JsonMapper json,
            PlatformTransactionManager transactions) {
        this.provider = provider;
        this.store = store;
        this.consents = consents;
        this.db = db;
        this.lanes = lanes;
        this.json = json;
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /// Hands over and returns when all is known and written. An error of the program itself leaves
    /// the mails it concerns in hand, to be found `uncertain`; those that are known are written
    /// before it is thrown on.
    private void send(int part, Shop shop, List<Item> items, Instant now) {
        if (items.isEmpty()) return;
        var futures = new ArrayList<Future<Outcome>>();
        for (var item : items) futures.add(threads.submit(() -> provider.send(item.mail())));
        var known = new ArrayList<Item>();
        var outcomes = new ArrayList<Outcome>();
        Throwable failure = null;
        for (var i = 0; i < items.size(); i++) {
            try {
                outcomes.add(futures.get(i).get());
                known.add(items.get(i));
            } catch (ExecutionException e) {
                failure = e.getCause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failure = e;
                break;
            }
        }
        own.executeWithoutResult(_ -> settle(part, shop, known, outcomes, now));
        lanes.signal(Lane.EVENT);
        if (failure instanceof Error error) throw error;
        if (failure != null) throw new IllegalStateException("hand-over of part " + part, failure);
    }

    /// The same in another thread, see [#finish].
    Future<?> begin(int part, Shop shop, List<Item> items, Instant now) {
        return threads.submit(() -> send(part, shop, items, now));
    }

    /// Returns when what was begun has ended; throws what it threw.
    static void finish(Future<?> begun) {
        try {
            begun.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Error error -> throw error;
                case RuntimeException exception -> throw exception;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void settle(
            int part, Shop shop, List<Item> items, List<Outcome> outcomes, Instant now) {
        var changes = new ArrayList<SendStore.Change>();
        var sent = new ArrayList<ObjectNode>();
        for (var i = 0; i < items.size(); i++) {
            var item = items.get(i);
            changes.add(change(item.message(), outcomes.get(i), now));
            if (outcomes.get(i) instanceof Accepted) sent.add(sent(item.message(), now));
            if (outcomes.get(i) instanceof BadAddress(var said))
                consents.suppress(shop, "email", item.mail().to(), said, now);
        }
        store.change(part, shop, "sending", changes);
        // told if and only if it was marked
        Inbox.append(db, shop, part, Event.OWN, sent, now);
    }

    private static SendStore.Change change(Outgoing message, Outcome outcome, Instant now) {
        return switch (outcome) {
            case Accepted _ -> new SendStore.Change(message, "sent", null, null, now, 0);
            case NotReached(var said) when now.isAfter(message.at().plus(Sender.TOO_LATE)) ->
                    new SendStore.Change(message, "failed", said, null, null, 0);
            case NotReached(var said) ->
                    new SendStore.Change(message, "queued", said, now.plus(UNREACHABLE), null, -1);
            case Deferred(var said) when message.attempts() >= PAUSES.size() ->
                    new SendStore.Change(message, "failed", said, null, null, 0);
            case Deferred(var said) -> {
                var pause = PAUSES.get(message.attempts());
                yield new SendStore.Change(message, "queued", said, now.plus(pause), null, 0);
            }
            case Refused(var said) -> new SendStore.Change(message, "failed", said, null, null, 0);
            case BadAddress(var said) ->
                    new SendStore.Change(message, "bounced", said, null, null, 0);
            case Lost(var said) -> new SendStore.Change(message, "uncertain", said, null, now, 0);
        };
    }

    private ObjectNode sent(Outgoing message, Instant now) {
        var call =
                json.createObjectNode()
                        .put("type", "track")
                        .put("event", Names.MESSAGE_SENT)
                        .put("messageId", Ids.stable("sent", message.id().toString()).toString())
                        .put("profile", message.profile().toString())
                        .put("timestamp", now.toString());
        var properties =
                call.putObject("properties")
                        .put("message", message.id().toString())
                        .put("channel", "email");
        if (message.flow() != null) properties.put("flow", message.flow().toString());
        if (message.step() != null) properties.put("step", message.step());
        return call;
    }

    /// Applies a function to many things at once, keeping their order.
    <T, R> List<R> atOnce(List<T> things, Function<T, R> function) {
        var futures = things.stream().map(t -> threads.submit(() -> function.apply(t))).toList();
        var results = new ArrayList<R>(things.size());
        for (var future : futures) {
            try {
                results.add(future.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        return results;
    }

    @Override
    public void close() {
        threads.close();
    }
}
