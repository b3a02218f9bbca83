package io.ritorno.platform;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Moves the manual clock and handles everything that falls due on the way, in order.
public class ClockMover {
    private final AppClock clock;
    private final Lanes lanes;
    private final JdbcClient db;

    public ClockMover(AppClock clock, Lanes lanes, JdbcClient db) {
        this.clock = clock;
        this.lanes = lanes;
        this.db = db;
    }

    public Instant now() {
        return clock.instant();
    }

    public boolean isManual() {
        return clock.isManual();
    }

    /// Stops at every due time up to `target`, does what is due then and what follows from it, and
    /// ends at `target`. A time that has passed already only does what is waiting. What is due but
    /// cannot be done now (its lane is busy elsewhere, its shop is gone) keeps nobody else waiting.
    ///
    /// @return how many things each work did
    public Map<String, Integer> moveTo(Instant target) {
        return alone(
                () -> {
                    var done = new LinkedHashMap<>(lanes.drain());
                    while (true) {
                        var due =
                                lanes.nextDue(clock.instant())
                                        .filter(next -> !next.isAfter(target));
                        set(due.orElse(target));
                        lanes.drain().forEach((name, n) -> done.merge(name, n, Integer::sum));
                        if (due.isEmpty()) return done;
                    }
                });
    }

    /// Goes to `target` in one step, and does there what fell due on the way, as a server does that
    /// looks at its timers now and then. For who moves in small steps; a tenth of the work of
    /// [#moveTo].
    ///
    /// @return how many things each work did
    public Map<String, Integer> stepTo(Instant target) {
        return alone(
                () -> {
                    set(target);
                    return lanes.drain();
                });
    }

    /// Moves time, and what belongs to it, with nobody else at work on this node: workers that go
    /// on meanwhile would do the same things at some other moment of the way. One action at a time;
    /// it may call the other methods.
    public <T> T alone(Supplier<T> action) {
        return lanes.alone(action);
    }

    private void set(Instant to) {
        clock.set(to);
        save();
    }

    /// Not waiting for the disk: whatever is done at the new time is committed later than this, and
    /// takes it along.
    private void save() {
        db.sql(
                        """
                        with quick as (select set_config('synchronous_commit', 'off', true))
                        insert into app_clock (id, position) select 1, ? from quick
                        on conflict (id) do update set position = excluded.position
                        """)
                .param(Times.utc(clock.instant()))
                .update();
    }
}
