package io.ritorno.segment;

import io.ritorno.account.Shop;
import io.ritorno.platform.Times;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/// What happened to one made-up person, and how it stands in the tables.
record Life(
        UUID id,
        boolean known,
        Instant created,
        Instant seen,
        @Nullable String email,
        @Nullable String country,
        @Nullable LocalDate birthday,
        List<String> tags,
        ObjectNode attributes,
        Map<String, String> consents,
        List<Bought> orders,
        List<Basket> carts,
        List<Happened> events,
        List<Written> messages,
        List<UUID> lists) {

    record Bought(
            UUID id,
            Instant at,
            boolean counted,
            long total,
            long refunded,
            List<Piece> lines,
            String status,
            @Nullable String payment,
            @Nullable String coupon) {}

    /// A message; what did not happen to it is null.
    record Written(
            UUID id,
            String channel,
            UUID flow,
            String step,
            boolean bounced,
            @Nullable Instant sent,
            @Nullable Instant opened,
            @Nullable Instant clicked,
            @Nullable Instant machineOpened,
            @Nullable Instant machineClicked) {}

    record Piece(String product, int quantity) {}

    record Basket(
            UUID id,
            Instant created,
            long value,
            @Nullable Instant abandoned,
            @Nullable Instant closed) {}

    record Happened(UUID id, String name, Instant at, ObjectNode properties) {}

    List<Basket> openCarts() {
        return carts.stream().filter(cart -> cart.closed() == null).toList();
    }

    List<Bought> purchases() {
        return orders.stream().filter(Bought::counted).toList();
    }

    void store(JdbcClient db, Shop shop) {
        var part = shop.parts().of(id);
        var purchases = purchases();
        var open = openCarts();
        var times = new TreeSet<>(purchases.stream().map(Bought::at).toList());
        db.sql(
                        """
                        insert into profile (part, shop_id, id, known, created_at, last_seen_at, orders, items,
                            spent, min_order, max_order, first_order_at, last_order_at, carts, last_cart_at,
                            open_cart, abandoned_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(part)
                .param(shop.id())
                .param(id)
                .param(known)
                .param(Times.utc(created))
                .param(Times.utc(seen))
                .param(purchases.size())
                .param(
                        purchases.stream()
                                .flatMap(o -> o.lines().stream())
                                .mapToInt(Piece::quantity)
                                .sum())
                .param(purchases.stream().mapToLong(o -> o.total() - o.refunded()).sum())
                .param(
                        purchases.stream()
                                .map(Bought::total)
                                .min(Comparator.naturalOrder())
                                .orElse(null))
                .param(
                        purchases.stream()
                                .map(Bought::total)
                                .max(Comparator.naturalOrder())
                                .orElse(null))
                .param(Times.utcOrNull(times.isEmpty() ? null : times.first()))
                .param(Times.utcOrNull(times.isEmpty() ? null : times.last()))
                .param(carts.size())
                .param(
                        Times.utcOrNull(
                                carts.stream()
                                        .map(Basket::created)
                                        .max(Comparator.naturalOrder())
                                        .orElse(null)))
                .param(open.isEmpty() ? null : open.stream().mapToLong(Basket::value).sum())
                .param(
                        Times.utcOrNull(
                                open.stream()
                                        .map(Basket::abandoned)
                                        .filter(Objects::nonNull)
                                        .max(Comparator.naturalOrder())
                                        .orElse(null)))
                .update();
        db.sql(
                        """
                        insert into profile_trait (part, shop_id, profile_id, email, country, birthday, tags, attributes)
                        values (?, ?, ?, ?, ?, ?, ?, ?::jsonb)
                        """)
                .param(part)
                .param(shop.id())
                .param(id)
                .param(email)
                .param(country)
                .param(birthday)
                .param(tags.toArray(String[]::new))
                .param(attributes.toString())
                .update();
        consents.forEach(
                (channel, state) ->
                        db.sql(
                                        "insert into consent (part, shop_id, profile_id, channel, state, at, source) values (?, ?, ?, ?, ?, ?, 'test')")
                                .params(part, shop.id(), id, channel, state, Times.utc(created))
                                .update());
        for (var order : orders) store(db, shop, part, order);
        for (var message : messages) store(db, shop, part, message);
        storePurchases(db, shop, part);
        for (var list : lists)
            db.sql(
                            "insert into listed (part, shop_id, segment_id, origin_id, profile_id, at) values (?, ?, ?, ?, ?, ?)")
                    .params(part, shop.id(), list, id, id, Times.utc(created))
                    .update();
        for (var cart : carts)
            db.sql(
                            """
                            insert into cart (part, shop_id, id, profile_id, origin_id, state, currency, value, items,
                                lines, created_at, changed_at, abandoned_at, closed_at)
                            values (?, ?, ?, ?, ?, ?, 'PLN', ?, 1, '[]', ?, ?, ?, ?)
                            """)
                    .param(part)
                    .param(shop.id())
                    .param(cart.id())
                    .param(id)
                    .param(id)
                    .param(state(cart))
                    .param(cart.value())
                    .param(Times.utc(cart.created()))
                    .param(Times.utc(cart.created()))
                    .param(Times.utcOrNull(cart.abandoned()))
                    .param(Times.utcOrNull(cart.closed()))
                    .update();
        for (var event : events)
            db.sql(
                            """
                            insert into event (part, shop_id, profile_id, at, id, origin_id, name, source, received_at, properties)
                            values (?, ?, ?, ?, ?, ?, ?, 'test', ?, ?::jsonb)
                            """)
                    .params(
                            part,
                            shop.id(),
                            id,
                            Times.utc(event.at()),
                            event.id(),
                            id,
                            event.name(),
                            Times.utc(event.at()),
                            event.properties().toString())
                    .update();
    }

    private void storePurchases(JdbcClient db, Shop shop, int part) {
        var sorted = purchases().stream().sorted(Comparator.comparing(Bought::at)).toList();
        if (sorted.isEmpty()) return;
        var spent = new ArrayList<Long>();
        for (var order : sorted)
            spent.add(order.total() - order.refunded() + (spent.isEmpty() ? 0 : spent.getLast()));
        db.sql(
                        """
                        insert into purchases (part, shop_id, profile_id, placed_at, totals, spent)
                        values (?, ?, ?, ?::timestamptz[], ?, ?)
                        """)
                .params(
                        part,
                        shop.id(),
                        id,
                        sorted.stream().map(o -> o.at().toString()).toArray(String[]::new),
                        sorted.stream().map(Bought::total).toArray(Long[]::new),
                        spent.toArray(Long[]::new))
                .update();
    }

    private static String state(Basket cart) {
        if (cart.closed() != null) return "ordered";
        return cart.abandoned() != null ? "abandoned" : "open";
    }

    private void store(JdbcClient db, Shop shop, int part, Written message) {
        db.sql(
                        """
                        insert into message (part, shop_id, id, at, profile_id, origin_id, channel,
                            transactional, flow_id, step, status, sent_at, opened_at, clicked_at,
                            machine_opened_at, machine_clicked_at)
                        values (?, ?, ?, ?, ?, ?, ?, false, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        part,
                        shop.id(),
                        message.id(),
                        Times.utc(created),
                        id,
                        id,
                        message.channel(),
                        message.flow(),
                        message.step(),
                        message.bounced() ? "bounced" : "sent")
                .param(Times.utcOrNull(message.sent()))
                .param(Times.utcOrNull(message.opened()))
                .param(Times.utcOrNull(message.clicked()))
                .param(Times.utcOrNull(message.machineOpened()))
                .param(Times.utcOrNull(message.machineClicked()))
                .update();
    }

    private void store(JdbcClient db, Shop shop, int part, Bought order) {
        db.sql(
                        """
                        insert into orders (part, shop_id, id, profile_id, origin_id, external_id, number,
                            counted, currency, total, refunded, original_total, original_currency, items, sources,
                            placed_at, fact_at, status, payment_method, coupon)
                        values (?, ?, ?, ?, ?, ?, '1', ?, 'PLN', ?, ?, ?, 'PLN', 1, '{server}', ?, ?, ?, ?, ?)
                        """)
                .params(
                        part,
                        shop.id(),
                        order.id(),
                        id,
                        id,
                        order.id().toString(),
                        order.counted(),
                        order.total(),
                        order.refunded(),
                        order.total(),
                        Times.utc(order.at()),
                        Times.utc(order.at()),
                        order.status())
                .param(order.payment())
                .param(order.coupon())
                .update();
        for (var i = 0; i < order.lines().size(); i++)
            db.sql(
                            """
                            insert into order_line (part, shop_id, order_id, line, profile_id, product_id, name, quantity,
                                unit_price, total, placed_at, counted)
                            values (?, ?, ?, ?, ?, ?, 'x', ?, 1, 1, ?, ?)
                            """)
                    .params(
                            part,
                            shop.id(),
                            order.id(),
                            i,
                            id,
                            order.lines().get(i).product(),
                            order.lines().get(i).quantity(),
                            Times.utc(order.at()),
                            order.counted())
                    .update();
    }

    /// Product → the categories it stands in, sub-categories with their parents; and its brand.
    record Catalog(Map<String, Set<String>> categories, Map<String, String> brands) {
        void store(JdbcClient db, Shop shop, Instant now) {
            brands.forEach(
                    (product, brand) ->
                            db.sql(
                                            "insert into product (part, shop_id, id, name, brand, fact_at, created_at) values (?, ?, ?, 'x', ?, ?, ?)")
                                    .params(
                                            shop.home(),
                                            shop.id(),
                                            product,
                                            brand,
                                            Times.utc(now),
                                            Times.utc(now))
                                    .update());
            categories.forEach(
                    (product, paths) ->
                            paths.forEach(
                                    path ->
                                            db.sql(
                                                            "insert into product_category (part, shop_id, path, product_id) values (?, ?, ?, ?)")
                                                    .params(shop.home(), shop.id(), path, product)
                                                    .update()));
        }

        Set<String> inCategories(List<String> paths) {
            return categories.entrySet().stream()
                    .filter(entry -> paths.stream().anyMatch(entry.getValue()::contains))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
        }

        Set<String> ofBrands(List<String> names) {
            return brands.entrySet().stream()
                    .filter(entry -> names.contains(entry.getValue()))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
        }
    }
}
