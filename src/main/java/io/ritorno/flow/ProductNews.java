package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.account.Shops;
import io.ritorno.catalog.ProductChange;
import io.ritorno.platform.Lane;
import io.ritorno.platform.LaneWork;
import io.ritorno.platform.Times;
import io.ritorno.profile.Profiles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Tells people that a product they showed interest in came back or became cheaper. A product's
/// facts stand on the shop's first part and its people on all of them, so the news goes to every
/// part as a row of `product_news`, and each part works it off some hundred people at a time. What
/// is done twice does nothing: a run has the news in its id.
@Component
@Order(25)
class ProductNews implements LaneWork {
    private static final int BATCH = 500;
    private static final Duration STALE = Duration.ofDays(1);

    private final JdbcClient db;
    private final Shops shops;
    private final FlowStore flows;
    private final Interests interests;
    private final Profiles profiles;
    private final Entries entries;

    ProductNews(
            JdbcClient db,
            Shops shops,
            FlowStore flows,
            Interests interests,
            Profiles profiles,
            Entries entries) {
        this.db = db;
        this.shops = shops;
        this.flows = flows;
        this.interests = interests;
        this.profiles = profiles;
        this.entries = entries;
    }

    /// @param after people up to this one have been told
    private record Waiting(ProductChange change, UUID after) {}

    @Override
    public String name() {
        return "product-news";
    }

    @Override
    public Lane lane() {
        return Lane.EVENT;
    }

    /// Puts the news for which there is a flow before all parts of the shop. Call in the
    /// transaction that learnt it.
    void spread(Shop shop, List<ProductChange> changes, List<Live> live) {
        for (var change : changes) {
            if (live.stream().noneMatch(flow -> GoodsNews.concerns(flow.trigger(), change)))
                continue;
            db.sql(
                            """
                            insert into product_news (part, shop_id, id, product_id, at, price,
                                price_before)
                            select p.part, ?, ?, ?, ?, ?, ? from unnest(?) p (part)
                            on conflict do nothing
                            """)
                    .param(shop.id())
                    .param(change.id())
                    .param(change.product())
                    .param(Times.utc(change.at()))
                    .param(change.price())
                    .param(change.before())
                    .param(shop.parts().all())
                    .update();
        }
    }

    @Override
    public List<Integer> ready(Instant now) {
        return db.sql("select distinct part from product_news").query(Integer.class).list();
    }

    @Override
    public int run(int part, Instant now) {
        var first =
                db.sql(
                                """
                                select shop_id, id, product_id, at, price, price_before, after_id
                                from product_news where part = ? order by at, id limit 1
                                """)
                        .param(part)
                        .query(
                                (row, _) ->
                                        new Waiting(
                                                new ProductChange(
                                                        row.getInt("shop_id"),
                                                        row.getObject("id", UUID.class),
                                                        row.getString("product_id"),
                                                        Times.instant(row, "at"),
                                                        row.getObject("price", Long.class),
                                                        row.getObject("price_before", Long.class)),
                                                after(row.getObject("after_id", UUID.class))))
                        .list();
        for (var news : first)
            tell(part, shops.get(news.change().shop()), news.change(), news.after(), now);
        return first.size();
    }

    private static UUID after(@Nullable UUID after) {
        return after == null ? new UUID(0, 0) : after;
    }

    private void tell(int part, Shop shop, ProductChange news, UUID after, Instant now) {
        var live =
                flows.live(shop, flows.active(shop)).stream()
                        .filter(flow -> GoodsNews.concerns(flow.trigger(), news))
                        .toList();
        var over = live.isEmpty() || news.at().plus(STALE).isBefore(now);
        var shown =
                over
                        ? List.<Interests.Shown>of()
                        : interests.next(part, shop, news.product(), after, BATCH);
        var people = new LinkedHashSet<UUID>();
        for (var one : shown) people.add(one.profile());
        if (!people.isEmpty()) enter(part, shop, news, live, shown, people, now);
        if (people.size() < BATCH)
            db.sql("delete from product_news where part = ? and shop_id = ? and id = ?")
                    .params(part, shop.id(), news.id())
                    .update();
        else
            db.sql(
                            """
                            update product_news set after_id = ?
                            where part = ? and shop_id = ? and id = ?
                            """)
                    .params(shown.getLast().profile(), part, shop.id(), news.id())
                    .update();
    }

    private void enter(
            int part,
            Shop shop,
            ProductChange news,
            List<Live> live,
            List<Interests.Shown> shown,
            Set<UUID> people,
            Instant now) {
        var persons = profiles.load(shop, part, people);
        var bought = interests.bought(part, shop, news.product(), people);
        var inCart = interests.inCart(part, shop, news.product(), people);
        var coming = new LinkedHashMap<String, Entry>();
        for (var one : shown) {
            var person = persons.get(one.profile());
            if (person == null || !person.known() || person.mergedInto() != null) continue;
            var shows =
                    new GoodsNews.Interested(
                            one.kind(),
                            one.at(),
                            inCart.contains(one.profile()),
                            bought.get(one.profile()));
            for (var flow : live)
                if (GoodsNews.tells(flow.trigger(), news, shows))
                    coming.putIfAbsent(
                            flow.flow().id() + " " + one.profile(),
                            GoodsNews.entry(flow, one.profile(), news));
        }
        entries.enter(part, shop, now, new ArrayList<>(coming.values()));
    }
}
