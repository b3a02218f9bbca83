package io.ritorno.event;

import io.ritorno.platform.Chore;
import io.ritorno.platform.Times;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Forgets the ids of calls by which repeats are known. A sender that was cut off repeats within
/// minutes or, from a phone that was switched off, days. Orders need no such memory: the same order
/// meets its earlier self by its own id.
@Component
class SeenRetention implements Chore {
    /// How long a repeat is known as one.
    static final Duration KEPT = Duration.ofDays(30);

    private static final int BATCH = 20_000;

    private final JdbcClient db;

    SeenRetention(JdbcClient db) {
        this.db = db;
    }

    @Override
    public String name() {
        return "seen";
    }

    @Override
    public int run(Instant now) {
        return db.sql(
                        """
                        delete from seen s using (
                            select part, shop_id, id from seen
                            where part in (select part from lane where kind = 'event') and at < ?
                            limit ?
                        ) old
                        where s.part = old.part and s.shop_id = old.shop_id and s.id = old.id
                        """)
                .params(Times.utc(now.minus(KEPT)), BATCH)
                .update();
    }
}
