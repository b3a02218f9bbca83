package io.ritorno.platform;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
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
    public synchronized Map<String, Integer> moveTo(Instant target) {
        var done = new LinkedHashMap<>(lanes.drain());
        while (true) {
            var due = lanes.nextDue(clock.instant()).filter(next -> !next.isAfter(target));
            clock.set(due.orElse(target));
            save();
            lanes.drain().forEach((name, n) -> done.merge(name, n, Integer::sum));
            if (due.isEmpty()) return done;
        }
    }

    private void save() {
        var now = Times.utc(clock.instant());
        db.sql(
                        """
                        insert into app_clock (id, position) values (1, ?)
                        on conflict (id) do update set position = excluded.position
                        """)
                .param(now)
                .update();
    }
}
