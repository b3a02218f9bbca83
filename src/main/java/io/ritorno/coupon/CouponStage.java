package io.ritorno.coupon;

import io.ritorno.account.Shop;
import io.ritorno.event.Batch;
import io.ritorno.event.Event;
import io.ritorno.event.EventStage;
import io.ritorno.event.Names;
import io.ritorno.platform.Columns;
import io.ritorno.platform.Ids;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;

/// Sees that a code is used: an order names it. Then there is the event `Coupon Used`.
@Component
class CouponStage implements EventStage {
    private static final Set<String> ORDERS = Set.of(Names.ORDER_COMPLETED, Names.ORDER_UPDATED);

    private final JdbcOperations rows;

    CouponStage(JdbcOperations rows) {
        this.rows = rows;
    }

    /// When orders are written, before the log.
    @Override
    public int order() {
        return ORDERS_ARE_WRITTEN;
    }

    private static final int ORDERS_ARE_WRITTEN = EventStage.ORDERS + 5;

    private record Use(String key, Event event, String order) {}

    @Override
    public void apply(Batch batch) {
        batch.byShop().keySet().forEach(shop -> apply(batch, shop));
    }

    private void apply(Batch batch, Shop shop) {
        var uses = new LinkedHashMap<String, Use>();
        for (var event : batch.named(shop, ORDERS)) {
            var named = event.text("coupon");
            var order = event.text("order_id");
            if (named == null || order == null || !event.personal()) continue;
            // some shops name all codes of an order in one text
            for (var code : named.split("[,;\\s]+"))
                if (!code.isEmpty() && code.length() <= 100)
                    uses.putIfAbsent(Pools.key(code), new Use(Pools.key(code), event, order));
        }
        if (uses.isEmpty()) return;
        record Used(String key, String code, UUID pool) {}
        var used =
                Columns.of(new ArrayList<>(uses.values()))
                        .texts(Use::key)
                        .instants(use -> use.event().at())
                        .uuids(use -> use.event().profile())
                        .texts(Use::order)
                        .query(
                                rows,
                                """
                                update coupon_code c set used_at = u.at, used_by = u.by,
                                    used_order = u.used_order
                                from unnest(?, ?, ?, ?) u (code_key, at, by, used_order)
                                where c.part = ? and c.shop_id = ? and c.code_key = u.code_key
                                    and c.used_at is null
                                returning c.code_key, c.code, c.pool_id
                                """,
                                row ->
                                        new Used(
                                                row.getString("code_key"),
                                                row.getString("code"),
                                                row.getObject("pool_id", UUID.class)),
                                List.of(),
                                List.of(shop.home(), shop.id()));
        for (var one : used) {
            var use = uses.get(one.key());
            if (use == null) continue;
            var event = use.event();
            var properties =
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("code", one.code())
                            .put("pool", one.pool().toString())
                            .put("order_id", use.order());
            batch.add(
                    new Event(
                            Ids.stable("" + shop.id(), Names.COUPON_USED, one.key()),
                            shop,
                            batch.part(),
                            event.profile(),
                            Event.Call.TRACK,
                            Names.COUPON_USED,
                            event.at(),
                            event.receivedAt(),
                            Event.OWN,
                            event.history(),
                            properties));
        }
    }
}
