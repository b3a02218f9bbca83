package io.ritorno.segment;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// People of a shop who satisfy a condition, by a name.
///
/// @param condition null when what is stored cannot be read, for instance because a later version
///   wrote it: the segment then has no members
/// @param stored the condition as it is stored
public record Segment(
        UUID id,
        String name,
        @Nullable Condition condition,
        JsonNode stored,
        Instant createdAt,
        Instant updatedAt) {

    /// Whether it is kept by hand.
    boolean isList() {
        return condition instanceof Condition.Listed(var list) && list.equals(id);
    }
}
