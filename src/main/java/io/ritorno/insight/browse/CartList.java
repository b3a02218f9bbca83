package io.ritorno.insight.browse;

import static java.util.Comparator.comparing;

import io.ritorno.account.Shop;
import io.ritorno.platform.Page;
import io.ritorno.platform.Problem;
import io.ritorno.platform.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The shop's carts, and one person's.
@Component
class CartList {
    private static final List<String> STATES =
            List.of("open", "abandoned", "recovered", "ordered", "emptied");

    /// @param states empty: all
    /// @param from first day on which the cart was begun
    /// @param checkout null: whether or not it had come to the checkout
    record Filter(
            List<String> states,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable Boolean checkout) {

        /// @param states separated by commas
        static Filter of(
                @Nullable String states,
                @Nullable LocalDate from,
                @Nullable LocalDate to,
                @Nullable Boolean checkout) {
            if (states == null) return new Filter(List.of(), from, to, checkout);
            var wanted = new LinkedHashSet<>(Arrays.asList(states.split(",")));
            if (!STATES.containsAll(wanted))
                throw Problem.invalid("state", "not-one-of", String.join(", ", STATES));
            return new Filter(List.copyOf(wanted), from, to, checkout);
        }
    }

    enum Sort {
        CHANGED_AT("c.changed_at", comparing(Cart::changedAt)),
        VALUE("c.value", comparing(Cart::value));

        final String column;
        final Comparator<Cart> order;

        Sort(String column, Comparator<Cart> order) {
            this.column = column;
            this.order = order.thenComparing(c -> c.id().toString()).reversed();
        }

        static Sort of(String name) {
            return switch (name) {
                case "changedAt" -> CHANGED_AT;
                case "value" -> VALUE;
                default -> throw Problem.invalid("sort", "not-one-of", "changedAt, value");
            };
        }

        List<String> position(Cart cart) {
            var value = this == VALUE ? String.valueOf(cart.value()) : cart.changedAt().toString();
            return List.of(value, cart.id().toString());
        }
    }

    private final JdbcClient db;
    private final JsonMapper json;
    private final Pictures pictures;

    CartList(JdbcClient db, JsonMapper json, Pictures pictures) {
        this.db = db;
        this.json = json;
        this.pictures = pictures;
    }

    /// Each state is asked for by itself, because the indexes begin with it.
    Page<Cart> list(Shop shop, Filter filter, Sort sort, @Nullable String cursor, int limit) {
        var position = Page.position(cursor, 2);
        var states = filter.states().isEmpty() ? STATES : filter.states();
        var rows = new ArrayList<Cart>();
        for (var state : states) {
            for (var part : shop.parts().all()) {
                var query = new Query("c", part, shop).and("c.state = ?", state);
                query.days("c.created_at", shop, filter.from(), filter.to());
                if (filter.checkout() != null)
                    query.and(
                            filter.checkout()
                                    ? "c.checkout_at is not null"
                                    : "c.checkout_at is null");
                rows.addAll(read(after(query, sort, position), sort, limit + 1));
            }
        }
        rows.sort(sort.order);
        var first = rows.subList(0, Math.min(limit + 1, rows.size()));
        var page = Page.of(first, limit, sort::position);
        return new Page<>(pictured(shop, page.items()), page.next());
    }

    /// A person's carts, the last changed first.
    Page<Cart> ofProfile(Shop shop, UUID profile, @Nullable String cursor, int limit) {
        var query = new Query("c", shop.parts().of(profile), shop).and("c.profile_id = ?", profile);
        var rows =
                read(
                        after(query, Sort.CHANGED_AT, Page.position(cursor, 2)),
                        Sort.CHANGED_AT,
                        limit + 1);
        var page = Page.of(rows, limit, Sort.CHANGED_AT::position);
        return new Page<>(pictured(shop, page.items()), page.next());
    }

    Optional<Cart> find(Shop shop, UUID id) {
        var rows = "select c.* from cart c where c.part = any(?) and c.shop_id = ? and c.id = ?";
        var found =
                db.sql(SELECT.formatted(rows))
                        .params(shop.parts().all(), shop.id(), id)
                        .query(this::cart)
                        .list();
        return pictured(shop, found).stream().findFirst();
    }

    private static final String SELECT =
            """
            select c.*, t.email, t.first_name, t.last_name from (%s) c
            left join profile_trait t on t.part = c.part and t.shop_id = c.shop_id
                and t.profile_id = c.profile_id
            """;

    private static Query after(Query query, Sort sort, List<String> position) {
        if (position.isEmpty()) return query;
        try {
            Object value =
                    sort == Sort.VALUE
                            ? Long.valueOf(position.get(0))
                            : Instant.parse(position.get(0));
            return query.and(
                    "(" + sort.column + ", c.id) < (?, ?)",
                    value,
                    UUID.fromString(position.get(1)));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw Problem.invalid("cursor", "not-a-cursor");
        }
    }

    private List<Cart> read(Query query, Sort sort, int limit) {
        var order = " order by " + sort.column + " desc, c.id desc";
        var rows = "select c.* from cart c where " + query.where() + order + " limit ?";
        return db.sql(SELECT.formatted(rows) + order)
                .params(query.values(limit))
                .query(this::cart)
                .list();
    }

    private Cart cart(ResultSet row, int index) throws SQLException {
        return new Cart(
                row.getObject("id", UUID.class),
                row.getString("state"),
                row.getLong("value"),
                row.getInt("items"),
                row.getString("currency"),
                json.readTree(row.getString("lines")),
                row.getString("url"),
                Times.instantOrNull(row, "checkout_at"),
                row.getString("checkout_step"),
                Times.instant(row, "created_at"),
                Times.instant(row, "changed_at"),
                Times.instantOrNull(row, "abandoned_at"),
                Times.instantOrNull(row, "closed_at"),
                row.getObject("order_id", UUID.class),
                PersonRef.of(row));
    }

    /// Gives lines that came without a picture the one of their product.
    private List<Cart> pictured(Shop shop, List<Cart> carts) {
        var bare = new ArrayList<ObjectNode>();
        for (var cart : carts)
            for (var line : cart.lines())
                if (line instanceof ObjectNode object && text(object, "image").isEmpty())
                    bare.add(object);
        var images =
                pictures.of(shop, bare.stream().map(l -> text(l, "product")).distinct().toList());
        for (var line : bare) {
            var image = images.get(text(line, "product"));
            if (image != null) line.put("image", image);
        }
        return carts;
    }

    private static String text(JsonNode line, String name) {
        return line.path(name).asString("");
    }
}
