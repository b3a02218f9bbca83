package io.ritorno.flow;

import io.ritorno.segment.Condition;
import io.ritorno.segment.Conditions;
import io.ritorno.segment.Conditions.Asked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who is let into the flow that a dry run tries, and into those to which it moves people: what
/// [Entries] decides live.
///
/// Of the runs that people really had, those in the flow that is tried count when they are from
/// before the period; those in other flows always, save what the tried flow really brought about in
/// the period: the dry run finds that out by itself.
final class DryDoor {
    private final Past past;
    private final Live tried;
    private final Map<UUID, Live> others;
    private final Conditions conditions;
    private final DryTally tally;
    private final Map<Person, List<Reentry.Before>> before = new HashMap<>();
    private final Set<UUID> ids = new HashSet<>();
    private PastMoves.Brought brought = PastMoves.Brought.NOTHING;

    private record Person(UUID flow, UUID profile) {}

    /// Somebody whose run shall go on in another flow, at that moment of hers.
    record Moving(PastRun run, UUID to, Instant at) {}

    /// @param others the flows that people may be moved to, by id
    DryDoor(Past past, Live tried, Map<UUID, Live> others, Conditions conditions, DryTally tally) {
        this.past = past;
        this.tried = tried;
        this.others = others;
        this.conditions = conditions;
        this.tally = tally;
    }

    /// The runs that these people really had.
    void know(List<RunStore.Earlier> runs, PastMoves.Brought brought) {
        this.brought = brought;
        var own = tried.flow().id();
        for (var earlier : runs) {
            var counts =
                    earlier.flow().equals(own)
                            ? earlier.run().enteredAt().isBefore(past.from)
                            : !brought.runs().contains(earlier.id());
            if (counts) before(earlier.flow(), earlier.profile()).add(earlier.run());
        }
    }

    private List<Reentry.Before> before(UUID flow, UUID profile) {
        return before.computeIfAbsent(new Person(flow, profile), _ -> new ArrayList<>());
    }

    // ------------------------------------------------------------ by the trigger

    /// Lets in who may enter, each person's entries in their order: re-entry first, then the
    /// audience as of that moment, all people's next ones together.
    List<PastRun> enter(Map<UUID, List<PastStarts.Knock>> entries) {
        var definition = tried.definition();
        var waiting = new HashMap<UUID, Integer>();
        entries.keySet().forEach(id -> waiting.put(id, 0));
        var entered = new ArrayList<PastRun>();
        while (!waiting.isEmpty()) {
            var asked = new ArrayList<PastStarts.Knock>();
            for (var id : List.copyOf(waiting.keySet())) {
                var knock = next(definition, id, entries.getOrDefault(id, List.of()), waiting);
                if (knock != null) asked.add(knock);
            }
            var audience =
                    audience(definition.audience(), asked.stream().map(DryDoor::asked).toList());
            for (var knock : asked) {
                var entry = knock.entry();
                if (!audience.contains(asked(knock))) {
                    tally.one("refused", "audience");
                    continue;
                }
                var run = Entries.run(past.shop, entry, entry.at(), knock.at());
                if (!ids.add(run.id())) {
                    // for one reason there is one run
                    tally.one("refused", "re-entry");
                    continue;
                }
                before(tried.flow().id(), entry.profile())
                        .add(new Reentry.Before(entry.key(), entry.at()));
                entered.add(new PastRun(entry, run, knock.at()));
            }
        }
        entered.sort(
                Comparator.comparing((PastRun run) -> run.run.enteredAt())
                        .thenComparing(run -> run.run.id().toString()));
        return entered;
    }

    /// The person's next entry that re-entry allows; null when there is none any more.
    private PastStarts.@Nullable Knock next(
            Definition definition,
            UUID id,
            List<PastStarts.Knock> entries,
            Map<UUID, Integer> waiting) {
        var before = before(tried.flow().id(), id);
        for (var i = waiting.getOrDefault(id, 0); i < entries.size(); i++) {
            var entry = entries.get(i).entry();
            // whom its own moves led back to it, they do again
            if (brought.by().contains(entry.by())) continue;
            var been = before.stream().anyMatch(run -> run.key().equals(entry.key()));
            if (been && definition.trigger().once()) continue;
            if (!definition.reentry().allows(entry.key(), entry.at(), before)) {
                tally.one("refused", "re-entry");
                continue;
            }
            waiting.put(id, i + 1);
            return entries.get(i);
        }
        waiting.remove(id);
        return null;
    }

    private static Asked asked(PastStarts.Knock knock) {
        return new Asked(knock.entry().profile(), knock.at());
    }

    // ------------------------------------------------------------ from another flow

    /// Lets those into other flows whom these let in.
    ///
    /// @return for each why not: as of [Entries], or [Moves#GONE]; her run there when she was let
    ///   in
    Map<PastRun, Answer> move(List<Moving> moving) {
        var answers = new LinkedHashMap<PastRun, Answer>();
        var audience = new HashMap<UUID, Set<Asked>>();
        for (var each : moving) {
            var to = live(each.to());
            if (to != null && !audience.containsKey(each.to()))
                audience.put(
                        each.to(),
                        audience(
                                to.definition().audience(),
                                moving.stream()
                                        .filter(one -> one.to().equals(each.to()))
                                        .map(DryDoor::asked)
                                        .toList()));
        }
        for (var each : moving)
            answers.put(each.run(), answer(each, audience.getOrDefault(each.to(), Set.of())));
        return answers;
    }

    /// @param run there; null when she was not let in
    record Answer(@Nullable PastRun run, String refused) {}

    private @Nullable Live live(UUID flow) {
        return flow.equals(tried.flow().id()) ? tried : others.get(flow);
    }

    private Answer answer(Moving moving, Set<Asked> audience) {
        var to = live(moving.to());
        if (to == null) return new Answer(null, Moves.GONE);
        var definition = to.definition();
        var at = moving.at();
        var entry = Moves.entry(to, new Moves.Wanted(moving.run().run, moving.to()), at);
        var hers = before(moving.to(), entry.profile());
        // people are asked about each by a clock of her own: what comes later is not known yet
        var until = hers.stream().filter(run -> !run.enteredAt().isAfter(at)).toList();
        var been = until.stream().anyMatch(run -> run.key().equals(entry.key()));
        String refused = null;
        if (to.flow().status() != Flow.Status.LIVE) refused = "not-live";
        else if (been && definition.trigger().once()
                || !definition.reentry().allows(entry.key(), at, until)) refused = "re-entry";
        else if (!audience.contains(asked(moving))) refused = "audience";
        var run = refused == null ? Entries.run(past.shop, entry, at, at) : null;
        if (run != null && !ids.add(run.id())) refused = "re-entry";
        if (run == null || refused != null) return new Answer(null, String.valueOf(refused));
        hers.add(new Reentry.Before(entry.key(), at));
        return new Answer(new PastRun(entry, run, moving.run()), "");
    }

    private static Asked asked(Moving moving) {
        return new Asked(moving.run().person(), moving.at());
    }

    private Set<Asked> audience(@Nullable Condition condition, Collection<Asked> asked) {
        return condition == null
                ? new HashSet<>(asked)
                : conditions.matched(past.shop, past.part, condition, asked);
    }
}
