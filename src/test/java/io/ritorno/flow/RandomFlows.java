package io.ritorno.flow;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import tools.jackson.databind.node.ObjectNode;

/// Arbitrary flows, and arbitrary things that happen to people. Both are lists of small numbers, so
/// that what fails shrinks to few steps and few things.
final class RandomFlows {
    static final int PEOPLE = 4;

    private RandomFlows() {}

    /// @param a how many steps further it leads: 0 the next, 1 the one after …
    /// @param b the same for its other way, which is one step further
    /// @param c what else there is to choose: hours, per cents
    record OneStep(Kind kind, int a, int b, int c) {}

    enum Kind {
        SEND,
        MARKETING,
        FILTERED,
        WAIT,
        WAIT_SINCE_ENTRY,
        UNTIL,
        WAIT_FOR,
        WAIT_FOR_CONDITION,
        BRANCH,
        SPLIT,
        RANDOM,
        HOLDOUT,
        SET,
        INCREMENT,
        INCREMENT_IF_SENT,
        TAG,
        COUPON,
        WAIT_DATE,
        WEBHOOK,
        /// Back to an earlier step, after half a day or more.
        BACK,
        /// Into a later flow, where there is one.
        MOVE
    }

    enum Begin {
        SIGNED_UP("Signed Up"),
        ORDERED("Order Completed"),
        /// Browsers nobody is known by come this way too.
        PINGED("Ping");

        final String event;

        Begin(String event) {
            this.event = event;
        }
    }

    static final List<String> REENTRY =
            List.of(
                    "{'type':'once-per-key'}",
                    "{'type':'never'}",
                    "{'type':'always'}",
                    "{'type':'after','duration':'PT30H'}");

    static final List<String> STOPS =
            List.of(
                    "",
                    "{'type':'order'}",
                    "{'type':'event','name':'Stop'}",
                    "{'type':'condition','condition':" + orders(3) + "}",
                    // comes to hold by time alone: no event tells
                    "{'type':'condition','condition':{'type':'event','event':'Signed Up','count':{'op':'=','value':0},'period':{'lastHours':30}}}");

    /// What a run may wait for the day of: two that move, one of which comes every year, and one of
    /// what let her in.
    private static final List<String> DATES =
            List.of("{'attribute':'due'}", "{'trait':'birthday'}", "{'property':'day'}");

    private static final List<String> OFFSETS = List.of("-P1D", "P0D", "P2D");

    record OneFlow(Begin begin, int reentry, int stop, boolean audience, List<OneStep> steps) {}

    enum What {
        SIGNS_UP,
        PINGS,
        STOPS,
        ORDERS,
        PLAN_B,
        PLAN_D,
        LEAVES,
        /// Her dates are others from then on.
        DATES_MOVE,
        BROWSES,
        LOGS_IN,
        BECOMES_THE_NEXT
    }

    /// Something that is told.
    ///
    /// @param hour when, counted from the beginning
    /// @param late how many hours ago it happened
    /// @param again whether it is told a second time
    record OneThing(int hour, int person, What what, int late, boolean again) {
        String who() {
            return "p" + person;
        }
    }

    // ------------------------------------------------------------ arbitrary

    /// Waits for events are where late ones, repeated ones and those of others do harm, and circles
    /// where the second time does.
    private static Arbitrary<Kind> kinds() {
        return Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.of(Kind.class)),
                Tuple.of(
                        1,
                        Arbitraries.of(
                                Kind.WAIT_FOR,
                                Kind.WAIT_DATE,
                                Kind.WEBHOOK,
                                Kind.INCREMENT_IF_SENT)),
                Tuple.of(1, Arbitraries.just(Kind.BACK)));
    }

    static Arbitrary<List<OneFlow>> flows() {
        // mostly to the next, so that ways are long
        var further = Arbitraries.frequency(Tuple.of(4, 0), Tuple.of(1, 1), Tuple.of(1, 2));
        var step = Combinators.combine(kinds(), further, further, number(0, 30)).as(OneStep::new);
        return Combinators.combine(
                        Arbitraries.of(Begin.class),
                        Arbitraries.frequency(
                                Tuple.of(3, 0), Tuple.of(1, 1), Tuple.of(3, 2), Tuple.of(1, 3)),
                        Arbitraries.frequency(
                                Tuple.of(5, 0),
                                Tuple.of(1, 1),
                                Tuple.of(1, 2),
                                Tuple.of(1, 3),
                                Tuple.of(2, 4)),
                        Arbitraries.frequency(Tuple.of(4, false), Tuple.of(1, true)),
                        Combinators.combine(
                                        Arbitraries.of(true, false, false),
                                        step.list()
                                                .ofMinSize(1)
                                                .ofMaxSize(12)
                                                .withSizeDistribution(RandomDistribution.uniform()))
                                .as(RandomFlows::steps))
                .as(OneFlow::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
    }

    /// @param mail whether a mail comes first, so that later steps may ask what became of it
    private static List<OneStep> steps(boolean mail, List<OneStep> steps) {
        if (!mail) return steps;
        var all = new ArrayList<>(steps);
        all.addFirst(new OneStep(Kind.SEND, 0, 0, 0));
        return all;
    }

    /// Each as likely as any other: of edges there are enough.
    private static Arbitrary<Integer> number(int least, int most) {
        return Arbitraries.integers()
                .between(least, most)
                .withDistribution(RandomDistribution.uniform());
    }

    static Arbitrary<List<OneThing>> life() {
        return Combinators.combine(
                        number(0, 100),
                        number(0, PEOPLE - 1),
                        Arbitraries.frequencyOf(
                                Tuple.of(8, Arbitraries.just(What.SIGNS_UP)),
                                Tuple.of(9, Arbitraries.just(What.PINGS)),
                                Tuple.of(4, Arbitraries.just(What.ORDERS)),
                                Tuple.of(3, Arbitraries.just(What.DATES_MOVE)),
                                Tuple.of(6, Arbitraries.of(What.class))),
                        Arbitraries.frequency(Tuple.of(2, 0), Tuple.of(2, 1), Tuple.of(1, 5)),
                        Arbitraries.frequency(Tuple.of(4, false), Tuple.of(1, true)))
                .as(OneThing::new)
                .list()
                .ofMinSize(20)
                .ofMaxSize(80)
                .withSizeDistribution(RandomDistribution.uniform())
                .map(life -> life.stream().sorted((x, y) -> x.hour() - y.hour()).toList());
    }

    // ------------------------------------------------------------ as definitions

    /// A step with where it leads, before it is known what no way leads to.
    private record Written(String json, List<String> targets) {}

    /// What is there for flows to name.
    ///
    /// @param later ids of the flows after this one
    /// @param pool from which coupons are given
    /// @param hooks where the other program is called, which does as [#answer] says
    record Around(List<UUID> later, String pool, String hooks) {}

    static ObjectNode definition(OneFlow flow, Around around) {
        var written = new ArrayList<Written>();
        for (var i = 0; i < flow.steps().size(); i++) written.add(write(flow, i, around));
        var reached = new HashSet<String>();
        var open = new ArrayList<>(List.of("s0"));
        while (!open.isEmpty()) {
            var id = open.removeLast();
            if (!id.equals("end") && reached.add(id))
                open.addAll(written.get(Integer.parseInt(id.substring(1))).targets());
        }
        var steps = new StringBuilder();
        var ends = false;
        for (var i = 0; i < written.size(); i++) {
            if (!reached.contains("s" + i)) continue;
            ends |= written.get(i).targets().contains("end");
            steps.append("'s").append(i).append("':").append(written.get(i).json()).append(',');
        }
        if (ends) steps.append("'end':{'type':'end'},");
        steps.setLength(steps.length() - 1);
        return Definitions.json(
                """
                {'trigger':{'type':'event','name':'%s'},'stop':[%s],'reentry':%s,%s'first':'s0',
                 'steps':{%s}}
                """
                        .formatted(
                                flow.begin().event,
                                STOPS.get(flow.stop()),
                                REENTRY.get(flow.reentry()),
                                flow.audience() ? "'audience':" + orders(1) + "," : "",
                                steps));
    }

    private static Written write(OneFlow flow, int i, Around around) {
        var step = flow.steps().get(i);
        var a = target(flow, i, step.a());
        var b = target(flow, i, step.b() + 1);
        var hours = 1 + step.c();
        return switch (step.kind()) {
            case SEND -> one(mail("'transactional':true,", a), a);
            case MARKETING -> one(mail("", a), a);
            case FILTERED -> one(mail("'transactional':true,'filter':" + orders(1) + ",", a), a);
            case WAIT -> one("{'type':'wait','duration':'PT%dH','next':'%s'}", hours, a, a);
            case WAIT_SINCE_ENTRY ->
                    one(
                            "{'type':'wait','duration':'PT%dH','since':'entry','next':'%s'}",
                            hours, a, a);
            case UNTIL ->
                    one("{'type':'wait-until','at':'%02d:00','next':'%s'}", step.c() % 24, a, a);
            case WAIT_FOR ->
                    two(
                            "{'type':'wait-for','event':{'name':'Ping'},'timeout':'PT%dH','next':'%s','late':'%s'}"
                                    .formatted(hours, a, b),
                            a,
                            b);
            case WAIT_FOR_CONDITION ->
                    two(
                            "{'type':'wait-for','condition':%s,'timeout':'PT%dH','next':'%s','late':'%s'}"
                                    .formatted(orders(2), 1 + step.c() % 8, a, b),
                            a,
                            b);
            case BRANCH ->
                    two(
                            "{'type':'branch','condition':%s,'yes':'%s','no':'%s'}"
                                    .formatted(orders(1 + step.c() % 2), a, b),
                            a,
                            b);
            case SPLIT ->
                    two(
                            "{'type':'split','attribute':'plan','cases':[{'values':['b','c'],'next':'%s'}],'otherwise':'%s'}"
                                    .formatted(a, b),
                            a,
                            b);
            case RANDOM ->
                    two(
                            "{'type':'random','ways':[{'name':'A','percent':40,'next':'%s'},{'name':'B','percent':60,'next':'%s'}]}"
                                    .formatted(a, b),
                            a,
                            b);
            case HOLDOUT -> {
                // nobody is held out after a coupon
                if (flow.steps().stream().anyMatch(any -> any.kind() == Kind.COUPON))
                    yield one("{'type':'tag','add':['h%d'],'next':'%s'}", step.c() % 3, a, a);
                yield one("{'type':'holdout','percent':%d,'next':'%s'}", 10 + step.c(), a, a);
            }
            case SET -> one("{'type':'set','attributes':{'plan':'c'},'next':'%s'}".formatted(a), a);
            case INCREMENT -> one(increment("", a), a);
            case INCREMENT_IF_SENT -> one(increment(sentBefore(flow, i), a), a);
            case TAG -> one("{'type':'tag','add':['t%d'],'next':'%s'}", step.c() % 3, a, a);
            case COUPON ->
                    two(
                            "{'type':'coupon','pool':'%s','next':'%s','empty':'%s'}"
                                    .formatted(around.pool(), a, b),
                            a,
                            b);
            case WAIT_DATE ->
                    two(
                            "{'type':'wait-date','of':%s,'offset':'%s','at':'%02d:00','next':'%s','missing':'%s'}"
                                    .formatted(
                                            DATES.get(step.c() % 3),
                                            OFFSETS.get(step.c() / 3 % 3),
                                            step.c() * 7 % 24,
                                            a,
                                            b),
                            a,
                            b);
            case WEBHOOK ->
                    two(
                            "{'type':'webhook','url':'%s/%s','next':'%s','failed':'%s'}"
                                    .formatted(
                                            around.hooks(),
                                            ANSWERS.get(step.c() % ANSWERS.size()),
                                            a,
                                            b),
                            a,
                            b);
            case BACK -> {
                var to = "s" + Math.max(0, i - step.a() - step.c() % 5);
                yield one("{'type':'wait','duration':'PT%dH','next':'%s'}", 11 + hours, to, to);
            }
            case MOVE -> {
                // whoever is known by a browser only has no address to be written to
                if (around.later().isEmpty() || flow.begin() == Begin.PINGED)
                    yield new Written("{'type':'end'}", List.of());
                var to = around.later().get(step.c() % around.later().size());
                yield new Written("{'type':'move','flow':'%s'}".formatted(to), List.of());
            }
        };
    }

    /// How the other program answers, by the last word of the URL.
    private static final List<String> ANSWERS =
            List.of("well", "well", "well", "gone", "hiccup", "down");

    /// The status with which it answers a call's n-th try, the first is 1.
    static int answer(String url, int nth) {
        return switch (url.substring(url.lastIndexOf('/') + 1)) {
            case "well" -> 200;
            case "gone" -> 410;
            case "hiccup" -> nth == 1 ? 503 : 200;
            case "down" -> 500;
            case String other -> throw new IllegalArgumentException(other);
        };
    }

    /// Her birthday, when the day that she waits for is this one.
    static LocalDate birthday(LocalDate due) {
        return due.withYear(1990);
    }

    private static Written one(String json, String to) {
        return new Written(json, List.of(to));
    }

    private static Written one(String json, int number, String next, String to) {
        return new Written(json.formatted(number, next), List.of(to));
    }

    private static Written two(String json, String a, String b) {
        return new Written(json, List.of(a, b));
    }

    private static String target(OneFlow flow, int i, int further) {
        var next = i + 1 + further;
        return next >= flow.steps().size() ? "end" : "s" + next;
    }

    private static String mail(String more, String next) {
        return "{'type':'send',%s'content':%s,'next':'%s'}"
                .formatted(more, Definitions.mail(), next);
    }

    private static String increment(String more, String next) {
        return "{'type':'increment','attribute':'n','by':2,%s'next':'%s'}".formatted(more, next);
    }

    /// A mail that surely goes out, if she came by it: what becomes of others is known some time
    /// later, and when is for the lanes to say.
    private static String sentBefore(OneFlow flow, int i) {
        if (flow.begin() == Begin.PINGED) return "";
        for (var j = i - 1; j >= 0; j--)
            if (flow.steps().get(j).kind() == Kind.SEND && certain(flow, j))
                return "'onlyIfSent':'s" + j + "',";
        return "";
    }

    /// Whether a step is on the way that every step before leads to next, so that it is reached.
    private static boolean certain(OneFlow flow, int j) {
        for (var i = 0; i < j; i++) {
            var step = flow.steps().get(i);
            if (step.a() != 0 || step.kind() == Kind.BACK || step.kind() == Kind.MOVE) return false;
        }
        return true;
    }

    static String orders(int least) {
        return "{'type':'order-count','count':{'op':'>=','value':%d}}".formatted(least);
    }

    /// Whether nothing but one person's one run ever asks for `plan` and sets it, so that it is
    /// certain which came first.
    static boolean alone(List<OneFlow> flows, List<OneThing> life) {
        return flows.size() == 1
                && flows.getFirst().reentry() == 1
                && life.stream()
                        .noneMatch(
                                thing ->
                                        thing.what() == What.BECOMES_THE_NEXT
                                                || thing.what() == What.LOGS_IN);
    }

    /// Without `set`, where it is not [#alone].
    static List<OneFlow> sound(List<OneFlow> flows, boolean alone) {
        if (alone) return flows;
        return flows.stream()
                .map(
                        flow ->
                                new OneFlow(
                                        flow.begin(),
                                        flow.reentry(),
                                        flow.stop(),
                                        flow.audience(),
                                        flow.steps().stream().map(RandomFlows::noSet).toList()))
                .toList();
    }

    private static OneStep noSet(OneStep step) {
        if (step.kind() != Kind.SET) return step;
        return new OneStep(Kind.INCREMENT, step.a(), step.b(), step.c());
    }

    static final Map<What, String> EVENTS =
            Map.of(
                    What.SIGNS_UP, "Signed Up",
                    What.PINGS, "Ping",
                    What.BROWSES, "Ping",
                    What.STOPS, "Stop",
                    What.ORDERS, "Order Completed");
}
