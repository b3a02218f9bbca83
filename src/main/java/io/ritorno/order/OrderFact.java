package io.ritorno.order;

import io.ritorno.account.Shop;
import io.ritorno.catalog.ProductFact;
import io.ritorno.event.Event;
import io.ritorno.event.Names;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Money;
import io.ritorno.platform.Unfit;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What one event says about an order: Segment's `Order Completed`, `Order Updated`, `Order
/// Refunded`, `Order Cancelled`.
sealed interface OrderFact {
    String externalId();

    Instant at();

    /// The order as it is at that time.
    ///
    /// @param total null when the event names neither an amount nor products
    /// @param plannedDelivery null when it says nothing of it
    record State(
            String externalId,
            Instant at,
            Instant placedAt,
            String number,
            String status,
            @Nullable Long total,
            long originalTotal,
            String originalCurrency,
            long discount,
            long shipping,
            long tax,
            @Nullable String coupon,
            @Nullable String paymentMethod,
            @Nullable UUID cart,
            @Nullable LocalDate plannedDelivery,
            @Nullable List<Line> lines)
            implements OrderFact {}

    /// Money given back.
    ///
    /// @param amount null: all that was left
    record Refund(
            String externalId, Instant at, UUID id, @Nullable Long amount, List<RefundedLine> lines)
            implements OrderFact {}

    record Line(
            String product,
            @Nullable String variant,
            String name,
            int quantity,
            long unitPrice,
            long total) {}

    record RefundedLine(String product, int quantity) {}

    Set<String> EVENTS =
            Set.of(
                    Names.ORDER_COMPLETED,
                    Names.ORDER_UPDATED,
                    Names.ORDER_REFUNDED,
                    Names.ORDER_CANCELLED);

    /// Statuses of an order that is no purchase (any more), in the words of the shop systems.
    Set<String> NOT_COUNTED =
            Set.of(
                    "cancelled",
                    "canceled",
                    "failed",
                    "voided",
                    "expired",
                    "declined",
                    "deleted",
                    "checkout-draft",
                    "payment_error",
                    "fraud",
                    "rejected");

    static boolean counts(String status) {
        return !NOT_COUNTED.contains(status);
    }

    /// The order's id for us: the same from every source.
    static UUID id(Shop shop, String externalId) {
        return Ids.stable("" + shop.id(), "order", externalId);
    }

    /// @throws IllegalArgumentException saying what the sender must change
    static OrderFact of(Shop shop, Event event) {
        var p = event.properties();
        var id = event.text("order_id");
        if (id == null) throw new Unfit("order_id", "missing");
        if (id.length() > 200) throw new Unfit("order_id", "too-long", 200);
        var amounts = Amounts.of(shop, event.text("currency"));
        if (event.is(Names.ORDER_REFUNDED)) return refund(shop, event, id, amounts);
        var lines = p.has("products") ? lines(p.get("products"), amounts) : null;
        var shipping = orZero(amounts.get(p, "shipping"));
        var tax = orZero(amounts.get(p, "tax"));
        var discount = orZero(amounts.get(p, "discount"));
        var total = amounts.get(p, "total", "value");
        var original = amounts.original(p, "total", "value");
        if (total == null) {
            // `revenue` and `subtotal` are without shipping and tax (Segment's spec)
            total = amounts.get(p, "revenue", "subtotal");
            original = amounts.original(p, "revenue", "subtotal");
            if (total != null) {
                total += shipping + tax;
                original =
                        orZero(original)
                                + orZero(amounts.original(p, "shipping"))
                                + orZero(amounts.original(p, "tax"));
            }
        }
        if (total == null && lines != null) {
            total = lines.stream().mapToLong(Line::total).sum() + shipping - discount;
            original = total;
        }
        if (total != null && total < 0) throw new Unfit("total", "negative");
        if (total == null && event.is(Names.ORDER_COMPLETED))
            throw new Unfit("total", "missing-and-no-products");
        var status = event.text("status");
        if (event.is(Names.ORDER_CANCELLED)) status = "cancelled";
        var number = event.text("order_number");
        return new State(
                id,
                event.at(),
                placedAt(event),
                number == null ? id : number,
                status == null ? "completed" : cut(status.toLowerCase(Locale.ROOT), 60),
                total,
                orZero(original),
                amounts.currency().getCurrencyCode(),
                discount,
                shipping,
                tax,
                cutOrNull(event.text("coupon"), 100),
                cutOrNull(event.text("payment_method"), 100),
                cart(shop, event),
                plannedDelivery(shop, event),
                lines);
    }

    /// The cart that an event names: by `cart_id`, else `checkout_id`.
    static @Nullable UUID cart(Shop shop, Event event) {
        var cart = event.text("cart_id");
        if (cart == null) cart = event.text("checkout_id");
        return cart == null ? null : Ids.stable("" + shop.id(), "cart", cart);
    }

    private static OrderFact refund(Shop shop, Event event, String id, Amounts amounts) {
        var p = event.properties();
        var amount = amounts.get(p, "refund_amount", "total", "value", "revenue");
        var lines = new ArrayList<RefundedLine>();
        var sum = 0L;
        var products = p.get("products");
        if (products != null && products.isArray()) {
            for (var line : lines(products, amounts)) {
                lines.add(new RefundedLine(line.product(), line.quantity()));
                sum += line.total();
            }
        }
        if (amount == null && !lines.isEmpty() && sum > 0) amount = sum;
        if (amount != null) amount = Math.abs(amount);
        // without an id of its own, the same refund told twice is one refund
        var named = event.text("refund_id");
        var key = named == null ? amount + " " + lines : named;
        return new Refund(
                id, event.at(), Ids.stable("" + shop.id(), "refund", id, key), amount, lines);
    }

    private static List<Line> lines(JsonNode products, Amounts amounts) {
        var lines = new ArrayList<Line>();
        if (!products.isArray()) throw new Unfit("products", "not-a-list");
        for (var product : products) {
            var id = ProductFact.id(product);
            if (id == null) throw new Unfit("products", "product-without-id");
            var quantity = quantity(product);
            if (quantity == 0) continue;
            var price = orZero(amounts.get(product, "price"));
            var total = amounts.get(product, "total", "line_total");
            if (price == 0 && total != null) price = total / quantity;
            var name = Event.text(product, "name");
            lines.add(
                    new Line(
                            id,
                            cutOrNull(Event.text(product, "variant"), 200),
                            cut(name == null ? id : name, 500),
                            quantity,
                            price,
                            total == null ? within(price, quantity) : total));
        }
        if (lines.size() > 5_000) throw new Unfit("products", "too-many", 5_000);
        return lines;
    }

    /// 1 when missing.
    ///
    /// @throws IllegalArgumentException when negative, broken or beyond a million
    static int quantity(JsonNode product) {
        var amount = Money.amount(product, "quantity");
        if (amount == null) return 1;
        if (amount.signum() < 0) throw new Unfit("quantity", "negative");
        if (amount.compareTo(java.math.BigDecimal.valueOf(1_000_000)) > 0)
            throw new Unfit("quantity", "too-large");
        // sold by weight: a started piece is a piece
        return amount.setScale(0, java.math.RoundingMode.CEILING).intValueExact();
    }

    private static long within(long price, int quantity) {
        var total = Math.multiplyExact(price, quantity);
        if (Math.abs(total) > Money.MOST) throw new Unfit("price", "too-large");
        return total;
    }

    private static Instant placedAt(Event event) {
        for (var field : List.of("placed_at", "created_at")) {
            var text = event.text(field);
            if (text == null) continue;
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException e) {
                throw new Unfit(field, "not-a-time");
            }
        }
        return event.at();
    }

    /// `planned_delivery`: a day, or a time, whose day is that of the shop's zone. What cannot be
    /// read is not said: an order is too much to lose for it.
    private static @Nullable LocalDate plannedDelivery(Shop shop, Event event) {
        var text = event.text("planned_delivery");
        if (text == null || text.length() < 10) return null;
        try {
            if (text.length() > 11 && text.charAt(10) == 'T')
                return shop.day(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            // without a zone: the day as it stands there
        }
        try {
            return LocalDate.parse(text.substring(0, 10));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static long orZero(@Nullable Long amount) {
        return amount == null ? 0 : amount;
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }

    private static @Nullable String cutOrNull(@Nullable String text, int longest) {
        return text == null ? null : cut(text, longest);
    }
}
