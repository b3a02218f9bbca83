package io.ritorno.catalog;

import io.ritorno.event.Event;
import org.jspecify.annotations.Nullable;

/// Noted in the batch: by this event a product that was sold out can be bought again, or one that
/// can be bought became cheaper.
///
/// @param price now, minor units; null when the shop has told none
/// @param before what it cost before; null for a product that came back
public record ProductChange(
        Event event, String product, @Nullable Long price, @Nullable Long before) {}
