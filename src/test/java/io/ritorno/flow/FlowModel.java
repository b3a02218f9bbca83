package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.event.Event;
import io.ritorno.event.Names;
import io.ritorno.flow.Next.Sleep;
import io.ritorno.platform.Ids;
import io.ritorno.segment.Condition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What flows do with people, by the pure functions alone ([Rules], [Starts], [Reentry], [Stop]):
/// no database, no lanes, no parts, no batches. One thing happens after the other, and whoever it
/// concerns walks as far as she can.
///
/// It knows the conditions `order-count`, the attributes `plan` and `n`, tags and consent for
/// mails; marketing goes out at any hour and as often as it comes.
final class FlowModel {
    /// Somebody, whoever she was before.
    static final class Person {
        UUID id;
        final boolean known;
        String plan;
        Instant planAt;
        int n;
        boolean agreed;
        Instant agreedAt;
        final Set<String> orders = new HashSet<>();
        final Set<String> tags = new TreeSet<>();

        Person(UUID id, boolean known, Instant at) {
            this.id = id;
            this.known = known;
            this.plan = known ? "a" : "";
            this.planAt = at;
            this.agreed = known;
            this.agreedAt = at;
        }
    }

    /// A run of hers, with what was sent on the way: `s1 sent`, `s3 skipped`.
    static final class Going {
        final Live live;
        Person who;
        Run run;
        final List<String> sent = new ArrayList<>();

        Going(Live live, Person who, Run run) {
            this.live = live;
            this.who = who;
            this.run = run;
        }

        /// Where it is and how it came there, to be compared.
        String text() {
            return String.join(
                    " ",
                    run.status().text(),
                    run.step(),
                    String.valueOf(run.reason()),
                    run.status() == Run.Status.RUNNING ? String.valueOf(run.wakeAt()) : "over",
                    sent.toString());
        }
    }

    private final Shop shop;
    private final List<Live> flows;

    /// Whether `set` changes `plan`; else nothing that a step asks for.
    private final boolean sets;

    private final Map<String, Person> people = new HashMap<>();
    final List<Going> all = new ArrayList<>();
    int coupons;

    FlowModel(Shop shop, List<Live> flows, boolean sets) {
        this.shop = shop;
        this.flows = flows;
        this.sets = sets;
    }

    // ------------------------------------------------------------ people

    void known(String who, UUID id, Instant at) {
        people.put(who, new Person(id, true, at));
    }

    Person person(String who) {
        var person = people.get(who);
        if (person == null) throw new IllegalStateException("nobody is " + who);
        return person;
    }

    /// A browser that nobody is known by.
    void browser(String who, Instant at) {
        if (!people.containsKey(who))
            people.put(who, new Person(Ids.stable("" + shop.id(), "anon", who), false, at));
    }

    /// One turns out to be the other: all that was hers is the other's, whose traits win.
    void becomes(String who, String other) {
        var winner = person(other);
        var loser = people.put(who, winner);
        if (loser == null || loser == winner) return;
        people.replaceAll((_, person) -> person == loser ? winner : person);
        winner.orders.addAll(loser.orders);
        winner.tags.addAll(loser.tags);
        if (loser.known && loser.agreedAt.isAfter(winner.agreedAt)) {
            winner.agreed = loser.agreed;
            winner.agreedAt = loser.agreedAt;
        }
        for (var going : all) if (going.who == loser) going.who = winner;
    }

    // ------------------------------------------------------------ what happens

    /// Something that she did.
    void track(String who, String name, Instant at, ObjectNode properties, String id, Instant now) {
        if (name.equals(Names.ORDER_COMPLETED))
            person(who).orders.add(properties.path("order_id").asString());
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
            var next =
                    all.stream()
                            .filter(going -> going.run.wakeAt() != null)
                            .filter(going -> going.run.status() == Run.Status.RUNNING)
                            .min(Comparator.comparing(FlowModel::wake));
            if (next.isEmpty() || wake(next.get()).isAfter(end)) return;
            walk(next.get(), wake(next.get()));
        }
    }

    private static Instant wake(Going going) {
        return going.run.wakeAt() == null ? Instant.MAX : going.run.wakeAt();
    }

    private Event event(
            Person who, String name, Instant at, ObjectNode properties, String id, String source) {
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

    private Event said(Person who, Instant at, String source) {
        var none = JsonNodeFactory.instance.objectNode();
        return event(who, Names.IDENTIFIED, at, none, "said " + at, source);
    }

    private void happens(Person who, Event event, Instant now) {
        for (var live : flows) {
            var entry = Starts.byEvent(shop, live, event);
            if (entry != null) enter(who, entry, now);
        }
        concerns(who, event, now);
        for (var going : hers(who)) if (!wake(going).isAfter(now)) walk(going, now);
    }

    /// Ends the runs that the event ends, and wakes those that wait for it.
    private void concerns(Person who, Event event, Instant now) {
        for (var going : hers(who)) {
            var stopped = stoppedBy(going, event);
            if (stopped != null) going.run = going.run.over(Run.Status.STOPPED, stopped, now);
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
            if (wake(going).isAfter(now)) going.run = going.run.woken(now);
        }
    }

    private List<Going> hers(Person who) {
        return all.stream().filter(going -> going.who == who && going.run.unfinished()).toList();
    }

    private static @Nullable String stoppedBy(Going going, Event event) {
        for (var stop : going.live.definition().stop()) {
            if (stop instanceof Stop.Matches(var condition) && holds(condition, going.who))
                return stop.reason();
            if (stop.by(event) && FlowStage.concerns(event, going.run)) return stop.reason();
        }
        return null;
    }

    private static boolean hears(Going going, Event event) {
        return going.live.definition().step(going.run.step()) instanceof Step.WaitFor wait
                && wait.event() != null
                && !event.at().isBefore(going.run.enteredStepAt())
                && Filters.pass(wait.event().name(), Map.of(), wait.event().where(), event);
    }

    /// @return whether she was let in
    private boolean enter(Person who, Entry entry, Instant now) {
        var definition = entry.live().definition();
        var at = entry.at().isAfter(now) ? now : entry.at();
        var before =
                all.stream()
                        .filter(going -> going.who == who)
                        .filter(going -> going.live.flow().id().equals(entry.live().flow().id()))
                        .map(going -> new Reentry.Before(going.run.key(), going.run.enteredAt()))
                        .toList();
        if (!definition.reentry().allows(entry.key(), at, before)) return false;
        if (definition.audience() != null && !holds(definition.audience(), who)) return false;
        all.add(new Going(entry.live(), who, Entries.run(shop, entry, at, now)));
        return true;
    }

    private static boolean holds(Condition condition, Person who) {
        if (condition instanceof Condition.OrderCount(var count, _))
            return count.holds(who.orders.size());
        throw new IllegalStateException(condition.toString());
    }

    // ------------------------------------------------------------ steps

    private void walk(Going going, Instant now) {
        var told = new LinkedHashMap<String, Integer>();
        going.run = going.run.anchored(Rules.anchor(going.run.anchor(), wake(going), now));
        while (going.run.status() == Run.Status.RUNNING && !wake(going).isAfter(now)) {
            for (var condition : going.live.definition().stopConditions())
                if (going.run.unfinished() && holds(condition, going.who))
                    going.run = going.run.over(Run.Status.STOPPED, "stop-condition", now);
            if (going.run.unfinished()) steps(going, now, told);
        }
        // what it did is news for her other runs
        for (var _ : told.keySet()) concerns(going.who, said(going.who, now, Event.OWN), now);
        for (var other : hers(going.who))
            if (!told.isEmpty() && !wake(other).isAfter(now)) walk(other, now);
    }

    /// Until it sleeps, is over, or has changed something.
    private void steps(Going going, Instant now, Map<String, Integer> told) {
        while (true) {
            var run = going.run;
            var step = going.live.definition().step(run.step());
            switch (Rules.next(step, facts(going, step), now)) {
                case Next.Go(var to) -> move(going, to, now);
                case Next.Choose(_, _, var to) -> move(going, to, now);
                case Next.Skip(_, var to) -> move(going, to, now);
                case Next.Leave(_, var to) -> move(going, to, now);
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
                    change(going.who, (Step.Change) step);
                    told.merge("changed", 1, Integer::sum);
                    move(going, to, now);
                    going.run = going.run.asleep(now, null);
                    return;
                }
                case Next.Give(var to, _) -> {
                    coupons++;
                    move(going, to, now);
                }
                case Next.Enter(var flow) -> {
                    var in = moved(going, flow, now);
                    going.run = run.over(Run.Status.DONE, in ? "moved" : null, now);
                    return;
                }
                case Sleep(var until, var awaits) -> {
                    going.run = run.asleep(until, awaits);
                    return;
                }
                case Next.HoldOut() -> {
                    going.run = run.over(Run.Status.DONE, "held-out", now);
                    return;
                }
                case Next.Finish() -> {
                    going.run = run.over(Run.Status.DONE, null, now);
                    return;
                }
                case Next other -> throw new IllegalStateException(other.toString());
            }
        }
    }

    private Facts facts(Going going, Step step) {
        var run = going.run;
        var condition = step.condition();
        var holds = condition == null || holds(condition, going.who);
        var facts = new Facts(run.anchor(), run.enteredStepAt(), holds, null);
        return switch (step) {
            case Step.WaitUntil _ -> facts.in(shop.zone(), null);
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

    private void change(Person who, Step.Change change) {
        switch (change) {
            case Step.Increment(_, var by, _, _) -> who.n += (int) by;
            case Step.SetAttributes _ -> {
                if (sets) who.plan = "c";
            }
            case Step.Tag(var add, var remove, _, _) -> {
                who.tags.addAll(add);
                remove.forEach(who.tags::remove);
            }
        }
    }

    private static void move(Going going, String to, Instant now) {
        var context = going.run.context().deepCopy();
        context.remove("heard");
        going.run = going.run.with(context).at(to, now);
    }

    private boolean moved(Going going, UUID flow, Instant now) {
        var run = going.run;
        var by =
                Ids.stable(
                        "moved", run.id().toString(), run.step(), run.enteredStepAt().toString());
        for (var live : flows)
            if (live.flow().id().equals(flow)) {
                var none = JsonNodeFactory.instance.objectNode();
                var entry =
                        new Entry(
                                live,
                                going.who.id,
                                run.key(),
                                null,
                                now,
                                by,
                                "moved",
                                none,
                                "moved");
                return enter(going.who, entry, now);
            }
        throw new IllegalStateException("no flow " + flow);
    }
}
