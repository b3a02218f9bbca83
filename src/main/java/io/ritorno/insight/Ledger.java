package io.ritorno.insight;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.ritorno.account.Shop;
import io.ritorno.platform.Columns;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// The credit ledger. The sum of an order's rows is what the order counts for now, and at most one
/// place (a day and whom it is credited to) has a sum that is not zero. Rows are only ever added: a
/// refund is a row with the difference, a move to another place is a row that takes away and a row
/// that gives.
@Component
class Ledger {
    /// Where an order counts: on the day it was placed, for whom.
    private record Place(Instant at, LocalDate day, Credited to) {}

    /// What it counts for there.
    private record Worth(int orders, long amount, long refunded) {
        static final Worth NOTHING = new Worth(0, 0, 0);

        Worth plus(Worth other) {
            return new Worth(
                    orders + other.orders, amount + other.amount, refunded + other.refunded);
        }

        Worth minus(Worth other) {
            return new Worth(
                    orders - other.orders, amount - other.amount, refunded - other.refunded);
        }
    }

    private record Order(
            UUID id,
            UUID profile,
            Instant placedAt,
            boolean counted,
            Worth worth,
            @Nullable String source) {}

    private record Entry(UUID order, Place place, Worth worth) {}

    private record NewEntry(Order order, int sequence, Place place, Worth worth, String reason) {}

    /// The rows of an order so far.
    private record History(Map<Place, Worth> sums, int rows) {
        static final History NONE = new History(Map.of(), 0);

        /// The one place where it counts now.
        @Nullable Place place() {
            for (var sum : sums.entrySet())
                if (!sum.getValue().equals(Worth.NOTHING)) return sum.getKey();
            return null;
        }

        Worth worth() {
            return sums.values().stream().reduce(Worth.NOTHING, Worth::plus);
        }
    }

    private final JdbcTemplate db;
    private final Touches touches;
    private final Rollup rollup;
    private final Days days;

    Ledger(JdbcTemplate db, Touches touches, Rollup rollup, Days days) {
        this.db = db;
        this.touches = touches;
        this.rollup = rollup;
        this.days = days;
    }

    /// Writes what these orders count for now. Safe to repeat: an order that already counts so gets
    /// no row. Call in a transaction that holds the part's lane.
    ///
    /// @param again those among them for which a contact has become known that may have led to them
    void settle(Shop shop, int part, Collection<UUID> orders, Set<UUID> again, Instant now) {
        var present = orders(shop, part, orders);
        if (present.isEmpty()) return;
        var zone = days.zone(shop);
        var histories = histories(shop, part, present);
        var chosen = touches.choose(shop, part, toChoose(present, histories, again));
        var rows = new ArrayList<NewEntry>();
        var sources = new HashMap<UUID, String>();
        for (var order : present) {
            var history = histories.getOrDefault(order.id(), History.NONE);
            var before = history.place();
            var after = place(order, before, again.contains(order.id()), chosen, zone);
            rows.addAll(entries(order, history, before, after));
            if (after != null && !after.to().source().equals(order.source()))
                sources.put(order.id(), after.to().source());
        }
        write(shop, part, rows, now);
        count(shop, part, rows);
        markOrders(shop, part, sources);
        markMessages(shop, part, rows);
    }

    /// Only an order without a place, or whose time or contacts have changed, is chosen for: a
    /// refund subtracts from where the order was credited, whatever the windows are now.
    private static List<Touches.Bought> toChoose(
            List<Order> orders, Map<UUID, History> histories, Set<UUID> again) {
        return orders.stream()
                .filter(Order::counted)
                .filter(
                        order -> {
                            var place = histories.getOrDefault(order.id(), History.NONE).place();
                            return place == null
                                    || !place.at().equals(order.placedAt())
                                    || again.contains(order.id());
                        })
                .map(order -> new Touches.Bought(order.id(), order.profile(), order.placedAt()))
                .toList();
    }

    private static @Nullable Place place(
            Order order,
            @Nullable Place before,
            boolean again,
            Map<UUID, Credited> chosen,
            ZoneId zone) {
        if (!order.counted()) return before;
        if (before != null && before.at().equals(order.placedAt()) && !again) return before;
        var to = chosen.getOrDefault(order.id(), Credited.SITE);
        return new Place(order.placedAt(), Days.of(order.placedAt(), zone), to);
    }

    private static List<NewEntry> entries(
            Order order, History history, @Nullable Place before, @Nullable Place after) {
        if (after == null) return List.of();
        var rows = new ArrayList<NewEntry>();
        var sequence = history.rows();
        if (before != null && !before.equals(after)) {
            var gone = Worth.NOTHING.minus(history.worth());
            rows.add(new NewEntry(order, sequence++, before, gone, "moved"));
            rows.add(new NewEntry(order, sequence, after, order.worth(), "moved"));
            return rows;
        }
        var change = order.worth().minus(history.worth());
        if (change.equals(Worth.NOTHING)) return rows;
        rows.add(new NewEntry(order, sequence, after, change, reason(change)));
        return rows;
    }

    private static String reason(Worth change) {
        if (change.orders() > 0) return "ordered";
        if (change.orders() < 0) return "cancelled";
        return change.refunded() != 0 ? "refunded" : "changed";
    }

    private List<Order> orders(Shop shop, int part, Collection<UUID> ids) {
        return Columns.of(List.copyOf(new HashSet<>(ids)))
                .uuids(id -> id)
                .query(
                        db,
                        """
                        select o.id, o.profile_id, o.placed_at, o.counted, o.total, o.refunded, o.source
                        from orders o
                        where o.part = ? and o.shop_id = ? and o.id = any(?)
                        order by o.id
                        """,
                        Ledger::order,
                        part,
                        shop.id());
    }

    private static Order order(ResultSet row) throws SQLException {
        var counted = row.getBoolean("counted");
        var refunded = row.getLong("refunded");
        return new Order(
                row.getObject("id", UUID.class),
                row.getObject("profile_id", UUID.class),
                Times.instant(row, "placed_at"),
                counted,
                counted ? new Worth(1, row.getLong("total") - refunded, refunded) : Worth.NOTHING,
                row.getString("source"));
    }

    private Map<UUID, History> histories(Shop shop, int part, List<Order> orders) {
        var entries =
                Columns.of(orders)
                        .uuids(Order::id)
                        .query(
                                db,
                                """
                                select order_id, at, day, source, flow_id, step, campaign_id, message_id,
                                    touch, orders, amount, refunded
                                from credit
                                where part = ? and shop_id = ? and order_id = any(?)
                                """,
                                Ledger::entry,
                                part,
                                shop.id());
        return entries.stream().collect(groupingBy(Entry::order)).entrySet().stream()
                .collect(toMap(Map.Entry::getKey, rows -> history(rows.getValue())));
    }

    private static History history(List<Entry> rows) {
        var sums = new HashMap<Place, Worth>();
        for (var row : rows) sums.merge(row.place(), row.worth(), Worth::plus);
        return new History(sums, rows.size());
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getObject("order_id", UUID.class),
                new Place(
                        Times.instant(row, "at"),
                        row.getObject("day", LocalDate.class),
                        new Credited(
                                row.getString("source"),
                                row.getObject("flow_id", UUID.class),
                                row.getString("step"),
                                row.getObject("campaign_id", UUID.class),
                                row.getObject("message_id", UUID.class),
                                row.getString("touch"))),
                new Worth(row.getInt("orders"), row.getLong("amount"), row.getLong("refunded")));
    }

    private void write(Shop shop, int part, List<NewEntry> rows, Instant now) {
        Columns.of(rows)
                .uuids(row -> row.order().id())
                .uuids(Ledger::id)
                .uuids(row -> row.order().profile())
                .instants(row -> row.place().at())
                .dates(row -> row.place().day())
                .texts(row -> row.place().to().source())
                .uuids(row -> row.place().to().flow())
                .texts(row -> row.place().to().step())
                .uuids(row -> row.place().to().campaign())
                .uuids(row -> row.place().to().message())
                .texts(row -> row.place().to().touch())
                .ints(row -> row.worth().orders())
                .longs(row -> row.worth().amount())
                .longs(row -> row.worth().refunded())
                .texts(NewEntry::reason)
                .instants(_ -> now)
                .update(
                        db,
                        """
                        insert into credit (part, shop_id, order_id, id, profile_id, at, day, source,
                            flow_id, step, campaign_id, message_id, touch, orders, amount, refunded,
                            reason, written_at)
                        select ?, ?, c.*
                        from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) c
                        """,
                        part,
                        shop.id());
    }

    /// Two who would add to the same history at once meet at the same key.
    private static UUID id(NewEntry row) {
        return Ids.stable("credit", row.order().id().toString(), String.valueOf(row.sequence()));
    }

    private void count(Shop shop, int part, List<NewEntry> rows) {
        var deltas = new Rollup.Deltas();
        for (var row : rows) {
            var source = row.place().to().source();
            var worth = row.worth();
            deltas.add(row.place().day(), Rollup.ORDER, source, worth.orders(), worth.amount());
            deltas.add(row.place().day(), Rollup.REFUND, source, 0, worth.refunded());
        }
        rollup.add(part, shop, deltas);
    }

    private void markOrders(Shop shop, int part, Map<UUID, String> sources) {
        Columns.of(List.copyOf(sources.entrySet()))
                .uuids(Map.Entry::getKey)
                .texts(Map.Entry::getValue)
                .update(
                        db,
                        """
                        update orders o set source = s.source from unnest(?, ?) s(id, source)
                        where o.part = ? and o.shop_id = ? and o.id = s.id
                        """,
                        List.of(),
                        List.of(part, shop.id()));
    }

    /// A message's `ordered_at` is the time of the first order that counts and is credited to it.
    private void markMessages(Shop shop, int part, List<NewEntry> rows) {
        var messages = new HashSet<UUID>();
        for (var row : rows) {
            var message = row.place().to().message();
            if (message != null) messages.add(message);
        }
        Columns.of(List.copyOf(messages))
                .uuids(id -> id)
                .instants(Ids::time)
                .update(
                        db,
                        """
                        update message m set ordered_at = (
                            select min(c.at) from credit c
                            where c.part = ? and c.shop_id = ? and c.message_id = m.id
                              and c.orders = 1
                              and 1 = (
                                select sum(d.orders) from credit d
                                where d.part = c.part and d.shop_id = c.shop_id
                                  and d.order_id = c.order_id and d.message_id = c.message_id
                                  and d.at = c.at))
                        from unnest(?, ?) w(id, at)
                        where m.part = ? and m.shop_id = ? and m.id = w.id and m.at = w.at
                        """,
                        List.of(part, shop.id()),
                        List.of(part, shop.id()));
    }
}
