package io.ritorno.platform;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/// What the database needs whether or not anything happens: the partitions of this month and the
/// next, and word of how large its tables have become. Every node does it; twice does no harm.
public class Upkeep implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Months months;
    private final Statistics statistics;
    private final InstantSource time;
    private final boolean byItself;
    private volatile boolean running;

    /// @param byItself whether to look again and again, and not only at the start
    public Upkeep(Months months, Statistics statistics, InstantSource time, boolean byItself) {
        this.months = months;
        this.statistics = statistics;
        this.time = time;
        this.byItself = byItself;
    }

    /// Does what is to be done now.
    public void look() {
        months();
        statistics.look();
    }

    private void months() {
        var now = time.instant();
        months.ensureAll(List.of(now, nextMonth(now)));
    }

    private static Instant nextMonth(Instant now) {
        return now.atOffset(ZoneOffset.UTC).withDayOfMonth(1).plusMonths(1).toInstant();
    }

    @Override
    public void start() {
        running = true;
        months();
        if (byItself) Thread.ofPlatform().name("upkeep").daemon().start(this::loop);
    }

    private void loop() {
        while (running) {
            LockSupport.parkNanos(PAUSE.toNanos());
            try {
                if (running) look();
            } catch (DataAccessException e) {
                LOG.warn("the upkeep of the database failed and will be tried again", e);
            }
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// Before the lanes.
    @Override
    public int getPhase() {
        return -1;
    }
}
