package io.ritorno.flow;

import io.ritorno.event.Event;
import io.ritorno.event.Names;
import io.ritorno.flow.Next.Choose;
import io.ritorno.flow.Next.Deliver;
import io.ritorno.flow.Next.Finish;
import io.ritorno.flow.Next.Go;
import io.ritorno.flow.Next.Skip;
import io.ritorno.flow.Next.Sleep;
import io.ritorno.flow.PastRun.PastMessage;
import io.ritorno.segment.Condition;
import io.ritorno.segment.Conditions;
import io.ritorno.segment.Conditions.Asked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Walks people through a flow in the past, each by a clock of her own: [Rules] decide, as they do
/// for [Walk], about [Facts] as of each moment. Nothing is done; what would have been is counted
/// and told.
///
/// A person's turns come in order of time ([DryTurns]), so that the cap knows what was sent before.
/// What the turns of a round ask is asked for all of them at once. Who goes on in another flow is
/// walked there too, as far as that one lets her in ([DryDoor]).
final class DryWalk {
    private final Past past;
    private final Live live;
    private final Conditions conditions;
    private final DryDoor door;
    private final DryTallies tallies;
    private final DryGate gate;
    private final DryFacts facts;
    private final DryTurns turns;
    private final Map<UUID, List<Condition>> stopConditions = new HashMap<>();
    private final List<DryDoor.Moving> moving = new ArrayList<>();

    DryWalk(Past past, Live live, Conditions conditions, DryDoor door, DryTally tally) {
        this.past = past;
        this.live = live;
        this.conditions = conditions;
        this.door = door;
        this.tallies = new DryTallies(live.flow().id(), tally);
        this.gate = new DryGate(past, tallies);
        this.facts = new DryFacts(past);
        this.turns = new DryTurns(past.to);
    }

    private List<Condition> stopConditions(PastRun run) {
        return stopConditions.computeIfAbsent(run.flow(), _ -> run.definition().stopConditions());
    }

    /// Those who have entered, until the end of the period.
    void walk(List<PastRun> runs) {
        for (var run : runs) enter(run);
        while (!turns.over()) {
            var round = turns.next(this::send);
            if (round.isEmpty()) continue;
            round(round);
            goOn();
        }
        for (var run : runs) {
            for (var each = run; each != null; each = each.into) finish(each);
            DryOrders.count(past, run, tallies.of(run));
        }
    }

    private void enter(PastRun run) {
        var at = run.began;
        for (var event : past.events(run.person())) {
            if (event.at().isBefore(at)) continue;
            // what moved her there happened before
            if (run.from != null && !event.at().isAfter(at)) continue;
            var reason = reason(event, run);
            if (reason == null) continue;
            run.stopAt = event.at();
            run.stopReason = reason;
            break;
        }
        var tally = tallies.of(run);
        tally.one("entered");
        tally.one("edge", "", "start");
        tally.one("step", run.run.step(), "entered");
        tally.one("day", past.shop.day(at).toString(), "entered");
        if (run.from == null) run.note(at, "entered").put("about", run.entry.about());
        var wake = run.run.wakeAt();
        if (wake == null || !wake.isAfter(at)) {
            turns.plan(run, at);
            return;
        }
        // a flow that begins with a wait is not walked before its end; whoever came by an event of
        // hers is looked at because of it
        waits(run, at, wake);
        if (stopConditions(run).isEmpty()
                || run.entry.about().equals(PlanCheck.type(live.trigger()))) sleep(run, at, wake);
        else {
            run.until = wake;
            run.look = true;
            turns.plan(run, at);
        }
    }

    private static void waits(PastRun run, Instant at, @Nullable Instant until) {
        var note = run.note(at, "waits");
        if (until != null) note.put("until", until.toString());
    }

    /// Why this event ends the run; null when it does not.
    private static @Nullable String reason(Event event, PastRun run) {
        for (var stop : run.definition().stop())
            if (stop.by(event) && FlowStage.concerns(event, run.run)) return stop.reason();
        return null;
    }

    private void send(PastMessage message, Instant at) {
        var again = gate.ask(message, at);
        var run = message.run;
        if (again != null) {
            turns.ask(message, again);
            return;
        }
        // that it has gone out wakes who waits for it
        if (message.state == Facts.Message.SENT && !run.over && awaits(run, Names.MESSAGE_SENT))
            turns.plan(run, at);
    }

    private static boolean awaits(PastRun run, String name) {
        var awaits = run.run.awaits();
        return name.equals(awaits) || Sleep.ANYTHING.equals(awaits);
    }

    // ------------------------------------------------------------ rounds

    private void round(List<PastRun> round) {
        var open = new ArrayList<PastRun>();
        for (var run : round) {
            var at = Objects.requireNonNull(run.next);
            var stopAt = run.stopAt;
            if (stopAt != null && !stopAt.isAfter(at)) {
                stop(run, stopAt, run.stopReason);
                continue;
            }
            var over =
                    run.goesOn || run.look
                            ? null
                            : facts.cartOver(run, at, run.definition().stopsByOrder());
            if (over != null) stop(run, at, over);
            else open.add(run);
        }
        open = stopped(open);
        open.removeIf(
                run -> {
                    if (!run.look) return false;
                    run.look = false;
                    sleep(run, Objects.requireNonNull(run.next), run.until);
                    return true;
                });
        for (var group : byStep(open)) step(group);
    }

    /// Ends those who satisfy a stop condition, and gives the others.
    private ArrayList<PastRun> stopped(ArrayList<PastRun> open) {
        var byCondition = new LinkedHashMap<Condition, List<PastRun>>();
        for (var run : open)
            for (var condition : stopConditions(run))
                if (!run.goesOn)
                    byCondition.computeIfAbsent(condition, _ -> new ArrayList<>()).add(run);
        byCondition.forEach(
                (condition, runs) -> {
                    var asked = runs.stream().filter(run -> !run.over).toList();
                    var yes = conditions.matched(past.shop, past.part, condition, asked(asked));
                    for (var run : asked) {
                        if (!yes.contains(asked(run))) continue;
                        var at = Objects.requireNonNull(run.next);
                        run.stopAt = at;
                        run.stopReason = "stop-condition";
                        stop(run, at, "stop-condition");
                    }
                });
        open.removeIf(run -> run.over);
        return open;
    }

    private static Asked asked(PastRun run) {
        return new Asked(run.person(), Objects.requireNonNull(run.next));
    }

    private static List<Asked> asked(Collection<PastRun> runs) {
        return runs.stream().map(DryWalk::asked).toList();
    }

    private record At(UUID flow, String step) {}

    private static Collection<List<PastRun>> byStep(List<PastRun> runs) {
        var steps = new LinkedHashMap<At, List<PastRun>>();
        for (var run : runs)
            steps.computeIfAbsent(new At(run.flow(), run.run.step()), _ -> new ArrayList<>())
                    .add(run);
        return steps.values();
    }

    private void step(List<PastRun> runs) {
        var first = runs.getFirst();
        var step = first.definition().step(first.run.step());
        var condition = step.condition();
        var yes =
                condition == null
                        ? Set.<Asked>of()
                        : conditions.matched(past.shop, past.part, condition, asked(runs));
        for (var run : runs) {
            var at = Objects.requireNonNull(run.next);
            var known = facts.of(run, step, condition == null || yes.contains(asked(run)), at);
            run.goesOn = false;
            decide(run, step, known, at);
        }
    }

    // ------------------------------------------------------------ what comes of it

    private void decide(PastRun run, Step step, Facts known, Instant at) {
        var id = run.run.step();
        var tally = tallies.of(run);
        switch (Rules.next(step, known, at)) {
            case Go(var to) -> move(run, step, "next", to, at);
            case Choose(var reason, var answer, var to) -> {
                var note = run.note(at, "branched").put("reason", reason);
                if (answer != null) note.put("answer", answer);
                move(run, step, DryWays.slot(step, reason, answer), to, at);
            }
            case Skip(var reason, var to) -> {
                run.note(at, "skipped").put("reason", reason);
                tally.one("step", id, "skipped");
                tally.one("skip", reason);
                tally.one("why", id, reason);
                move(run, step, "next", to, at);
            }
            case Deliver(var to) -> {
                var sends = run.run.context().path("sends").path(id).asInt(0);
                if (sends >= WalkSends.MOST) {
                    stop(run, at, "loop-limit");
                    return;
                }
                var message = new PastMessage(run, id, (Step.Send) step);
                run.messages.put(id, message);
                turns.ask(message, at);
                var context = run.run.context().deepCopy();
                context.withObjectProperty("sends").put(id, sends + 1);
                run.run = run.run.with(context);
                move(run, step, "next", to, at);
            }
            case Next.Change(var to) -> {
                run.note(at, "changed")
                        .put("reason", step instanceof Step.Tag ? "tag" : "attribute");
                move(run, step, "next", to, at);
            }
            case Next.Leave(var reason, var to) -> {
                run.note(at, "not-changed").put("reason", reason);
                move(run, step, "next", to, at);
            }
            case Next.Give(var to, _) -> {
                run.note(at, "coupon");
                tally.one("step", id, "given");
                move(run, step, "next", to, at);
            }
            case Next.Withhold(var empty) -> {
                run.note(at, "skipped").put("reason", "shop-holdout");
                move(run, step, "empty", empty, at);
            }
            case Next.Ring() -> {
                run.note(at, "webhook");
                move(run, step, "next", ((Step.Webhook) step).next(), at);
            }
            case Next.Told(_, var to) -> move(run, step, "next", to, at);
            case Next.Enter(var to) -> {
                if (new Moves.Wanted(run.run, to).moves() >= Moves.MOST)
                    stop(run, at, "loop-limit");
                else moving.add(new DryDoor.Moving(run, to, at));
            }
            case Sleep(var until, var awaits) -> {
                if (run.until == null) waits(run, at, until);
                run.run = run.run.asleep(until, awaits);
                sleep(run, at, until);
            }
            case Next.HoldOut() -> {
                run.note(at, "held-out");
                tally.one("step", id, "held-out");
                end(run, at, "held-out");
            }
            case Finish() -> {
                run.note(at, "ended");
                tally.one("step", id, "ended");
                end(run, at, "ended");
            }
        }
    }

    /// Those of this round who go on in another flow: here it is over for them, whether they were
    /// let in there or not.
    private void goOn() {
        if (moving.isEmpty()) return;
        var all = List.copyOf(moving);
        moving.clear();
        var answers = door.move(all);
        for (var each : all) {
            var run = each.run();
            var answer = Objects.requireNonNull(answers.get(run));
            var into = answer.run();
            tallies.of(run).one("step", run.run.step(), "ended");
            var to = each.to().toString();
            if (into == null) {
                run.note(each.at(), "not-moved").put("to", to).put("reason", answer.refused());
                tallies.of(each.to()).one("refused", answer.refused());
            } else run.note(each.at(), "moved").put("to", to);
            end(run, each.at(), into == null ? "ended" : "moved");
            if (into == null) continue;
            run.into = into;
            enter(into);
        }
    }

    private void move(PastRun run, Step from, String slot, String to, Instant at) {
        var tally = tallies.of(run);
        tally.one("edge", run.run.step(), slot);
        tally.one("step", to, "entered");
        run.run = run.run.asleep(null, null).at(to, at);
        run.heard = false;
        run.until = null;
        run.goesOn = !(from instanceof Step.Change);
        turns.plan(run, at);
    }

    /// Until its step's time, or until something happens before that it waits for or that may end
    /// it.
    private void sleep(PastRun run, Instant at, @Nullable Instant until) {
        run.until = until;
        run.goesOn = false;
        var next = until;
        var awaits = run.run.awaits();
        if (awaits != null) {
            var heard = heard(run, at);
            if (heard != null && !isAfter(heard, next)) {
                next = heard;
                // told when its turn comes
                run.heard = true;
            }
        }
        var any = Sleep.ANYTHING.equals(awaits);
        if (any || !stopConditions(run).isEmpty()) {
            var happens = past.next(run.person(), at);
            if (happens != null && isBefore(happens, next)) {
                next = happens;
                run.heard = false;
                run.look = !any;
            }
        }
        var stopAt = run.stopAt;
        if (stopAt != null && isBefore(stopAt, next)) next = stopAt;
        turns.plan(run, next);
    }

    private static boolean isBefore(Instant one, @Nullable Instant other) {
        return other == null || one.isBefore(other);
    }

    private static boolean isAfter(Instant one, @Nullable Instant other) {
        return other != null && one.isAfter(other);
    }

    /// When the event that the run's step waits for happens next.
    private @Nullable Instant heard(PastRun run, Instant after) {
        if (!(run.definition().step(run.run.step()) instanceof Step.WaitFor wait)
                || wait.event() == null) return null;
        for (var event : past.events(run.person()))
            if (event.at().isAfter(after)
                    && Filters.pass(wait.event().name(), Map.of(), wait.event().where(), event))
                return event.at();
        return null;
    }

    private void stop(PastRun run, Instant at, String reason) {
        run.note(at, "stopped").put("reason", reason);
        var tally = tallies.of(run);
        tally.one("step", run.run.step(), "stopped");
        tally.one("stop", reason);
        run.stopAt = at;
        run.stopReason = reason;
        end(run, at, reason.equals("ordered") ? "ordered" : "stopped");
    }

    private static void end(PastRun run, Instant at, String outcome) {
        run.over = true;
        run.outcome = outcome;
        run.endedAt = at;
        run.turn++;
    }

    /// The period is over for her.
    private void finish(PastRun run) {
        if (run.over) return;
        var stopAt = run.stopAt;
        if (stopAt != null && !stopAt.isAfter(past.to)) stop(run, stopAt, run.stopReason);
        else {
            tallies.of(run).one("step", run.run.step(), "waiting");
            run.note(past.to, "waiting");
        }
    }
}
