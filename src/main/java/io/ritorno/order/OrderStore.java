package io.ritorno.order;

import io.ritorno.account.Shop;
import io.ritorno.platform.Columns;
import io.ritorno.platform.Times;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The rows of orders, their lines and refunds, read and written for a whole batch at once.
@Component
class OrderStore {
    private record LineRow(OrderState order, int line, OrderFact.Line fact, int refunded) {}

    private record RefundRow(OrderState order, OrderFact.Refund refund) {}

    private final JdbcTemplate db;
    private final JsonMapper json;

    OrderStore(JdbcTemplate db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    /// The orders with these ids that are stored, and their refunds; an order of which only refunds
    /// are known is not among them, see [#refunds].
    Map<UUID, OrderState> load(Shop shop, int part, Collection<UUID> ids) {
        var orders = new HashMap<UUID, OrderState>();
        var wanted = ids.toArray(UUID[]::new);
        db.query(
                "select * from orders where part = ? and shop_id = ? and id = any(?) for update",
                row -> {
                    var id = row.getObject("id", UUID.class);
                    var order =
                            new OrderState(
                                    id,
                                    row.getString("external_id"),
                                    row.getObject("profile_id", UUID.class),
                                    row.getObject("origin_id", UUID.class),
                                    row.getString("original_currency"));
                    order.number = row.getString("number");
                    order.status = row.getString("status");
                    order.total = row.getLong("total");
                    order.originalTotal = row.getLong("original_total");
                    order.discount = row.getLong("discount");
                    order.shipping = row.getLong("shipping");
                    order.tax = row.getLong("tax");
                    order.coupon = row.getString("coupon");
                    order.paymentMethod = row.getString("payment_method");
                    order.cart = row.getObject("cart_id", UUID.class);
                    order.history = row.getBoolean("history");
                    order.stated = true;
                    order.placedAt = Times.instant(row, "placed_at");
                    order.factAt = Times.instant(row, "fact_at");
                    order.factSource = row.getString("fact_source");
                    var received = Times.instantOrNull(row, "fact_received_at");
                    order.factReceivedAt = received == null ? order.factAt : received;
                    order.sources =
                            new TreeSet<>(
                                    Arrays.asList((String[]) row.getArray("sources").getArray()));
                    orders.put(id, order);
                },
                part,
                shop.id(),
                wanted);
        if (orders.isEmpty()) return orders;
        var lines = new HashMap<UUID, List<OrderFact.Line>>();
        db.query(
                """
                select * from order_line where part = ? and shop_id = ? and order_id = any(?)
                order by order_id, line
                """,
                row -> {
                    lines.computeIfAbsent(
                                    row.getObject("order_id", UUID.class), _ -> new ArrayList<>())
                            .add(
                                    new OrderFact.Line(
                                            row.getString("product_id"),
                                            row.getString("variant"),
                                            row.getString("name"),
                                            row.getInt("quantity"),
                                            row.getLong("unit_price"),
                                            row.getLong("total")));
                },
                part,
                shop.id(),
                wanted);
        orders.forEach((id, order) -> order.lines = lines.getOrDefault(id, List.of()));
        return orders;
    }

    /// All refunds of these orders that are stored, by order.
    Map<UUID, List<OrderFact.Refund>> refunds(Shop shop, int part, Collection<UUID> ids) {
        var refunds = new HashMap<UUID, List<OrderFact.Refund>>();
        db.query(
                """
                select * from refund where part = ? and shop_id = ? and order_id = any(?)
                order by order_id, id
                """,
                row -> {
                    var lines = new ArrayList<OrderFact.RefundedLine>();
                    for (var line : json.readTree(row.getString("lines")))
                        lines.add(
                                new OrderFact.RefundedLine(
                                        line.get("product").asString(),
                                        line.get("quantity").intValue()));
                    refunds.computeIfAbsent(
                                    row.getObject("order_id", UUID.class), _ -> new ArrayList<>())
                            .add(
                                    new OrderFact.Refund(
                                            "",
                                            Times.instant(row, "at"),
                                            row.getObject("id", UUID.class),
                                            row.getObject("amount", Long.class),
                                            lines));
                },
                part,
                shop.id(),
                ids.toArray(UUID[]::new));
        return refunds;
    }

    void save(Shop shop, int part, Collection<OrderState> orders) {
        saveRefunds(shop, part, orders);
        var stated = orders.stream().filter(order -> order.stated).toList();
        if (stated.isEmpty()) return;
        Columns.of(stated)
                .uuids(o -> o.id)
                .uuids(o -> o.profile)
                .uuids(o -> o.origin)
                .texts(o -> o.externalId)
                .texts(o -> o.number)
                .texts(o -> o.status)
                .booleans(OrderState::counted)
                .longs(o -> o.total)
                .longs(OrderState::refunded)
                .longs(o -> o.originalTotal)
                .texts(o -> o.originalCurrency)
                .ints(OrderState::items)
                .longs(o -> o.discount)
                .longs(o -> o.shipping)
                .longs(o -> o.tax)
                .texts(o -> o.coupon)
                .texts(o -> o.paymentMethod)
                .uuids(o -> o.cart)
                .booleans(o -> o.history)
                .jsons(o -> json.valueToTree(o.sources))
                .instants(o -> o.placedAt)
                .instants(o -> o.factAt)
                .texts(o -> o.factSource)
                .instants(o -> o.factReceivedAt)
                .update(
                        db,
                        """
                        insert into orders (part, shop_id, currency, id, profile_id, origin_id,
                            external_id, number, status, counted, total, refunded, original_total,
                            original_currency, items, discount, shipping, tax, coupon,
                            payment_method, cart_id, history, sources, placed_at, fact_at,
                            fact_source, fact_received_at)
                        select ?, ?, ?, o.id, o.profile, o.origin, o.external_id, o.number, o.status,
                            o.counted, o.total, o.refunded, o.original_total, o.original_currency,
                            o.items, o.discount, o.shipping, o.tax, o.coupon, o.payment_method,
                            o.cart_id,
                            o.history, array(select jsonb_array_elements_text(o.sources)),
                            o.placed_at, o.fact_at, o.fact_source, o.fact_received_at
                        from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                            ?, ?)
                            o (id, profile, origin, external_id, number, status, counted, total,
                               refunded, original_total, original_currency, items, discount,
                               shipping, tax, coupon, payment_method, cart_id, history, sources,
                               placed_at, fact_at, fact_source, fact_received_at)
                        on conflict (part, shop_id, id) do update set
                            number = excluded.number, status = excluded.status,
                            counted = excluded.counted, total = excluded.total,
                            refunded = excluded.refunded, original_total = excluded.original_total,
                            original_currency = excluded.original_currency, items = excluded.items,
                            discount = excluded.discount, shipping = excluded.shipping,
                            tax = excluded.tax, coupon = excluded.coupon,
                            payment_method = excluded.payment_method,
                            cart_id = excluded.cart_id, history = excluded.history,
                            sources = excluded.sources, placed_at = excluded.placed_at,
                            fact_at = excluded.fact_at, fact_source = excluded.fact_source,
                            fact_received_at = excluded.fact_received_at
                        """,
                        part,
                        shop.id(),
                        shop.currency().getCurrencyCode());
        saveLines(shop, part, stated);
    }

    private void saveLines(Shop shop, int part, List<OrderState> orders) {
        db.update(
                "delete from order_line where part = ? and shop_id = ? and order_id = any(?)",
                part,
                shop.id(),
                orders.stream().map(o -> o.id).toArray(UUID[]::new));
        var rows = new ArrayList<LineRow>();
        for (var order : orders) {
            var refunded = order.refundedQuantities();
            for (var i = 0; i < refunded.length; i++)
                rows.add(new LineRow(order, i + 1, order.lines.get(i), refunded[i]));
        }
        Columns.of(rows)
                .uuids(row -> row.order().id)
                .ints(LineRow::line)
                .uuids(row -> row.order().profile)
                .texts(row -> row.fact().product())
                .texts(row -> row.fact().variant())
                .texts(row -> row.fact().name())
                .ints(row -> row.fact().quantity())
                .longs(row -> row.fact().unitPrice())
                .longs(row -> row.fact().total())
                .ints(LineRow::refunded)
                .instants(row -> row.order().placedAt)
                .booleans(row -> row.order().counted())
                .update(
                        db,
                        """
                        insert into order_line (part, shop_id, order_id, line, profile_id, product_id,
                            variant, name, quantity, unit_price, total, refunded_quantity, placed_at,
                            counted)
                        select ?, ?, l.* from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) l
                        """,
                        part,
                        shop.id());
    }

    private void saveRefunds(Shop shop, int part, Collection<OrderState> orders) {
        var rows = new ArrayList<RefundRow>();
        for (var order : orders)
            for (var refund : order.refunds.values()) rows.add(new RefundRow(order, refund));
        Columns.of(rows)
                .uuids(row -> row.order().id)
                .uuids(row -> row.refund().id())
                .longs(row -> row.refund().amount())
                .jsons(row -> json.valueToTree(row.refund().lines()))
                .instants(row -> row.refund().at())
                .update(
                        db,
                        """
                        insert into refund (part, shop_id, order_id, id, amount, lines, at)
                        select ?, ?, r.* from unnest(?, ?, ?, ?, ?) r on conflict do nothing
                        """,
                        part,
                        shop.id());
    }
}
