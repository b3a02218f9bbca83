package io.ritorno.cart;

import io.ritorno.account.Shop;
import io.ritorno.catalog.ProductFact;
import io.ritorno.event.Event;
import io.ritorno.event.Names;
import io.ritorno.platform.Money;
import io.ritorno.platform.Unfit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A cart while events change it.
///
/// open → abandoned (nothing changed for the shop's chosen time) → recovered (ordered after that)
/// or, without having been abandoned, ordered. A change to an abandoned cart opens it again; that
/// it was abandoned once stays known. An emptied cart can be filled again.
final class CartState {
    static final String OPEN = "open";
    static final String ABANDONED = "abandoned";
    static final String RECOVERED = "recovered";
    static final String ORDERED = "ordered";
    static final String EMPTIED = "emptied";
    private static final int MOST_LINES = 500;

    final UUID id;
    final UUID profile;
    final UUID origin;
    final @Nullable String externalId;
    String state = OPEN;
    List<CartLine> lines = new ArrayList<>();
    long value;
    @Nullable String url;
    @Nullable Instant checkoutAt;
    @Nullable String checkoutStep;
    Instant createdAt;
    Instant changedAt;
    @Nullable Instant dueAt;
    @Nullable Instant abandonedAt;
    @Nullable Instant closedAt;
    @Nullable UUID orderId;
    boolean history;

    CartState(UUID id, UUID profile, UUID origin, @Nullable String externalId, Instant createdAt) {
        this.id = id;
        this.profile = profile;
        this.origin = origin;
        this.externalId = externalId;
        this.createdAt = createdAt;
        this.changedAt = createdAt;
    }

    boolean isOver() {
        return state.equals(ORDERED) || state.equals(RECOVERED);
    }

    /// What an event of the shopper does to her cart.
    void apply(Shop shop, Event event) {
        var p = event.properties();
        if (event.at().isBefore(createdAt)) createdAt = event.at();
        switch (event.name()) {
            case Names.PRODUCT_ADDED -> add(line(shop, p, event));
            case Names.PRODUCT_REMOVED -> remove(line(shop, p, event));
            default -> {
                var products = p.get("products");
                if (products != null && products.isArray() && !event.at().isBefore(changedAt)) {
                    lines = new ArrayList<>();
                    for (var product : products) add(line(shop, product, event));
                }
            }
        }
        if (event.name().startsWith("Checkout") || event.is(Names.PAYMENT_INFO_ENTERED)) {
            if (checkoutAt == null) checkoutAt = event.at();
            var step = event.text("step");
            if (step != null) checkoutStep = step.length() > 100 ? step.substring(0, 100) : step;
        }
        var address = event.text("cart_url");
        if (ProductFact.address(address) != null) url = ProductFact.address(address);
        value = lines.stream().mapToLong(CartLine::total).sum();
        if (value > Money.MOST) throw new Unfit("value", "too-large");
        history = event.history() && (history || createdAt.equals(event.at()));
        changed(shop, event.at());
    }

    private void changed(Shop shop, Instant at) {
        if (isOver()) return;
        if (at.isAfter(changedAt)) changedAt = at;
        if (lines.isEmpty()) {
            state = EMPTIED;
            dueAt = null;
        } else {
            // what happened before it was abandoned does not open it again
            var stays = state.equals(ABANDONED) && abandonedAt != null && at.isBefore(abandonedAt);
            if (!stays) {
                state = OPEN;
                dueAt = changedAt.plus(shop.settings().cartAbandonedAfter());
            }
        }
    }

    private void add(CartLine line) {
        if (line.quantity() < 0) {
            remove(withQuantity(line, -line.quantity()));
            return;
        }
        if (line.quantity() == 0) return;
        for (var i = 0; i < lines.size(); i++) {
            var old = lines.get(i);
            if (!same(old, line)) continue;
            var sum = Math.min(1_000_000, old.quantity() + line.quantity());
            // the newest price and picture count
            lines.set(i, withQuantity(line, sum));
            return;
        }
        if (lines.size() >= MOST_LINES) throw new Unfit("products", "too-many", 500);
        lines.add(line);
    }

    private void remove(CartLine line) {
        for (var i = 0; i < lines.size(); i++) {
            var old = lines.get(i);
            if (!same(old, line)) continue;
            var left = old.quantity() - line.quantity();
            if (left <= 0) lines.remove(i);
            else lines.set(i, withQuantity(old, left));
            return;
        }
    }

    private static boolean same(CartLine one, CartLine other) {
        return one.product().equals(other.product())
                && Objects.equals(one.variant(), other.variant());
    }

    private static CartLine withQuantity(CartLine line, int quantity) {
        return new CartLine(
                line.product(),
                line.variant(),
                line.name(),
                quantity,
                line.price(),
                line.image(),
                line.url());
    }

    private static CartLine line(Shop shop, JsonNode product, Event event) {
        var fact = ProductFact.of(shop, product, null, event.at());
        if (fact == null) throw new Unfit("products", "product-without-id");
        var variant = Event.text(product, "variant");
        return new CartLine(
                fact.id(),
                variant,
                fact.name() == null ? fact.id() : fact.name(),
                quantity(product),
                price(shop, product, event),
                fact.image(),
                fact.url());
    }

    private static int quantity(JsonNode product) {
        var amount = Money.amount(product, "quantity");
        if (amount == null) return 1;
        if (amount.abs().compareTo(BigDecimal.valueOf(1_000_000)) > 0)
            throw new Unfit("quantity", "too-large");
        return amount.setScale(0, RoundingMode.UP).intValueExact();
    }

    private static long price(Shop shop, JsonNode product, Event event) {
        var price = Money.amount(product, "price");
        if (price == null) return 0;
        if (price.signum() < 0) throw new Unfit("price", "negative");
        var currency = event.text("currency");
        if (currency == null || currency.equalsIgnoreCase(shop.currency().getCurrencyCode()))
            return Money.minor(price, shop.currency());
        var rate = shop.settings().rates().get(currency.toUpperCase(Locale.ROOT));
        if (rate == null) throw new Unfit("currency", "no-rate", currency);
        return Money.minor(price.multiply(rate), shop.currency());
    }

    /// Nothing changed for the shop's chosen time.
    void abandon(Instant at) {
        state = ABANDONED;
        abandonedAt = at;
        dueAt = null;
    }

    /// An order came of it. An order that was placed before the cart counted as abandoned, but told
    /// later, makes it an ordinary one.
    void ordered(UUID order, Instant placedAt) {
        if (isOver()) return;
        if (abandonedAt != null && placedAt.isBefore(abandonedAt)) abandonedAt = null;
        state = abandonedAt == null ? ORDERED : RECOVERED;
        orderId = order;
        closedAt = placedAt;
        dueAt = null;
    }

    /// Another cart of the same person took its place.
    void replaced() {
        state = EMPTIED;
        dueAt = null;
    }

    int items() {
        return lines.stream().mapToInt(CartLine::quantity).sum();
    }
}
