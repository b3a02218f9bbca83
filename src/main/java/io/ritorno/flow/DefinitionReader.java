package io.ritorno.flow;

import io.ritorno.segment.ConditionProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// Reads a definition from JSON and goes on after a mistake, so that all are told at once, each
/// with its place. What is not yet there (a step that leads nowhere, an empty text) is no mistake
/// here: a draft may be saved half done, and [DefinitionCheck] says what is missing before it goes
/// live.
final class DefinitionReader {
    private static final int MOST_STEPS = 500;

    private final Reading r;

    private DefinitionReader(Reading reading) {
        this.r = reading;
    }

    /// @param definition as far as it could be read; of use only when there are no faults
    record Read(Definition definition, List<Fault> faults) {}

    /// @param conditionProblems what is wrong with a condition; empty when nothing is
    static Read read(JsonNode json, Function<JsonNode, List<ConditionProblem>> conditionProblems) {
        var reading = new Reading(conditionProblems);
        return new Read(
                new DefinitionReader(reading).definition(json), List.copyOf(reading.faults));
    }

    private Definition definition(JsonNode json) {
        r.only(json, "", "trigger", "stop", "audience", "reentry", "priority", "first", "steps");
        var triggers = new TriggerReader(r);
        var stopReader = new StopReader(r);
        var steps = new LinkedHashMap<String, Step>();
        var trigger = triggers.trigger(json.path("trigger"));
        var stop = new ArrayList<Stop>();
        var stops = json.path("stop");
        if (stops.isArray()) {
            for (var i = 0; i < stops.size(); i++) {
                var one = stopReader.stop(stops.get(i), "stop[" + i + "]");
                if (one != null) stop.add(one);
            }
        } else if (Reading.given(stops)) r.fault("stop", "not-a-list");
        var audience = r.condition(json, "audience", "");
        var reentry = stopReader.reentry(json.path("reentry"));
        var priority = (int) r.whole(json, "priority", "", -100, 100, 0);
        var first = r.text(json, "first", "", 100);
        var all = json.path("steps");
        if (!all.isObject()) r.fault("steps", "not-an-object");
        else if (all.size() > MOST_STEPS) r.fault("steps", "too-many", MOST_STEPS);
        else {
            for (var entry : all.properties()) {
                r.step = entry.getKey();
                if (!entry.getKey().matches("[A-Za-z0-9_-]{1,100}")) r.fault(null, "step-id");
                var read = new StepReader(r).step(entry.getValue());
                if (read != null) steps.put(entry.getKey(), read);
            }
            r.step = null;
        }
        return new Definition(trigger, stop, audience, reentry, priority, first, steps);
    }
}
