package io.ritorno.delivery;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A message that shall be sent, before the gate has seen it.
///
/// @param occurrence the reason to write, as a stable id (`Ids.stable("flow", run, step)`): a
///   second message for the same one is never made
/// @param channel `email`
/// @param transactional whether it answers something the person did herself and so skips the rules
///   of marketing; suppression still holds
/// @param flowVersion with `flow` and `step` says where the text is, see [ContentSource]
/// @param cart the cart it is about, loaded afresh when it is sent
/// @param context what the text may use as `event`
/// @param due when the gate shall look at it, usually now
/// @param priority of several that are due at once the one with the higher goes first
/// @param coupon `code` and `expires`, for the text; null: none
public record NewMessage(
        UUID occurrence,
        UUID profile,
        String channel,
        boolean transactional,
        @Nullable UUID flow,
        @Nullable Integer flowVersion,
        @Nullable UUID run,
        @Nullable String step,
        @Nullable UUID cart,
        ObjectNode context,
        Instant due,
        int priority,
        @Nullable ObjectNode coupon) {

    /// One without coupon, like any other.
    public NewMessage(
            UUID occurrence,
            UUID profile,
            String channel,
            boolean transactional,
            @Nullable UUID flow,
            @Nullable Integer flowVersion,
            @Nullable UUID run,
            @Nullable String step,
            @Nullable UUID cart,
            ObjectNode context,
            Instant due) {
        this(
                occurrence,
                profile,
                channel,
                transactional,
                flow,
                flowVersion,
                run,
                step,
                cart,
                context,
                due,
                0,
                null);
    }
}
