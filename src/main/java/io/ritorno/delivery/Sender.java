package io.ritorno.delivery;

import io.ritorno.account.Shop;
import io.ritorno.content.MailContent;
import io.ritorno.platform.Lane;
import io.ritorno.platform.LaneWork;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Sends what is due, a batch of one part at a time: loads the facts, asks the gate, writes the
/// mails, takes them in hand and **commits**, hands them over, and marks what became of them. While
/// one batch is handed over the next is written; it is taken in hand only when the one before is
/// done.
///
/// The lane is held all the while, so a message found in hand at the start of a run is one that a
/// dead process left: it may have arrived, becomes `uncertain` and is never sent again by itself.
@Component
class Sender implements LaneWork {
    /// Messages in a batch. Their mails are all held until the last has been handed over, a hundred
    /// kilobytes each.
    private static final int BATCH = 250;

    /// Batches in a turn, so that other parts have theirs within a second.
    private static final int BATCHES = 4;

    /// What was asked of the gate so long ago is asked again before a message is taken in hand: a
    /// server that is slow with one batch must not have the next one written to who has left, or at
    /// night.
    private static final Duration STALE = Duration.ofSeconds(2);

    /// A message that could not be handed over for so long is about something past.
    static final Duration TOO_LATE = Duration.ofDays(3);

    private final SendStore store;
    private final SendFacts loading;
    private final Goods goods;
    private final Decisions decisions;
    private final Writer writer;
    private final HandOver handOver;
    private final Rate rate;
    private final ObjectProvider<ContentSource> sources;
    private final InstantSource time;
    private final JsonMapper json;
    private final TransactionTemplate own;

    Sender(
            SendStore store,
            SendFacts loading,
            Goods goods,
            Decisions decisions,
            Writer writer,
            HandOver handOver,
            Rate rate,
            ObjectProvider<ContentSource> sources,
            InstantSource time,
            JsonMapper json,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.loading = loading;
        this.goods = goods;
        this.decisions = decisions;
        this.writer = writer;
        this.handOver = handOver;
        this.rate = rate;
        this.sources = sources;
        this.time = time;
        this.json = json;
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Override
    public String name() {
        return "messages";
    }

    @Override
    public Lane lane() {
        return Lane.SEND;
    }

    @Override
    public List<Integer> ready(Instant now) {
        return store.ready(now);
    }

    @Override
    public Optional<Instant> nextDue(Instant after) {
        return store.nextDue(after);
    }

    @Override
    public int run(int part, Instant now) {
        var done = Objects.requireNonNull(own.execute(_ -> store.giveUpOnSending(part)));
        Future<?> inHand = CompletableFuture.completedFuture(null);
        try {
            for (var i = 0; i < BATCHES; i++) {
                var due = store.due(part, now, BATCH);
                var byShop = new LinkedHashMap<Integer, List<Outgoing>>();
                for (var message : due)
                    byShop.computeIfAbsent(message.shop().id(), _ -> new ArrayList<>())
                            .add(message);
                for (var messages : byShop.values()) {
                    var shop = messages.getFirst().shop();
                    var plan = plan(part, shop, messages, now);
                    HandOver.finish(inHand);
                    if (Duration.between(now, time.instant()).compareTo(STALE) > 0)
                        askAgain(part, shop, plan);
                    var claimed =
                            Objects.requireNonNull(own.execute(_ -> commit(part, shop, plan, now)));
                    inHand = handOver.begin(part, shop, claimed, now);
                }
                done += due.size();
                if (due.size() < BATCH) break;
            }
        } finally {
            HandOver.finish(inHand);
        }
        return done;
    }

    private Plan plan(int part, Shop shop, List<Outgoing> messages, Instant now) {
        var facts = loading.load(part, shop, messages, now);
        var plan = new Plan();
        var writing = new ArrayList<Outgoing>();
        for (var message : messages) {
            var answer = Gate.decide(facts.of(message), facts.rules(), now);
            switch (answer) {
                case Gate.Skip(var reason) ->
                        plan.skip(message, now, reason, facts.detail(message, reason));
                case Gate.HoldOut(var reason) ->
                        plan.holdOut(message, now, reason, facts.detail(message, reason));
                case Gate.Hold(var until, var reason) ->
                        plan.hold(message, now, until, reason, facts.zone(message));
                case Gate.Send _ -> {
                    var first = message.transactional() || message.waited();
                    var later = rate.later(facts.address(message), first, now);
                    if (later != null) plan.later(message, later);
                    else {
                        facts.count(message);
                        writing.add(message);
                    }
                }
            }
        }
        fill(part, facts, writing, now);
        var written = handOver.atOnce(writing, message -> write(facts, message));
        for (var i = 0; i < writing.size(); i++) {
            var message = writing.get(i);
            switch (written.get(i)) {
                case Writer.Failed(var why) ->
                        plan.skip(
                                message,
                                now,
                                "not-rendered",
                                json.createObjectNode().put("why", why.kept()));
                case Writer.Done done -> plan.send(message, now, done);
            }
        }
        return plan;
    }

    /// Leaves in the queue, for the next turn, what may not go out any more.
    private void askAgain(int part, Shop shop, Plan plan) {
        var now = time.instant();
        var messages = plan.sends.stream().map(HandOver.Item::message).toList();
        var facts = loading.load(part, shop, messages, now);
        for (var message : messages) {
            if (Gate.decide(facts.of(message), facts.rules(), now) instanceof Gate.Send)
                facts.count(message);
            else plan.leave(message);
        }
    }

    private void fill(int part, SendFacts.Known facts, List<Outgoing> writing, Instant now) {
        for (var message : writing) facts.texts.put(message.id(), texts(message));
        facts.goods = goods.find(facts.shop, part, facts.asks(writing), now);
        facts.products.putAll(facts.goods.products());
    }

    private ObjectNode held(Instant now, Instant until, ZoneId zone) {
        return json.createObjectNode()
                .put("until", until.toString())
                .put("zone", zone.getId())
                .put("localTime", minute(now, zone))
                .put("localUntil", minute(until, zone));
    }

    /// `23:10`
    private static String minute(Instant at, ZoneId zone) {
        return at.atZone(zone).toLocalTime().truncatedTo(ChronoUnit.MINUTES).toString();
    }

    /// What would become of a queued message, and why, if the gate looked at it then: asked, held
    /// and filled in as in sending, but nothing is written or handed over.
    Foresight.Fate foresee(int part, Outgoing message, Instant from) {
        var shop = message.shop();
        var decisions = new ArrayList<Decision>();
        for (var at = from; ; ) {
            var facts = loading.load(part, shop, List.of(message), at);
            switch (Gate.decide(facts.of(message), facts.rules(), at)) {
                case Gate.Hold(var until, var reason) -> {
                    var detail = held(at, until, facts.zone(message));
                    decisions.add(message.decision(at, "hold", reason, detail));
                    at = until;
                }
                case Gate.Skip(var reason) -> {
                    var detail = facts.detail(message, reason);
                    decisions.add(message.decision(at, "skip", reason, detail));
                    return new Foresight.Fate(decisions, at, false);
                }
                case Gate.HoldOut(var reason) -> {
                    var detail = facts.detail(message, reason);
                    decisions.add(message.decision(at, "held-out", reason, detail));
                    return new Foresight.Fate(decisions, at, false);
                }
                case Gate.Send(var reason) -> {
                    fill(part, facts, List.of(message), at);
                    var failed =
                            write(facts, message) instanceof Writer.Failed(var why) ? why : null;
                    var detail = json.createObjectNode();
                    if (failed != null) detail.put("why", failed.kept());
                    decisions.add(
                            failed == null
                                    ? message.decision(at, "send", reason, detail)
                                    : message.decision(at, "skip", "not-rendered", detail));
                    return new Foresight.Fate(decisions, at, failed == null);
                }
            }
        }
    }

    private Writer.Written write(SendFacts.Known facts, Outgoing message) {
        var person = Objects.requireNonNull(facts.people.get(message.profile()));
        var cart = message.cart() == null ? null : facts.carts.get(message.cart());
        var subject =
                new Writer.Subject(
                        message.flow() == null ? "mail" : message.flow().toString(),
                        message.shop(),
                        person,
                        cart,
                        facts.goods.of(message.id()),
                        facts.products,
                        message.context(),
                        message.coupon());
        return writer.write(
                message.id(),
                facts.address(message),
                subject,
                facts.texts.getOrDefault(message.id(), Map.of()),
                message.transactional());
    }

    private Map<String, MailContent> texts(Outgoing message) {
        if (message.flow() == null || message.step() == null) return Map.of();
        for (var source : sources) {
            var texts =
                    source.content(
                            message.shop(), message.flow(), message.flowVersion(), message.step());
            if (!texts.isEmpty()) return texts;
        }
        return Map.of();
    }

    /// Writes the gate's answers and takes in hand what goes out. What was taken back while the
    /// mails were written stays taken back.
    private List<HandOver.Item> commit(int part, Shop shop, Plan plan, Instant now) {
        var changed = store.change(part, shop, "queued", plan.changes);
        var claimed =
                store.claim(
                        part,
                        shop,
                        plan.sends.stream()
                                .map(
                                        item ->
                                                new SendStore.Claim(
                                                        item.message(),
                                                        item.mail().to(),
                                                        item.body(),
                                                        item.mail().headers()))
                                .toList(),
                        now);
        decisions.record(
                part,
                shop,
                plan.decisions.stream()
                        .filter(d -> changed.contains(d.message()) || claimed.contains(d.message()))
                        .toList());
        return plan.sends.stream().filter(item -> claimed.contains(item.message().id())).toList();
    }

    /// What shall happen to the messages of a batch.
    private final class Plan {
        final List<SendStore.Change> changes = new ArrayList<>();
        final List<HandOver.Item> sends = new ArrayList<>();
        final List<Decision> decisions = new ArrayList<>();

        void skip(Outgoing message, Instant now, String reason, ObjectNode detail) {
            changes.add(new SendStore.Change(message, "skipped", reason, null, null, 0));
            decisions.add(message.decision(now, "skip", reason, detail));
        }

        void holdOut(Outgoing message, Instant now, String reason, ObjectNode detail) {
            changes.add(new SendStore.Change(message, "skipped", reason, null, null, 0));
            decisions.add(message.decision(now, "held-out", reason, detail));
        }

        void hold(Outgoing message, Instant now, Instant until, String reason, ZoneId zone) {
            changes.add(new SendStore.Change(message, "queued", reason, until, null, 0));
            decisions.add(message.decision(now, "hold", reason, held(now, until, zone)));
        }

        /// The provider's rate, not a decision about the person.
        void later(Outgoing message, Instant until) {
            changes.add(new SendStore.Change(message, "queued", "rate", until, null, 0));
        }

        /// Nothing happens to it in this turn.
        void leave(Outgoing message) {
            sends.removeIf(item -> item.message().equals(message));
            decisions.removeIf(decision -> message.id().equals(decision.message()));
        }

        void send(Outgoing message, Instant now, Writer.Done done) {
            sends.add(new HandOver.Item(message, done.kept(), done.outgoing()));
            var reason = message.transactional() ? "transactional" : "allowed";
            decisions.add(message.decision(now, "send", reason, json.createObjectNode()));
        }
    }
}
