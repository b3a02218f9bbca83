package io.ritorno.cart;

import io.ritorno.account.Shop;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// A shop's carts, for those who write about them.
@Component
public class Carts {
    private final JdbcTemplate db;
    private final CartStore store;

    Carts(JdbcTemplate db, CartStore store) {
        this.db = db;
        this.store = store;
    }

    public Optional<Cart> find(Shop shop, int part, UUID id) {
        return Optional.ofNullable(load(shop, part, List.of(id)).get(id));
    }

    /// These carts of one part, for those that there are. One statement.
    public Map<UUID, Cart> load(Shop shop, int part, Collection<UUID> ids) {
        var carts = new HashMap<UUID, Cart>();
        if (ids.isEmpty()) return carts;
        db.query(
                "select * from cart where part = ? and shop_id = ? and id = any(?)",
                row -> {
                    var c = store.state(row);
                    carts.put(
                            c.id,
                            new Cart(
                                    c.id,
                                    c.profile,
                                    c.state,
                                    c.value,
                                    c.items(),
                                    c.lines,
                                    c.url,
                                    c.checkoutAt,
                                    c.createdAt,
                                    c.changedAt,
                                    c.abandonedAt));
                },
                part,
                shop.id(),
                ids.toArray(UUID[]::new));
        return carts;
    }
}
