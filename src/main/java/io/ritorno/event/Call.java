package io.ritorno.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A call of Segment's tracking spec as the event lane reads it: times corrected, names translated,
/// texts such as PostgreSQL can hold. Whose it is has yet to be found out.
///
/// @param messageId the sender's, or one made of what the call says: a repeat has the same
/// @param name in the words of [Names]; a custom event has its own, of at most 200 characters
/// @param at when it happened, corrected for the sender's clock
/// @param userId the shop's own id of the person
/// @param anonymousId the browser's; for an `alias`, the previous id
/// @param history whether it was told long after it happened
/// @param node the whole call; what is above stands in it as it was sent, except that `properties`
///   (`traits` of an identify) are already translated
public record Call(
        String messageId,
        Event.Call kind,
        String name,
        Instant at,
        Instant receivedAt,
        @Nullable String userId,
        @Nullable String anonymousId,
        boolean history,
        ObjectNode node) {

    /// The `properties`, or the `traits` of an identify call; empty when there are none.
    public ObjectNode properties() {
        return object(kind == Event.Call.IDENTIFY ? "traits" : "properties");
    }

    /// What surrounds the call: page, campaign, `traits` of a person known elsewhere; or empty.
    public ObjectNode context() {
        return object("context");
    }

    /// The e-mail address that the call names, as written there: in its traits, its properties or
    /// its context's traits.
    public @Nullable String email() {
        return Calls.email(node);
    }

    private ObjectNode object(String field) {
        return node.get(field) instanceof ObjectNode object
                ? object
                : JsonNodeFactory.instance.objectNode();
    }
}
