package io.ritorno.order;

import io.ritorno.account.Shop;
import io.ritorno.event.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// What events did to orders, told again from the log: for whoever asks what was known of an order
/// at a moment of the past, when the table already holds what came later.
public final class OrderHistory {
    /// The events that say something about orders.
    public static final Set<String> EVENTS = OrderFact.EVENTS;

    private OrderHistory() {}

    /// @param events all that the log has about these orders, from their beginning, in the order in
    ///   which they shall be applied
    /// @return what each of them did, in the same order
    public static List<OrderChange> changes(Shop shop, List<Event> events) {
        var orders = new HashMap<UUID, OrderState>();
        var changes = new ArrayList<OrderChange>();
        for (var event : events) {
            OrderFact fact;
            try {
                fact = OrderFact.of(shop, event);
            } catch (IllegalArgumentException e) {
                // a currency whose rate has been taken away since: nothing can be said of it any
                // more
                continue;
            }
            var order =
                    orders.computeIfAbsent(
                            OrderFact.id(shop, fact.externalId()),
                            id ->
                                    new OrderState(
                                            id,
                                            fact.externalId(),
                                            event.profile(),
                                            event.profile(),
                                            shop.currency().getCurrencyCode()));
            var before = order.stated ? order.snapshot() : null;
            order.apply(fact, event.source(), event.receivedAt(), false);
            if (order.stated)
                changes.add(
                        new OrderChange(
                                event, order.id, order.externalId, before, order.snapshot()));
        }
        return changes;
    }
}
