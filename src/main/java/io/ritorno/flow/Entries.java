package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.delivery.Decision;
import io.ritorno.delivery.Decisions;
import io.ritorno.platform.Ids;
import io.ritorno.segment.Condition;
import io.ritorno.segment.Conditions;
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

/// Lets people into flows: whoever they are brought by (an event, a plan whose time has come, a
/// call of the API, another flow), here re-entry and audience are asked, and the run is made.
@Component
class Entries {
    private static final int LONGEST_CONTEXT = 16_000;

    private final RunStore runs;
    private final FlowCounts counts;
    private final Conditions conditions;
    private final Decisions decisions;

    Entries(RunStore runs, FlowCounts counts, Conditions conditions, Decisions decisions) {
        this.runs = runs;
        this.counts = counts;
        this.conditions = conditions;
        this.decisions = decisions;
    }

    /// What became of an entry.
    ///
    /// @param refused why not: `not-live`, `re-entry`, `audience`; empty when she entered
    record Result(Entry entry, String refused) {}

    private record Person(UUID flow, UUID profile) {}

    /// Lets in who may enter, in the order of the list. Call inside a transaction that holds the
    /// part's event lane. Repeatable: for one reason there is one run.
    ///
    /// @param part of all these people
    /// @return for each entry what became of it; none for what is left alone without a word
    List<Result> enter(int part, Shop shop, Instant now, List<Entry> entries) {
        if (entries.isEmpty()) return List.of();
        var before = before(part, shop, entries);
        var audience = audience(part, shop, now, entries);
        var results = new ArrayList<Result>();
        var fresh = new LinkedHashMap<UUID, Run>();
        var entryOf = new HashMap<UUID, Entry>();
        for (var entry : entries) {
            var flow = entry.live().flow();
            var definition = entry.live().definition();
            var at = entry.at().isAfter(now) ? now : entry.at();
            var earlier =
                    before.computeIfAbsent(
                            new Person(flow.id(), entry.profile()), _ -> new ArrayList<>());
            var been = earlier.stream().anyMatch(run -> run.key().equals(entry.key()));
            if (been && definition.trigger().once()) continue;
            if (flow.status() != Flow.Status.LIVE) results.add(new Result(entry, "not-live"));
            else if (!definition.reentry().allows(entry.key(), at, earlier))
                results.add(new Result(entry, "re-entry"));
            else if (!audience.getOrDefault(flow.id(), Set.of()).contains(entry.profile()))
                results.add(new Result(entry, "audience"));
            else {
                var run = run(shop, entry, at, now);
                if (fresh.putIfAbsent(run.id(), run) != null) {
                    results.add(new Result(entry, "re-entry"));
                    continue;
                }
                entryOf.put(run.id(), entry);
                earlier.add(new Reentry.Before(entry.key(), at));
            }
        }
        var inserted = runs.insert(part, shop, List.copyOf(fresh.values()));
        for (var run : fresh.values()) {
            var entry = entryOf.get(run.id());
            if (entry != null)
                results.add(new Result(entry, inserted.contains(run.id()) ? "" : "re-entry"));
        }
        var entered = fresh.values().stream().filter(run -> inserted.contains(run.id())).toList();
        record(part, shop, now, results, entered, entryOf);
        return results;
    }

    private Map<Person, List<Reentry.Before>> before(int part, Shop shop, List<Entry> entries) {
        var profiles = new HashSet<UUID>();
        var flows = new HashSet<UUID>();
        for (var entry : entries) {
            profiles.add(entry.profile());
            flows.add(entry.live().flow().id());
        }
        var before = new HashMap<Person, List<Reentry.Before>>();
        for (var run : runs.earlier(part, shop, profiles, flows))
            before.computeIfAbsent(new Person(run.flow(), run.profile()), _ -> new ArrayList<>())
                    .add(run.run());
        return before;
    }

    /// Of each flow, those at its door who belong to its audience.
    private Map<UUID, Set<UUID>> audience(int part, Shop shop, Instant now, List<Entry> entries) {
        var byFlow = new LinkedHashMap<UUID, Set<UUID>>();
        var audiences = new HashMap<UUID, Condition>();
        for (var entry : entries) {
            var flow = entry.live().flow().id();
            byFlow.computeIfAbsent(flow, _ -> new HashSet<>()).add(entry.profile());
            var condition = entry.live().definition().audience();
            if (condition != null) audiences.put(flow, condition);
        }
        audiences.forEach(
                (flow, condition) ->
                        byFlow.computeIfPresent(
                                flow,
                                (_, ids) -> conditions.matching(shop, part, condition, ids, now)));
        return byFlow;
    }

    /// The run of somebody who enters.
    ///
    /// @param at when she does; not later than `now`
    static Run run(Shop shop, Entry entry, Instant at, Instant now) {
        var flow = entry.live().flow();
        var definition = entry.live().definition();
        var unique = definition.reentry().unique(entry.key(), entry.by().toString());
        var facts = new Facts(at, at, true, null);
        // a flow that begins with a wait need not be woken to find that out
        var first = definition.step(definition.first());
        var wake =
                first instanceof Step.Wait && Rules.next(first, facts, now) instanceof Next.Sleep s
                        ? s.until()
                        : at;
        var context = JsonNodeFactory.instance.objectNode().put("by", entry.by().toString());
        if (entry.properties().toString().length() <= LONGEST_CONTEXT)
            context.set("event", entry.properties());
        if (entry.carried().coupon() != null) context.set("coupon", entry.carried().coupon());
        if (entry.carried().moves() > 0) context.put("moves", entry.carried().moves());
        return new Run(
                Ids.stable("run", flow.id().toString(), unique, entry.profile().toString()),
                shop.id(),
                flow.id(),
                flow.version(),
                entry.profile(),
                entry.key(),
                entry.cart(),
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

    private void record(
            int part,
            Shop shop,
            Instant now,
            List<Result> results,
            List<Run> entered,
            Map<UUID, Entry> entryOf) {
        var log = new ArrayList<Decision>();
        for (var result : results) {
            var entry = result.entry();
            if (!result.refused().isEmpty())
                log.add(
                        new Decision(
                                entry.profile(),
                                now,
                                "not-entered",
                                result.refused(),
                                detail(entry.live().flow().version()).put("event", entry.about()),
                                entry.live().flow().id(),
                                null,
                                null,
                                null));
        }
        var deltas = new FlowCounts.Deltas();
        for (var run : entered) {
            var entry = entryOf.get(run.id());
            log.add(
                    new Decision(
                            run.profile(),
                            now,
                            "entered",
                            entry == null ? "trigger" : entry.reason(),
                            detail(run.version()),
                            run.flow(),
                            run.id(),
                            run.step(),
                            null));
            deltas.add(run.flow(), FlowCounts.WHOLE, FlowCounts.ENTERED, 1);
            deltas.add(run.flow(), run.step(), FlowCounts.ENTERED, 1);
            deltas.add(run.flow(), run.step(), FlowCounts.WAITING, 1);
        }
        decisions.record(part, shop, log);
        counts.add(part, shop, shop.day(now), deltas);
    }

    private static ObjectNode detail(int version) {
        return JsonNodeFactory.instance.objectNode().put("version", version);
    }
}
