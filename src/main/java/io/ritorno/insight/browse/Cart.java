package io.ritorno.insight.browse;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A cart as the screens show it. Money in minor units.
///
/// @param state `open`, `abandoned`, `recovered`, `ordered` or `emptied`
/// @param lines `[{product, variant, name, quantity, price, image, url}]`
public record Cart(
        UUID id,
        String state,
        long value,
        int items,
        String currency,
        JsonNode lines,
        @Nullable String url,
        @Nullable Instant checkoutAt,
        @Nullable String checkoutStep,
        Instant createdAt,
        Instant changedAt,
        @Nullable Instant abandonedAt,
        @Nullable Instant closedAt,
        @Nullable UUID orderId,
        PersonRef profile) {}
