package io.ritorno.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.account.Shop;
import io.ritorno.event.Calling;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random flows and random histories: the same runs and messages whether a shop has one part or
/// eight, and whether its events come one by one or all at once.
class FlowHistoriesTest extends TriggerTest {
    private static final int PEOPLE = 7;
    private static final int FLOWS = 8;
    private static final int ROUNDS = 25;

    private static final List<String> TRIGGERS =
            List.of(
                    "{'type':'event','name':'Ping'}",
                    """
                    {'type':'event','name':'Ping','where':[{'property':'n',
                     'test':{'type':'number','is':{'op':'>=','value':5}}}]}
                    """,
                    "{'type':'order'}",
                    "{'type':'order','amount':{'op':'>=','value':5000}}",
                    "{'type':'order','nth':{'op':'=','value':2}}",
                    "{'type':'order','products':['p1','p2']}",
                    "{'type':'order-status','statuses':['completed','shipped']}",
                    "{'type':'threshold','of':'spent','value':15000,'period':{'lastDays':2}}",
                    "{'type':'threshold','of':'orders','value':2,'period':{'calendar':'month'}}",
                    "{'type':'cart-abandoned'}",
                    "{'type':'cart-abandoned','after':'PT2H','minimum':3000}",
                    "{'type':'checkout-abandoned','after':'PT90M'}",
                    "{'type':'browse-abandoned','after':'PT2H'}",
                    "{'type':'browse-abandoned','after':'PT1H','products':['p1','p3']}",
                    "{'type':'search-abandoned','after':'PT1H','term':'a'}",
                    "{'type':'registered'}",
                    "{'type':'subscribed','channel':'email'}",
                    "{'type':'changed','attribute':'level'}",
                    "{'type':'changed','tag':'t1','how':'removed'}",
                    "{'type':'date','of':{'attribute':'renewal'},'offset':'P0D','at':'12:00'}",
                    "{'type':'date','of':{'moment':'last-order'},'offset':'P1D','at':'07:30'}",
                    "{'type':'delivery','offset':'-P1D','at':'10:00'}",
                    "{'type':'inactive','of':'last-seen','days':1}",
                    "{'type':'inactive','of':'last-order','days':1}");

    private static final List<String> REENTRY =
            List.of(
                    "{'type':'once-per-key'}",
                    "{'type':'never'}",
                    "{'type':'always'}",
                    "{'type':'after','duration':'PT5H'}");

    /// A shop to which the history is told in its own way.
    private record Told(Shop shop, boolean atOnce, List<Flow> flows) {}

    private record Did(String who, String event, Instant at, String properties) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void sameRunsHoweverTheyAreTold(long seed) {
        var random = new Random(seed);
        var definitions = new ArrayList<String>();
        for (var i = 0; i < FLOWS; i++) definitions.add(definition(random));
        var all = new ArrayList<Told>();
        for (var parts : new int[] {1, 8})
            for (var atOnce : new boolean[] {false, true}) {
                var shop = newShop(parts);
                var made = new ArrayList<Flow>();
                for (var definition : definitions)
                    made.add(flows.create(shop, "F", Definitions.json(definition), true));
                all.add(new Told(shop, atOnce, made));
            }
        drain();
        for (var round = 0; round < ROUNDS; round++) {
            var history = history(random, round);
            for (var told : all) tell(told, history);
            advance(Duration.ofMinutes(random.nextInt(400)));
        }
        advance(Duration.ofDays(3));

        var first = outcome(all.getFirst());
        assertThat(first).as("seed %s starts nothing", seed).isNotEmpty();
        for (var told : all)
            assertThat(outcome(told))
                    .as(
                            "seed %s, %s parts, at once %s",
                            seed, told.shop().parts().count(), told.atOnce())
                    .isEqualTo(first);
        for (var told : all)
            assertThat(
                            db.sql(
                                            """
                                            select reason from failed_event
                                            where part = any(?) and shop_id = ?
                                            """)
                                    .params(told.shop().parts().all(), told.shop().id())
                                    .query(String.class)
                                    .list())
                    .isEmpty();
    }

    private static String definition(Random random) {
        var stop = List.of("", "{'type':'order'}", "{'type':'event','name':'Stop'}");
        return """
               {'trigger':%s,'stop':[%s],'reentry':%s,'first':'w','steps':{
                'w':{'type':'wait','duration':'PT%dM','next':'b'},
                'b':{'type':'branch','condition':{'type':'order-count','count':{'op':'>=','value':2}},
                     'yes':'s','no':'e'},
                's':{'type':'send','content':%s,'next':'e'},'e':{'type':'end'}}}
               """
                .formatted(
                        any(random, TRIGGERS),
                        any(random, stop),
                        any(random, REENTRY),
                        1 + random.nextInt(300),
                        Definitions.mail());
    }

    /// A day of the next week that is this order's own: of two that are due at one moment chance
    /// would choose which one lets a person in who may enter but once.
    private static LocalDate delivery(Instant at, int order) {
        var day = at.atOffset(ZoneOffset.UTC).toLocalDate();
        return day.plusDays(Math.floorMod(order - day.toEpochDay(), 7L));
    }

    /// What happened just now, each thing a moment after the other.
    private List<Did> history(Random random, int round) {
        var history = new ArrayList<Did>();
        var n = 1 + random.nextInt(8);
        for (var i = 0; i < n; i++) {
            var who = "p" + random.nextInt(PEOPLE) + "@example.com";
            var at = now().minusMillis(1000 - i);
            var id = round + "-" + i;
            history.add(did(random, who, at, id));
        }
        return history;
    }

    private Did did(Random random, String who, Instant at, String id) {
        var product =
                "{'product_id':'p%d','price':%d}"
                        .formatted(random.nextInt(5), 10 + random.nextInt(90));
        return switch (random.nextInt(12)) {
            case 0, 1 -> new Did(who, "Product Viewed", at, product);
            case 2 ->
                    new Did(
                            who,
                            "Products Searched",
                            at,
                            "{'query':'q" + any(random, List.of("a", "b")) + "'}");
            case 3 -> new Did(who, "Product Added", at, product);
            case 4 -> new Did(who, "Checkout Started", at, "{'products':[" + product + "]}");
            case 5, 6 -> {
                var order = random.nextInt(6);
                yield new Did(
                        who,
                        "Order Completed",
                        at,
                        "{'order_id':'%s','status':'%s','planned_delivery':'%s','products':[%s]}"
                                .formatted(
                                        who.charAt(1) + "-" + order,
                                        any(random, List.of("pending", "completed", "failed")),
                                        delivery(at, order),
                                        product));
            }
            case 7 ->
                    new Did(
                            who,
                            "Order Updated",
                            at,
                            "{'order_id':'%s','total':%d,'status':'%s'}"
                                    .formatted(
                                            who.charAt(1) + "-" + random.nextInt(6),
                                            random.nextInt(150),
                                            any(
                                                    random,
                                                    List.of("shipped", "completed", "cancelled"))));
            case 8 ->
                    new Did(
                            who,
                            "Order Refunded",
                            at,
                            "{'order_id':'%s','refund_id':'%s','total':%d}"
                                    .formatted(
                                            who.charAt(1) + "-" + random.nextInt(6),
                                            id,
                                            1 + random.nextInt(60)));
            case 9 -> new Did(who, "Ping", at, "{'n':" + random.nextInt(10) + "}");
            case 10 -> new Did(who, "Stop", at, "{}");
            default ->
                    new Did(
                            who,
                            "",
                            at,
                            "{'level':'%d','tags':['t%d'],'renewal':'%s','consent':{'email':true}}"
                                    .formatted(
                                            random.nextInt(3),
                                            random.nextInt(3),
                                            at.plus(Duration.ofDays(random.nextInt(3)))
                                                    .toString()
                                                    .substring(0, 10)));
        };
    }

    private void tell(Told told, List<Did> history) {
        var calling = new Calling(inbox, told.shop());
        for (var did : history) {
            var properties = did.properties().replace('\'', '"');
            if (did.event().isEmpty()) calling.identify(did.who(), did.at(), properties);
            else calling.track(did.who(), did.event(), did.at(), properties);
            if (told.atOnce()) continue;
            calling.send();
            drain();
        }
        if (told.atOnce()) {
            calling.send();
            drain();
        }
    }

    private static <T> T any(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /// Who ran through what, and how it ended. Ids of carts and events are each shop's own.
    private List<String> outcome(Told told) {
        var outcome = new ArrayList<String>();
        for (var i = 0; i < told.flows().size(); i++)
            for (var run :
                    db.sql(
                                    """
                                    select concat_ws(' ', t.email, r.status, r.step, r.reason,
                                        regexp_replace(r.key, '[0-9a-f]{8}-[0-9a-f-]{27}', 'id'), r.entered_at,
                                        (select count(*) from message m where m.part = r.part
                                            and m.shop_id = r.shop_id and m.run_id = r.id))
                                    from flow_run r join profile_trait t on t.part = r.part
                                        and t.shop_id = r.shop_id and t.profile_id = r.profile_id
                                    where r.part = any(?) and r.shop_id = ? and r.flow_id = ?
                                    """)
                            .params(
                                    told.shop().parts().all(),
                                    told.shop().id(),
                                    told.flows().get(i).id())
                            .query(String.class)
                            .list()) outcome.add(i + " " + run);
        outcome.sort(String::compareTo);
        return outcome;
    }
}
