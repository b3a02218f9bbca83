package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.catalog.ProductFact;
import io.ritorno.event.Event;
import io.ritorno.event.Names;
import io.ritorno.platform.Columns;
import io.ritorno.platform.Times;
import io.ritorno.profile.MergeStage;
import io.ritorno.profile.Move;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// The table `product_interest`: who looked at a product, wished for it, or put it into a cart.
/// Kept only for shops with a live flow that asks; when the first goes live, what happened before
/// is gathered from the log.
@Component
class Interests implements MergeStage {
    static final String VIEWED = "viewed";
    static final String WISHED = "wished";
    static final String CART = "cart";

    private record Key(String product, UUID profile, String kind) {}

    private final JdbcOperations rows;

    Interests(JdbcOperations rows) {
        this.rows = rows;
    }

    static boolean asked(Trigger trigger) {
        return trigger instanceof Trigger.BackInStock || trigger instanceof Trigger.PriceDrop;
    }

    /// Notes what these events say. The last word on a wish counts.
    void note(int part, Shop shop, List<Event> events) {
        var latest = new LinkedHashMap<Key, @Nullable Instant>();
        for (var event : events) {
            if (!event.personal()) continue;
            for (var said : said(event)) {
                var key = new Key(said.product(), event.profile(), said.kind());
                var before = latest.get(key);
                if (said.gone()) latest.put(key, null);
                else if (before == null || before.isBefore(event.at())) latest.put(key, event.at());
            }
        }
        var added = new ArrayList<Map.Entry<Key, @Nullable Instant>>();
        var removed = new ArrayList<Key>();
        for (var entry : latest.entrySet()) {
            if (entry.getValue() == null) removed.add(entry.getKey());
            else added.add(entry);
        }
        Columns.of(added)
                .texts(entry -> entry.getKey().product())
                .uuids(entry -> entry.getKey().profile())
                .texts(entry -> entry.getKey().kind())
                .instants(Map.Entry::getValue)
                .update(
                        rows,
                        """
                        insert into product_interest as i (part, shop_id, product_id, profile_id, kind, at)
                        select ?, ?, n.* from unnest(?, ?, ?, ?) n
                        on conflict (part, shop_id, product_id, profile_id, kind) do update set
                            at = excluded.at
                        where i.at < excluded.at
                        """,
                        part,
                        shop.id());
        Columns.of(removed)
                .texts(Key::product)
                .uuids(Key::profile)
                .texts(Key::kind)
                .update(
                        rows,
                        """
                        delete from product_interest i using unnest(?, ?, ?) g (product, profile, kind)
                        where i.part = ? and i.shop_id = ? and i.product_id = g.product
                            and i.profile_id = g.profile and i.kind = g.kind
                        """,
                        List.of(),
                        List.of(part, shop.id()));
    }

    /// She is told of no product any more for what she did until now.
    void forget(int part, Shop shop, UUID profile) {
        rows.update(
                "delete from product_interest where part = ? and shop_id = ? and profile_id = ?",
                part,
                shop.id(),
                profile);
    }

    /// What an event says of its person's interest in a product.
    ///
    /// @param gone whether she is not interested in it in this way any more
    record Said(String product, String kind, boolean gone) {}

    static List<Said> said(Event event) {
        var said = new ArrayList<Said>();
        switch (event.name()) {
            case Names.PRODUCT_VIEWED -> say(said, event.properties(), VIEWED, false);
            case Names.WISHLIST_ADDED -> say(said, event.properties(), WISHED, false);
            case Names.WISHLIST_REMOVED -> say(said, event.properties(), WISHED, true);
            case Names.PRODUCT_ADDED -> say(said, event.properties(), CART, false);
            case Names.CART_VIEWED, Names.CART_UPDATED, Names.CHECKOUT_STARTED -> {
                for (var product : event.properties().path("products"))
                    say(said, product, CART, false);
            }
            default -> {}
        }
        return said;
    }

    private static void say(List<Said> said, JsonNode product, String kind, boolean gone) {
        var id = product.isObject() ? ProductFact.id(product) : null;
        if (id != null) said.add(new Said(id, kind, gone));
    }

    /// Gathers what these people did in the last days from the log and their carts.
    void gather(int part, Shop shop, Collection<UUID> profiles, int days, Instant now) {
        var since = Times.utc(now.minus(Duration.ofDays(days)));
        var ids = profiles.toArray(UUID[]::new);
        rows.update(
                """
                insert into product_interest as i (part, shop_id, product_id, profile_id, kind, at)
                select e.part, e.shop_id, e.product, e.profile_id, e.kind, max(e.at) from (
                    select part, shop_id, profile_id, at,
                        left(coalesce(nullif(trim(properties ->> 'product_id'), ''),
                            nullif(trim(properties ->> 'id'), ''),
                            nullif(trim(properties ->> 'sku'), '')), 500) as product,
                        case when name = 'Product Viewed' then 'viewed' else 'wished' end as kind
                    from event w
                    where part = ? and shop_id = ? and profile_id = any(?) and at >= ?
                        and (name = 'Product Viewed' or name = 'Product Added to Wishlist'
                            and not exists (
                                select 1 from event x
                                where x.part = w.part and x.shop_id = w.shop_id
                                    and x.profile_id = w.profile_id and x.at >= w.at
                                    and x.name = 'Product Removed from Wishlist'
                                    and x.properties ->> 'product_id' = w.properties ->> 'product_id'))
                ) e
                where e.product is not null
                group by e.part, e.shop_id, e.product, e.profile_id, e.kind
                on conflict (part, shop_id, product_id, profile_id, kind) do update set at = excluded.at
                where i.at < excluded.at
                """,
                part,
                shop.id(),
                ids,
                since);
        rows.update(
                """
                insert into product_interest as i (part, shop_id, product_id, profile_id, kind, at)
                select c.part, c.shop_id, l ->> 'product', c.profile_id, 'cart', max(c.changed_at)
                from cart c, jsonb_array_elements(c.lines) l
                where c.part = ? and c.shop_id = ? and c.profile_id = any(?) and c.changed_at >= ?
                    and c.state in ('open', 'abandoned')
                group by c.part, c.shop_id, l ->> 'product', c.profile_id
                on conflict (part, shop_id, product_id, profile_id, kind) do update set at = excluded.at
                where i.at < excluded.at
                """,
                part,
                shop.id(),
                ids,
                since);
    }

    /// Somebody's interest in a product.
    record Shown(UUID profile, String kind, Instant at) {}

    /// The interest of the next people in a product, at most so many of them, in order of their
    /// ids.
    List<Shown> next(int part, Shop shop, String product, UUID after, int limit) {
        return rows.query(
                """
                select profile_id, kind, at from product_interest
                where part = ? and shop_id = ? and product_id = ? and profile_id in (
                    select distinct profile_id from product_interest
                    where part = ? and shop_id = ? and product_id = ? and profile_id > ?
                    order by profile_id limit ?)
                order by profile_id, kind
                """,
                (row, _) ->
                        new Shown(
                                row.getObject("profile_id", UUID.class),
                                row.getString("kind"),
                                Times.instant(row, "at")),
                part,
                shop.id(),
                product,
                part,
                shop.id(),
                product,
                after,
                limit);
    }

    /// Those of these people who have the product in a cart that waits.
    Set<UUID> inCart(int part, Shop shop, String product, Collection<UUID> profiles) {
        return new HashSet<>(
                rows.query(
                        """
                        select profile_id from cart c
                        where part = ? and shop_id = ? and profile_id = any(?)
                            and state in ('open', 'abandoned') and exists (
                                select 1 from jsonb_array_elements(c.lines) l
                                where l ->> 'product' = ?)
                        """,
                        (row, _) -> row.getObject(1, UUID.class),
                        part,
                        shop.id(),
                        profiles.toArray(UUID[]::new),
                        product));
    }

    /// When these people last bought the product, for those who did.
    Map<UUID, Instant> bought(int part, Shop shop, String product, Collection<UUID> profiles) {
        var bought = new LinkedHashMap<UUID, Instant>();
        rows.query(
                """
                select profile_id, max(placed_at) as at from order_line
                where part = ? and shop_id = ? and product_id = ? and counted
                    and profile_id = any(?)
                group by profile_id
                """,
                row -> {
                    bought.put(row.getObject("profile_id", UUID.class), Times.instant(row, "at"));
                },
                part,
                shop.id(),
                product,
                profiles.toArray(UUID[]::new));
        return bought;
    }

    /// Of two people who become one the later interest counts.
    @Override
    public void moving(Shop shop, Move move) {
        if (move.undoes()) return;
        rows.update(
                """
                insert into product_interest as i (part, shop_id, product_id, profile_id, kind, at)
                select ?, l.shop_id, l.product_id, ?, l.kind, l.at from product_interest l
                where l.part = ? and l.shop_id = ? and l.profile_id = ?
                on conflict (part, shop_id, product_id, profile_id, kind) do update set at = excluded.at
                where i.at < excluded.at
                """,
                move.toPart(),
                move.to(),
                move.fromPart(),
                shop.id(),
                move.from());
        rows.update(
                "delete from product_interest where part = ? and shop_id = ? and profile_id = ?",
                move.fromPart(),
                shop.id(),
                move.from());
    }
}
