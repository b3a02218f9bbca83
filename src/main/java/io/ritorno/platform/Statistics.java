package io.ritorno.platform;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Tells PostgreSQL how large tables have become while they grow fast.
///
/// A shop that begins, or whose history is imported, outgrows in seconds what the server knows of
/// its tables, and what it does not know it takes for empty: it then looks through a whole table
/// for each of a thousand people. Autovacuum comes by once a minute on most servers, and never
/// looks at a partitioned table as a whole. So tables are analyzed here whenever they have grown
/// fourfold, which is a few times in their life; all the rest is left to autovacuum.
public class Statistics {
    private static final int FEW = 500;

    private final JdbcClient db;

    public Statistics(JdbcClient db) {
        this.db = db;
    }

    /// Looks at all tables, and analyzes those that need it. Cheap when none does.
    public void look() {
        for (var table : grown()) db.sql("analyze (skip_locked) " + table).update();
    }

    /// Tables that hold at least four times the rows they had when they were last looked at.
    private List<String> grown() {
        var sql =
                """
                select quote_ident(c.relname)
                from pg_class c
                join pg_namespace n on n.oid = c.relnamespace and n.nspname = current_schema()
                join lateral (
                    select sum(s.n_live_tup) as rows from pg_stat_user_tables s
                    where s.relid = c.oid
                      or s.relid in (select i.inhrelid from pg_inherits i where i.inhparent = c.oid)
                ) s on true
                where c.relkind in ('r', 'p')
                  and s.rows > ? + 4 * greatest(c.reltuples, 0)
                order by c.relname
                """;
        return db.sql(sql).param(FEW).query(String.class).list();
    }
}
