package io.ritorno.flow;

import java.util.Map;
import java.util.Set;

/// What [WhatIf] tells that is no decision of the engine, and so not in the decision log.
public final class WhatIfReasons {
    private static final Map<String, Set<String>> ALL =
            Map.of(
                    "waited",
                    Set.of(
                            "time",
                            "hour",
                            "date",
                            "message",
                            "event",
                            "condition",
                            "webhook",
                            "planned"),
                    "entered",
                    Set.of("assumed"),
                    "let-in",
                    Set.of("holdout"),
                    "not-entered",
                    Set.of("not-begun", "no-cart", "no-longer", "already-in"),
                    "unknown",
                    Set.of("too-much"));

    private WhatIfReasons() {}

    /// Reasons by outcome.
    public static Map<String, Set<String>> onlyForetold() {
        return ALL;
    }
}
