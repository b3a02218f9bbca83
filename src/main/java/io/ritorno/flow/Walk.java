package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.coupon.Coupons;
import io.ritorno.delivery.Decision;
import io.ritorno.delivery.Messages;
import io.ritorno.delivery.NewMessage;
import io.ritorno.flow.Next.Choose;
import io.ritorno.flow.Next.Deliver;
import io.ritorno.flow.Next.Finish;
import io.ritorno.flow.Next.Go;
import io.ritorno.flow.Next.Skip;
import io.ritorno.flow.Next.Sleep;
import io.ritorno.platform.Ids;
import io.ritorno.segment.Condition;
import io.ritorno.segment.Conditions;
import io.ritorno.webhook.Call;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Runs of one shop and part, walked through all the steps that are ready, together: each round
/// asks every question once for all runs that stand before it, decides, and queues the messages.
/// What came of it is gathered for [FlowRuns] to write.
final class Walk {
    /// Steps a run may take at once. No sound flow comes near it.
    static final int MOST_STEPS = 1_000;

    /// Times a run may pass one message, if its flow goes in a circle.
    static final int MOST_SENDS = 100;

    /// How long a parked run rests before it tries again; then it waits for somebody to look.
    private static final List<Duration> PAUSES =
            List.of(
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2),
                    Duration.ofHours(12));

    private record Place(UUID flow, int version, String step) {}

    private final Shop shop;
    private final int part;
    private final Instant now;
    private final FlowStore flows;
    private final Conditions conditions;
    private final StepFacts stepFacts;
    private final Messages messages;
    private final Coupons coupons;
    private final FlowCalls calls;
    private final Moves moves;
    private final TransactionTemplate nested;

    private final Map<UUID, String> from = new HashMap<>();
    private Map<UUID, CartFacts.Cart> carts = Map.of();

    final List<Run> changed = new ArrayList<>();
    final List<Decision> decisions = new ArrayList<>();

    /// Runs that [#back] has set back.
    final List<Run> back = new ArrayList<>();

    final List<Changes.Made> changes = new ArrayList<>();

    /// Calls whose outcome their runs know now.
    final List<UUID> answered = new ArrayList<>();

    final List<Draws.Drawn> draws = new ArrayList<>();
    final FlowCounts.Deltas counts = new FlowCounts.Deltas();

    /// Runs that ended before their time: what they have queued must be taken back.
    final Map<String, List<UUID>> cancelled = new LinkedHashMap<>();

    /// @param nested makes a savepoint, so that what fails can be left out
    Walk(
            Shop shop,
            int part,
            Instant now,
            FlowStore flows,
            Conditions conditions,
            StepFacts stepFacts,
            Messages messages,
            Coupons coupons,
            FlowCalls calls,
            Moves moves,
            TransactionTemplate nested) {
        this.shop = shop;
        this.part = part;
        // as the database keeps it, so that what is made of a time is the same when it is read
        // again
        this.now = now.truncatedTo(ChronoUnit.MICROS);
        this.flows = flows;
        this.conditions = conditions;
        this.stepFacts = stepFacts;
        this.messages = messages;
        this.coupons = coupons;
        this.calls = calls;
        this.moves = moves;
        this.nested = nested;
    }

    void walk(List<Run> due, CartFacts cartFacts) {
        for (var run : due) from.put(run.id(), run.step());
        var ids = new HashSet<UUID>();
        for (var run : due) if (run.cart() != null) ids.add(run.cart());
        carts = cartFacts.load(part, shop, ids);
        var open = stopped(live(due));
        for (var round = 0; round < MOST_STEPS && !open.isEmpty(); round++) open = round(open);
        for (var run : open) park(run, "more than " + MOST_STEPS + " steps at once");
    }

    /// Those whose flow lets them move. The others are laid aside, or ended with their flow.
    private List<Run> live(List<Run> due) {
        var known = flows.load(shop.id(), due.stream().map(Run::flow).distinct().toList());
        var live = new ArrayList<Run>();
        for (var run : due) {
            var flow = known.get(run.flow());
            if (flow == null || flow.status() == Flow.Status.ARCHIVED) stop(run, "flow-archived");
            else if (flow.status() != Flow.Status.LIVE) settle(run.aside(Run.Status.PAUSED, null));
            else if (flows.definition(run.shop(), run.flow(), run.version()).isEmpty())
                park(run, "version " + run.version() + " of the flow cannot be read");
            else live.add(punctual(run));
        }
        return live;
    }

    private Run punctual(Run run) {
        var due = run.wakeAt();
        return due == null ? run : run.anchored(Rules.anchor(run.anchor(), due, now));
    }

    /// Ends those whose stop trigger has fired without an event telling, and gives the others.
    private List<Run> stopped(List<Run> runs) {
        var open = new ArrayList<Run>();
        var byVersion = new LinkedHashMap<Place, List<Run>>();
        for (var run : runs) {
            var stops = definition(run).stopsByOrder();
            var over = run.cart() == null ? null : CartFacts.over(carts.get(run.cart()), stops);
            if (over != null) stop(run, over);
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
                var answer = attempt(asked, () -> matching(condition, asked));
                if (answer == null) {
                    left = List.of();
                    break;
                }
                left = new ArrayList<>();
                for (var run : asked) {
                    if (answer.contains(run.profile())) stop(run, "stop-condition");
                    else left.add(run);
                }
            }
            open.addAll(left);
        }
        return open;
    }

    private List<Run> round(List<Run> open) {
        var places = new LinkedHashMap<Place, List<Run>>();
        for (var run : open)
            places.computeIfAbsent(
                            new Place(run.flow(), run.version(), run.step()),
                            _ -> new ArrayList<>())
                    .add(run);
        var round = new Round();
        for (var runs : places.values()) {
            var step = definition(runs.getFirst()).steps().get(runs.getFirst().step());
            if (step == null) {
                for (var run : runs) park(run, "there is no step " + run.step());
                continue;
            }
            var facts = attempt(runs, () -> stepFacts.load(shop, part, step, runs, carts, now));
            // the question could not be asked, and all who stood before it are parked
            if (facts == null) continue;
            for (var run : runs) {
                var known = facts.get(run.id());
                if (known != null) decide(run, step, known, round);
            }
        }
        deliver(round.sends, round.open);
        give(round.gifts, round.open);
        ring(round.rings, round.open);
        leave(round.moves);
        return round.open;
    }

    /// What comes of one round.
    private static final class Round {
        final List<Run> open = new ArrayList<>();
        final List<Outgoing> sends = new ArrayList<>();
        final List<Gift> gifts = new ArrayList<>();
        final Map<Run, Step.Webhook> rings = new LinkedHashMap<>();
        final List<Moves.Wanted> moves = new ArrayList<>();
    }

    private void decide(Run run, Step step, Facts facts, Round round) {
        var open = round.open;
        switch (Rules.next(step, facts, now)) {
            case Go(var to) -> {
                if (step instanceof Step.Holdout) drawn(run, Draws.LET_IN);
                open.add(move(run, to));
            }
            case Choose(var reason, var answer, var to) -> {
                var detail = detail();
                if (answer != null) detail.put("answer", answer);
                if (step instanceof Step.Random(_, var winner)
                        && winner != null
                        && reason.equals("way")) drawn(run, String.valueOf(answer));
                log(run, "branched", reason, detail);
                open.add(move(run, to));
            }
            case Skip(var reason, var to) -> {
                var detail = detail();
                if (reason.equals("cart-too-small") && facts.cartValue() != null)
                    detail.put("value", facts.cartValue());
                log(run, "skip", reason, detail);
                counts.add(run.flow(), run.step(), FlowCounts.SKIPPED, 1);
                open.add(move(run, to));
            }
            case Deliver(var to) -> {
                var times = run.context().path("sends").path(run.step()).asInt(0);
                if (times >= MOST_SENDS) stop(run, "loop-limit");
                else round.sends.add(outgoing(run, (Step.Send) step, times, to));
            }
            case Next.Change(var to) -> {
                var change = (Step.Change) step;
                changes.add(Changes.of(shop, part, run, change, now));
                log(run, "changed", change instanceof Step.Tag ? "tag" : "attribute", detail());
                // the rest when all have seen it
                settle(move(run, to).asleep(now, null));
            }
            case Next.Leave(var reason, var to) -> {
                log(run, "not-changed", reason, detail());
                open.add(move(run, to));
            }
            case Next.Give(var to, var empty) ->
                    round.gifts.add(gift(run, (Step.Coupon) step, to, empty));
            case Next.Ring() -> round.rings.put(run, (Step.Webhook) step);
            case Next.Told(var call, var to) -> open.add(told(run, call, to));
            case Next.Enter(var flow) -> round.moves.add(new Moves.Wanted(run, flow));
            case Sleep(var until, var awaits) -> settle(run.asleep(until, awaits));
            case Next.HoldOut() -> {
                drawn(run, Draws.HELD_OUT);
                log(run, "held-out", "holdout", detail());
                counts.add(run.flow(), run.step(), FlowCounts.HELD_OUT, 1);
                settle(run.over(Run.Status.DONE, "held-out", now));
            }
            case Finish() -> {
                log(run, "ended", "end", detail());
                counts.add(run.flow(), run.step(), FlowCounts.ENDED, 1);
                settle(run.over(Run.Status.DONE, null, now));
            }
        }
    }

    private void drawn(Run run, String way) {
        draws.add(new Draws.Drawn(run.id(), run.step(), run.flow(), way, now));
    }

    /// A message and where its run goes when it is queued.
    private record Outgoing(Run run, NewMessage message, String to) {}

    private Outgoing outgoing(Run run, Step.Send step, int times, String to) {
        var event = run.context().path("event");
        var message =
                new NewMessage(
                        Ids.stable("flow", run.id().toString(), run.step(), String.valueOf(times)),
                        run.profile(),
                        step.channel(),
                        step.transactional(),
                        run.flow(),
                        run.version(),
                        run.id(),
                        run.step(),
                        run.cart(),
                        event instanceof ObjectNode properties ? properties : detail(),
                        now,
                        definition(run).priority(),
                        run.context().path("coupon") instanceof ObjectNode coupon ? coupon : null);
        return new Outgoing(run, message, to);
    }

    private void deliver(List<Outgoing> sends, List<Run> open) {
        if (sends.isEmpty()) return;
        var queued = queue(sends);
        if (queued == null) {
            // one of them spoils it for all: find out which
            for (var send : sends) {
                var runs = List.of(send.run());
                var alone =
                        attempt(runs, () -> messages.queue(part, shop, List.of(send.message())));
                if (alone != null) open.add(delivered(send, alone));
            }
            return;
        }
        for (var send : sends) open.add(delivered(send, queued));
    }

    /// A coupon to be given, and where its run goes then.
    private record Gift(Run run, UUID pool, Coupons.Wish wish, String to, String empty) {}

    private static Gift gift(Run run, Step.Coupon step, String to, String empty) {
        // one for each time that she comes to the step
        var occurrence =
                Ids.stable(
                        "coupon", run.id().toString(), run.step(), run.enteredStepAt().toString());
        var pool = Objects.requireNonNull(step.pool());
        return new Gift(run, pool, new Coupons.Wish(occurrence, run.profile()), to, empty);
    }

    private void give(List<Gift> gifts, List<Run> open) {
        var byPool = new LinkedHashMap<UUID, List<Gift>>();
        for (var gift : gifts)
            byPool.computeIfAbsent(gift.pool(), _ -> new ArrayList<>()).add(gift);
        byPool.forEach(
                (pool, of) -> {
                    var runs = of.stream().map(Gift::run).toList();
                    var wishes = of.stream().map(Gift::wish).toList();
                    var given = attempt(runs, () -> coupons.give(shop, pool, wishes, now));
                    if (given == null) return;
                    for (var gift : of) open.add(given(gift, given.get(gift.wish().occurrence())));
                });
    }

    private Run given(Gift gift, Coupons.@Nullable Coupon coupon) {
        var run = gift.run();
        if (coupon == null) {
            log(run, "coupon", "none-left", detail());
            return move(run, gift.empty());
        }
        log(run, "coupon", "given", detail().put("code", coupon.code()));
        var context = run.context().deepCopy();
        var kept = context.putObject("coupon").put("code", coupon.code());
        if (coupon.expires() != null) kept.put("expires", coupon.expires().toString());
        return move(run.with(context), gift.to());
    }

    private void ring(Map<Run, Step.Webhook> rings, List<Run> open) {
        if (rings.isEmpty()) return;
        var failed = queue(rings);
        rings.forEach(
                (run, step) -> {
                    var none =
                            failed != null
                                    ? failed
                                    // one of them spoils it for all: find out which
                                    : attempt(
                                            List.of(run),
                                            () -> calls.queue(shop, part, Map.of(run, step), now));
                    if (none == null) return;
                    var why = none.get(run.id());
                    if (why == null) settle(run.asleep(null, null));
                    else {
                        counts.add(run.flow(), run.step(), FlowCounts.FAILED, 1);
                        log(
                                run,
                                "webhook",
                                "failed",
                                detail().put("why", "body").put("error", why));
                        open.add(move(run, step.failed()));
                    }
                });
    }

    private @Nullable Map<UUID, String> queue(Map<Run, Step.Webhook> rings) {
        try {
            return nested.execute(_ -> calls.queue(shop, part, rings, now));
        } catch (RuntimeException e) {
            return null;
        }
    }

    private Run told(Run run, Call call, String to) {
        var delivered = call.state() == Call.State.DELIVERED;
        var detail = detail().put("tries", call.tries());
        if (call.status() != null) detail.put("status", call.status());
        if (call.why() != null) detail.put("why", call.why());
        log(run, "webhook", delivered ? "delivered" : "failed", detail);
        counts.add(run.flow(), run.step(), delivered ? FlowCounts.DELIVERED : FlowCounts.FAILED, 1);
        answered.add(call.id());
        return move(run, to);
    }

    private void leave(List<Moves.Wanted> all) {
        var wanted = new ArrayList<Moves.Wanted>();
        for (var each : all) {
            if (each.moves() >= Moves.MOST) stop(each.run(), "loop-limit");
            else wanted.add(each);
        }
        if (wanted.isEmpty()) return;
        var runs = wanted.stream().map(Moves.Wanted::run).toList();
        var answers = attempt(runs, () -> moves.move(part, shop, wanted, now));
        if (answers == null) return;
        for (var each : wanted) {
            var run = each.run();
            var detail = detail().put("to", each.to().toString());
            var refused = String.valueOf(answers.get(run.id()));
            if (refused.isEmpty()) log(run, "moved", "flow", detail);
            else {
                // the other flow has said it of itself, if there is one
                if (refused.equals(Moves.GONE)) log(run, "not-entered", "not-live", detail);
                log(run, "ended", "end", detail.put("refused", refused));
            }
            counts.add(run.flow(), run.step(), FlowCounts.ENDED, 1);
            settle(run.over(Run.Status.DONE, refused.isEmpty() ? "moved" : null, now));
        }
    }

    private @Nullable Map<UUID, UUID> queue(List<Outgoing> sends) {
        var all = sends.stream().map(Outgoing::message).toList();
        try {
            return nested.execute(_ -> messages.queue(part, shop, all));
        } catch (RuntimeException e) {
            return null;
        }
    }

    private Run delivered(Outgoing send, Map<UUID, UUID> queued) {
        var run = send.run();
        if (!queued.containsKey(send.message().occurrence()))
            log(run, "skip", "already-written", detail());
        var context = run.context().deepCopy();
        var sends = context.withObjectProperty("sends");
        sends.put(run.step(), sends.path(run.step()).asInt(0) + 1);
        return move(run.with(context), send.to());
    }

    private Run move(Run run, String to) {
        counts.add(run.flow(), to, FlowCounts.ENTERED, 1);
        if (!run.context().has("heard") && !run.context().has("tries")) return run.at(to, now);
        var context = run.context().deepCopy();
        context.remove(List.of("heard", "tries"));
        return run.with(context).at(to, now);
    }

    private void stop(Run run, String reason) {
        log(run, "stopped", reason, detail());
        counts.add(run.flow(), run.step(), FlowCounts.STOPPED, 1);
        cancelled.computeIfAbsent(reason, _ -> new ArrayList<>()).add(run.id());
        settle(run.over(Run.Status.STOPPED, reason, now));
    }

    private void park(Run run, String reason) {
        log(run, "parked", "failed", detail().put("error", reason));
        settle(parked(run, reason, now));
    }

    /// A run that could not be moved, laid aside until it is tried again.
    static Run parked(Run run, String reason, Instant now) {
        var tries = run.context().path("tries").asInt(0);
        var retry = tries < PAUSES.size() ? now.plus(PAUSES.get(tries)) : null;
        var context = run.context().deepCopy().put("tries", tries + 1);
        return run.with(context).parked(reason, retry);
    }

    /// What a run was to change could not be changed: back to its step, parked.
    void back(Changes.Failed failed) {
        var run = failed.run();
        var gone = changed.stream().filter(r -> r.id().equals(run.id())).findFirst().orElseThrow();
        decisions.removeIf(made -> run.id().equals(made.run()) && made.outcome().equals("changed"));
        from.put(run.id(), gone.step());
        var before = changed.size();
        park(run, reason(failed.why()));
        back.add(changed.remove(before));
    }

    /// The run is done with for this time; where it stands is counted.
    private void settle(Run run) {
        counts.add(run.flow(), String.valueOf(from.get(run.id())), FlowCounts.WAITING, -1);
        if (run.unfinished()) counts.add(run.flow(), run.step(), FlowCounts.WAITING, 1);
        changed.add(run);
    }

    private void log(Run run, String outcome, String reason, ObjectNode detail) {
        decisions.add(
                new Decision(
                        run.profile(),
                        now,
                        outcome,
                        reason,
                        detail,
                        run.flow(),
                        run.id(),
                        run.step(),
                        null));
    }

    private Set<UUID> matching(Condition condition, Collection<Run> runs) {
        var ids = new HashSet<UUID>();
        for (var run : runs) ids.add(run.profile());
        return conditions.matching(shop, part, condition, ids, now);
    }

    /// The answer, or null when there is none: then these runs are parked with the reason, and the
    /// transaction is as it was before.
    private <T> @Nullable T attempt(List<Run> runs, Supplier<T> question) {
        try {
            return nested.execute(_ -> question.get());
        } catch (RuntimeException e) {
            for (var run : runs) park(run, reason(e));
            return null;
        }
    }

    /// The first line of what went wrong. Without the values at fault: they may be a person's.
    static String reason(RuntimeException e) {
        var cause = e;
        while (cause.getCause() instanceof RuntimeException deeper) cause = deeper;
        var message = cause.getMessage();
        var line = message == null ? "" : message.lines().findFirst().orElse("");
        var text = cause.getClass().getSimpleName() + (line.isEmpty() ? "" : ": " + line);
        return text.length() <= 500 ? text : text.substring(0, 500);
    }

    private Definition definition(Run run) {
        return flows.definition(run.shop(), run.flow(), run.version()).orElseThrow();
    }

    private static ObjectNode detail() {
        return JsonNodeFactory.instance.objectNode();
    }
}
