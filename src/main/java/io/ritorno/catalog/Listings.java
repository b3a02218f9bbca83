package io.ritorno.catalog;

import io.ritorno.account.Shop;
import io.ritorno.event.Batch;
import io.ritorno.event.Event;
import io.ritorno.event.Names;
import io.ritorno.platform.Columns;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Times;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Price and availability of products as the shop itself tells them, by `Product Updated`, one
/// event after the other: notes what came back and what became cheaper. A price on a page, in a
/// cart or in an order may be one customer's own and changes nothing here.
@Component
class Listings {
    private record Listing(@Nullable Long price, @Nullable Boolean available, Instant at) {}

    private record Told(Event event, ProductFact fact) {}

    private final JdbcTemplate db;
    private final ProductChanges kept;

    Listings(JdbcTemplate db, ProductChanges kept) {
        this.db = db;
        this.kept = kept;
    }

    /// Call when the products themselves have been written.
    void learn(Batch batch, Shop shop, List<Event> events) {
        var told = new ArrayList<Told>();
        for (var event : events) {
            if (!event.is(Names.PRODUCT_UPDATED) || event.source().equals(Event.OWN)) continue;
            var fact = ProductFact.of(shop, event.properties(), event.text("currency"), event.at());
            if (fact != null && (fact.price() != null || fact.stock() != null))
                told.add(new Told(event, fact));
        }
        if (told.isEmpty()) return;
        var listings = load(shop, told.stream().map(one -> one.fact().id()).distinct().toList());
        var changed = new LinkedHashMap<String, Listing>();
        var news = new ArrayList<ProductChange>();
        for (var one : told) {
            var fact = one.fact();
            var before = listings.get(fact.id());
            if (before != null && fact.at().isBefore(before.at())) continue;
            var after = after(before, fact);
            listings.put(fact.id(), after);
            changed.put(fact.id(), after);
            if (before != null && !one.event().history())
                news.addAll(news(shop, one, before, after));
        }
        save(shop, List.copyOf(changed.entrySet()));
        kept.keep(shop, news);
        news.forEach(batch::note);
    }

    private static Listing after(@Nullable Listing before, ProductFact fact) {
        var price = fact.price();
        var stock = fact.stock();
        return new Listing(
                price == null && before != null ? before.price() : price,
                stock != null
                        ? Boolean.valueOf(stock > 0)
                        : before == null ? null : before.available(),
                fact.at());
    }

    private static List<ProductChange> news(Shop shop, Told told, Listing before, Listing after) {
        var news = new ArrayList<ProductChange>();
        var price = after.price();
        var was = before.price();
        if (Boolean.FALSE.equals(before.available()) && Boolean.TRUE.equals(after.available()))
            news.add(change(shop, told, "back", price, null));
        if (price != null && was != null && price < was && !Boolean.FALSE.equals(after.available()))
            news.add(change(shop, told, "price", price, was));
        return news;
    }

    private static ProductChange change(
            Shop shop, Told told, String kind, @Nullable Long price, @Nullable Long before) {
        var product = told.fact().id();
        var id = Ids.stable(told.event().id().toString(), product, kind);
        // as the database keeps it
        var at = told.event().at().truncatedTo(ChronoUnit.MICROS);
        return new ProductChange(shop.id(), id, product, at, price, before);
    }

    private Map<String, Listing> load(Shop shop, List<String> ids) {
        var listings = new HashMap<String, Listing>();
        db.query(
                """
                select id, listed_price, available, listed_at from product
                where part = ? and shop_id = ? and id = any(?) and listed_at is not null
                """,
                row -> {
                    listings.put(
                            row.getString("id"),
                            new Listing(
                                    row.getObject("listed_price", Long.class),
                                    row.getObject("available", Boolean.class),
                                    Times.instant(row, "listed_at")));
                },
                shop.home(),
                shop.id(),
                ids.toArray(String[]::new));
        return listings;
    }

    private void save(Shop shop, List<Map.Entry<String, Listing>> listings) {
        Columns.of(listings)
                .texts(Map.Entry::getKey)
                .longs(each -> each.getValue().price())
                .booleans(each -> each.getValue().available())
                .instants(each -> each.getValue().at())
                .update(
                        db,
                        """
                        update product p set listed_price = l.price, available = l.available,
                            listed_at = l.at
                        from unnest(?, ?, ?, ?) l (id, price, available, at)
                        where p.part = ? and p.shop_id = ? and p.id = l.id
                        """,
                        List.of(),
                        List.of(shop.home(), shop.id()));
    }
}
