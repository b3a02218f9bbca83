package io.ritorno.segment;

import io.ritorno.account.Shop;
import io.ritorno.platform.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/// Where the fifths of a shop's buyers end, by last purchase (recency), number of orders
/// (frequency) and money spent (monetary): RFM after Hughes, *Strategic Database Marketing* (1994).
///
/// Four borders each, growing. Whoever is above none of them is in fifth 1, above all in fifth 5.
/// Equal values stand in the same fifth, the lower one, so 5 is at most the best fifth of all.
///
/// @param recency the last purchases at the borders
record Fifths(List<Instant> recency, List<Long> frequency, List<Long> monetary) {
    /// Of fewer buyers nothing is said.
    static final int FEWEST = 5;

    Fifths {
        recency = List.copyOf(recency);
        frequency = List.copyOf(frequency);
        monetary = List.copyOf(monetary);
    }

    /// What came of computing them.
    ///
    /// @param fifths null for too few buyers
    record Computed(Instant at, long buyers, @Nullable Fifths fifths) {}

    /// The fifth in which a value is.
    static <T extends Comparable<T>> int of(T value, List<T> borders) {
        var fifth = 1;
        for (var border : borders) if (value.compareTo(border) > 0) fifth++;
        return fifth;
    }

    /// A boolean over three expressions of a buyer.
    Sql hold(Condition.Rfm rfm, Sql last, Sql orders, Sql spent) {
        return within(last, rfm.recency(), recency)
                .and(within(orders, rfm.frequency(), frequency))
                .and(within(spent, rfm.monetary(), monetary));
    }

    /// The fifth of a value: an expression.
    static Sql fifth(String value, List<?> borders) {
        var sql = Sql.of("1");
        for (var border : borders) sql = sql.then(" + (" + value + " > ?)::int", border);
        return sql;
    }

    private static Sql within(Sql value, List<Integer> fifths, List<?> borders) {
        if (fifths.isEmpty() || fifths.size() == 5) return Sql.TRUE;
        var runs = new ArrayList<Sql>();
        var sorted = new TreeSet<>(fifths);
        for (var first : sorted) {
            if (sorted.contains(first - 1)) continue;
            var last = first;
            while (sorted.contains(last + 1)) last++;
            var run = Sql.TRUE;
            if (first > 1) run = run.and(value.then(" > ?", borders.get(first - 2)));
            if (last < 5) run = run.and(value.then(" <= ?", borders.get(last - 1)));
            runs.add(run);
        }
        return Sql.join(" or ", runs).in("(", ")");
    }

    /// Of the shop's known buyers, from what they had bought by that moment.
    static Computed compute(JdbcOperations db, Shop shop, Instant asOf, boolean past) {
        var all = Purchases.in(null, asOf, past, shop.zone());
        return Sql.of("with bought as (select ")
                .then(all.last())
                .then(" as last, ")
                .then(all.count())
                .then("::bigint as orders, ")
                .then(all.spent())
                .then(
                        """
                         as spent from purchases b
                        join profile p
                            on p.part = b.part and p.shop_id = b.shop_id and p.id = b.profile_id
                        where b.part = any(?) and b.shop_id = ? and p.known and p.merged_into is null)
                        select count(*) as buyers,
                            percentile_disc(array[0.2, 0.4, 0.6, 0.8]) within group (order by last)
                                as recency,
                            percentile_disc(array[0.2, 0.4, 0.6, 0.8]) within group (order by orders)
                                as frequency,
                            percentile_disc(array[0.2, 0.4, 0.6, 0.8]) within group (order by spent)
                                as monetary
                        from bought where orders > 0
                        """,
                        shop.parts().all(),
                        shop.id())
                .query(db, row -> read(row, asOf))
                .getFirst();
    }

    /// What was computed for the shop last; null when nothing was yet.
    static @Nullable Computed find(JdbcOperations db, Shop shop) {
        return Sql.of("select * from rfm where shop_id = ?", shop.id())
                .query(db, row -> read(row, Times.instant(row, "computed_at")))
                .stream()
                .findFirst()
                .orElse(null);
    }

    static void keep(JdbcOperations db, Shop shop, Computed computed) {
        var of = computed.fifths();
        Sql.of(
                        """
                        insert into rfm (shop_id, computed_at, buyers, recency, frequency, monetary)
                        values (?, ?, ?, nullif(?::timestamptz[], '{}'), nullif(?::bigint[], '{}'),
                            nullif(?::bigint[], '{}'))
                        on conflict (shop_id) do update set
                            computed_at = excluded.computed_at, buyers = excluded.buyers,
                            recency = excluded.recency, frequency = excluded.frequency,
                            monetary = excluded.monetary
                        """,
                        shop.id(),
                        computed.at(),
                        computed.buyers(),
                        texts(of == null ? List.of() : of.recency()),
                        texts(of == null ? List.of() : of.frequency()),
                        texts(of == null ? List.of() : of.monetary()))
                .update(db);
    }

    private static Object texts(List<?> values) {
        return values.stream().map(String::valueOf).toArray(String[]::new);
    }

    private static Computed read(ResultSet row, Instant at) throws SQLException {
        var buyers = row.getLong("buyers");
        var recency = row.getArray("recency");
        if (buyers < FEWEST || recency == null) return new Computed(at, buyers, null);
        return new Computed(
                at,
                buyers,
                new Fifths(
                        Arrays.stream((Timestamp[]) recency.getArray())
                                .map(Timestamp::toInstant)
                                .toList(),
                        List.of((Long[]) row.getArray("frequency").getArray()),
                        List.of((Long[]) row.getArray("monetary").getArray())));
    }
}
