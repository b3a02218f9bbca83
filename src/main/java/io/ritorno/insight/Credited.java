package io.ritorno.insight;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Whom an order is credited to. [#SITE] when no message led to it.
///
/// @param source `site`, `campaign` or `flow`
/// @param touch kind of the contact that decided: `click`, `scan`, `delivery`, `open`
record Credited(
        String source,
        @Nullable UUID flow,
        @Nullable String step,
        @Nullable UUID campaign,
        @Nullable UUID message,
        @Nullable String touch) {

    static final Credited SITE = new Credited("site", null, null, null, null, null);
}
