package io.ritorno.cart;

import io.ritorno.account.Shop;
import io.ritorno.account.Shops;
import io.ritorno.event.Backlog;
import io.ritorno.event.Batch;
import io.ritorno.event.Event;
import io.ritorno.event.Names;
import io.ritorno.event.Pipeline;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Lane;
import io.ritorno.platform.LaneWork;
import io.ritorno.platform.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Counts carts as abandoned when nothing has changed in them for the shop's chosen time. Orders
/// that wait in the inbox since before that moment go first.
@Component
@Order(10)
class CartDeadlines implements LaneWork {
    private static final int MOST = 500;
    // told so late, it is history and starts no flow
    private static final Duration STALE = Duration.ofDays(1);

    private record Due(int shop, CartState cart) {}

    private final JdbcClient db;
    private final JdbcTemplate rows;
    private final Shops shops;
    private final CartStore store;
    private final Pipeline pipeline;
    private final Backlog backlog;
    private final JsonMapper json;

    CartDeadlines(
            JdbcClient db,
            JdbcTemplate rows,
            Shops shops,
            CartStore store,
            Pipeline pipeline,
            Backlog backlog,
            JsonMapper json) {
        this.db = db;
        this.rows = rows;
        this.shops = shops;
        this.store = store;
        this.pipeline = pipeline;
        this.backlog = backlog;
        this.json = json;
    }

    @Override
    public String name() {
        return "carts";
    }

    @Override
    public Lane lane() {
        return Lane.EVENT;
    }

    @Override
    public List<Integer> ready(Instant now) {
        return db.sql(
                        """
                        select l.part from lane l
                        where l.kind = 'event'
                          and exists (select 1 from cart c where c.part = l.part and c.due_at <= ?)
                        order by l.part
                        """)
                .param(Times.utc(now))
                .query(Integer.class)
                .list();
    }

    @Override
    public Optional<Instant> nextDue(Instant after) {
        return db.sql(
                        """
                        select min(d.due_at) from lane l
                        cross join lateral (
                            select c.due_at from cart c
                            where c.part = l.part and c.due_at > ?
                            order by c.due_at limit 1
                        ) d
                        where l.kind = 'event'
                        """)
                .param(Times.utc(after))
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    @Override
    public int run(int part, Instant now) {
        var byShop = new LinkedHashMap<Integer, List<CartState>>();
        var until = backlog.handledUntil(part, now);
        for (var due : claim(part, until))
            byShop.computeIfAbsent(due.shop(), _ -> new ArrayList<>()).add(due.cart());
        var events = new ArrayList<Event>();
        for (Map.Entry<Integer, List<CartState>> entry : byShop.entrySet()) {
            var shop = shops.get(entry.getKey());
            for (var cart : entry.getValue()) {
                var at = cart.dueAt == null ? now : cart.dueAt;
                cart.abandon(at);
                events.add(abandoned(shop, part, cart, at, now));
            }
            store.save(shop, part, entry.getValue());
        }
        pipeline.run(new Batch(part, now, events));
        return events.size();
    }

    /// Her open cart counts as abandoned now, before its time. Call in a transaction that holds the
    /// part's event lane.
    ///
    /// @return false when she has none
    boolean abandon(Shop shop, int part, UUID profile, Instant now) {
        var open =
                store.load(shop, part, List.of(profile), List.of()).stream()
                        .filter(cart -> cart.state.equals(CartState.OPEN) && cart.items() > 0)
                        .max(Comparator.comparing(cart -> cart.changedAt));
        if (open.isEmpty()) return false;
        var cart = open.get();
        cart.abandon(now);
        store.save(shop, part, List.of(cart));
        pipeline.run(new Batch(part, now, List.of(abandoned(shop, part, cart, now, now))));
        return true;
    }

    private List<Due> claim(int part, Instant until) {
        return rows.query(
                """
                select * from cart where part = ? and due_at <= ? order by due_at limit ? for update
                """,
                (row, _) -> new Due(row.getInt("shop_id"), store.state(row)),
                part,
                Times.utc(until),
                MOST);
    }

    private Event abandoned(Shop shop, int part, CartState cart, Instant at, Instant now) {
        var properties =
                json.createObjectNode()
                        .put("cart", cart.id.toString())
                        .put("value", cart.value)
                        .put("items", cart.items());
        return new Event(
                // a cart that is opened again can be abandoned again
                Ids.stable(cart.id.toString(), Names.CART_ABANDONED, at.toString()),
                shop,
                part,
                cart.profile,
                Event.Call.TRACK,
                Names.CART_ABANDONED,
                at,
                now,
                Event.OWN,
                cart.history || at.plus(STALE).isBefore(now),
                properties);
    }
}
