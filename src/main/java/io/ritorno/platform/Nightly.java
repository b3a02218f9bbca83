package io.ritorno.platform;

import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Does the [chores][Chore] each night from two o'clock (UTC), and at the first start. Whichever
/// node holds the lane does them; one that ends in the middle of the night goes on when it is back.
@Component
class Nightly implements LaneWork {
    private static final LocalTime TIME = LocalTime.of(2, 0);

    private final JdbcClient db;
    private final ObjectProvider<Chore> chores;

    /// Nothing is to be done before: saves a statement a second.
    private volatile Instant next = Instant.MIN;

    Nightly(JdbcClient db, ObjectProvider<Chore> chores) {
        this.db = db;
        this.chores = chores;
    }

    @Override
    public String name() {
        return "nightly";
    }

    @Override
    public Lane lane() {
        return Lane.JOB;
    }

    /// The first part there is stands for all: a shop brings its parts, and before the first shop
    /// there is nothing to keep in order.
    @Override
    public List<Integer> ready(Instant now) {
        if (now.isBefore(next)) return List.of();
        if (left(now).isEmpty()) {
            next = night(now).plusSeconds(24 * 3600);
            return List.of();
        }
        return db
                .sql("select part from lane where kind = 'job' order by part limit 1")
                .query(Integer.class)
                .optional()
                .stream()
                .toList();
    }

    @Override
    public int run(int part, Instant now) {
        for (var chore : left(now)) {
            var done = chore.run(now);
            if (done > 0) return done;
            db.sql(
                            """
                            insert into nightly (name, done_at) values (?, ?)
                            on conflict (name) do update set done_at = excluded.done_at
                            """)
                    .params(chore.name(), Times.utc(now))
                    .update();
        }
        return 0;
    }

    @Override
    public Optional<Instant> nextDue(Instant after) {
        return Optional.of(night(after).plusSeconds(24 * 3600));
    }

    /// Chores that have not been done since the last night began.
    private List<Chore> left(Instant now) {
        var since = night(now);
        Map<String, Instant> done = new HashMap<>();
        db.sql("select name, done_at from nightly")
                .query(
                        row -> {
                            done.put(
                                    row.getString(1),
                                    row.getObject(2, OffsetDateTime.class).toInstant());
                        });
        return chores.orderedStream()
                .filter(chore -> done.getOrDefault(chore.name(), Instant.MIN).isBefore(since))
                .toList();
    }

    /// When the last night began.
    private static Instant night(Instant now) {
        var today = now.atOffset(ZoneOffset.UTC).with(TIME).toInstant();
        return today.isAfter(now) ? today.minusSeconds(24 * 3600) : today;
    }
}
