package io.ritorno.platform;

import org.springframework.jdbc.core.simple.JdbcClient;

/// Gives every table that is `partition by hash (part)` its partitions: the stand-in for a cluster.
final class HashPartitions {
    private static final int N = 4;

    private HashPartitions() {}

    static void make(JdbcClient db) {
        var tables =
                db.sql(
                                """
                                select c.relname from pg_class c
                                join pg_partitioned_table t on t.partrelid = c.oid
                                where not exists (select 1 from pg_inherits i where i.inhparent = c.oid)
                                """)
                        .query(String.class)
                        .list();
        for (var table : tables) {
            for (var i = 0; i < N; i++) {
                db.sql(
                                "create table "
                                        + table
                                        + "_h"
                                        + i
                                        + " partition of "
                                        + table
                                        + " for values with (modulus "
                                        + N
                                        + ", remainder "
                                        + i
                                        + ")")
                        .update();
            }
        }
    }
}
