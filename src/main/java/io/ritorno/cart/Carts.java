package io.ritorno.cart;

import io.ritorno.account.Shop;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
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
    private final CartDeadlines deadlines;

    Carts(JdbcTemplate db, CartStore store, CartDeadlines deadlines) {
        this.db = db;
        this.store = store;
        this.deadlines = deadlines;
    }

    public Optional<Cart> find(Shop shop, int part, UUID id) {
        return Optional.ofNullable(load(shop, part, List.of(id)).get(id));
    }

    /// The cart that she filled last and that is neither ordered nor emptied.
    public Optional<UUID> present(Shop shop, int part, UUID profile) {
        return store.load(shop, part, List.of(profile), List.of()).stream()
                .filter(cart -> cart.items() > 0)
                .max(Comparator.comparing(cart -> cart.changedAt))
                .map(cart -> cart.id);
    }

    /// Her open cart counts as abandoned now, before its time. Call in a transaction that holds the
    /// part's event lane.
    ///
    /// @return false when she has none
    public boolean abandon(Shop shop, int part, UUID profile, Instant now) {
        return deadlines.abandon(shop, part, profile, now);
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
