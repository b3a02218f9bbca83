package io.ritorno.flow;

import io.ritorno.segment.Condition;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a flow does. Never changes: an edited flow has a new one, and runs end on theirs.
///
/// @param stop any of these ends a run
/// @param audience who may enter, among those for whom the trigger fires; null: all
/// @param priority -100 to 100: of several messages under the cap, the higher goes first
/// @param first the step at which people enter
/// @param steps by id, in the marketer's order
public record Definition(
        Trigger trigger,
        List<Stop> stop,
        @Nullable Condition audience,
        Reentry reentry,
        int priority,
        String first,
        Map<String, Step> steps) {

    public Definition {
        stop = List.copyOf(stop);
        steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
    }

    /// @throws IllegalStateException when there is none: a definition that was checked has them all
    Step step(String id) {
        var step = steps.get(id);
        if (step == null) throw new IllegalStateException("no step " + id);
        return step;
    }

    boolean stopsByOrder() {
        return stop.stream().anyMatch(Stop.Order.class::isInstance);
    }

    List<Condition> stopConditions() {
        return stop.stream()
                .filter(Stop.Matches.class::isInstance)
                .map(one -> ((Stop.Matches) one).condition())
                .toList();
    }
}
