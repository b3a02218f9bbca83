package io.ritorno.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.account.Shop;
import io.ritorno.platform.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/// Random flows and random lives: the engine does what the pure function says, with one part or
/// eight, one run in a turn or a thousand, and nobody is written to twice for one reason.
class FlowAgreementTest extends FlowWorld {
    private static final int PEOPLE = 5;
    private static final int STEPS = 9;

    @Autowired private FlowRuns flowRuns;
    @Autowired private RunStore store;
    @Autowired private FlowStore flowStore;

    /// What happens to a person: `signs up` (the first), `ping`, or her plan is told.
    private record Happening(int person, Duration after, String what) {}

    @ParameterizedTest
    @CsvSource({"1,1,1000", "1,8,1", "2,1,1", "2,8,1000", "3,8,1", "4,1,1000", "5,8,1", "6,1,1"})
    void engineDoesWhatTheFunctionSays(int seed, int parts, int batch) {
        var random = new java.util.Random(seed);
        var shop = newShop(parts);
        var flow = flow(shop, steps(random));
        var definition = flowStore.definition(shop.id(), flow.id(), 1).orElseThrow();
        var start = now();
        var life = life(random);
        var people = new ArrayList<UUID>();
        for (var i = 0; i < PEOPLE; i++) people.add(person(shop, "p" + i, "{'plan':'a','n':0}"));
        for (var happening : life) {
            moveTo(shop, start.plus(happening.after()), batch);
            var name = "p" + happening.person();
            switch (happening.what()) {
                case "signs up" -> track(shop, name, "Signed Up", _ -> {});
                case "ping" -> track(shop, name, "Ping", _ -> {});
                default -> identify(shop, name, "{'plan':'" + happening.what() + "'}");
            }
            drain();
        }
        moveTo(shop, start.plus(Duration.ofDays(60)), batch);

        for (var i = 0; i < PEOPLE; i++) {
            var who = people.get(i);
            var person = i;
            var hers = life.stream().filter(h -> h.person() == person).toList();
            var said = new Simulated(definition, flow.id(), who, start, hers).run();
            assertThat(messages(shop, who)).as("messages of p" + i).isEqualTo(said.sent);
            assertThat(runs(shop, who)).as("run of p" + i).containsExactly(said.end);
            assertThat(attributes(shop, who).path("n").asInt()).isEqualTo(said.n);
            assertThat(attributes(shop, who).path("plan").asString()).isEqualTo(said.plan);
        }
        assertThat(
                        db.sql(
                                        "select count(*) - count(distinct (run_id, step)) from"
                                                + " message where part = any(?) and shop_id = ?")
                                .params(shop.parts().all(), shop.id())
                                .query(Long.class)
                                .single())
                .as("the flow has no circle, so each message is at most once a run")
                .isZero();
    }

    /// To every due time on the way, moving so many runs in a turn.
    private void moveTo(Shop shop, Instant target, int batch) {
        while (true) {
            var due = store.nextDue(now()).filter(next -> !next.isAfter(target));
            clock.set(due.orElse(target));
            for (var part : shop.parts().all()) turns(part, batch);
            drain();
            if (due.isEmpty()) return;
        }
    }

    private void turns(int part, int batch) {
        int n;
        do n = lanes.inPart(Lane.EVENT, part, () -> flowRuns.run(part, now(), batch));
        while (n > 0);
    }

    // ------------------------------------------------------------ chance

    /// Steps 0, 1, … each of which leads only to later ones, and an end.
    private static String[] steps(java.util.Random random) {
        var steps = new ArrayList<String>();
        for (var i = 0; i < STEPS; i++) {
            var a = later(random, i);
            var b = later(random, i);
            var id = "s" + i;
            steps.add(
                    switch (random.nextInt(10)) {
                        case 0 ->
                                "'%s':{'type':'wait','duration':'PT%dH','next':'%s'}"
                                        .formatted(id, 1 + random.nextInt(40), a);
                        case 1 ->
                                "'%s':{'type':'wait-until','at':'%02d:30','next':'%s'}"
                                        .formatted(id, random.nextInt(24), a);
                        case 2 ->
                                "'%s':{'type':'wait-for','event':{'name':'Ping'},'timeout':'PT%dH','next':'%s','late':'%s'}"
                                        .formatted(id, 1 + random.nextInt(60), a, b);
                        case 3 ->
                                "'%s':{'type':'split','attribute':'plan','cases':[{'values':['b','c'],'next':'%s'}],'otherwise':'%s'}"
                                        .formatted(id, a, b);
                        case 4 ->
                                "'%s':{'type':'random','ways':[{'name':'A','percent':40,'next':'%s'},{'name':'B','percent':60,'next':'%s'}]}"
                                        .formatted(id, a, b);
                        case 5 ->
                                "'%s':{'type':'holdout','percent':20,'next':'%s'}".formatted(id, a);
                        case 6 ->
                                "'%s':{'type':'set','attributes':{'plan':'c'},'next':'%s'}"
                                        .formatted(id, a);
                        case 7 ->
                                "'%s':{'type':'increment','attribute':'n','by':%d,'next':'%s'}"
                                        .formatted(id, 1 + random.nextInt(3), a);
                        default -> send(id, a);
                    });
        }
        // what no way leads to would be no flow
        return reachable(steps).toArray(String[]::new);
    }

    private static List<String> reachable(List<String> steps) {
        var kept = new ArrayList<String>();
        var named = new ArrayList<>(List.of("s0"));
        for (var i = 0; i < steps.size(); i++) {
            if (!named.contains("s" + i)) continue;
            kept.add(steps.get(i));
            for (var j = i + 1; j < steps.size(); j++)
                if (steps.get(i).contains(":'s" + j + "'")) named.add("s" + j);
        }
        kept.add(END);
        return kept;
    }

    private static String later(java.util.Random random, int i) {
        var next = i + 1 + random.nextInt(2);
        return next >= STEPS ? "end" : "s" + next;
    }

    private static List<Happening> life(java.util.Random random) {
        var life = new ArrayList<Happening>();
        for (var i = 0; i < PEOPLE; i++) {
            var enters = 1 + random.nextInt(600);
            life.add(new Happening(i, Duration.ofMinutes(enters), "signs up"));
            for (var j = random.nextInt(5); j > 0; j--) {
                var what = List.of("ping", "ping", "a", "b", "d").get(random.nextInt(5));
                var after = enters + 1 + random.nextInt(8_000);
                life.add(new Happening(i, Duration.ofMinutes(after), what));
            }
        }
        Collections.sort(life, (x, y) -> x.after().compareTo(y.after()));
        return life;
    }

    // ------------------------------------------------------------ the function alone

    /// One person's life by [Rules] and nothing else.
    private final class Simulated {
        private final Definition definition;
        private final UUID flow;
        private final UUID who;
        private final Instant start;
        private final List<Happening> life;
        private final Map<String, Boolean> heard = new HashMap<>();
        private String step = "";
        private Instant since = Instant.EPOCH;
        private Instant wake = Instant.MAX;
        final List<String> sent = new ArrayList<>();
        String plan = "a";
        int n;
        String end = "";

        Simulated(Definition definition, UUID flow, UUID who, Instant start, List<Happening> life) {
            this.definition = definition;
            this.flow = flow;
            this.who = who;
            this.start = start;
            this.life = life;
        }

        Simulated run() {
            for (var happening : life) {
                var at = start.plus(happening.after());
                until(at);
                switch (happening.what()) {
                    case "signs up" -> {
                        step = definition.first();
                        since = at;
                        walk(at);
                    }
                    case "ping" -> {
                        heard.put(step, true);
                        if (definition.steps().get(step) instanceof Step.WaitFor && end.isEmpty())
                            walk(at);
                    }
                    default -> plan = happening.what();
                }
            }
            until(start.plus(Duration.ofDays(60)));
            return this;
        }

        private void until(Instant at) {
            while (end.isEmpty() && !wake.isAfter(at)) walk(wake);
        }

        private void walk(Instant now) {
            wake = Instant.MAX;
            while (end.isEmpty()) {
                var here = definition.step(step);
                var facts =
                        new Facts(since, since, true, null)
                                .in(java.time.ZoneId.of("Europe/Warsaw"), null)
                                .having(List.of(plan))
                                .drawing(Draw.lot(flow, step, who), null)
                                .after(heard.getOrDefault(step, false));
                switch (Rules.next(here, facts, now)) {
                    case Next.Go(var to) -> go(to, now);
                    case Next.Choose(_, _, var to) -> go(to, now);
                    case Next.Deliver(var to) -> {
                        sent.add(step);
                        go(to, now);
                    }
                    case Next.Change(var to) -> {
                        if (here instanceof Step.Increment(_, var by, _, _)) n += (int) by;
                        else plan = "c";
                        go(to, now);
                    }
                    case Next.Sleep(var until, _) -> {
                        wake = until == null ? Instant.MAX : until;
                        return;
                    }
                    case Next.HoldOut(), Next.Finish() -> end = "done " + step;
                    case Next other -> throw new IllegalStateException(other.toString());
                }
            }
        }

        private void go(String to, Instant now) {
            heard.remove(to);
            step = to;
            since = now;
        }
    }
}
