package io.ritorno.flow;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// Where what happens to a run is counted: with the flow that is tried, or with the one she went on
/// in.
final class DryTallies {
    private final Map<UUID, DryTally> byFlow = new HashMap<>();
    private final DryTally all;

    /// @param tried the flow whose numbers stand by themselves
    DryTallies(UUID tried, DryTally all) {
        this.all = all;
        byFlow.put(tried, all);
    }

    DryTally of(PastRun run) {
        return of(run.flow());
    }

    DryTally of(UUID flow) {
        return byFlow.computeIfAbsent(flow, all::of);
    }
}
