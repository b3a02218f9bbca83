package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.catalog.ProductChange;
import io.ritorno.delivery.Decision;
import io.ritorno.delivery.Decisions;
import io.ritorno.delivery.Messages;
import io.ritorno.event.Batch;
import io.ritorno.event.Event;
import io.ritorno.event.EventStage;
import io.ritorno.event.Names;
import io.ritorno.segment.Condition;
import io.ritorno.segment.Conditions;
import java.time.Duration;
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

/// What events do to flows: let people in, end their runs, and count what became of messages.
/// People go in first, so that an order in the same batch as the cart it leaves behind ends that
/// run too.
@Component
class FlowStage implements EventStage {
    /// How long after its end a run may still have a message that waits for the gate.
    private static final Duration HELD = Duration.ofDays(7);

    private final FlowStore flows;
    private final RunStore runs;
    private final Starts starts;
    private final Entries entries;
    private final Planner planner;
    private final Interests interests;
    private final ProductNews news;
    private final FlowCounts counts;
    private final Waits waits;
    private final FirstReactions reactions;
    private final Conditions conditions;
    private final Messages messages;
    private final FlowCalls calls;
    private final Decisions decisions;

    FlowStage(
            FlowStore flows,
            RunStore runs,
            Starts starts,
            Entries entries,
            Planner planner,
            Interests interests,
            ProductNews news,
            FlowCounts counts,
            Waits waits,
            FirstReactions reactions,
            Conditions conditions,
            Messages messages,
            FlowCalls calls,
            Decisions decisions) {
        this.flows = flows;
        this.runs = runs;
        this.starts = starts;
        this.entries = entries;
        this.planner = planner;
        this.interests = interests;
        this.news = news;
        this.counts = counts;
        this.waits = waits;
        this.reactions = reactions;
        this.conditions = conditions;
        this.messages = messages;
        this.calls = calls;
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
            var live = flows.live(shop, active);
            entries.enter(batch.part(), shop, batch.now(), starts.of(batch, shop, events, live));
            planner.plan(batch, shop, events, live);
            if (live.stream().anyMatch(flow -> Interests.asked(flow.trigger()))) {
                interests.note(batch.part(), shop, events);
                var changes = new ArrayList<>(batch.notes(ProductChange.class));
                changes.removeIf(change -> change.shop() != shop.id());
                news.spread(shop, changes, live);
            }
            stop(batch, shop, events, active, made);
            waits.wake(batch, shop, events);
        }
        reactions.count(batch.part(), shop, events, made.counts());
        decisions.record(batch.part(), shop, made.decisions());
        counts.add(batch.part(), shop, shop.day(batch.now()), made.counts());
    }

    /// What there is to write when all is decided.
    private record Made(List<Decision> decisions, FlowCounts.Deltas counts) {}

    private void stop(Batch batch, Shop shop, List<Event> events, List<Flow> active, Made made) {
        var names = new HashSet<String>();
        var asking = new HashSet<UUID>();
        for (var flow : active) {
            var stops = flows.stops(shop, flow);
            names.addAll(stops.events());
            if (stops.conditions()) asking.add(flow.id());
        }
        var byPerson = new LinkedHashMap<UUID, List<Event>>();
        var people = new HashSet<UUID>();
        for (var event : events) {
            if (!event.personal()) continue;
            if (!asking.isEmpty()) people.add(event.profile());
            if (!names.contains(event.name())) continue;
            people.add(event.profile());
            byPerson.computeIfAbsent(event.profile(), _ -> new ArrayList<>()).add(event);
        }
        if (people.isEmpty()) return;
        var all = runs.active(batch.part(), shop, people, batch.now(), HELD);
        var satisfied = satisfied(batch, shop, all, asking);
        var stopped = new ArrayList<Run>();
        var cancelled = new LinkedHashMap<String, List<UUID>>();
        for (var run : all) {
            var reason = reason(run, byPerson.getOrDefault(run.profile(), List.of()), satisfied);
            if (reason.isEmpty()) continue;
            cancelled.computeIfAbsent(reason, _ -> new ArrayList<>()).add(run.id());
            // one that is over keeps its end; only what it has queued is taken back
            if (!run.unfinished()) continue;
            stopped.add(run.over(Run.Status.STOPPED, reason, batch.now()));
            made.decisions()
                    .add(
                            new Decision(
                                    run.profile(),
                                    batch.now(),
                                    "stopped",
                                    reason,
                                    JsonNodeFactory.instance
                                            .objectNode()
                                            .put("version", run.version()),
                                    run.flow(),
                                    run.id(),
                                    run.step(),
                                    null));
            made.counts().add(run.flow(), run.step(), FlowCounts.STOPPED, 1);
            made.counts().add(run.flow(), run.step(), FlowCounts.WAITING, -1);
        }
        runs.update(batch.part(), shop, stopped);
        cancelled.forEach((reason, ids) -> messages.cancel(batch.part(), shop, ids, reason));
        for (var ids : cancelled.values()) calls.cancel(batch.part(), shop, ids);
    }

    /// Of each stop condition of these runs, who of their people satisfies it.
    private Map<Condition, Set<UUID>> satisfied(
            Batch batch, Shop shop, List<Run> all, Set<UUID> asking) {
        var people = new LinkedHashMap<Condition, Set<UUID>>();
        for (var run : all) {
            if (!asking.contains(run.flow())) continue;
            for (var condition : stops(run)) {
                if (condition instanceof Stop.Matches(var asked))
                    people.computeIfAbsent(asked, _ -> new HashSet<>()).add(run.profile());
            }
        }
        var satisfied = new HashMap<Condition, Set<UUID>>();
        people.forEach(
                (condition, ids) ->
                        satisfied.put(
                                condition,
                                conditions.matching(
                                        shop, batch.part(), condition, ids, batch.now())));
        return satisfied;
    }

    /// Why these events end the run; empty when they do not.
    private String reason(Run run, List<Event> events, Map<Condition, Set<UUID>> satisfied) {
        for (var stop : stops(run)) {
            if (stop instanceof Stop.Matches(var condition)
                    && satisfied.getOrDefault(condition, Set.of()).contains(run.profile()))
                return stop.reason();
            for (var event : events) {
                if (stop.by(event) && concerns(event, run)) return stop.reason();
            }
        }
        return "";
    }

    private List<Stop> stops(Run run) {
        return flows.definition(run.shop(), run.flow(), run.version())
                .map(Definition::stop)
                .orElse(List.of());
    }

    /// What happened before she entered is no reason to leave, save that her cart was bought; nor
    /// is what let her in, or more news of that very order.
    static boolean concerns(Event event, Run run) {
        if (event.is(Names.CART_RECOVERED)) {
            var cart = run.cart();
            return cart != null && cart.toString().equals(event.text("cart"));
        }
        if (event.at().isBefore(run.enteredAt())) return false;
        if (event.id().toString().equals(run.context().path("by").asString(""))) return false;
        var order = event.text("order_id");
        return order == null
                || !order.equals(run.context().path("event").path("order_id").asString(""));
    }
}
