package io.ritorno.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.TestPostgres;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/// On a database of its own, whose tables have months as in a real installation.
class UpkeepTest {
    private static final String URL = TestPostgres.create();

    private final DriverManagerDataSource source = new DriverManagerDataSource(URL);
    private final JdbcClient db = JdbcClient.create(source);
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2031-12-31T23:30:00Z"));

    UpkeepTest() {
        Flyway.configure()
                .dataSource(source)
                .placeholders(Map.of("tenant", "", "monthly", "partition by range (at)"))
                .load()
                .migrate();
    }

    private Upkeep upkeep() {
        var months = new Months(db, new JdbcTransactionManager(source), false);
        return new Upkeep(months, new Statistics(db), now::get, false);
    }

    private void decide(String at) {
        db.sql(
                        """
                        insert into decision (part, shop_id, profile_id, at, id, outcome, reason)
                        values (0, 1, gen_random_uuid(), ?::timestamptz, gen_random_uuid(), 'send', 'test')
                        """)
                .param(at)
                .update();
    }

    private int decisions(String since) {
        return db.sql(
                        "select count(*) from decision where part = 0 and shop_id = 1 and at >= ?::timestamptz")
                .param(since)
                .query(Integer.class)
                .single();
    }

    @Test
    void thisMonthAndTheNextAreThereFromTheStart() {
        upkeep().start();

        decide("2031-12-01 00:00Z");
        decide("2032-01-31 23:59Z");
        assertThat(decisions("2031-12-01 00:00Z")).isEqualTo(2);
    }

    @Test
    void theMonthAfterComesInTime() {
        now.set(Instant.parse("2033-05-31T23:59:59Z"));
        var upkeep = upkeep();
        upkeep.start();
        now.set(Instant.parse("2033-06-01T00:00:00Z"));
        upkeep.look();

        decide("2033-07-10 12:00Z");
        assertThat(decisions("2033-05-01 00:00Z")).isEqualTo(1);
    }

    @Test
    void aTableIsAnalyzedWhenItHasGrown() throws Exception {
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create table grows as select generate_series(1, 3000) as n");
            // what was done is told to the server's counters at once, not within the second
            statement.execute("select pg_stat_force_next_flush()");
        }
        assertThat(known()).isLessThan(3000);
        upkeep().look();
        assertThat(known()).isEqualTo(3000);
    }

    private double known() {
        return db.sql("select reltuples from pg_class where relname = 'grows'")
                .query(Double.class)
                .single();
    }
}
