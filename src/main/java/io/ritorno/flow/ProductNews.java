package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.account.Shops;
import io.ritorno.catalog.ProductChange;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Lane;
import io.ritorno.platform.LaneWork;
import io.ritorno.platform.Times;
import io.ritorno.profile.Profiles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

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

    private record News(
            int shop,
            UUID id,
            String product,
            Instant at,
            @Nullable Long price,
            @Nullable Long before,
            UUID after) {
        /// How many per cent cheaper, rounded down; 0 for a product that came back.
        int percent() {
            if (before == null || price == null || before <= 0) return 0;
            return (int) ((before - price) * 100 / before);
        }
    }

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
            var id =
                    Ids.stable(
                            change.event().id().toString(),
                            change.product(),
                            change.before() == null ? "back" : "price");
            var news =
                    new News(
                            shop.id(),
                            id,
                            change.product(),
                            change.event().at(),
                            change.price(),
                            change.before(),
                            id);
            if (live.stream().noneMatch(flow -> lastDays(flow.trigger(), news) > 0)) continue;
            db.sql(
                            """
                            insert into product_news (part, shop_id, id, product_id, at, price,
                                price_before)
                            select p.part, ?, ?, ?, ?, ?, ? from unnest(?) p (part)
                            on conflict do nothing
                            """)
                    .param(shop.id())
                    .param(id)
                    .param(change.product())
                    .param(Times.utc(change.event().at()))
                    .param(change.price())
                    .param(change.before())
                    .param(shop.parts().all())
                    .update();
        }
    }

    /// How far back the trigger looks for interest in this news; 0 when it is not about such.
    private static int lastDays(Trigger trigger, News news) {
        return switch (trigger) {
            case Trigger.BackInStock(_, var days) when news.before() == null -> days;
            case Trigger.PriceDrop(_, var days, var percent)
                    when news.before() != null && news.percent() >= percent ->
                    days;
            default -> 0;
        };
    }

    private static Set<String> kinds(Trigger trigger) {
        var of =
                switch (trigger) {
                    case Trigger.BackInStock back -> back.of();
                    case Trigger.PriceDrop drop -> drop.of();
                    default -> Set.<Trigger.Interest>of();
                };
        var kinds = new HashSet<String>();
        for (var interest : of) kinds.add(interest.name().toLowerCase(Locale.ROOT));
        return kinds;
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
                                        new News(
                                                row.getInt("shop_id"),
                                                row.getObject("id", UUID.class),
                                                row.getString("product_id"),
                                                Times.instant(row, "at"),
                                                row.getObject("price", Long.class),
                                                row.getObject("price_before", Long.class),
                                                after(row.getObject("after_id", UUID.class))))
                        .list();
        for (var news : first) tell(part, shops.get(news.shop()), news, now);
        return first.size();
    }

    private static UUID after(@Nullable UUID after) {
        return after == null ? new UUID(0, 0) : after;
    }

    private void tell(int part, Shop shop, News news, Instant now) {
        var live =
                flows.live(shop, flows.active(shop)).stream()
                        .filter(flow -> lastDays(flow.trigger(), news) > 0)
                        .toList();
        var over = live.isEmpty() || news.at().plus(STALE).isBefore(now);
        var shown =
                over
                        ? List.<Interests.Shown>of()
                        : interests.next(part, shop, news.product(), news.after(), BATCH);
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
            News news,
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
            if (one.kind().equals("cart") && !inCart.contains(one.profile())) continue;
            // who has bought it since needs no news of it
            var since = bought.get(one.profile());
            if (since != null && !since.isBefore(one.at())) continue;
            for (var flow : live) {
                var from = news.at().minus(Duration.ofDays(lastDays(flow.trigger(), news)));
                if (!kinds(flow.trigger()).contains(one.kind()) || one.at().isBefore(from))
                    continue;
                coming.putIfAbsent(
                        flow.flow().id() + " " + one.profile(), entry(flow, one.profile(), news));
            }
        }
        entries.enter(part, shop, now, new ArrayList<>(coming.values()));
    }

    private static Entry entry(Live live, UUID profile, News news) {
        var about = about(news);
        return new Entry(
                live,
                profile,
                "product "
                        + news.product()
                        + " "
                        + (news.before() == null ? news.at().toString() : news.price()),
                null,
                news.at(),
                news.id(),
                news.before() == null ? "back-in-stock" : "price-drop",
                about,
                "trigger");
    }

    private static ObjectNode about(News news) {
        var about = JsonNodeFactory.instance.objectNode().put("product_id", news.product());
        if (news.price() != null) about.put("price", news.price());
        if (news.before() != null) about.put("previous_price", news.before());
        if (news.before() != null) about.put("percent", news.percent());
        about.putArray("products").addObject().put("product_id", news.product());
        return about;
    }
}
