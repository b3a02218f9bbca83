package io.ritorno.delivery;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Why something happened, or not, to a person.
///
/// @param outcome `entered`, `waited`, `branched`, `stopped`, `ended` of flows; `send`, `hold`,
///   `skip`, `held-out` of the gate
/// @param reason a code that the screens translate, such as `no-consent`
/// @param detail figures and names behind the reason
public record Decision(
        UUID profile,
        Instant at,
        String outcome,
        String reason,
        ObjectNode detail,
        @Nullable UUID flow,
        @Nullable UUID run,
        @Nullable String step,
        @Nullable UUID message) {}
