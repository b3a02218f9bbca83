package io.ritorno.catalog;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A product that was sold out can be bought again, or one that can be bought became cheaper. Noted
/// in the batch of the event that said so, and kept for a year and a month, see [ProductChanges].
///
/// @param id the same when the same is told again
/// @param price now, minor units; null when the shop has told none
/// @param before what it cost before; null for a product that came back
public record ProductChange(
        int shop,
        UUID id,
        String product,
        Instant at,
        @Nullable Long price,
        @Nullable Long before) {

    /// Whether it can be bought again; else it became cheaper.
    public boolean back() {
        return before == null;
    }

    /// How many per cent cheaper, rounded down; 0 for a product that came back.
    public int percent() {
        if (before == null || price == null || before <= 0) return 0;
        return (int) ((before - price) * 100 / before);
    }
}
