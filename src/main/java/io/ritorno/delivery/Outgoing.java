package io.ritorno.delivery;

import io.ritorno.account.Shop;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A queued message whose time has come.
///
/// @param waited whether that time was given to it by its provider's rate
record Outgoing(
        Shop shop,
        UUID id,
        Instant at,
        UUID profile,
        boolean transactional,
        @Nullable UUID flow,
        int flowVersion,
        @Nullable UUID run,
        @Nullable String step,
        @Nullable UUID cart,
        ObjectNode context,
        int attempts,
        int priority,
        @Nullable JsonNode coupon,
        boolean waited) {

    Decision decision(Instant now, String outcome, String reason, ObjectNode detail) {
        return new Decision(profile, now, outcome, reason, detail, flow, run, step, id);
    }
}
