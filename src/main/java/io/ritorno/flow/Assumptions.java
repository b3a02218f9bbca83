package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.cart.Carts;
import io.ritorno.event.Direct;
import io.ritorno.event.Names;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Problem;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Makes happen to somebody what [WhatIf] takes to happen: in a transaction that is taken back.
@Component
class Assumptions {
    private final Carts carts;
    private final Direct direct;

    Assumptions(Carts carts, Direct direct) {
        this.carts = carts;
        this.direct = direct;
    }

    /// Somebody put in now, with the cart that she has if the flow is about carts.
    Entry byHand(Shop shop, int part, Live live, UUID profile, Instant now) {
        var aboutCarts =
                live.trigger() instanceof Trigger.CartAbandoned
                        || live.trigger() instanceof Trigger.CheckoutAbandoned;
        var cart = aboutCarts ? carts.present(shop, part, profile).orElse(null) : null;
        var by = Ids.next(now);
        return new Entry(
                live,
                profile,
                cart == null ? "call " + by : cart.toString(),
                cart,
                now,
                by,
                "manual",
                JsonNodeFactory.instance.objectNode(),
                "manual");
    }

    /// @return false when it cannot happen
    boolean happen(Shop shop, int part, UUID profile, Assumption assumed, Instant now) {
        switch (String.valueOf(assumed.type())) {
            case "cart" -> {
                return carts.abandon(shop, part, profile, now);
            }
            case "order" -> {
                var order = JsonNodeFactory.instance.objectNode();
                var digits = Math.max(0, shop.currency().getDefaultFractionDigits());
                var total = BigDecimal.valueOf(Objects.requireNonNull(assumed.amount()), digits);
                order.put("order_id", "what-if " + Ids.next(now))
                        .put("total", total)
                        .put("currency", shop.currency().getCurrencyCode());
                var lines = order.putArray("products");
                var products = assumed.products() == null ? List.<String>of() : assumed.products();
                for (var product : products)
                    lines.addObject().put("product_id", product).put("quantity", 1);
                track(shop, profile, Names.ORDER_COMPLETED, order);
            }
            default -> {
                var properties =
                        assumed.properties() == null
                                ? JsonNodeFactory.instance.objectNode()
                                : assumed.properties();
                track(shop, profile, Objects.requireNonNull(assumed.name()).strip(), properties);
            }
        }
        return true;
    }

    private void track(Shop shop, UUID profile, String event, ObjectNode properties) {
        var call = JsonNodeFactory.instance.objectNode();
        call.put("type", "track").put("event", event).set("properties", properties);
        try {
            direct.apply(shop, profile, call);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("assume", String.valueOf(e.getMessage()));
        }
    }
}
