package io.ritorno.delivery;

import io.ritorno.account.Shop;
import io.ritorno.catalog.Product;
import io.ritorno.catalog.Products;
import io.ritorno.content.MailContent;
import io.ritorno.event.Event;
import io.ritorno.order.Orders;
import io.ritorno.order.PlacedOrder;
import io.ritorno.order.PlacedOrders;
import io.ritorno.recommend.Pick;
import io.ritorno.recommend.Picks;
import io.ritorno.recommend.Picks.Wish;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// The order and the products that mails show beside the cart, for a batch of them at once. Only
/// what a mail's texts name is looked for.
@Component
class Goods {
    private final Picks picks;
    private final PlacedOrders orders;
    private final Products products;

    Goods(Picks picks, PlacedOrders orders, Products products) {
        this.picks = picks;
        this.orders = orders;
        this.products = products;
    }

    /// @param order what the message is about, when that is an order
    /// @param picks products to show, by reason; no empty lists
    record Shown(@Nullable PlacedOrder order, Map<Pick, List<Product>> picks) {
        static final Shown NOTHING = new Shown(null, Map.of());
    }

    /// A message that shall be written.
    ///
    /// @param about properties of the event that led to it
    record Ask(UUID message, UUID person, JsonNode about, Map<String, MailContent> texts) {}

    /// @param byMessage empty for those that name neither order nor products
    /// @param products of the orders' lines
    record Found(Map<UUID, Shown> byMessage, Map<String, Product> products) {
        static final Found NOTHING = new Found(Map.of(), Map.of());

        Shown of(UUID message) {
            return byMessage.getOrDefault(message, Shown.NOTHING);
        }
    }

    Found find(Shop shop, int part, Collection<Ask> asks, Instant now) {
        var wishes = new ArrayList<Wish>();
        var orderOf = new HashMap<UUID, UUID>();
        // the messages of one step have the same texts
        var names = new IdentityHashMap<Map<String, MailContent>, Named>();
        for (var ask : asks) {
            var named = names.computeIfAbsent(ask.texts(), Named::of);
            if (!named.picks().isEmpty())
                wishes.add(new Wish(ask.message(), ask.person(), named.picks(), ask.about()));
            var order = Event.text(ask.about(), "order_id");
            if (order != null && named.order()) orderOf.put(ask.message(), Orders.of(shop, order));
        }
        var picked = picks.find(shop, part, wishes, now);
        var placed = orders.load(shop, part, new HashSet<>(orderOf.values()));
        var found = new HashMap<UUID, Shown>();
        for (var ask : asks) {
            var order = orderOf.get(ask.message());
            var own = picked.getOrDefault(ask.message(), Map.of());
            if (order != null || !own.isEmpty())
                found.put(ask.message(), new Shown(order == null ? null : placed.get(order), own));
        }
        return new Found(found, products.load(shop, lines(placed.values())));
    }

    private static Set<String> lines(Collection<PlacedOrder> orders) {
        var ids = new HashSet<String>();
        for (var order : orders) for (var line : order.lines()) ids.add(line.product());
        return ids;
    }

    /// What texts name: reasons to show products, and the order.
    record Named(Set<Pick> picks, boolean order) {
        static Named of(Map<String, MailContent> texts) {
            var picks = EnumSet.noneOf(Pick.class);
            for (var pick : Pick.values())
                if (names(texts, "picks." + pick.code())) picks.add(pick);
            return new Named(picks, names(texts, "order."));
        }
    }

    private static boolean names(Map<String, MailContent> texts, String variable) {
        return texts.values().stream()
                .anyMatch(
                        text ->
                                text.mjml().contains(variable)
                                        || text.subject().contains(variable)
                                        || text.preheader().contains(variable)
                                        || (text.text() != null && text.text().contains(variable)));
    }
}
