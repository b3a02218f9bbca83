package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.platform.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The table `flow_count`: what happened at each step, counted as it happens and by day.
@Component
class FlowCounts {
    static final String ENTERED = "entered";

    /// A balance: how many stand there now.
    static final String WAITING = "waiting";

    static final String SENT = "sent";
    static final String SKIPPED = "skipped";
    static final String STOPPED = "stopped";
    static final String ENDED = "ended";
    static final String HELD_OUT = "held-out";
    static final String DELIVERED = "delivered";
    static final String FAILED = "failed";
    static final String OPENED = "opened";
    static final String CLICKED = "clicked";

    /// The step under which people are counted as they enter the flow.
    static final String WHOLE = "";

    private static final LocalDate NO_DAY = LocalDate.EPOCH;

    private final JdbcOperations rows;
    private final JdbcClient db;

    FlowCounts(JdbcOperations rows, JdbcClient db) {
        this.rows = rows;
        this.db = db;
    }

    private record Key(UUID flow, String step, String name) {}

    /// What is to be added, gathered for one statement.
    static final class Deltas {
        private final Map<Key, Long> sums =
                new TreeMap<>(
                        Comparator.comparing(Key::flow)
                                .thenComparing(Key::step)
                                .thenComparing(Key::name));

        void add(UUID flow, String step, String name, long n) {
            sums.merge(new Key(flow, step, name), n, Long::sum);
        }
    }

    /// Adds them, in the caller's transaction.
    void add(int part, Shop shop, LocalDate day, Deltas deltas) {
        var changed = deltas.sums.entrySet().stream().filter(sum -> sum.getValue() != 0).toList();
        Columns.of(changed)
                .uuids(sum -> sum.getKey().flow())
                .texts(sum -> sum.getKey().step())
                .texts(sum -> sum.getKey().name())
                .dates(sum -> sum.getKey().name().equals(WAITING) ? NO_DAY : day)
                .longs(Map.Entry::getValue)
                .update(
                        rows,
                        """
                        insert into flow_count as c (part, shop_id, flow_id, step, name, day, n)
                        select ?, ?, d.* from unnest(?, ?, ?, ?, ?) d
                        on conflict (part, shop_id, flow_id, step, name, day)
                            do update set n = c.n + excluded.n
                        """,
                        part,
                        shop.id());
    }

    /// A sum over all parts.
    record Count(UUID flow, String step, String name, long n) {}

    /// Sums of these days, both included; of `waiting`, what it is now.
    List<Count> list(Shop shop, UUID flow, LocalDate from, LocalDate to) {
        return db.sql(
                        """
                        select flow_id, step, name, sum(n)::bigint as n from flow_count
                        where part = any(?) and shop_id = ? and flow_id = ?
                            and (day between ? and ? or name = 'waiting')
                        group by flow_id, step, name
                        """)
                .params(shop.parts().all(), shop.id(), flow, from, to)
                .query(FlowCounts::count)
                .list();
    }

    /// Sums over all time of all flows of a shop, without steps.
    List<Count> totals(Shop shop) {
        return db.sql(
                        """
                        select flow_id, '' as step, name, sum(n)::bigint as n from flow_count
                        where part = any(?) and shop_id = ?
                            and (name <> 'entered' or step = '')
                        group by flow_id, name
                        """)
                .params(shop.parts().all(), shop.id())
                .query(FlowCounts::count)
                .list();
    }

    /// What orders credited to a flow's messages came to.
    record Earned(UUID flow, String step, long orders, long amount) {}

    List<Earned> earned(Shop shop, UUID flow, LocalDate from, LocalDate to) {
        return db.sql(
                        """
                        select flow_id, coalesce(step, '') as step, sum(orders)::bigint as orders,
                            sum(amount)::bigint as amount
                        from credit
                        where part = any(?) and shop_id = ? and flow_id = ? and day between ? and ?
                        group by flow_id, coalesce(step, '')
                        """)
                .params(shop.parts().all(), shop.id(), flow, from, to)
                .query(FlowCounts::earned)
                .list();
    }

    List<Earned> earned(Shop shop) {
        return db.sql(
                        """
                        select flow_id, '' as step, sum(orders)::bigint as orders,
                            sum(amount)::bigint as amount
                        from credit
                        where part = any(?) and shop_id = ? and flow_id is not null
                        group by flow_id
                        """)
                .params(shop.parts().all(), shop.id())
                .query(FlowCounts::earned)
                .list();
    }

    private static Count count(ResultSet row, int index) throws SQLException {
        return new Count(
                row.getObject("flow_id", UUID.class),
                row.getString("step"),
                row.getString("name"),
                row.getLong("n"));
    }

    private static Earned earned(ResultSet row, int index) throws SQLException {
        return new Earned(
                row.getObject("flow_id", UUID.class),
                row.getString("step"),
                row.getLong("orders"),
                row.getLong("amount"));
    }
}
