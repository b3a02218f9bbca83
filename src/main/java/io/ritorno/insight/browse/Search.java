package io.ritorno.insight.browse;

import io.ritorno.account.Shop;
import io.ritorno.platform.Times;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The one search over everything: what starts with the text, a few of each kind.
@Component
class Search {
    private static final int EACH = 5;

    record Hits(
            List<Person> people,
            List<Order> orders,
            List<Product> products,
            List<Thing> segments,
            List<Flow> flows) {
        static final Hits NONE = new Hits(List.of(), List.of(), List.of(), List.of(), List.of());
    }

    record Person(
            UUID id,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String firstName,
            @Nullable String lastName,
            boolean known,
            int orders,
            long spent,
            int items,
            @Nullable Instant lastOrderAt,
            Instant lastSeenAt,
            Instant createdAt,
            @Nullable Long openCart) {}

    record Thing(UUID id, String name) {}

    record Flow(UUID id, String name, String status) {}

    private final JdbcClient db;
    private final People people;
    private final OrderList orders;
    private final ProductList products;

    Search(JdbcClient db, People people, OrderList orders, ProductList products) {
        this.db = db;
        this.people = people;
        this.orders = orders;
        this.products = products;
    }

    Hits search(Shop shop, String text) {
        var wanted = text.strip();
        if (wanted.isEmpty()) return Hits.NONE;
        return new Hits(
                people(shop, wanted),
                orders.numbered(shop, wanted, EACH),
                products.search(shop, wanted, EACH),
                segments(shop, wanted),
                flows(shop, wanted));
    }

    private List<Person> people(Shop shop, String text) {
        var ids = people.starting(shop, text, EACH);
        if (ids.isEmpty()) return List.of();
        return db.sql(
                        """
                        select p.id, t.email, t.phone, t.first_name, t.last_name, p.known, p.orders,
                            p.spent, p.items, p.last_order_at, p.last_seen_at, p.created_at, p.open_cart
                        from profile p join profile_trait t on t.part = p.part
                            and t.shop_id = p.shop_id and t.profile_id = p.id
                        where p.part = any(?) and p.shop_id = ? and p.id = any(?)
                          and p.merged_into is null
                        order by p.last_seen_at desc, p.id
                        """)
                .params(shop.parts().all(), shop.id(), ids.toArray(UUID[]::new))
                .query(
                        (row, _) ->
                                new Person(
                                        row.getObject("id", UUID.class),
                                        row.getString("email"),
                                        row.getString("phone"),
                                        row.getString("first_name"),
                                        row.getString("last_name"),
                                        row.getBoolean("known"),
                                        row.getInt("orders"),
                                        row.getLong("spent"),
                                        row.getInt("items"),
                                        Times.instantOrNull(row, "last_order_at"),
                                        Times.instant(row, "last_seen_at"),
                                        Times.instant(row, "created_at"),
                                        row.getObject("open_cart", Long.class)))
                .list();
    }

    private List<Thing> segments(Shop shop, String text) {
        return db.sql(
                        """
                        select id, name from segment
                        where shop_id = ? and position(? in lower(name)) > 0 order by name limit ?
                        """)
                .params(shop.id(), text.toLowerCase(Locale.ROOT), EACH)
                .query(
                        (row, _) ->
                                new Thing(row.getObject("id", UUID.class), row.getString("name")))
                .list();
    }

    private List<Flow> flows(Shop shop, String text) {
        return db.sql(
                        """
                        select id, name, status from flow
                        where shop_id = ? and position(? in lower(name)) > 0 order by name limit ?
                        """)
                .params(shop.id(), text.toLowerCase(Locale.ROOT), EACH)
                .query(
                        (row, _) ->
                                new Flow(
                                        row.getObject("id", UUID.class),
                                        row.getString("name"),
                                        row.getString("status")))
                .list();
    }
}
