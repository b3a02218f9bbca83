package io.ritorno.segment;

import io.ritorno.account.Shop;
import java.util.List;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/// What the builder of conditions can offer for a shop. Never reads a big table whole: names of
/// events by hopping through their index from name to name, the rest from the shop's newest rows.
@Component
class Fields {
    private static final int NEWEST = 2_000;

    private final JdbcOperations db;

    Fields(JdbcOperations db) {
        this.db = db;
    }

    record Offer(
            List<String> events,
            List<String> attributes,
            List<String> tags,
            List<String> statuses,
            List<String> paymentMethods) {}

    Offer of(Shop shop) {
        return new Offer(
                events(shop),
                people(shop, "jsonb_object_keys(t.attributes)"),
                people(shop, "unnest(t.tags)"),
                orders(shop, "status"),
                orders(shop, "payment_method"));
    }

    private List<String> events(Shop shop) {
        var names = new TreeSet<String>();
        for (var part : shop.parts().all()) {
            var name = "";
            while (names.size() < 500) {
                var next =
                        Sql.of(
                                        """
                                        select min(name) from event
                                        where part = ? and shop_id = ? and name > ?
                                        """,
                                        part,
                                        shop.id(),
                                        name)
                                .query(db, row -> String.valueOf(row.getString(1)))
                                .getFirst();
                if (next.equals("null")) break;
                names.add(next);
                name = next;
            }
        }
        return List.copyOf(names);
    }

    private List<String> people(Shop shop, String names) {
        return Sql.of(
                        """
                        select distinct %s as name
                        from (
                            select part, shop_id, id from profile
                            where part = any(?) and shop_id = ? and merged_into is null
                            order by seen_hour desc, last_seen_at desc limit ?) p
                        join profile_trait t on t.part = p.part and t.shop_id = p.shop_id
                            and t.profile_id = p.id
                        order by 1
                        limit 500
                        """
                                .formatted(names),
                        shop.parts().all(),
                        shop.id(),
                        NEWEST)
                .query(db, row -> row.getString(1));
    }

    private List<String> orders(Shop shop, String column) {
        return Sql.of(
                        """
                        select distinct o.value
                        from (
                            select %s as value from orders
                            where part = any(?) and shop_id = ?
                            order by placed_at desc limit ?) o
                        where o.value is not null
                        order by 1
                        limit 200
                        """
                                .formatted(column),
                        shop.parts().all(),
                        shop.id(),
                        NEWEST)
                .query(db, row -> row.getString(1));
    }
}
