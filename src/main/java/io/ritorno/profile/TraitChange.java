package io.ritorno.profile;

import io.ritorno.event.Event;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Noted in the batch: what an event changed of a person's traits.
///
/// @param name of a trait as in conditions (`birthday`, `firstName`, `tags`), or of an attribute
/// @param attribute whether it is one of the shop's own
/// @param before null when she had none
/// @param after null when it was taken away
public record TraitChange(
        Event event,
        String name,
        boolean attribute,
        @Nullable JsonNode before,
        @Nullable JsonNode after) {}
