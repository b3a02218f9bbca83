package io.ritorno.flow;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A flow tried on the past of its shop.
///
/// @param definition what the flow did when it was asked
/// @param sample people whose story is kept
/// @param reason why it failed
/// @param progress of 1
/// @param tally the numbers so far
record DryRun(
        UUID id,
        UUID flow,
        int version,
        ObjectNode definition,
        int days,
        Instant from,
        Instant to,
        int sample,
        Status status,
        Instant createdAt,
        @Nullable Instant endedAt,
        @Nullable String reason,
        double progress,
        DryTally tally) {

    enum Status {
        RUNNING,
        DONE,
        CANCELLED,
        FAILED;

        String text() {
            return switch (this) {
                case RUNNING -> "running";
                case DONE -> "done";
                case CANCELLED -> "cancelled";
                case FAILED -> "failed";
            };
        }

        static Status of(String text) {
            for (var status : values()) if (status.text().equals(text)) return status;
            throw new IllegalArgumentException("no status " + text);
        }
    }
}
