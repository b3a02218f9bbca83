package io.ritorno.flow;

import java.util.UUID;

/// The lots of flows, for tests of other features.
public final class Lots {
    private Lots() {}

    public static int of(UUID flow, String step, UUID profile) {
        return Draw.lot(flow, step, profile);
    }
}
