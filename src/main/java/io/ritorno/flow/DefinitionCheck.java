package io.ritorno.flow;

import io.ritorno.flow.Step.Branch;
import io.ritorno.flow.Step.End;
import io.ritorno.flow.Step.Send;
import io.ritorno.flow.Step.Wait;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a definition still lacks before people may enter it.
final class DefinitionCheck {
    private static final Duration LEAST_IN_A_CIRCLE = Duration.ofHours(1);

    private final Definition definition;
    private final Known known;
    private final List<Fault> faults = new ArrayList<>();

    private DefinitionCheck(Definition definition, Known known) {
        this.definition = definition;
        this.known = known;
    }

    /// What the shop has that a definition may name.
    interface Known {
        Known ALL =
                new Known() {
                    @Override
                    public boolean pool(UUID id) {
                        return true;
                    }

                    @Override
                    public boolean flow(UUID id) {
                        return true;
                    }

                    @Override
                    public boolean secret(UUID id) {
                        return true;
                    }

                    @Override
                    public boolean segment(UUID id) {
                        return true;
                    }
                };

        boolean pool(UUID id);

        /// One that people can come to, now or later.
        boolean flow(UUID id);

        boolean secret(UUID id);

        boolean segment(UUID id);
    }

    /// All of it, in the order of the steps, as if the shop had all that it names.
    static List<Fault> faults(Definition definition) {
        return faults(definition, Known.ALL);
    }

    /// All of it, in the order of the steps; empty for a flow that can go live.
    static List<Fault> faults(Definition definition, Known known) {
        var check = new DefinitionCheck(definition, known);
        check.all();
        return List.copyOf(check.faults);
    }

    private void all() {
        if (definition.steps().isEmpty()) fault("no-steps", null, "steps", "flow-no-steps");
        else target(null, "first", definition.first());
        faults.addAll(TriggerCheck.faults(definition, known));
        definition.steps().forEach(this::step);
        unreachable();
        loops();
    }

    private void step(String id, Step step) {
        switch (step) {
            case Wait wait -> {
                if (wait.duration().isZero())
                    fault("duration-missing", id, "duration", "flow-no-time");
            }
            case Step.WaitUntil wait -> {
                if (wait.at() == null && wait.days().isEmpty())
                    fault("value-missing", id, "at", "flow-no-hour");
            }
            case Step.WaitDate wait -> {
                if (wait.of() == null) fault("value-missing", id, "of", "flow-no-date");
            }
            case Step.WaitFor wait -> waitFor(id, wait);
            case Branch branch -> {
                if (branch.condition() == null)
                    fault("condition-missing", id, "condition", "flow-no-condition");
            }
            case Step.Split split -> split(id, split);
            case Step.Random random -> random(id, random);
            case Step.Holdout(var percent, _) -> {
                if (percent == 0) fault("value-missing", id, "percent", "flow-no-share");
            }
            case Send send -> content(id, send);
            case Step.Tag tag -> {
                if (tag.add().isEmpty() && tag.remove().isEmpty())
                    fault("value-missing", id, "add", "flow-no-tag");
            }
            case Step.SetAttributes set -> {
                if (set.attributes().isEmpty())
                    fault("value-missing", id, "attributes", "flow-no-attribute");
            }
            case Step.Increment increment -> {
                if (increment.attribute().isBlank())
                    fault("value-missing", id, "attribute", "flow-no-attribute");
            }
            case Step.Coupon(var pool, var next, _) -> {
                if (heldOutAfter(next))
                    fault("coupon-before-holdout", id, "next", "flow-coupon-before-holdout");
                if (pool == null) fault("pool-missing", id, "pool", "flow-no-pool");
                else if (!known.pool(pool)) fault("pool-unknown", id, "pool", "flow-pool-gone");
            }
            case Step.Webhook webhook -> {
                if (webhook.url().isEmpty()) fault("url-missing", id, "url", "flow-no-url");
                if (webhook.secret() != null && !known.secret(webhook.secret()))
                    fault("secret-unknown", id, "secret", "flow-secret-gone");
            }
            case Step.Move(var flow) -> {
                if (flow == null) fault("flow-missing", id, "flow", "flow-no-flow");
                else if (!known.flow(flow)) fault("flow-unknown", id, "flow", "flow-flow-gone");
            }
            case End() -> {}
        }
        if (step instanceof Step.Change change && change.onlyIfSent() != null) {
            var of = definition.steps().get(change.onlyIfSent());
            if (!(of instanceof Send)) fault("sent-unknown", id, "onlyIfSent", "flow-message-gone");
        }
        step.exits().forEach((field, target) -> target(id, field, target));
    }

    /// Whether somebody may come from here to a holdout without a message on the way.
    private boolean heldOutAfter(String from) {
        var seen = new HashSet<String>();
        var open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            var id = open.pop();
            var step = definition.steps().get(id);
            if (step instanceof Step.Holdout) return true;
            if (step != null && !(step instanceof Send) && seen.add(id))
                open.addAll(step.targets());
        }
        return false;
    }

    private void waitFor(String id, Step.WaitFor wait) {
        var event = wait.event();
        if (event == null && wait.condition() == null)
            fault("event-missing", id, "event", "flow-waits-for-nothing");
        if (event != null && event.name().isBlank())
            fault("event-missing", id, "event.name", "flow-no-event");
        if (wait.timeout().isZero()) fault("duration-missing", id, "timeout", "flow-no-time");
    }

    private void split(String id, Step.Split split) {
        if (split.of() == null) fault("value-missing", id, "attribute", "flow-no-field");
        if (split.cases().isEmpty()) fault("cases-missing", id, "cases", "flow-no-cases");
        for (var i = 0; i < split.cases().size(); i++)
            if (split.cases().get(i).values().isEmpty())
                fault("value-missing", id, "cases[" + i + "].values", "flow-case-empty");
    }

    private void random(String id, Step.Random random) {
        if (random.ways().isEmpty()) fault("cases-missing", id, "ways", "flow-no-ways");
        else if (random.ways().stream().mapToInt(Step.Way::percent).sum() != 100)
            fault("percent-sum", id, "ways", "flow-percent-sum");
        if (random.winner() != null && random.winner().after().isZero())
            fault("duration-missing", id, "winner.after", "flow-no-time");
    }

    private void content(String id, Send send) {
        if (send.content().isEmpty()) fault("content-missing", id, "content", "flow-no-text");
        send.content()
                .forEach(
                        (locale, mail) -> {
                            var at = "content." + locale + ".";
                            if (mail.subject().isBlank())
                                fault("subject-missing", id, at + "subject", "flow-no-subject");
                            if (mail.mjml().isBlank())
                                fault("body-missing", id, at + "mjml", "flow-no-body");
                        });
    }

    private void target(@Nullable String id, String field, String target) {
        if (target.isEmpty()) fault("next-missing", id, field, "flow-leads-nowhere");
        else if (!definition.steps().containsKey(target))
            fault("next-unknown", id, field, "flow-step-gone");
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
            if (!reached.contains(id)) fault("step-unreachable", id, null, "flow-unreachable");
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
                fault("loop-without-wait", frame.id(), null, "flow-turns-too-fast");
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

    /// Whether a run stands here for an hour at least, each time that it comes by.
    private boolean waits(String id) {
        return waits(definition.steps().get(id));
    }

    static boolean waits(@Nullable Step step) {
        return step instanceof Wait(var duration, var since, _)
                && since == Step.Since.STEP
                && duration.compareTo(LEAST_IN_A_CIRCLE) >= 0;
    }

    private void fault(String code, @Nullable String step, @Nullable String field, String what) {
        faults.add(Fault.of(code, step, field, what));
    }
}
