package io.ritorno.order;

import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An order as it is now, for those who write about it. Amounts are minor units of the shop's
/// currency, but for the original total.
///
/// @param number that the person knows it by
/// @param original what she paid, in the currency in which she paid
public record PlacedOrder(
        UUID id,
        String number,
        String status,
        long total,
        long original,
        Currency currency,
        long shipping,
        long discount,
        Instant placedAt,
        List<Line> lines) {
    public record Line(
            String product,
            @Nullable String variant,
            String name,
            int quantity,
            long unitPrice,
            long total) {}
}
