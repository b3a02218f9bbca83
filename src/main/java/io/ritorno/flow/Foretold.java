package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.platform.Reason;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Puts what a [Trial] found into the words of the answer: each line with what its step, and a flow
/// other than the one that was asked, is called.
@Component
class Foretold {
    private final Flows flows;
    private final FlowStore store;

    Foretold(Flows flows, FlowStore store) {
        this.flows = flows;
        this.store = store;
    }

    /// What a flow and its steps are called.
    ///
    /// @param name null for the flow that was asked
    private record Named(WhatIf.@Nullable OtherFlow name, JsonNode steps) {}

    List<WhatIf.Told> told(Shop shop, Flow asked, List<Trial.Line> lines) {
        var ids = new HashSet<UUID>();
        gather(lines, ids);
        var named = new HashMap<UUID, Named>();
        store.load(shop.id(), ids)
                .forEach(
                        (id, flow) -> {
                            var other = new WhatIf.OtherFlow(id, flow.name());
                            var steps = flows.definition(shop, flow).path("steps");
                            named.put(id, new Named(id.equals(asked.id()) ? null : other, steps));
                        });
        return told(lines, named);
    }

    private static void gather(List<Trial.Line> lines, Set<UUID> ids) {
        for (var line : lines) {
            if (line.flow() != null) ids.add(line.flow());
            for (var way : line.ways()) gather(way.lines(), ids);
        }
    }

    private static List<WhatIf.Told> told(List<Trial.Line> lines, Map<UUID, Named> named) {
        return lines.stream().map(line -> told(line, named)).toList();
    }

    private static WhatIf.Told told(Trial.Line line, Map<UUID, Named> named) {
        var in = line.flow() == null ? null : named.get(line.flow());
        var step = in == null || line.step() == null ? null : in.steps().get(line.step());
        return new WhatIf.Told(
                line.at(),
                line.outcome(),
                line.reason(),
                Reason.told(line.detail()),
                in == null ? null : in.name(),
                line.step(),
                step == null ? null : step.path("type").asString(""),
                step == null ? null : step.path("name").asString(""),
                line.ways().stream()
                        .map(way -> new WhatIf.ToldWay(way.reason(), told(way.lines(), named)))
                        .toList());
    }
}
