package io.ritorno.webhook;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A call that was queued.
///
/// @param tries made so far
/// @param status the last answer's; null while there was none
/// @param why it failed; null unless it did
public record Call(
        UUID id, State state, int tries, @Nullable Integer status, @Nullable String why) {
    public enum State {
        /// Still to be made, or under way.
        OPEN,
        DELIVERED,
        FAILED
    }
}
