package io.ritorno.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.ritorno.account.Shop;
import io.ritorno.event.Batch;
import io.ritorno.event.Event;
import io.ritorno.event.EventStage;
import io.ritorno.event.Names;
import io.ritorno.platform.Columns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Learns products from every event that names them.
@Component
class CatalogStage implements EventStage {
    private record Key(int shop, String product) {}

    private record Path(String path, String product) {}

    private final JdbcTemplate db;
    private final Listings listings;
    // what was said last; the same again needs no statement
    private final Cache<Key, Integer> said = Caffeine.newBuilder().maximumSize(200_000).build();

    CatalogStage(JdbcTemplate db, Listings listings) {
        this.db = db;
        this.listings = listings;
    }

    @Override
    public int order() {
        return CATALOG;
    }

    @Override
    public void apply(Batch batch) {
        batch.byShop()
                .forEach(
                        (shop, events) -> {
                            learn(shop, events);
                            listings.learn(batch, shop, events);
                        });
    }

    @Override
    public void rolledBack() {
        said.invalidateAll();
    }

    private void learn(Shop shop, List<Event> events) {
        var facts = new LinkedHashMap<String, ProductFact>();
        for (var event : events)
            for (var fact : facts(shop, event)) facts.merge(fact.id(), fact, CatalogStage::later);
        var news = new ArrayList<ProductFact>();
        for (var fact : facts.values())
            if (!Objects.equals(said.getIfPresent(new Key(shop.id(), fact.id())), hash(fact)))
                news.add(fact);
        if (news.isEmpty()) return;
        news.sort((a, b) -> a.id().compareTo(b.id()));
        save(shop, news);
        saveCategories(shop, news);
        for (var fact : news) said.put(new Key(shop.id(), fact.id()), hash(fact));
    }

    private static int hash(ProductFact fact) {
        return Objects.hash(
                fact.sku(),
                fact.name(),
                fact.brand(),
                fact.price(),
                fact.url(),
                fact.image(),
                fact.stock(),
                fact.categories());
    }

    private static ProductFact later(ProductFact one, ProductFact other) {
        var early = other.at().isBefore(one.at()) ? other : one;
        var late = early == one ? other : one;
        return new ProductFact(
                late.id(),
                or(late.sku(), early.sku()),
                or(late.name(), early.name()),
                or(late.brand(), early.brand()),
                or(late.price(), early.price()),
                or(late.url(), early.url()),
                or(late.image(), early.image()),
                or(late.stock(), early.stock()),
                late.categories().isEmpty() ? early.categories() : late.categories(),
                late.at());
    }

    private static <T> @Nullable T or(@Nullable T late, @Nullable T early) {
        return late == null ? early : late;
    }

    private static List<ProductFact> facts(Shop shop, Event event) {
        var currency = event.text("currency");
        var facts = new ArrayList<ProductFact>();
        // the name of a page or a search says nothing about a product
        if (event.call() == Event.Call.TRACK && !event.source().equals(Event.OWN)) {
            if (event.properties().hasNonNull("product_id") || event.is(Names.PRODUCT_UPDATED))
                add(facts, shop, event.properties(), currency, event);
            var products = event.properties().get("products");
            if (products != null && products.isArray())
                for (var product : products) add(facts, shop, product, currency, event);
        }
        return facts;
    }

    private static void add(
            List<ProductFact> facts,
            Shop shop,
            JsonNode product,
            @Nullable String currency,
            Event event) {
        if (!product.isObject()) return;
        var fact = ProductFact.of(shop, product, currency, event.at());
        if (fact != null) facts.add(fact);
    }

    private void save(Shop shop, List<ProductFact> facts) {
        Columns.of(facts)
                .texts(ProductFact::id)
                .texts(ProductFact::sku)
                .texts(ProductFact::name)
                .texts(ProductFact::brand)
                .longs(ProductFact::price)
                .texts(ProductFact::url)
                .texts(ProductFact::image)
                .ints(ProductFact::stock)
                .instants(ProductFact::at)
                .update(
                        db,
                        """
                        insert into product as p (part, shop_id, id, sku, name, brand, price, url,
                            image, stock, fact_at, created_at)
                        select ?, ?, f.id, f.sku, coalesce(f.name, f.id), f.brand, f.price, f.url,
                            f.image, f.stock, f.at, f.at
                        from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?)
                            f (id, sku, name, brand, price, url, image, stock, at)
                        on conflict (part, shop_id, id) do update set
                            sku = case when p.fact_at <= excluded.fact_at
                                then coalesce(excluded.sku, p.sku) else coalesce(p.sku, excluded.sku) end,
                            name = case when (p.fact_at <= excluded.fact_at or p.name = p.id)
                                and excluded.name <> excluded.id then excluded.name else p.name end,
                            brand = case when p.fact_at <= excluded.fact_at
                                then coalesce(excluded.brand, p.brand)
                                else coalesce(p.brand, excluded.brand) end,
                            price = case when p.fact_at <= excluded.fact_at
                                then coalesce(excluded.price, p.price)
                                else coalesce(p.price, excluded.price) end,
                            url = case when p.fact_at <= excluded.fact_at
                                then coalesce(excluded.url, p.url) else coalesce(p.url, excluded.url) end,
                            image = case when p.fact_at <= excluded.fact_at
                                then coalesce(excluded.image, p.image)
                                else coalesce(p.image, excluded.image) end,
                            stock = case when p.fact_at <= excluded.fact_at
                                then coalesce(excluded.stock, p.stock)
                                else coalesce(p.stock, excluded.stock) end,
                            fact_at = greatest(p.fact_at, excluded.fact_at)
                        """,
                        shop.home(),
                        shop.id());
    }

    private void saveCategories(Shop shop, List<ProductFact> facts) {
        var placed = facts.stream().filter(fact -> !fact.categories().isEmpty()).toList();
        var paths =
                placed.stream()
                        .flatMap(
                                fact ->
                                        fact.categories().stream()
                                                .flatMap(c -> ProductFact.withParents(c).stream())
                                                .distinct()
                                                .map(path -> new Path(path, fact.id())))
                        .toList();
        // only when the newest fact is ours do older places go
        Columns.of(placed)
                .texts(ProductFact::id)
                .instants(ProductFact::at)
                .update(
                        db,
                        """
                        delete from product_category c
                        using unnest(?, ?) f (id, at), product p
                        where c.part = ? and c.shop_id = ? and c.product_id = f.id
                          and p.part = c.part and p.shop_id = c.shop_id and p.id = f.id
                          and p.fact_at <= f.at
                        """,
                        List.of(),
                        List.of(shop.home(), shop.id()));
        Columns.of(paths)
                .texts(Path::path)
                .texts(Path::product)
                .update(
                        db,
                        """
                        insert into product_category (part, shop_id, path, product_id)
                        select ?, ?, c.* from unnest(?, ?) c on conflict do nothing
                        """,
                        shop.home(),
                        shop.id());
    }
}
