package io.ritorno.platform;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes lanes and lets their work be done, on this node and any number of others.
///
/// A worker takes a part's lane with `for update skip locked`, works inside that transaction,
/// commits and lets go. The lock dies with the connection, so there is no heartbeat, lease or
/// leader. Work that arrived on this node is signalled; all other work is found by polling, 0.25 s
/// apart and up to 1 s when idle.
public class Lanes implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private final InstantSource time;
    private final Supplier<List<LaneWork>> works;
    private final Signals signals = new Signals();
    private final int workers;

    /// Read by a worker for a round, written by whoever works [#alone].
    private final ReentrantReadWriteLock turns = new ReentrantReadWriteLock();

    private volatile boolean running;
    private CountDownLatch stopped = new CountDownLatch(0);

    /// @param works asked for when work begins, so that what works may know its lanes
    /// @param workers threads per lane kind; 0 for a node that only answers requests, and for tests
    ///   that call [#drain]
    public Lanes(
            JdbcClient db,
            PlatformTransactionManager transactions,
            InstantSource time,
            Supplier<List<LaneWork>> works,
            int workers) {
        this.db = db;
        this.transaction = new TransactionTemplate(transactions);
        this.time = time;
        this.workers = workers;
        this.works = works;
    }

    /// Says that there is something to do now; call after the commit. Never blocks.
    public void signal(Lane lane) {
        var signal = signals.get(lane);
        if (signal.availablePermits() < workers) signal.release();
    }

    /// Runs `action` in a transaction that holds the part's lane, waiting for it if need be: for
    /// changes that a request makes to what the lane's worker otherwise owns.
    public <T> T inPart(Lane lane, int part, Supplier<T> action) {
        return requireNonNull(
                transaction.execute(
                        _ -> {
                            take(lane, part, "for update");
                            return action.get();
                        }));
    }

    /// Does everything that is ready now and everything that follows from it, in this thread, and
    /// says how much of each work was done. What works have begun outside of their lanes is waited
    /// for. Two callers do not get in each other's way.
    public Map<String, Integer> drain() {
        var done = new LinkedHashMap<String, Integer>();
        boolean any;
        do {
            any = false;
            for (var lane : Lane.values()) {
                for (var work : works(lane)) {
                    for (var part : work.ready(time.instant())) {
                        var n = inPart(lane, part, () -> work.run(part, time.instant()));
                        if (n > 0) {
                            any = true;
                            done.merge(work.name(), n, Integer::sum);
                        }
                    }
                }
            }
            if (!any) for (var work : works.get()) any |= work.awaitOutside();
        } while (any);
        return done;
    }

    /// Lets an action do all the lanes' work of this node by itself: workers finish what they have
    /// in hand, then rest until it is over. One action at a time; an action may call this again.
    <T> T alone(Supplier<T> action) {
        turns.writeLock().lock();
        try {
            return action.get();
        } finally {
            turns.writeLock().unlock();
        }
    }

    /// When the clock will next make something ready that is not due at the given time.
    Optional<Instant> nextDue(Instant after) {
        return works.get().stream()
                .flatMap(work -> work.nextDue(after).stream())
                .min(Comparator.naturalOrder());
    }

    private List<LaneWork> works(Lane lane) {
        return works.get().stream().filter(work -> work.lane() == lane).toList();
    }

    private boolean take(Lane lane, int part, String lock) {
        return db.sql("select 1 from lane where part = ? and kind = ? " + lock)
                .params(part, lane.kind())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    private void loop(Lane lane) {
        var pause = 250L;
        while (running) {
            var did = false;
            for (var work : works(lane)) {
                try {
                    did |= turn(lane, work);
                } catch (RuntimeException e) {
                    if (!running) return;
                    LOG.error("{} failed and will be tried again", work.name(), e);
                }
            }
            if (did) {
                pause = 250;
                continue;
            }
            try {
                if (signals.get(lane).tryAcquire(pause, MILLISECONDS)) pause = 250;
                else pause = Math.min(1000, pause * 2);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /// A round, unless somebody works alone.
    private boolean turn(Lane lane, LaneWork work) {
        if (!turns.readLock().tryLock()) return false;
        try {
            return round(lane, work);
        } finally {
            turns.readLock().unlock();
        }
    }

    /// One batch in each part that has something ready and that no other worker holds.
    private boolean round(Lane lane, LaneWork work) {
        var did = false;
        for (var part : work.ready(time.instant())) {
            if (!running) return did;
            Integer n =
                    transaction.execute(
                            _ ->
                                    take(lane, part, "for update skip locked")
                                            ? work.run(part, time.instant())
                                            : 0);
            did |= n != null && n > 0;
        }
        return did;
    }

    @Override
    public void start() {
        running = true;
        var threads = workers * Lane.values().length;
        stopped = new CountDownLatch(threads);
        for (var lane : Lane.values()) {
            for (var i = 0; i < workers; i++) {
                Thread.ofPlatform()
                        .name(lane.kind() + "-" + i)
                        .daemon()
                        .start(
                                () -> {
                                    try {
                                        loop(lane);
                                    } finally {
                                        stopped.countDown();
                                    }
                                });
            }
        }
    }

    /// Lets every worker finish the batch it has in hand.
    @Override
    public void stop() {
        running = false;
        for (var lane : Lane.values()) signals.get(lane).release(workers);
        try {
            if (!stopped.await(30, TimeUnit.SECONDS)) LOG.warn("some lanes did not stop in 30 s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// Started after the web server's intake, stopped before it closes its connections.
    @Override
    public int getPhase() {
        return 0;
    }

    /// One semaphore a lane; a permit is a round worth making.
    private static final class Signals {
        private final Semaphore[] all = new Semaphore[Lane.values().length];

        Signals() {
            for (var i = 0; i < all.length; i++) all[i] = new Semaphore(0);
        }

        Semaphore get(Lane lane) {
            return all[lane.ordinal()];
        }
    }
}
