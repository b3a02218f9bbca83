package io.ritorno.flow;

import io.ritorno.account.Shop;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// The flows to which one leads by its steps `move`, and by theirs.
final class DryLeads {
    private DryLeads() {}

    /// As they are now, by id, without the flow itself; what is gone or cannot be read is not
    /// there.
    static Map<UUID, Live> of(Shop shop, Live tried, FlowStore flows) {
        var found = new HashMap<UUID, Live>();
        var seen = new HashSet<UUID>(Set.of(tried.flow().id()));
        var open = new ArrayDeque<>(targets(tried.definition()));
        while (!open.isEmpty()) {
            var id = open.pop();
            if (!seen.add(id)) continue;
            var loaded = List.copyOf(flows.load(shop.id(), Set.of(id)).values());
            for (var live : flows.live(shop, loaded)) {
                found.put(id, live);
                open.addAll(targets(live.definition()));
            }
        }
        return found;
    }

    /// Whether it leads to a flow at all, itself perhaps.
    static boolean anywhere(Definition definition) {
        return !targets(definition).isEmpty();
    }

    private static Set<UUID> targets(Definition definition) {
        var targets = new HashSet<UUID>();
        for (var step : definition.steps().values())
            if (step instanceof Step.Move(var to) && to != null) targets.add(to);
        return targets;
    }
}
