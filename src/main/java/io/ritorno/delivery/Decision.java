package io.ritorno.delivery;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Why something happened, or not, to a person.
///
/// @param outcome `entered`, `branched`, `stopped` … of flows; `send`, `hold`, `skip`, `held-out`
///   of the gate
/// @param reason a code that the screens translate, such as `no-consent`; see [Reasons]
/// @param detail figures and names behind the reason; `why` may be a kept
///   [io.ritorno.platform.Reason]
public record Decision(
        UUID profile,
        Instant at,
        String outcome,
        String reason,
        ObjectNode detail,
        @Nullable UUID flow,
        @Nullable UUID run,
        @Nullable String step,
        @Nullable UUID message) {

    public Decision {
        // checked where tests run: a reason without a sentence is not worth a message unsent
        assert Reasons.known(outcome, reason) : "no sentence for " + outcome + ": " + reason;
    }
}
