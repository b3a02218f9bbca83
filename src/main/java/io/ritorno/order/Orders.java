package io.ritorno.order;

import io.ritorno.account.Shop;
import io.ritorno.event.Event;
import java.util.Optional;
import java.util.UUID;

/// What other features may ask about orders.
public final class Orders {
    private Orders() {}

    /// The order that an event is about; empty when it names none.
    public static Optional<UUID> of(Event event) {
        return Optional.ofNullable(event.text("order_id")).map(id -> of(event.shop(), id));
    }

    /// The order that the shop knows by this id.
    public static UUID of(Shop shop, String externalId) {
        return OrderFact.id(shop, externalId);
    }
}
