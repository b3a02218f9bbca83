package io.ritorno.account;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A time in which a shop keeps one share of its people out of all marketing. Another share begins
/// another one: what was counted under the old one stays as it is.
///
/// @param percent 1 to 50
/// @param endedAt null while it lasts
public record Holdout(UUID id, int percent, Instant beganAt, @Nullable Instant endedAt) {

    /// A shop has begun to keep people out. Told in the transaction in which it begins.
    public record Began(Shop shop, Holdout holdout) {}
}
