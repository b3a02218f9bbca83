package io.ritorno.order;

import io.ritorno.account.Shop;
import io.ritorno.platform.Times;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// A shop's orders with their lines, for those who write about them.
@Component
public class PlacedOrders {
    private final JdbcTemplate db;

    PlacedOrders(JdbcTemplate db) {
        this.db = db;
    }

    /// These orders of one part, for those that there are. Two statements.
    public Map<UUID, PlacedOrder> load(Shop shop, int part, Collection<UUID> ids) {
        var orders = new HashMap<UUID, PlacedOrder>();
        if (ids.isEmpty()) return orders;
        var wanted = ids.toArray(UUID[]::new);
        var lines = new HashMap<UUID, List<PlacedOrder.Line>>();
        db.query(
                """
                select order_id, product_id, variant, name, quantity, unit_price, total
                from order_line where part = ? and shop_id = ? and order_id = any(?)
                order by order_id, line
                """,
                row -> {
                    lines.computeIfAbsent(
                                    row.getObject("order_id", UUID.class), _ -> new ArrayList<>())
                            .add(
                                    new PlacedOrder.Line(
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
        db.query(
                """
                select id, number, status, total, original_total, original_currency, shipping,
                    discount, placed_at
                from orders where part = ? and shop_id = ? and id = any(?)
                """,
                row -> {
                    var id = row.getObject("id", UUID.class);
                    orders.put(
                            id,
                            new PlacedOrder(
                                    id,
                                    row.getString("number"),
                                    row.getString("status"),
                                    row.getLong("total"),
                                    row.getLong("original_total"),
                                    Currency.getInstance(row.getString("original_currency")),
                                    row.getLong("shipping"),
                                    row.getLong("discount"),
                                    Times.instant(row, "placed_at"),
                                    List.copyOf(lines.getOrDefault(id, List.of()))));
                },
                part,
                shop.id(),
                wanted);
        return orders;
    }
}
