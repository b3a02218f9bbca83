package io.ritorno.cart;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A cart as it is now.
///
/// @param state `open`, `abandoned`, `recovered`, `ordered` or `emptied`
/// @param value minor units of the shop's currency
/// @param items pieces
/// @param url where the person finds it again, if the shop told
public record Cart(
        UUID id,
        UUID profile,
        String state,
        long value,
        int items,
        List<CartLine> lines,
        @Nullable String url,
        @Nullable Instant checkoutAt,
        Instant createdAt,
        Instant changedAt,
        @Nullable Instant abandonedAt) {
    public Cart {
        lines = List.copyOf(lines);
    }
}
