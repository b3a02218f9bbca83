package io.ritorno.recommend;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.ritorno.account.Shop;
import io.ritorno.platform.Columns;
import io.ritorno.platform.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// What holds for a shop whoever asks: which products sell, which are new, which go together.
/// Answers over all orders are kept for the hour; stock and price are looked at by whoever shows
/// the products.
@Component
class Shelf {
    /// Candidates of a kind: many of them may be out of stock or bought already.
    private static final int CANDIDATES = 100;

    /// Fewer best sellers than these in a month, and the year is asked.
    private static final int FEW = 6;

    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration HALF_YEAR = Duration.ofDays(180);
    private static final Duration NEW = Duration.ofDays(60);

    /// Nobody steps up from a tent to a yacht.
    private static final int DEAREST = 3;

    /// Two who bought the same two things is a pattern, one is chance.
    private static final int AT_LEAST_TOGETHER = 2;

    private record Key(int shop, String what, Instant hour) {}

    private final JdbcTemplate db;
    private final Cache<Key, List<String>> lists =
            Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofHours(1)).build();
    private final Cache<Key, Map<String, Long>> pairs =
            Caffeine.newBuilder().maximumSize(20_000).expireAfterWrite(Duration.ofHours(1)).build();

    Shelf(JdbcTemplate db) {
        this.db = db;
    }

    private static Key key(Shop shop, String what, Instant now) {
        return new Key(shop.id(), what, now.truncatedTo(ChronoUnit.HOURS));
    }

    /// In how many orders of the last month they were, most first.
    List<String> best(Shop shop, Instant now) {
        return lists.get(
                key(shop, "best", now),
                _ -> {
                    var month = best(shop, now.minus(MONTH), now);
                    return month.size() < FEW ? best(shop, now.minus(YEAR), now) : month;
                });
    }

    private List<String> best(Shop shop, Instant from, Instant to) {
        return db.queryForList(
                """
                select product_id from order_line
                where part = any(?) and shop_id = ? and counted
                    and placed_at > ? and placed_at <= ?
                group by product_id
                order by count(*) desc, sum(quantity) desc, product_id
                limit ?
                """,
                String.class,
                shop.parts().all(),
                shop.id(),
                Times.utc(from),
                Times.utc(to),
                CANDIDATES);
    }

    /// Heard of for the first time in the last two months, latest first. What came within a day of
    /// the shop's very first product is its stock in trade and not news.
    List<String> news(Shop shop, Instant now) {
        return lists.get(
                key(shop, "news", now),
                _ ->
                        db.queryForList(
                                """
                                select id from product
                                where part = ? and shop_id = ? and created_at > ? and created_at <= ?
                                    and (stock is null or stock > 0)
                                    and created_at > (select min(created_at) + interval '1 day'
                                        from product where part = ? and shop_id = ?)
                                order by created_at desc, id
                                limit ?
                                """,
                                String.class,
                                shop.home(),
                                shop.id(),
                                Times.utc(now.minus(NEW)),
                                Times.utc(now),
                                shop.home(),
                                shop.id(),
                                CANDIDATES));
    }

    /// By product: what else was in the orders that held it, and in how many of the last half year.
    Map<String, Map<String, Long>> together(Shop shop, Collection<String> products, Instant now) {
        var found = new HashMap<String, Map<String, Long>>();
        var open = new ArrayList<String>();
        for (var product : products) {
            var known = pairs.getIfPresent(key(shop, product, now));
            if (known == null) open.add(product);
            else found.put(product, known);
        }
        if (open.isEmpty()) return found;
        for (var product : open) found.put(product, new LinkedHashMap<>());
        db.query(
                """
                select one.product_id as product, other.product_id as other,
                    count(distinct one.order_id) as n
                from order_line one
                join order_line other on other.part = one.part and other.shop_id = one.shop_id
                    and other.order_id = one.order_id and other.product_id <> one.product_id
                where one.part = any(?) and one.shop_id = ? and one.product_id = any(?)
                    and one.counted and one.placed_at > ? and one.placed_at <= ?
                group by 1, 2
                having count(distinct one.order_id) >= ?
                order by n desc, other
                """,
                row -> {
                    var own = found.get(row.getString("product"));
                    if (own != null && own.size() < CANDIDATES)
                        own.put(row.getString("other"), row.getLong("n"));
                },
                shop.parts().all(),
                shop.id(),
                open.toArray(String[]::new),
                Times.utc(now.minus(HALF_YEAR)),
                Times.utc(now),
                AT_LEAST_TOGETHER);
        for (var product : open)
            pairs.put(key(shop, product, now), found.getOrDefault(product, Map.of()));
        return found;
    }

    /// What somebody bought and what she paid for one.
    record Basis(String product, long price) {}

    /// Products of the same narrowest category that cost more than she paid and more than it costs
    /// now, up to three times as much, cheapest first.
    Map<Basis, List<String>> dearer(Shop shop, List<Basis> bases) {
        var found = new HashMap<Basis, List<String>>();
        if (bases.isEmpty()) return found;
        Columns.of(bases.stream().distinct().toList())
                .texts(Basis::product)
                .longs(Basis::price)
                .query(
                        db,
                        """
                        select b.id as basis, b.paid, o.product_id as other
                        from unnest(?, ?) b (id, paid)
                        join product base on base.id = b.id
                        join product_category c on c.part = base.part and c.shop_id = base.shop_id
                            and c.product_id = base.id
                        join product_category o on o.part = c.part and o.shop_id = c.shop_id
                            and o.path = c.path and o.product_id <> c.product_id
                        join product p on p.part = o.part and p.shop_id = o.shop_id
                            and p.id = o.product_id
                        where base.part = ? and base.shop_id = ?
                            and not exists (select 1 from product_category deeper
                                where deeper.part = c.part and deeper.shop_id = c.shop_id
                                    and deeper.product_id = c.product_id
                                    and starts_with(deeper.path, c.path || '/'))
                            and p.price > greatest(b.paid, coalesce(base.price, 0))
                            and p.price <= ? * greatest(b.paid, coalesce(base.price, 0))
                            and (p.stock is null or p.stock > 0)
                        order by p.price, p.id
                        """,
                        row -> {
                            var list =
                                    found.computeIfAbsent(
                                            new Basis(row.getString("basis"), row.getLong("paid")),
                                            _ -> new ArrayList<>());
                            var other = row.getString("other");
                            if (list.size() < CANDIDATES && !list.contains(other)) list.add(other);
                            return other;
                        },
                        List.of(),
                        List.of(shop.home(), shop.id(), DEAREST));
        return found;
    }

    /// By term: products whose name or brand has all its words, shortest name first.
    Map<String, List<String>> matching(Shop shop, Collection<String> terms, Instant now) {
        var found = new HashMap<String, List<String>>();
        for (var term : terms)
            found.put(term, lists.get(key(shop, "search " + term, now), _ -> matching(shop, term)));
        return found;
    }

    private List<String> matching(Shop shop, String term) {
        var words = term.toLowerCase(Locale.ROOT).strip().split("[^\\p{L}\\p{N}]+");
        var patterns = new ArrayList<String>();
        for (var word : words) if (word.length() > 1) patterns.add("%" + word + "%");
        if (patterns.isEmpty() || patterns.size() > 10) return List.of();
        return db.queryForList(
                """
                select id from product
                where part = ? and shop_id = ? and (stock is null or stock > 0)
                    and lower(name || ' ' || coalesce(brand, '')) like all (?)
                order by length(name), id
                limit ?
                """,
                String.class,
                shop.home(),
                shop.id(),
                patterns.toArray(String[]::new),
                CANDIDATES);
    }
}
