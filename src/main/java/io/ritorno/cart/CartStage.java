package io.ritorno.cart;

import io.ritorno.account.Shop;
import io.ritorno.event.Batch;
import io.ritorno.event.Event;
import io.ritorno.event.EventStage;
import io.ritorno.event.Names;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Keeps carts from what shoppers do, and ends them with the order that came of them, in whatever
/// order the two are told.
@Component
class CartStage implements EventStage {
    private static final Set<String> ORDER = Set.of(Names.ORDER_COMPLETED, Names.ORDER_UPDATED);
    // after this long a shopper who comes back without a cart id begins anew
    private static final Duration FORGOTTEN = Duration.ofDays(30);
    private static final Duration EMPTY_FORGOTTEN = Duration.ofDays(1);

    private record Placed(UUID order, UUID profile, Instant at, @Nullable UUID cart) {}

    private final JdbcTemplate db;
    private final CartStore store;
    private final JsonMapper json;

    CartStage(JdbcTemplate db, CartStore store, JsonMapper json) {
        this.db = db;
        this.store = store;
        this.json = json;
    }

    @Override
    public int order() {
        return CARTS;
    }

    @Override
    public void apply(Batch batch) {
        for (var shop : batch.byShop().keySet()) {
            var names = new HashSet<>(CartHistory.EVENTS);
            names.addAll(ORDER);
            var events = batch.named(shop, names);
            if (!events.isEmpty()) new Round(batch, shop, events).apply();
        }
    }

    /// The carts of one shop and batch.
    private final class Round {
        private final Batch batch;
        private final Shop shop;
        private final List<Event> events;
        private final Map<UUID, CartState> carts = new LinkedHashMap<>();
        private final Set<UUID> touched = new LinkedHashSet<>();
        private final Map<UUID, Placed> orders = new LinkedHashMap<>();
        // orders of this very batch whose event has not had its turn
        private final Set<UUID> toCome = new HashSet<>();

        Round(Batch batch, Shop shop, List<Event> events) {
            this.batch = batch;
            this.shop = shop;
            this.events = events;
        }

        void apply() {
            load();
            for (var event : events) {
                if (ORDER.contains(event.name())) order(event);
                else cart(event);
            }
            store.save(shop, batch.part(), touched.stream().map(this::get).toList());
        }

        private CartState get(UUID id) {
            var cart = carts.get(id);
            if (cart == null) throw new IllegalStateException("no cart " + id);
            return cart;
        }

        private void load() {
            var profiles = new LinkedHashSet<UUID>();
            var ids = new LinkedHashSet<UUID>();
            var earliest = Instant.MAX;
            for (var event : events) {
                profiles.add(event.profile());
                var id = CartHistory.named(shop, event);
                if (id != null) ids.add(id);
                if (ORDER.contains(event.name())) toCome.add(orderId(event));
                else if (event.at().isBefore(earliest)) earliest = event.at();
            }
            loadOrders(profiles, earliest);
            for (var placed : orders.values()) ids.add(lateId(placed));
            for (var cart : store.load(shop, batch.part(), profiles, ids)) carts.put(cart.id, cart);
        }

        /// Orders placed since the earliest event about a cart, and all orders of the batch.
        private void loadOrders(Set<UUID> profiles, Instant earliest) {
            var since = earliest.equals(Instant.MAX) ? batch.now() : earliest;
            db.query(
                    """
                    select id, profile_id, placed_at, cart_id from orders
                    where part = ? and shop_id = ? and profile_id = any(?) and counted
                      and (placed_at >= ? or id = any(?))
                    order by placed_at
                    """,
                    row -> {
                        var order =
                                new Placed(
                                        row.getObject("id", UUID.class),
                                        row.getObject("profile_id", UUID.class),
                                        Times.instant(row, "placed_at"),
                                        row.getObject("cart_id", UUID.class));
                        orders.put(order.order(), order);
                    },
                    batch.part(),
                    shop.id(),
                    profiles.toArray(UUID[]::new),
                    Times.utc(since),
                    toCome.toArray(UUID[]::new));
        }

        private UUID orderId(Event event) {
            return Ids.stable("" + shop.id(), "order", String.valueOf(event.text("order_id")));
        }

        /// The cart of which nothing was told until its order had been.
        private UUID lateId(Placed order) {
            return order.cart() != null
                    ? order.cart()
                    : Ids.stable("" + shop.id(), "cart-of-order", order.order().toString());
        }

        private void cart(Event event) {
            var id = CartHistory.named(shop, event);
            var cart = id == null ? null : carts.get(id);
            if (cart == null) cart = current(event, id);
            var bought = cart == null ? boughtAlready(event, id) : null;
            if (cart == null) {
                if (saysNothing(event)) return;
                cart = open(event, bought, id);
            }
            // a cart that was bought stays as it was bought
            if (cart.isOver() && cart.closedAt != null && bought == null) return;
            cart.apply(shop, event);
            if (bought != null) cart.ordered(bought.order(), bought.at());
            touched.add(cart.id);
        }

        private CartState open(Event event, @Nullable Placed bought, @Nullable UUID id) {
            var newId =
                    id != null
                            ? id
                            : bought != null
                                    ? lateId(bought)
                                    : Ids.stable("" + shop.id(), "cart", event.id().toString());
            var external = event.text("cart_id");
            var cart =
                    new CartState(
                            newId,
                            event.profile(),
                            batch.origin(event),
                            external == null ? event.text("checkout_id") : external,
                            event.at());
            cart.history = event.history();
            carts.put(newId, cart);
            return cart;
        }

        /// An empty cart, or a checkout without its products, opens none.
        private static boolean saysNothing(Event event) {
            if (event.is(Names.PRODUCT_ADDED)) return false;
            var products = event.properties().get("products");
            return products == null || !products.isArray() || products.isEmpty();
        }

        /// The person's cart that is not over: the one changed last.
        private @Nullable CartState current(Event event, @Nullable UUID id) {
            var open =
                    carts.values().stream()
                            .filter(c -> c.profile.equals(event.profile()) && !c.isOver())
                            // with an id of its own, only a cart that has none can be meant
                            .filter(c -> id == null || c.externalId == null)
                            .filter(c -> !forgotten(c, event.at()))
                            .sorted(Comparator.comparing((CartState c) -> c.changedAt).reversed())
                            .toList();
            if (open.isEmpty()) return null;
            for (var older : open.subList(1, open.size())) {
                if (older.externalId != null || older.state.equals(CartState.EMPTIED)) continue;
                older.replaced();
                touched.add(older.id);
            }
            return open.getFirst();
        }

        private static boolean forgotten(CartState cart, Instant at) {
            var after = cart.state.equals(CartState.EMPTIED) ? EMPTY_FORGOTTEN : FORGOTTEN;
            return cart.changedAt.plus(after).isBefore(at);
        }

        /// The order told before that this event led to: the first one placed since.
        private @Nullable Placed boughtAlready(Event event, @Nullable UUID id) {
            for (var order : orders.values()) {
                if (toCome.contains(order.order())) continue;
                if (id != null && order.cart() != null) {
                    if (order.cart().equals(id)) return order;
                } else if (order.profile().equals(event.profile())
                        && !order.at().isBefore(event.at())) {
                    return order;
                }
            }
            return null;
        }

        private void order(Event event) {
            var placed = orders.get(orderId(event));
            toCome.remove(orderId(event));
            if (placed == null) return; // cancelled, so nothing was bought
            for (var cart : ended(event, placed)) {
                if (cart.isOver()) continue;
                cart.ordered(placed.order(), placed.at());
                touched.add(cart.id);
                if (cart.state.equals(CartState.RECOVERED))
                    batch.add(recovered(cart, event, placed));
            }
        }

        /// Carts that an order ends: the one it names; else the person's last, and all of hers that
        /// have no id of their own.
        private List<CartState> ended(Event event, Placed placed) {
            var named = placed.cart() == null ? null : carts.get(placed.cart());
            var hers = new ArrayList<CartState>();
            for (var cart : carts.values())
                if (cart.profile.equals(event.profile())
                        && !cart.isOver()
                        && !cart.state.equals(CartState.EMPTIED)
                        && !cart.createdAt.isAfter(placed.at())) hers.add(cart);
            hers.sort(Comparator.comparing((CartState c) -> c.changedAt).reversed());
            var ended = new LinkedHashSet<CartState>();
            if (named != null) ended.add(named);
            else if (!hers.isEmpty() && placed.cart() == null) ended.add(hers.getFirst());
            for (var cart : hers) if (cart.externalId == null) ended.add(cart);
            return List.copyOf(ended);
        }

        private Event recovered(CartState cart, Event event, Placed placed) {
            var properties =
                    json.createObjectNode()
                            .put("cart", cart.id.toString())
                            .put("value", cart.value)
                            .put("order", placed.order().toString());
            return new Event(
                    Ids.stable(cart.id.toString(), Names.CART_RECOVERED),
                    shop,
                    batch.part(),
                    cart.profile,
                    Event.Call.TRACK,
                    Names.CART_RECOVERED,
                    placed.at(),
                    event.receivedAt(),
                    Event.OWN,
                    event.history(),
                    properties);
        }
    }
}
