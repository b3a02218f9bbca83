package io.ritorno.platform;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes the monthly partitions of `event`, `message`, `message_body` and `decision` before rows go
/// into them. Months are of UTC.
public class Months {
    static final Set<String> TABLES = Set.of("event", "message", "message_body", "decision");

    private record Month(String table, YearMonth month) {}

    private final JdbcClient db;
    private final TransactionTemplate own;
    private final boolean byHash;
    private final Set<Month> known = ConcurrentHashMap.newKeySet();

    public Months(JdbcClient db, PlatformTransactionManager transactions, boolean byHash) {
        this.db = db;
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.byHash = byHash;
    }

    /// Makes the months of these times where the table lacks them, in a transaction of its own.
    /// Cheap when they are known. Each table has those that it needs: years of imported events
    /// leave the messages, which are asked for all the time, in few.
    public void ensure(String table, Collection<Instant> times) {
        if (!TABLES.contains(table)) throw new IllegalArgumentException("no months in " + table);
        if (byHash) return;
        for (var at : times) {
            var month = YearMonth.from(at.atOffset(ZoneOffset.UTC));
            if (!known.contains(new Month(table, month))) make(table, month);
        }
    }

    private void make(String table, YearMonth month) {
        own.executeWithoutResult(
                _ -> {
                    var name = table + "_" + month.toString().replace('-', '_');
                    var exists =
                            db.sql("select to_regclass(?) is not null")
                                    .param(name)
                                    .query(Boolean.class)
                                    .single();
                    if (exists) return;
                    // nodes may make the same month at once: the table lock lets one through
                    db.sql("lock table " + table + " in share update exclusive mode").update();
                    db.sql(
                                    "create table if not exists "
                                            + name
                                            + " (like "
                                            + table
                                            + " including defaults including constraints including storage)")
                            .update();
                    var attached =
                            db.sql(
                                            "select exists (select 1 from pg_inherits where inhrelid = ?::regclass)")
                                    .param(name)
                                    .query(Boolean.class)
                                    .single();
                    if (!attached)
                        db.sql(
                                        "alter table "
                                                + table
                                                + " attach partition "
                                                + name
                                                + " for values from ('"
                                                + month
                                                + "-01 00:00Z') to ('"
                                                + month.plusMonths(1)
                                                + "-01 00:00Z')")
                                .update();
                });
        known.add(new Month(table, month));
    }
}
