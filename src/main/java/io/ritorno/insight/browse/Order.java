package io.ritorno.insight.browse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An order as the screens show it. Money in minor units.
///
/// @param counted whether it counts as a purchase: not once it is cancelled
/// @param source whom the shop owes it to: `site`, `campaign`, `flow`
/// @param badges `abandoned-cart` when its cart had been left, `recovered` when it brought the cart
///   back
/// @param lines only of a single order and of a customer's orders
public record Order(
        UUID id,
        String number,
        String status,
        boolean counted,
        long total,
        long refunded,
        String currency,
        long originalTotal,
        String originalCurrency,
        int items,
        long discount,
        long shipping,
        long tax,
        @Nullable String coupon,
        @Nullable String paymentMethod,
        Instant placedAt,
        PersonRef profile,
        String source,
        @JsonInclude(Include.NON_NULL) @Nullable CreditedTo creditedTo,
        List<String> badges,
        @JsonInclude(Include.NON_NULL) @Nullable UUID cartId,
        @JsonInclude(Include.NON_NULL) @Nullable List<Line> lines) {

    public Order {
        badges = List.copyOf(badges);
        lines = lines == null ? null : List.copyOf(lines);
    }

    Order with(@Nullable CreditedTo to) {
        return new Order(
                id,
                number,
                status,
                counted,
                total,
                refunded,
                currency,
                originalTotal,
                originalCurrency,
                items,
                discount,
                shipping,
                tax,
                coupon,
                paymentMethod,
                placedAt,
                profile,
                source,
                to,
                badges,
                cartId,
                lines);
    }

    Order with(List<Line> hers) {
        return new Order(
                id,
                number,
                status,
                counted,
                total,
                refunded,
                currency,
                originalTotal,
                originalCurrency,
                items,
                discount,
                shipping,
                tax,
                coupon,
                paymentMethod,
                placedAt,
                profile,
                source,
                creditedTo,
                badges,
                cartId,
                hers);
    }

    /// The message that led to it.
    @JsonInclude(Include.NON_NULL)
    public record CreditedTo(
            @Nullable Named flow,
            @Nullable String step,
            @Nullable UUID campaign,
            @Nullable UUID message,
            @Nullable String touch) {}

    public record Named(UUID id, String name) {}

    /// @param image of the product as it is now
    public record Line(
            int line,
            String productId,
            @Nullable String variant,
            String name,
            int quantity,
            long unitPrice,
            long total,
            int refundedQuantity,
            @Nullable String image) {}
}
