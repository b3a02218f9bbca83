package io.ritorno.webhook;

import io.ritorno.account.Shop;
import io.ritorno.account.Shops;
import io.ritorno.platform.Lane;
import io.ritorno.platform.LaneWork;
import io.ritorno.platform.Lanes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Makes the calls that are due. In the lane a call is only taken in hand; when that is committed
/// it is made on a thread of its own, outside of lane and transaction, and its answer waits in
/// memory until the lane writes it. So the other side, however long it takes, holds up nothing but
/// its own calls.
///
/// What is in hand is due again after a while: a call of which nothing more is heard, since its
/// process died, is made again.
@Component
@Order(25)
class CallWork implements LaneWork, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallWork.class);

    /// After so many time-outs a call is made again of which nothing was heard.
    private static final int LEASE = 8;

    private final CallStore store;
    private final WebhookSecrets secrets;
    private final CallOwner owner;
    private final Client client;
    private final Abroad abroad;
    private final int perHost;
    private final Duration lease;
    private final Shops shops;
    private final Lanes lanes;
    private final InstantSource time;
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("webhook-", 0).factory());

    CallWork(
            CallStore store,
            WebhookSecrets secrets,
            CallOwner owner,
            Client client,
            WebhookSettings settings,
            Shops shops,
            Lanes lanes,
            InstantSource time) {
        this.store = store;
        this.secrets = secrets;
        this.owner = owner;
        this.client = client;
        this.abroad = new Abroad(settings.webhookCalls(), settings.webhookPerHost());
        this.perHost = settings.webhookPerHost();
        this.lease = settings.webhookTimeout().multipliedBy(LEASE);
        this.shops = shops;
        this.lanes = lanes;
        this.time = time;
    }

    @Override
    public String name() {
        return "webhooks";
    }

    @Override
    public Lane lane() {
        return Lane.EVENT;
    }

    @Override
    public List<Integer> ready(Instant now) {
        var parts = new TreeSet<>(abroad.parts());
        if (abroad.free() > 0) parts.addAll(store.ready(now));
        return List.copyOf(parts);
    }

    @Override
    public Optional<Instant> nextDue(Instant after) {
        return store.nextDue(after);
    }

    @Override
    public boolean awaitOutside() {
        try {
            return abroad.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public int run(int part, Instant now) {
        var turn = new Turn(abroad.take(part));
        TransactionSynchronizationManager.registerSynchronization(turn);
        settle(part, turn.answers, now);
        return turn.answers.size() + claim(part, turn, now);
    }

    /// What is to happen when it is known whether the transaction holds.
    private final class Turn implements TransactionSynchronization {
        final List<Abroad.Came> answers;
        final List<Job> jobs = new ArrayList<>();

        Turn(List<Abroad.Came> answers) {
            this.answers = answers;
        }

        @Override
        public void afterCompletion(int status) {
            if (status == STATUS_COMMITTED) {
                for (var job : jobs) threads.execute(() -> call(job));
                return;
            }
            abroad.back(answers);
            for (var job : jobs) abroad.leave(job.call().host());
        }
    }

    /// A call in hand.
    private record Job(int part, CallStore.Due call, List<byte[]> keys) {}

    private void call(Job job) {
        var call = job.call();
        var answer = Answer.none("broken");
        try {
            var body = call.body().getBytes(StandardCharsets.UTF_8);
            var headers = Signing.headers(call.id().toString(), time.instant(), body, job.keys());
            answer = client.post(Target.of(call.url()), headers, body);
        } catch (RuntimeException e) {
            // without its message, which may name the URL
            LOG.warn("webhook {} to {}: {}", call.id(), call.host(), e.getClass().getName());
        } finally {
            abroad.done(
                    call.host(),
                    new Abroad.Came(job.part(), call.shop(), call.id(), call.tries() + 1, answer));
            lanes.signal(Lane.EVENT);
        }
    }

    private void settle(int part, List<Abroad.Came> answers, Instant now) {
        var byShop = new LinkedHashMap<Integer, Map<UUID, CallStore.Outcome>>();
        for (var came : answers)
            byShop.computeIfAbsent(came.shop(), _ -> new LinkedHashMap<>())
                    .merge(came.id(), outcome(came, now), CallWork::better);
        byShop.forEach(
                (id, outcomes) -> {
                    var shop = shops.get(id);
                    var over = store.settle(part, shop, List.copyOf(outcomes.values()));
                    if (!over.isEmpty()) owner.over(part, shop, over, now);
                });
    }

    /// Of two tries' outcomes: what was delivered is, else the last one counts.
    private static CallStore.Outcome better(CallStore.Outcome one, CallStore.Outcome other) {
        if (one.status().equals("delivered")) return one;
        return other.status().equals("delivered") || other.tries() > one.tries() ? other : one;
    }

    private static CallStore.Outcome outcome(Abroad.Came came, Instant now) {
        var answer = came.answer();
        return switch (Retries.fate(answer, came.tries(), now)) {
            case Retries.Delivered(var status) ->
                    new CallStore.Outcome(came.id(), came.tries(), "delivered", null, status, "");
            case Retries.Again(var at) ->
                    new CallStore.Outcome(
                            came.id(),
                            came.tries(),
                            "open",
                            at,
                            answer.status(),
                            Retries.why(answer));
            case Retries.Failed(var status, var why) ->
                    new CallStore.Outcome(came.id(), came.tries(), "failed", null, status, why);
        };
    }

    private int claim(int part, Turn turn, Instant now) {
        var free = abroad.free();
        if (free <= 0) return 0;
        var due = store.due(part, now, abroad.full(), perHost, free);
        var byShop = new LinkedHashMap<Integer, List<CallStore.Due>>();
        for (var call : due) byShop.computeIfAbsent(call.shop(), _ -> new ArrayList<>()).add(call);
        var done = 0;
        for (var entry : byShop.entrySet())
            done += claim(part, shops.get(entry.getKey()), entry.getValue(), turn, now);
        return done;
    }

    private int claim(int part, Shop shop, List<CallStore.Due> due, Turn turn, Instant now) {
        var verdicts =
                owner.judge(
                        part,
                        shop,
                        due.stream()
                                .map(c -> new CallOwner.Asked(c.id(), c.run(), c.flow(), c.step()))
                                .toList());
        var mine = new ArrayList<UUID>();
        var later = new ArrayList<UUID>();
        var never = new ArrayList<UUID>();
        var keys = new HashMap<UUID, List<byte[]>>();
        for (var call : due) {
            switch (verdicts.getOrDefault(call.id(), CallOwner.Verdict.NEVER)) {
                case LATER -> later.add(call.id());
                case NEVER -> never.add(call.id());
                case CALL -> {
                    if (!abroad.enter(call.host())) continue;
                    var secret = call.secret();
                    List<byte[]> with =
                            secret == null
                                    ? List.of()
                                    : keys.computeIfAbsent(
                                            secret, id -> secrets.keys(shop, id, now));
                    turn.jobs.add(new Job(part, call, with));
                    mine.add(call.id());
                }
            }
        }
        store.claim(part, shop, mine, now.plus(lease));
        store.layAside(part, shop, later);
        store.delete(part, shop, never);
        return mine.size() + later.size() + never.size();
    }

    /// Calls under way are given up: they will be made again.
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
