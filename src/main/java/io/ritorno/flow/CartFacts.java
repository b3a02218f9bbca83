package io.ritorno.flow;

import io.ritorno.account.Shop;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What flows want to know about carts; reads `cart` itself, since a whole cart a run is too much.
@Component
class CartFacts {
    private final JdbcClient db;

    CartFacts(JdbcClient db) {
        this.db = db;
    }

    /// @param value in minor units
    record Cart(String state, long value) {}

    Map<UUID, Cart> load(int part, Shop shop, Collection<UUID> ids) {
        var carts = new HashMap<UUID, Cart>();
        if (ids.isEmpty()) return carts;
        db.sql("select id, state, value from cart where part = ? and shop_id = ? and id = any(?)")
                .params(part, shop.id(), ids.toArray(UUID[]::new))
                .query(
                        row -> {
                            carts.put(
                                    row.getObject("id", UUID.class),
                                    new Cart(row.getString("state"), row.getLong("value")));
                        });
        return carts;
    }

    /// Why a run about this cart has nothing left to do; null when it has.
    static @Nullable String over(@Nullable Cart cart, boolean stopsByOrder) {
        if (cart == null) return "cart-gone";
        return switch (cart.state()) {
            case "emptied" -> "cart-emptied";
            case "ordered", "recovered" -> stopsByOrder ? "ordered" : null;
            default -> null;
        };
    }
}
