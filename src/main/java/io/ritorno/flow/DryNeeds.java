package io.ritorno.flow;

import io.ritorno.event.Names;
import java.util.HashSet;
import java.util.Set;

/// What must be known of those who have entered a flow for [DryWalk] to walk them through it.
final class DryNeeds {
    private DryNeeds() {}

    /// Names of the events that must be there.
    static Set<String> names(Definition definition) {
        var names = new HashSet<>(Set.of(Names.ORDER_COMPLETED, Names.CART_ABANDONED));
        for (var stop : definition.stop()) names.addAll(stop.events());
        for (var step : definition.steps().values())
            if (step instanceof Step.WaitFor wait && wait.event() != null)
                names.add(wait.event().name());
        return names;
    }

    /// Whether it must be known what became of their orders.
    static boolean asksOrders(Definition definition) {
        for (var step : definition.steps().values())
            if (step instanceof Step.WaitDate wait
                    && wait.of() instanceof DateOf.Moment(var kind)
                    && (kind == DateOf.Kind.FIRST_ORDER || kind == DateOf.Kind.LAST_ORDER))
                return true;
        return false;
    }

    /// Whether it must be known what they told about themselves by then.
    static boolean asksTraits(Definition definition) {
        for (var step : definition.steps().values())
            if (step instanceof Step.Split
                    || step instanceof Step.WaitDate
                    || step instanceof Step.WaitUntil wait && wait.zone() == Step.Zone.PERSON)
                return true;
        return false;
    }

    /// Whether it must be known whenever anything happened to them.
    static boolean asksTimes(Definition definition) {
        if (!definition.stopConditions().isEmpty()) return true;
        for (var step : definition.steps().values())
            if (step instanceof Step.WaitDate
                    || step instanceof Step.WaitFor wait && wait.condition() != null) return true;
        return false;
    }
}
