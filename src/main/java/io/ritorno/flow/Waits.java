package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.event.Batch;
import io.ritorno.event.Event;
import io.ritorno.flow.Next.Sleep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Wakes the runs that wait for something to happen to their person. What that means is for the
/// step to say, see [Rules]: here it is only noted that its event came, and the run is due.
@Component
class Waits {
    private final RunStore runs;
    private final FlowStore flows;

    Waits(RunStore runs, FlowStore flows) {
        this.runs = runs;
        this.flows = flows;
    }

    /// Call after runs were stopped, in the lane's transaction.
    void wake(Batch batch, Shop shop, List<Event> events) {
        var byPerson = new LinkedHashMap<UUID, List<Event>>();
        for (var event : events)
            if (event.personal() && !event.history())
                byPerson.computeIfAbsent(event.profile(), _ -> new ArrayList<>()).add(event);
        if (byPerson.isEmpty()) return;
        var woken = new ArrayList<Run>();
        for (var run : runs.awaiting(batch.part(), shop, byPerson.keySet())) {
            var hers = byPerson.getOrDefault(run.profile(), List.of());
            var heard = heard(run, hers);
            if (!heard && hers.stream().noneMatch(event -> wakes(run, event))) continue;
            var context = run.context().deepCopy();
            if (heard) context.put("heard", run.step());
            var due = run.wakeAt();
            var wake = due == null || due.isAfter(batch.now()) ? batch.now() : due;
            woken.add(run.with(context).woken(wake));
        }
        runs.update(batch.part(), shop, woken);
    }

    /// Whether the event lets the run look again: any does, or one that we derived ourselves, such
    /// as that a message was sent.
    private static boolean wakes(Run run, Event event) {
        var awaits = String.valueOf(run.awaits());
        return awaits.equals(Sleep.ANYTHING)
                || event.source().equals(Event.OWN) && event.is(awaits);
    }

    /// Whether one of these is the event that the run's step waits for. One that happened before
    /// she came to the step is not.
    private boolean heard(Run run, List<Event> events) {
        var definition = flows.definition(run.shop(), run.flow(), run.version()).orElse(null);
        if (definition == null
                || !(definition.steps().get(run.step()) instanceof Step.WaitFor wait)
                || wait.event() == null) return false;
        var awaited = wait.event();
        for (var event : events) {
            if (!event.at().isBefore(run.enteredStepAt())
                    && Filters.pass(awaited.name(), Map.of(), awaited.where(), event)) return true;
        }
        return false;
    }
}
