package io.ritorno.flow;

import io.ritorno.flow.Step.Branch;
import io.ritorno.flow.Step.End;
import io.ritorno.flow.Step.Send;
import io.ritorno.flow.Step.Wait;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a definition still lacks before people may enter it.
final class DefinitionCheck {
    private final Definition definition;
    private final List<Fault> faults = new ArrayList<>();

    private DefinitionCheck(Definition definition) {
        this.definition = definition;
    }

    /// All of it, in the order of the steps; empty for a flow that can go live.
    static List<Fault> faults(Definition definition) {
        var check = new DefinitionCheck(definition);
        check.all();
        return List.copyOf(check.faults);
    }

    private void all() {
        if (definition.steps().isEmpty()) fault("no-steps", null, "steps", "there are no steps");
        else target(null, "first", definition.first());
        faults.addAll(TriggerCheck.faults(definition));
        definition.steps().forEach(this::step);
        unreachable();
        loops();
    }

    private void step(String id, Step step) {
        switch (step) {
            case Wait(var duration, _, var next) -> {
                if (duration.isZero())
                    fault("duration-missing", id, "duration", "the wait says no time");
                target(id, "next", next);
            }
            case Branch(var condition, var yes, var no) -> {
                if (condition == null)
                    fault("condition-missing", id, "condition", "the branch asks nothing");
                target(id, "yes", yes);
                target(id, "no", no);
            }
            case Send send -> {
                if (send.content().isEmpty())
                    fault("content-missing", id, "content", "the message has no text");
                send.content()
                        .forEach(
                                (locale, mail) -> {
                                    var at = "content." + locale + ".";
                                    if (mail.subject().isBlank())
                                        fault("subject-missing", id, at + "subject", "is empty");
                                    if (mail.mjml().isBlank())
                                        fault("body-missing", id, at + "mjml", "is empty");
                                });
                target(id, "next", send.next());
            }
            case End() -> {}
        }
    }

    private void target(@Nullable String id, String field, String target) {
        if (target.isEmpty()) fault("next-missing", id, field, "leads nowhere");
        else if (!definition.steps().containsKey(target))
            fault("next-unknown", id, field, "leads to \"" + target + "\", which is no step");
    }

    private void unreachable() {
        if (!definition.steps().containsKey(definition.first())) return;
        var reached = new HashSet<String>();
        var open = new ArrayDeque<>(List.of(definition.first()));
        while (!open.isEmpty()) {
            var id = open.pop();
            var step = definition.steps().get(id);
            if (step != null && reached.add(id)) open.addAll(step.targets());
        }
        for (var id : definition.steps().keySet()) {
            if (!reached.contains(id))
                fault("step-unreachable", id, null, "no way leads to this step");
        }
    }

    /// A circle in which nothing waits would turn for ever. Waits are taken out of the graph; what
    /// circles are left are the bad ones. One fault a circle, at the step that closes it.
    private void loops() {
        var state = new HashMap<String, Boolean>();
        for (var id : definition.steps().keySet()) visit(id, state, new HashSet<>());
    }

    private void visit(String from, Map<String, Boolean> done, Set<String> path) {
        // depth first without recursion: five hundred steps in a row are allowed
        record Frame(String id, ArrayDeque<String> left) {}
        var stack = new ArrayDeque<Frame>();
        if (done.containsKey(from) || waits(from)) return;
        stack.push(new Frame(from, targets(from)));
        path.add(from);
        while (!stack.isEmpty()) {
            var frame = stack.peek();
            var next = frame.left().poll();
            if (next == null) {
                stack.pop();
                path.remove(frame.id());
                done.put(frame.id(), true);
            } else if (path.contains(next)) {
                fault("loop-without-wait", frame.id(), null, "turns for ever: nothing waits");
            } else if (!done.containsKey(next) && !waits(next)) {
                stack.push(new Frame(next, targets(next)));
                path.add(next);
            }
        }
    }

    private ArrayDeque<String> targets(String id) {
        var step = definition.steps().get(id);
        return new ArrayDeque<>(step == null ? List.of() : new HashSet<>(step.targets()));
    }

    private boolean waits(String id) {
        return definition.steps().get(id) instanceof Wait;
    }

    private void fault(String code, @Nullable String step, @Nullable String field, String message) {
        faults.add(Fault.of(code, step, field, message));
    }
}
