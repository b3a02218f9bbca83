package io.ritorno.cart;

import io.ritorno.account.Shop;
import io.ritorno.platform.Columns;
import io.ritorno.platform.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The rows of carts, read and written for a whole batch at once.
@Component
class CartStore {
    private final JdbcTemplate db;
    private final JsonMapper json;

    CartStore(JdbcTemplate db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    /// The carts of these people that are not over, and those with these ids in whatever state.
    List<CartState> load(Shop shop, int part, Collection<UUID> profiles, Collection<UUID> ids) {
        var carts = new ArrayList<CartState>();
        db.query(
                """
                select * from cart where part = ? and shop_id = ? and profile_id = any(?)
                    and state in ('open', 'abandoned', 'emptied')
                union all
                select * from cart where part = ? and shop_id = ? and id = any(?)
                    and not (profile_id = any(?) and state in ('open', 'abandoned', 'emptied'))
                """,
                row -> {
                    carts.add(state(row));
                },
                part,
                shop.id(),
                profiles.toArray(UUID[]::new),
                part,
                shop.id(),
                ids.toArray(UUID[]::new),
                profiles.toArray(UUID[]::new));
        return carts;
    }

    CartState state(ResultSet row) throws SQLException {
        var cart =
                new CartState(
                        row.getObject("id", UUID.class),
                        row.getObject("profile_id", UUID.class),
                        row.getObject("origin_id", UUID.class),
                        row.getString("external_id"),
                        Times.instant(row, "created_at"));
        cart.state = row.getString("state");
        cart.lines = new ArrayList<>(lines(row.getString("lines")));
        cart.value = row.getLong("value");
        cart.url = row.getString("url");
        cart.checkoutAt = Times.instantOrNull(row, "checkout_at");
        cart.checkoutStep = row.getString("checkout_step");
        cart.changedAt = Times.instant(row, "changed_at");
        cart.dueAt = Times.instantOrNull(row, "due_at");
        cart.abandonedAt = Times.instantOrNull(row, "abandoned_at");
        cart.closedAt = Times.instantOrNull(row, "closed_at");
        cart.orderId = row.getObject("order_id", UUID.class);
        cart.history = row.getBoolean("history");
        return cart;
    }

    List<CartLine> lines(String text) {
        return Arrays.asList(json.readValue(text, CartLine[].class));
    }

    void save(Shop shop, int part, Collection<CartState> carts) {
        Columns.of(List.copyOf(carts))
                .uuids(c -> c.id)
                .uuids(c -> c.profile)
                .uuids(c -> c.origin)
                .texts(c -> c.externalId)
                .texts(c -> c.state)
                .longs(c -> c.value)
                .ints(CartState::items)
                .jsons(c -> json.valueToTree(c.lines))
                .texts(c -> c.url)
                .instants(c -> c.checkoutAt)
                .texts(c -> c.checkoutStep)
                .instants(c -> c.createdAt)
                .instants(c -> c.changedAt)
                .instants(c -> c.dueAt)
                .instants(c -> c.abandonedAt)
                .instants(c -> c.closedAt)
                .uuids(c -> c.orderId)
                .booleans(c -> c.history)
                .update(
                        db,
                        """
                        insert into cart (part, shop_id, currency, id, profile_id, origin_id,
                            external_id, state, value, items, lines, url, checkout_at, checkout_step,
                            created_at, changed_at, due_at, abandoned_at, closed_at, order_id, history)
                        select ?, ?, ?, c.*
                        from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) c
                        on conflict (part, shop_id, id) do update set
                            state = excluded.state, value = excluded.value, items = excluded.items,
                            lines = excluded.lines, url = excluded.url,
                            checkout_at = excluded.checkout_at,
                            checkout_step = excluded.checkout_step,
                            created_at = excluded.created_at, changed_at = excluded.changed_at,
                            due_at = excluded.due_at, abandoned_at = excluded.abandoned_at,
                            closed_at = excluded.closed_at, order_id = excluded.order_id,
                            history = excluded.history
                        """,
                        part,
                        shop.id(),
                        shop.currency().getCurrencyCode());
    }
}
