package io.ritorno.cart;

import io.ritorno.account.Shop;
import io.ritorno.event.Event;
import io.ritorno.event.Names;
import io.ritorno.platform.Ids;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What was in carts, told again from the log: for whoever asks what lay in a cart at a moment of
/// the past, when the table already holds what came later.
public final class CartHistory {
    /// The events that change carts.
    public static final Set<String> EVENTS =
            Set.of(
                    Names.PRODUCT_ADDED,
                    Names.PRODUCT_REMOVED,
                    Names.CART_VIEWED,
                    Names.CART_UPDATED,
                    Names.CHECKOUT_STARTED,
                    Names.CHECKOUT_STEP_VIEWED,
                    Names.CHECKOUT_STEP_COMPLETED,
                    Names.PAYMENT_INFO_ENTERED);

    private CartHistory() {}

    /// The cart that an event names; null when it names none, and its person's last is meant.
    public static @Nullable UUID named(Shop shop, Event event) {
        var cart = event.text("cart_id");
        if (cart == null) cart = event.text("checkout_id");
        return cart == null ? null : Ids.stable("" + shop.id(), "cart", cart);
    }

    /// The products in a cart after these events.
    ///
    /// @param events all about this cart, in order of time
    public static Set<String> products(Shop shop, List<Event> events) {
        if (events.isEmpty()) return Set.of();
        var nobody = new UUID(0, 0);
        var begun = events.stream().map(Event::at).min(Instant::compareTo).orElseThrow();
        var cart = new CartState(nobody, nobody, nobody, null, begun);
        for (var event : events) {
            try {
                cart.apply(shop, event);
            } catch (IllegalArgumentException e) {
                // a currency whose rate has been taken away since
                continue;
            }
        }
        var products = new HashSet<String>();
        for (var line : cart.lines) products.add(line.product());
        return products;
    }
}
