package io.ritorno.flow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Flows that move people to one another in a circle in which nothing waits: a person would go
/// round for ever.
final class MoveCircles {
    private MoveCircles() {}

    /// The steps of a flow that close such a circle.
    ///
    /// @param others what the flows do that people may be in
    static List<Fault> faults(
            UUID flow, Definition definition, Function<UUID, Optional<Definition>> others) {
        var faults = new ArrayList<Fault>();
        moves(definition)
                .forEach(
                        (step, to) -> {
                            if (leads(to, flow, others))
                                faults.add(
                                        Fault.of("move-circle", step, "flow", "flow-move-circle"));
                        });
        return faults;
    }

    private static boolean leads(UUID from, UUID to, Function<UUID, Optional<Definition>> others) {
        var seen = new HashSet<UUID>();
        var open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            var flow = open.pop();
            if (flow.equals(to)) return true;
            if (seen.add(flow))
                others.apply(flow).ifPresent(other -> open.addAll(moves(other).values()));
        }
        return false;
    }

    /// The flows to which one leads before anything in it waits, by step.
    private static Map<String, UUID> moves(Definition definition) {
        var moves = new LinkedHashMap<String, UUID>();
        var seen = new HashSet<String>();
        var open = new ArrayDeque<>(List.of(definition.first()));
        while (!open.isEmpty()) {
            var id = open.pop();
            var step = definition.steps().get(id);
            if (step == null || !seen.add(id) || DefinitionCheck.waits(step)) continue;
            if (step instanceof Step.Move(var to) && to != null) moves.put(id, to);
            open.addAll(step.targets());
        }
        return moves;
    }
}
