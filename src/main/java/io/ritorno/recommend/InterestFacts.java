package io.ritorno.recommend;

import io.ritorno.account.Shop;
import io.ritorno.event.Names;
import io.ritorno.platform.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// What people of one part did with products, one statement a question.
@Component
class InterestFacts {
    /// How long what somebody looked at says something about what she wants.
    private static final Duration VIEWED = Duration.ofDays(30);

    private static final Duration SEARCHED = Duration.ofDays(7);

    private final JdbcTemplate db;
    private final JsonMapper json;

    InterestFacts(JdbcTemplate db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    /// @param price that she paid for one
    record Bought(UUID order, String product, long price) {}

    /// All that these people bought and that counts, last orders first.
    Map<UUID, List<Bought>> bought(Shop shop, int part, Collection<UUID> people) {
        var bought = new HashMap<UUID, List<Bought>>();
        db.query(
                """
                select profile_id, order_id, product_id, unit_price from order_line
                where part = ? and shop_id = ? and profile_id = any(?) and counted
                order by placed_at desc, order_id, line
                """,
                row -> {
                    bought.computeIfAbsent(
                                    row.getObject("profile_id", UUID.class), _ -> new ArrayList<>())
                            .add(
                                    new Bought(
                                            row.getObject("order_id", UUID.class),
                                            row.getString("product_id"),
                                            row.getLong("unit_price")));
                },
                part,
                shop.id(),
                people.toArray(UUID[]::new));
        return bought;
    }

    /// Products they looked at, last first.
    Map<UUID, Set<String>> viewed(Shop shop, int part, Collection<UUID> people, Instant now) {
        var viewed = new HashMap<UUID, Set<String>>();
        db.query(
                """
                select profile_id,
                    coalesce(properties ->> 'product_id', properties ->> 'sku') as product
                from event
                where part = ? and shop_id = ? and profile_id = any(?) and at >= ? and at <= ?
                    and name = ?
                order by at desc, id
                """,
                row -> {
                    var product = row.getString("product");
                    if (product != null)
                        viewed.computeIfAbsent(
                                        row.getObject("profile_id", UUID.class),
                                        _ -> new LinkedHashSet<>())
                                .add(product);
                },
                part,
                shop.id(),
                people.toArray(UUID[]::new),
                Times.utc(now.minus(VIEWED)),
                Times.utc(now),
                Names.PRODUCT_VIEWED);
        return viewed;
    }

    /// @param shown products that the shop showed her, when it told us
    record Search(String term, List<String> shown) {}

    /// Their last search.
    Map<UUID, Search> searched(Shop shop, int part, Collection<UUID> people, Instant now) {
        var searches = new HashMap<UUID, Search>();
        db.query(
                """
                select distinct on (profile_id) profile_id,
                    coalesce(properties ->> 'query', properties ->> 'search_term') as term,
                    properties -> 'products' as products
                from event
                where part = ? and shop_id = ? and profile_id = any(?) and at >= ? and at <= ?
                    and name = ?
                    and coalesce(properties ->> 'query', properties ->> 'search_term', '') <> ''
                order by profile_id, at desc, id
                """,
                row -> {
                    searches.put(
                            row.getObject("profile_id", UUID.class),
                            new Search(row.getString("term"), ids(row.getString("products"))));
                },
                part,
                shop.id(),
                people.toArray(UUID[]::new),
                Times.utc(now.minus(SEARCHED)),
                Times.utc(now),
                Names.PRODUCTS_SEARCHED);
        return searches;
    }

    private List<String> ids(@org.jspecify.annotations.Nullable String products) {
        if (products == null) return List.of();
        var ids = new ArrayList<String>();
        for (var product : json.readTree(products)) {
            var id = product.path("product_id").asString("");
            if (!id.isEmpty()) ids.add(id);
        }
        return ids;
    }
}
