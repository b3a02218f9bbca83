package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.flow.Next.Choose;
import io.ritorno.flow.Next.Deliver;
import io.ritorno.flow.Next.Finish;
import io.ritorno.flow.Next.Go;
import io.ritorno.flow.Next.Skip;
import io.ritorno.flow.Next.Sleep;
import io.ritorno.segment.Condition;
import io.ritorno.segment.Conditions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;

/// Runs of one shop and part, walked through all the steps that are ready, together: each round
/// asks every question once for all runs that stand before it, decides by [Rules], and does what
/// was decided.
///
/// Where to look: [WalkSends], [WalkGifts], [WalkCalls] and [WalkMoves] do what a step asks for;
/// [Attempts] keeps a step that fails from harming the others; [Walked] gathers what came of it.
final class Walk {
    /// Steps a run may take at once. No sound flow comes near it.
    static final int MOST_STEPS = 1_000;

    private record Place(UUID flow, int version, String step) {}

    private final Shop shop;
    private final int part;
    private final Instant now;
    private final FlowStore flows;
    private final Conditions conditions;
    private final StepFacts stepFacts;
    private final Attempts attempts;
    private final WalkSends sends;
    private final WalkGifts gifts;
    private final WalkCalls calls;
    private final WalkMoves moves;

    private BiConsumer<Run, Next> watcher = (_, _) -> {};
    private Map<UUID, CartFacts.Cart> carts = Map.of();

    final Walked walked;

    Walk(Walks tools, Shop shop, int part, Instant time) {
        this.shop = shop;
        this.part = part;
        // as the database keeps it, so that what is made of a time is the same when it is read
        // again
        this.now = time.truncatedTo(ChronoUnit.MICROS);
        this.flows = tools.flows;
        this.conditions = tools.conditions;
        this.stepFacts = tools.stepFacts;
        this.walked = new Walked(now);
        this.attempts = new Attempts(tools.nested, walked);
        this.sends = new WalkSends(shop, part, now, tools.messages, attempts, walked);
        this.gifts = new WalkGifts(shop, now, tools.coupons, attempts, walked);
        this.calls = new WalkCalls(shop, part, now, tools.calls, attempts, walked);
        this.moves = new WalkMoves(shop, part, now, tools.moves, attempts, walked);
    }

    /// Lets somebody see what is decided of each run at each step, before it is done.
    void watch(BiConsumer<Run, Next> newWatcher) {
        watcher = newWatcher;
    }

    void walk(List<Run> due, CartFacts cartFacts) {
        due.forEach(walked::begins);
        var ids = new HashSet<UUID>();
        for (var run : due) if (run.cart() != null) ids.add(run.cart());
        carts = cartFacts.load(part, shop, ids);
        var open = notStopped(live(due));
        for (var round = 0; round < MOST_STEPS && !open.isEmpty(); round++) open = round(open);
        for (var run : open) walked.park(run, "more than " + MOST_STEPS + " steps at once");
    }

    // ------------------------------------------------------------ who may move

    /// Those whose flow lets them move. The others are laid aside, or ended with their flow.
    private List<Run> live(List<Run> due) {
        var known = flows.load(shop.id(), due.stream().map(Run::flow).distinct().toList());
        var live = new ArrayList<Run>();
        for (var run : due) {
            var flow = known.get(run.flow());
            if (flow == null || flow.status() == Flow.Status.ARCHIVED)
                walked.stop(run, "flow-archived");
            else if (flow.status() != Flow.Status.LIVE)
                walked.settle(run.aside(Run.Status.PAUSED, null));
            else if (flows.definition(run.shop(), run.flow(), run.version()).isEmpty())
                walked.park(run, "version " + run.version() + " of the flow cannot be read");
            else live.add(punctual(run));
        }
        return live;
    }

    private Run punctual(Run run) {
        var due = run.wakeAt();
        return due == null ? run : run.anchored(Rules.anchor(run.anchor(), due, now));
    }

    /// Ends those whose stop trigger has fired without an event telling, and gives the others.
    private List<Run> notStopped(List<Run> runs) {
        var open = new ArrayList<Run>();
        var byVersion = new LinkedHashMap<Place, List<Run>>();
        for (var run : runs) {
            var stops = definition(run).stopsByOrder();
            var over = run.cart() == null ? null : CartFacts.over(carts.get(run.cart()), stops);
            if (over != null) walked.stop(run, over);
            else
                byVersion
                        .computeIfAbsent(
                                new Place(run.flow(), run.version(), ""), _ -> new ArrayList<>())
                        .add(run);
        }
        for (var group : byVersion.values()) {
            var left = group;
            for (var condition : definition(group.getFirst()).stopConditions()) {
                var asked = left;
                var answer = attempts.parking(asked, () -> matching(condition, asked));
                if (answer == null) {
                    left = List.of();
                    break;
                }
                left = new ArrayList<>();
                for (var run : asked) {
                    if (answer.contains(run.profile())) walked.stop(run, "stop-condition");
                    else left.add(run);
                }
            }
            open.addAll(left);
        }
        return open;
    }

    private Set<UUID> matching(Condition condition, Collection<Run> runs) {
        var ids = new HashSet<UUID>();
        for (var run : runs) ids.add(run.profile());
        return conditions.matching(shop, part, condition, ids, now);
    }

    // ------------------------------------------------------------ one step of each

    /// @return those that stand before another step now
    private List<Run> round(List<Run> standing) {
        var places = new LinkedHashMap<Place, List<Run>>();
        for (var run : standing)
            places.computeIfAbsent(
                            new Place(run.flow(), run.version(), run.step()),
                            _ -> new ArrayList<>())
                    .add(run);
        var open = new ArrayList<Run>();
        for (var runs : places.values()) {
            var step = definition(runs.getFirst()).steps().get(runs.getFirst().step());
            if (step == null) {
                for (var run : runs) walked.park(run, "there is no step " + run.step());
                continue;
            }
            var facts =
                    attempts.parking(
                            runs, () -> stepFacts.load(shop, part, step, runs, carts, now));
            // the question could not be asked, and all who stood before it are parked
            if (facts == null) continue;
            for (var run : runs) {
                var known = facts.get(run.id());
                if (known != null) decide(run, step, known, open);
            }
        }
        sends.queue(open);
        gifts.give(open);
        calls.queue(open);
        moves.leave();
        return open;
    }

    private void decide(Run run, Step step, Facts facts, List<Run> open) {
        var decided = Rules.next(step, facts, now);
        watcher.accept(run, decided);
        switch (decided) {
            case Go(var to) -> {
                if (step instanceof Step.Holdout) walked.drawn(run, Draws.LET_IN);
                open.add(walked.move(run, to));
            }
            case Choose(var reason, var answer, var to) -> {
                var detail = Walked.detail();
                if (answer != null) detail.put("answer", answer);
                if (step instanceof Step.Random(_, var winner)
                        && winner != null
                        && reason.equals("way")) walked.drawn(run, String.valueOf(answer));
                walked.log(run, "branched", reason, detail);
                open.add(walked.move(run, to));
            }
            case Skip(var reason, var to) -> {
                var detail = Walked.detail();
                if (reason.equals("cart-too-small") && facts.cartValue() != null)
                    detail.put("value", facts.cartValue());
                walked.log(run, "skip", reason, detail);
                walked.count(run, FlowCounts.SKIPPED);
                open.add(walked.move(run, to));
            }
            case Deliver(var to) ->
                    sends.add(run, (Step.Send) step, definition(run).priority(), to);
            case Next.Change(var to) -> change(run, (Step.Change) step, to);
            case Next.Leave(var reason, var to) -> {
                walked.log(run, "not-changed", reason, Walked.detail());
                open.add(walked.move(run, to));
            }
            case Next.Give(var to, var empty) -> gifts.add(run, (Step.Coupon) step, to, empty);
            case Next.Withhold(var empty) -> {
                var percent = shop.settings().holdoutPercent();
                walked.log(run, "coupon", "shop-holdout", Walked.detail().put("percent", percent));
                open.add(walked.move(run, empty));
            }
            case Next.Ring() -> calls.add(run, (Step.Webhook) step);
            case Next.Told(var call, var to) -> open.add(calls.told(run, call, to));
            case Next.Enter(var flow) -> moves.add(run, flow);
            case Sleep(var until, var awaits) -> walked.settle(run.asleep(until, awaits));
            case Next.HoldOut() -> {
                walked.drawn(run, Draws.HELD_OUT);
                walked.log(run, "held-out", "holdout", Walked.detail());
                walked.count(run, FlowCounts.HELD_OUT);
                walked.end(run, "held-out");
            }
            case Finish() -> {
                walked.log(run, "ended", "end", Walked.detail());
                walked.count(run, FlowCounts.ENDED);
                walked.end(run, null);
            }
        }
    }

    /// The change is made when the runs are written; the rest comes when all have seen it.
    private void change(Run run, Step.Change step, String to) {
        walked.changes.add(Changes.of(shop, part, run, step, now));
        walked.log(
                run,
                "changed",
                step instanceof Step.Tag ? "tag" : "attribute",
                Walked.detail().put("what", Changes.what(step)));
        walked.settle(walked.move(run, to).asleep(now, null));
    }

    private Definition definition(Run run) {
        return flows.definition(run.shop(), run.flow(), run.version()).orElseThrow();
    }
}
