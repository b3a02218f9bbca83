package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.event.Event;
import io.ritorno.event.Names;
import io.ritorno.flow.Next.Sleep;
import io.ritorno.platform.Ids;
import io.ritorno.webhook.Call;
import io.ritorno.webhook.Fates;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What flows do with people, by the pure functions alone ([Rules], [Starts], [Reentry], [Stop]):
/// no database, no lanes, no parts, no batches. One thing happens after the other, and whoever it
/// concerns walks as far as she can.
///
/// It knows the conditions `order-count` and `event` of signing up, the attributes `plan`, `n` and
/// `due`, birthdays, tags and consent for mails, and what the other program answers; marketing goes
/// out at any hour and as often as it comes. What it says of each run, it says of the decision log
/// and the numbers too.
final class FlowModel {
    private final Shop shop;
    private final List<Live> flows;

    /// Whether `set` changes `plan`; else nothing that a step asks for.
    private final boolean sets;

    private final Map<String, ModelPerson> people = new HashMap<>();
    final List<ModelRun> all = new ArrayList<>();
    int coupons;

    /// How often the other program is called, by URL.
    final Map<String, Integer> called = new TreeMap<>();

    /// What is decided, and how often: `0 s1 branched yes`, the first being the flow.
    final Map<String, Integer> decided = new TreeMap<>();

    /// How often people come to a step, and to a flow: `0 s1`, `0 `.
    final Map<String, Integer> entered = new TreeMap<>();

    FlowModel(Shop shop, List<Live> flows, boolean sets) {
        this.shop = shop;
        this.flows = flows;
        this.sets = sets;
    }

    // ------------------------------------------------------------ people

    void known(String who, UUID id, Instant at) {
        people.put(who, new ModelPerson(id, true, at));
    }

    ModelPerson person(String who) {
        var person = people.get(who);
        if (person == null) throw new IllegalStateException("nobody is " + who);
        return person;
    }

    /// A browser that nobody is known by.
    void browser(String who, Instant at) {
        if (!people.containsKey(who))
            people.put(who, new ModelPerson(Ids.stable("" + shop.id(), "anon", who), false, at));
    }

    /// One turns out to be the other: all that was hers is the other's, whose traits win.
    void becomes(String who, String other) {
        var winner = person(other);
        var loser = people.put(who, winner);
        if (loser == null || loser == winner) return;
        people.replaceAll((_, person) -> person == loser ? winner : person);
        winner.takesOver(loser);
        for (var going : all) if (going.who == loser) going.who = winner;
    }

    // ------------------------------------------------------------ what happens

    /// Something that she did.
    void track(String who, String name, Instant at, ObjectNode properties, String id, Instant now) {
        if (name.equals(Names.ORDER_COMPLETED))
            person(who).orders.add(properties.path("order_id").asString());
        if (name.equals("Signed Up")) person(who).signedUp.add(at);
        happens(person(who), event(person(who), name, at, properties, id, "server"), now);
    }

    /// She says which plan she has.
    void plan(String who, String plan, Instant at, Instant now) {
        var person = person(who);
        if (!person.planAt.isAfter(at)) {
            person.plan = plan;
            person.planAt = at;
        }
        happens(person, said(person, at, "server"), now);
    }

    /// She says which day it is that she waits for.
    void due(String who, LocalDate due, Instant at, Instant now) {
        var person = person(who);
        if (!person.dueAt.isAfter(at)) {
            person.due = due;
            person.dueAt = at;
        }
        happens(person, said(person, at, "server"), now);
    }

    void leaves(String who, Instant now) {
        var person = person(who);
        person.agreed = false;
        person.agreedAt = now;
        happens(person, said(person, now, "server"), now);
    }

    /// She says nothing but who she is.
    void present(String who, Instant now) {
        happens(person(who), said(person(who), now, "server"), now);
    }

    /// All that falls due until then.
    void until(Instant end) {
        while (true) {
            var next = all.stream().min(Comparator.comparing(ModelRun::wake));
            if (next.isEmpty() || next.get().wake().isAfter(end)) return;
            walk(next.get(), next.get().wake());
        }
    }

    private Event event(
            ModelPerson who,
            String name,
            Instant at,
            ObjectNode properties,
            String id,
            String source) {
        var call = name.equals(Names.IDENTIFIED) ? Event.Call.IDENTIFY : Event.Call.TRACK;
        return new Event(
                Ids.stable("" + shop.id(), "message", id),
                shop,
                shop.parts().of(who.id),
                who.id,
                call,
                name,
                at,
                at,
                source,
                false,
                properties);
    }

    private Event said(ModelPerson who, Instant at, String source) {
        var none = JsonNodeFactory.instance.objectNode();
        return event(who, Names.IDENTIFIED, at, none, "said " + at, source);
    }

    private void happens(ModelPerson who, Event event, Instant now) {
        for (var live : flows) {
            var entry = Starts.byEvent(shop, live, event);
            if (entry != null) enter(who, entry, now);
        }
        concerns(who, event, now);
        for (var going : hers(who)) if (!going.wake().isAfter(now)) walk(going, now);
    }

    /// Ends the runs that the event ends, and wakes those that wait for it.
    private void concerns(ModelPerson who, Event event, Instant now) {
        for (var going : hers(who)) {
            var stopped = stoppedBy(going, event, now);
            if (stopped != null) stop(going, stopped, now);
        }
        for (var going : hers(who)) {
            var awaits = going.run.awaits();
            if (awaits == null) continue;
            var heard = hears(going, event);
            var own = event.source().equals(Event.OWN) && event.is(awaits);
            if (!heard && !own && !awaits.equals(Sleep.ANYTHING)) continue;
            if (heard) {
                var context = going.run.context().deepCopy().put("heard", going.run.step());
                going.run = going.run.with(context);
            }
            if (going.wake().isAfter(now)) going.run = going.run.woken(now);
        }
    }

    private List<ModelRun> hers(ModelPerson who) {
        return all.stream().filter(going -> going.who == who && going.run.unfinished()).toList();
    }

    private static @Nullable String stoppedBy(ModelRun going, Event event, Instant now) {
        for (var stop : going.live.definition().stop()) {
            if (stop instanceof Stop.Matches(var condition) && going.who.holds(condition, now))
                return stop.reason();
            var since = !event.at().isBefore(going.run.enteredAt());
            if (since && stop.by(event) && FlowStage.concerns(event, going.run))
                return stop.reason();
        }
        return null;
    }

    private static boolean hears(ModelRun going, Event event) {
        return going.live.definition().step(going.run.step()) instanceof Step.WaitFor wait
                && wait.event() != null
                && !event.at().isBefore(going.run.enteredStepAt())
                && Filters.pass(wait.event().name(), Map.of(), wait.event().where(), event);
    }

    /// @return whether she was let in
    private boolean enter(ModelPerson who, Entry entry, Instant now) {
        var definition = entry.live().definition();
        var at = entry.at().isAfter(now) ? now : entry.at();
        var before =
                all.stream()
                        .filter(going -> going.who == who)
                        .filter(going -> going.live.flow().id().equals(entry.live().flow().id()))
                        .map(going -> new Reentry.Before(going.run.key(), going.run.enteredAt()))
                        .toList();
        var refused = "";
        if (!definition.reentry().allows(entry.key(), at, before)) refused = "re-entry";
        else if (definition.audience() != null && !who.holds(definition.audience(), now))
            refused = "audience";
        if (!refused.isEmpty()) {
            note(decided, entry.live(), "", "not-entered " + refused);
            return false;
        }
        var run = Entries.run(shop, entry, at, now);
        all.add(new ModelRun(entry.live(), who, run));
        note(decided, entry.live(), run.step(), "entered " + entry.reason());
        note(entered, entry.live(), "", "");
        note(entered, entry.live(), run.step(), "");
        return true;
    }

    private void stop(ModelRun going, String reason, Instant now) {
        decide(going, "stopped " + reason);
        going.run = going.run.over(Run.Status.STOPPED, reason, now);
    }

    private void decide(ModelRun going, String what) {
        note(decided, going.live, going.run.step(), what);
    }

    private void note(Map<String, Integer> counts, Live live, String step, String what) {
        counts.merge((flows.indexOf(live) + " " + step + " " + what).strip(), 1, Integer::sum);
    }

    // ------------------------------------------------------------ steps

    private void walk(ModelRun going, Instant now) {
        var told = new LinkedHashMap<String, Integer>();
        while (!going.wake().isAfter(now)) {
            if (going.calls != null) {
                call(going, now);
                continue;
            }
            going.run = going.run.anchored(Rules.anchor(going.run.anchor(), going.wake(), now));
            for (var condition : going.live.definition().stopConditions())
                if (going.run.unfinished() && going.who.holds(condition, now))
                    stop(going, "stop-condition", now);
            if (going.run.unfinished()) steps(going, now, told);
        }
        // what it did is news for her other runs
        for (var _ : told.keySet()) concerns(going.who, said(going.who, now, Event.OWN), now);
        for (var other : hers(going.who))
            if (!told.isEmpty() && !other.wake().isAfter(now)) walk(other, now);
    }

    /// Until it sleeps, is over, or has changed something.
    private void steps(ModelRun going, Instant now, Map<String, Integer> told) {
        while (true) {
            var run = going.run;
            var step = going.live.definition().step(run.step());
            switch (Rules.next(step, facts(going, step, now), now)) {
                case Next.Go(var to) -> move(going, to, now);
                case Next.Choose(var reason, var answer, var to) -> {
                    decide(going, "branched " + reason + (answer == null ? "" : " " + answer));
                    move(going, to, now);
                }
                case Next.Skip(var reason, var to) -> {
                    decide(going, "skip " + reason);
                    move(going, to, now);
                }
                case Next.Leave(var reason, var to) -> {
                    decide(going, "not-changed " + reason);
                    move(going, to, now);
                }
                case Next.Deliver(var to) -> {
                    var send = (Step.Send) step;
                    var goes = going.who.known && (send.transactional() || going.who.agreed);
                    going.sent.add(run.step() + (goes ? " sent" : " skipped"));
                    if (goes) told.merge("sent", 1, Integer::sum);
                    var context = run.context().deepCopy();
                    var sends = context.withObjectProperty("sends");
                    sends.put(run.step(), sends.path(run.step()).asInt(0) + 1);
                    going.run = run.with(context);
                    move(going, to, now);
                }
                case Next.Change(var to) -> {
                    decide(going, "changed " + (step instanceof Step.Tag ? "tag" : "attribute"));
                    going.who.change((Step.Change) step, sets);
                    told.merge("changed", 1, Integer::sum);
                    move(going, to, now);
                    going.run = going.run.asleep(now, null);
                    return;
                }
                case Next.Give(var to, _) -> {
                    coupons++;
                    decide(going, "coupon given");
                    move(going, to, now);
                }
                case Next.Enter(var flow) -> {
                    var in = moved(going, flow, now);
                    decide(going, in ? "moved flow" : "ended end");
                    going.run = run.over(Run.Status.DONE, in ? "moved" : null, now);
                    return;
                }
                case Sleep(var until, var awaits) -> {
                    going.run = run.asleep(until, awaits);
                    return;
                }
                case Next.Ring() -> {
                    going.call = new Call(run.id(), Call.State.OPEN, 0, null, null);
                    going.calls = now;
                    going.run = run.asleep(null, null);
                    return;
                }
                case Next.Told(var call, var to) -> {
                    var delivered = call.state() == Call.State.DELIVERED;
                    decide(going, "webhook " + (delivered ? "delivered" : "failed"));
                    going.call = null;
                    move(going, to, now);
                }
                case Next.HoldOut() -> {
                    decide(going, "held-out holdout");
                    going.run = run.over(Run.Status.DONE, "held-out", now);
                    return;
                }
                case Next.Finish() -> {
                    decide(going, "ended end");
                    going.run = run.over(Run.Status.DONE, null, now);
                    return;
                }
                case Next other -> throw new IllegalStateException(other.toString());
            }
        }
    }

    /// The other program is called, and answers.
    private void call(ModelRun going, Instant now) {
        var url = ((Step.Webhook) going.live.definition().step(going.run.step())).url();
        called.merge(url, 1, Integer::sum);
        var open = Objects.requireNonNull(going.call);
        var tried = Fates.tried(open, RandomFlows.answer(url, open.tries() + 1), now);
        going.call = tried.call();
        going.calls = tried.again();
        if (going.calls == null) going.run = going.run.woken(now);
    }

    private Facts facts(ModelRun going, Step step, Instant now) {
        var run = going.run;
        var condition = step.condition();
        var holds = condition == null || going.who.holds(condition, now);
        var facts = new Facts(run.anchor(), run.enteredStepAt(), holds, null);
        return switch (step) {
            case Step.WaitUntil _ -> facts.in(shop.zone(), null);
            case Step.WaitDate wait -> facts.in(shop.zone(), going.who.date(wait.of(), run));
            case Step.Webhook _ -> facts.calling(going.call);
            case Step.WaitFor _ -> facts.after(run.context().path("heard").isString());
            case Step.Split _ ->
                    facts.having(going.who.plan.isEmpty() ? List.of() : List.of(going.who.plan));
            case Step.Random _, Step.Holdout _ ->
                    facts.drawing(Draw.lot(run.flow(), run.step(), going.who.id), null);
            case Step.Change change when change.onlyIfSent() != null -> {
                var sent = run.context().path("sends").path(change.onlyIfSent()).asInt(0) > 0;
                yield facts.after(sent ? Facts.Message.SENT : Facts.Message.NOT_SENT);
            }
            default -> facts;
        };
    }

    private void move(ModelRun going, String to, Instant now) {
        note(entered, going.live, to, "");
        var context = going.run.context().deepCopy();
        context.remove("heard");
        going.run = going.run.with(context).at(to, now);
    }

    private boolean moved(ModelRun going, UUID flow, Instant now) {
        var run = going.run;
        var by =
                Ids.stable(
                        "moved", run.id().toString(), run.step(), run.enteredStepAt().toString());
        for (var live : flows)
            if (live.flow().id().equals(flow)) {
                var entry =
                        new Entry(
                                live,
                                going.who.id,
                                run.key(),
                                null,
                                now,
                                by,
                                "moved",
                                (ObjectNode) run.context().get("event"),
                                "moved");
                return enter(going.who, entry, now);
            }
        throw new IllegalStateException("no flow " + flow);
    }
}
