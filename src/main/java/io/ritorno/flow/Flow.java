package io.ritorno.flow;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A flow of a shop, without what it does: that is in its versions.
///
/// @param recipe the recipe it was made from, if any
/// @param version by which people enter now
public record Flow(
        UUID id,
        String name,
        Status status,
        @Nullable String recipe,
        int version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant liveSince) {

    /// The same, switched on.
    Flow live(Instant now) {
        var since = liveSince == null ? now : liveSince;
        return new Flow(id, name, Status.LIVE, recipe, version, createdAt, now, since);
    }

    public enum Status {
        /// Not yet live: nobody is in it.
        DRAFT,
        LIVE,
        /// Nobody enters and nobody moves.
        PAUSED,
        /// Over for good.
        ARCHIVED;

        public String text() {
            return switch (this) {
                case DRAFT -> "draft";
                case LIVE -> "live";
                case PAUSED -> "paused";
                case ARCHIVED -> "archived";
            };
        }

        static Status of(String text) {
            for (var status : values()) if (status.text().equals(text)) return status;
            throw new IllegalArgumentException("no status " + text);
        }
    }
}
