package io.ritorno.insight;

import io.ritorno.account.Shop;
import io.ritorno.platform.Columns;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Counts per day. What a merge has moved from one part to another stays counted on the first, so
/// only the sum over a shop's parts says something; on a single part a count may be below zero.
@Component
class Rollup {
    /// Orders of the day that count; key: source. `n` orders, `amount` what they are worth now.
    static final String ORDER = "order";

    /// `amount`: what was given back for the orders of the day; key: source.
    static final String REFUND = "refund";

    /// Carts by the day on which they were begun; key: the state they are in now.
    static final String CART = "cart";

    // messages by the day on which they were sent; key: channel
    static final String SENT = "message.sent";
    static final String OPENED = "message.opened";
    static final String CLICKED = "message.clicked";
    static final String MACHINE_OPENED = "message.machine-opened";
    static final String MACHINE_CLICKED = "message.machine-clicked";

    /// What is counted: a row of the table.
    record Key(LocalDate day, String metric, String key) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            var byDay = day.compareTo(other.day);
            if (byDay != 0) return byDay;
            var byMetric = metric.compareTo(other.metric);
            return byMetric != 0 ? byMetric : key.compareTo(other.key);
        }
    }

    private record Sum(long n, long amount) {
        Sum plus(Sum other) {
            return new Sum(n + other.n, amount + other.amount);
        }

        boolean isNothing() {
            return n == 0 && amount == 0;
        }
    }

    /// Changes of one batch, summed before they are written.
    static final class Deltas {
        private final Map<Key, Sum> sums = new TreeMap<>();

        void add(LocalDate day, String metric, String key, long n, long amount) {
            sums.merge(new Key(day, metric, key), new Sum(n, amount), Sum::plus);
        }
    }

    private final JdbcTemplate db;

    Rollup(JdbcTemplate db) {
        this.db = db;
    }

    /// Call in the transaction that writes the rows counted, holding the part's lane.
    void add(int part, Shop shop, Deltas deltas) {
        var rows =
                deltas.sums.entrySet().stream().filter(row -> !row.getValue().isNothing()).toList();
        Columns.of(List.copyOf(rows))
                .dates(row -> row.getKey().day())
                .texts(row -> row.getKey().metric())
                .texts(row -> row.getKey().key())
                .longs(row -> row.getValue().n())
                .longs(row -> row.getValue().amount())
                .update(
                        db,
                        """
                        insert into rollup (part, shop_id, day, metric, key, n, amount)
                        select ?, ?, d.* from unnest(?, ?, ?, ?, ?) d
                        on conflict (part, shop_id, day, metric, key) do update
                        set n = rollup.n + excluded.n, amount = rollup.amount + excluded.amount
                        """,
                        part,
                        shop.id());
    }
}
