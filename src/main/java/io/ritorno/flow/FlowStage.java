package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.delivery.Decision;
import io.ritorno.delivery.Decisions;
import io.ritorno.delivery.Messages;
import io.ritorno.event.Batch;
import io.ritorno.event.Event;
import io.ritorno.event.EventStage;
import io.ritorno.event.Names;
import io.ritorno.platform.Ids;
import io.ritorno.segment.Condition;
import io.ritorno.segment.Conditions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What events do to flows: let people in, end their runs, and count what became of messages.
/// People go in first, so that an order in the same batch as the cart it leaves behind ends that
/// run too.
@Component
class FlowStage implements EventStage {
    /// How long after its end a run may still have a message that waits for the gate.
    private static final Duration HELD = Duration.ofDays(7);

    private static final int LONGEST_CONTEXT = 16_000;

    private final FlowStore flows;
    private final RunStore runs;
    private final FlowCounts counts;
    private final Waits waits;
    private final FirstReactions reactions;
    private final Conditions conditions;
    private final Messages messages;
    private final Decisions decisions;

    FlowStage(
            FlowStore flows,
            RunStore runs,
            FlowCounts counts,
            Waits waits,
            FirstReactions reactions,
            Conditions conditions,
            Messages messages,
            Decisions decisions) {
        this.flows = flows;
        this.runs = runs;
        this.counts = counts;
        this.waits = waits;
        this.reactions = reactions;
        this.conditions = conditions;
        this.messages = messages;
        this.decisions = decisions;
    }

    @Override
    public int order() {
        return FLOWS;
    }

    @Override
    public void apply(Batch batch) {
        batch.byShop().forEach((shop, events) -> apply(batch, shop, events));
    }

    private void apply(Batch batch, Shop shop, List<Event> events) {
        var active = flows.active(shop);
        var made = new Made(new ArrayList<>(), new FlowCounts.Deltas());
        if (!active.isEmpty()) {
            enter(batch, shop, events, active, made);
            stop(batch, shop, events, active, made);
        }
        waits.wake(batch, shop, events);
        reactions.count(batch.part(), shop, events, made.counts());
        decisions.record(batch.part(), shop, made.decisions());
        counts.add(batch.part(), shop, shop.day(batch.now()), made.counts());
    }

    /// What there is to write when all is decided.
    private record Made(List<Decision> decisions, FlowCounts.Deltas counts) {}

    // ------------------------------------------------------------ entering

    private record Candidate(Flow flow, Definition definition, Event event) {
        Trigger trigger() {
            return definition.trigger();
        }
    }

    private record Person(UUID flow, UUID profile) {}

    private void enter(Batch batch, Shop shop, List<Event> events, List<Flow> active, Made made) {
        var candidates = candidates(shop, events, active);
        if (candidates.isEmpty()) return;
        var profiles = new HashSet<UUID>();
        var entered = new HashSet<UUID>();
        for (var candidate : candidates) {
            profiles.add(candidate.event().profile());
            entered.add(candidate.flow().id());
        }
        var before = new HashMap<Person, List<Reentry.Before>>();
        for (var run : runs.earlier(batch.part(), shop, profiles, entered))
            before.computeIfAbsent(new Person(run.flow(), run.profile()), _ -> new ArrayList<>())
                    .add(run.run());
        var audience = audience(batch, shop, candidates);
        var fresh = new LinkedHashMap<UUID, Run>();
        for (var candidate : candidates) {
            var flow = candidate.flow();
            var event = candidate.event();
            var key = candidate.trigger().key(event);
            var at = event.at().isAfter(batch.now()) ? batch.now() : event.at();
            var person = new Person(flow.id(), event.profile());
            var earlier = before.computeIfAbsent(person, _ -> new ArrayList<>());
            if (flow.status() != Flow.Status.LIVE) refuse(batch, candidate, "not-live", made);
            else if (!candidate.definition().reentry().allows(key, at, earlier))
                refuse(batch, candidate, "re-entry", made);
            else if (!audience.getOrDefault(flow.id(), Set.of()).contains(event.profile()))
                refuse(batch, candidate, "audience", made);
            else {
                var run = run(shop, candidate, key, at, batch.now());
                if (fresh.putIfAbsent(run.id(), run) == null)
                    earlier.add(new Reentry.Before(key, at));
            }
        }
        var inserted = runs.insert(batch.part(), shop, List.copyOf(fresh.values()));
        for (var run : fresh.values()) {
            if (!inserted.contains(run.id())) continue;
            made.decisions().add(decision(batch, run, "entered", "trigger", detail(run.version())));
            made.counts().add(run.flow(), FlowCounts.WHOLE, FlowCounts.ENTERED, 1);
            made.counts().add(run.flow(), run.step(), FlowCounts.ENTERED, 1);
            made.counts().add(run.flow(), run.step(), FlowCounts.WAITING, 1);
        }
    }

    private List<Candidate> candidates(Shop shop, List<Event> events, List<Flow> active) {
        var byEvent = new HashMap<String, List<Flow>>();
        var definitions = new HashMap<UUID, Definition>();
        for (var flow : active) {
            flows.definition(shop.id(), flow.id(), flow.version())
                    .ifPresent(
                            definition -> {
                                definitions.put(flow.id(), definition);
                                byEvent.computeIfAbsent(
                                                definition.trigger().event(),
                                                _ -> new ArrayList<>())
                                        .add(flow);
                            });
        }
        var candidates = new ArrayList<Candidate>();
        for (var event : events) {
            if (event.history() || !event.personal()) continue;
            for (var flow : byEvent.getOrDefault(event.name(), List.of())) {
                var definition = definitions.get(flow.id());
                if (definition != null && definition.trigger().matches(event))
                    candidates.add(new Candidate(flow, definition, event));
            }
        }
        return candidates;
    }

    /// Of each flow, the candidates who belong to its audience.
    private Map<UUID, Set<UUID>> audience(Batch batch, Shop shop, List<Candidate> candidates) {
        var byFlow = new LinkedHashMap<UUID, Set<UUID>>();
        var audiences = new HashMap<UUID, Condition>();
        for (var candidate : candidates) {
            byFlow.computeIfAbsent(candidate.flow().id(), _ -> new HashSet<>())
                    .add(candidate.event().profile());
            var condition = candidate.definition().audience();
            if (condition != null) audiences.put(candidate.flow().id(), condition);
        }
        audiences.forEach(
                (flow, condition) ->
                        byFlow.computeIfPresent(
                                flow,
                                (_, ids) ->
                                        conditions.matching(
                                                shop, batch.part(), condition, ids, batch.now())));
        return byFlow;
    }

    private static Run run(Shop shop, Candidate candidate, String key, Instant at, Instant now) {
        var flow = candidate.flow();
        var event = candidate.event();
        var definition = candidate.definition();
        var unique = definition.reentry().unique(key, event.id().toString());
        var facts = new Facts(at, at, true, null);
        // a flow that begins with a wait need not be woken to find that out
        var first = definition.step(definition.first());
        var wake =
                first instanceof Step.Wait && Rules.next(first, facts, now) instanceof Next.Sleep s
                        ? s.until()
                        : at;
        var context = JsonNodeFactory.instance.objectNode();
        if (event.properties().toString().length() <= LONGEST_CONTEXT)
            context.set("event", event.properties());
        return new Run(
                Ids.stable("run", flow.id().toString(), unique, event.profile().toString()),
                shop.id(),
                flow.id(),
                flow.version(),
                event.profile(),
                key,
                candidate.trigger().cart(event),
                Run.Status.RUNNING,
                definition.first(),
                at,
                at,
                at,
                wake,
                context,
                null,
                null);
    }

    private static void refuse(Batch batch, Candidate candidate, String reason, Made made) {
        made.decisions()
                .add(
                        new Decision(
                                candidate.event().profile(),
                                batch.now(),
                                "not-entered",
                                reason,
                                detail(candidate.flow().version())
                                        .put("event", candidate.event().name()),
                                candidate.flow().id(),
                                null,
                                null,
                                null));
    }

    // ------------------------------------------------------------ stopping

    private void stop(Batch batch, Shop shop, List<Event> events, List<Flow> active, Made made) {
        var names = new HashSet<String>();
        for (var flow : active) names.addAll(flows.stopEvents(shop, flow));
        var byPerson = new LinkedHashMap<UUID, List<Event>>();
        for (var event : events)
            if (event.personal() && names.contains(event.name()))
                byPerson.computeIfAbsent(event.profile(), _ -> new ArrayList<>()).add(event);
        if (byPerson.isEmpty()) return;
        var stopped = new ArrayList<Run>();
        var cancelled = new LinkedHashMap<String, List<UUID>>();
        for (var run : runs.active(batch.part(), shop, byPerson.keySet(), batch.now(), HELD)) {
            var reason = reason(run, byPerson.getOrDefault(run.profile(), List.of()));
            if (reason.isEmpty()) continue;
            cancelled.computeIfAbsent(reason, _ -> new ArrayList<>()).add(run.id());
            // one that is over keeps its end; only what it has queued is taken back
            if (!run.unfinished()) continue;
            stopped.add(run.over(Run.Status.STOPPED, reason, batch.now()));
            made.decisions().add(decision(batch, run, "stopped", reason, detail(run.version())));
            made.counts().add(run.flow(), run.step(), FlowCounts.STOPPED, 1);
            made.counts().add(run.flow(), run.step(), FlowCounts.WAITING, -1);
        }
        runs.update(batch.part(), shop, stopped);
        cancelled.forEach((reason, ids) -> messages.cancel(batch.part(), shop, ids, reason));
    }

    /// Why these events end the run; empty when they do not.
    private String reason(Run run, List<Event> events) {
        var definition = flows.definition(run.shop(), run.flow(), run.version());
        if (definition.isEmpty()) return "";
        for (var stop : definition.get().stop()) {
            for (var event : events) {
                if (stop.by(event) && concerns(event, run)) return stop.reason();
            }
        }
        return "";
    }

    /// What happened before she entered is no reason to leave, save that her cart was bought.
    private static boolean concerns(Event event, Run run) {
        if (event.is(Names.CART_RECOVERED)) {
            var cart = run.cart();
            return cart != null && cart.toString().equals(event.text("cart"));
        }
        return !event.at().isBefore(run.enteredAt());
    }

    private static Decision decision(
            Batch batch, Run run, String outcome, String reason, ObjectNode detail) {
        return new Decision(
                run.profile(),
                batch.now(),
                outcome,
                reason,
                detail,
                run.flow(),
                run.id(),
                run.step(),
                null);
    }

    private static ObjectNode detail(int version) {
        return JsonNodeFactory.instance.objectNode().put("version", version);
    }
}
