package io.ritorno.flow;

import io.ritorno.platform.Ids;
import java.util.UUID;

/// Chance that is the same each time it is asked: a hash of the flow, the step and the person.
final class Draw {
    /// How many lots there are: hundredths of a per cent.
    static final int LOTS = 10_000;

    private Draw() {}

    /// Her lot, from 0 to one less than [#LOTS]; each as likely as any other, and one step's says
    /// nothing about another's.
    static int lot(UUID flow, String step, UUID profile) {
        var hash = Ids.stable("draw", flow.toString(), step, profile.toString());
        return (int) Math.floorMod(hash.getMostSignificantBits() >>> 16, (long) LOTS);
    }
}
