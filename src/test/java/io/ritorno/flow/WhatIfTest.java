package io.ritorno.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.account.Shop;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What would happen to somebody now if: the same as then happens, and nothing has changed before.
class WhatIfTest extends FlowWorld {
    private static final String AGREED = "{'consent':{'email':true},'plan':'a','n':0}";

    @Autowired private FlowStore store;

    /// By day, so that nothing is held unless a test wants it; and at no full hour, which other
    /// tests of this context may wait for.
    @BeforeEach
    void byDay() {
        var warsaw = ZoneId.of("Europe/Warsaw");
        var noon = now().atZone(warsaw).toLocalDate().plusDays(1).atTime(LocalTime.of(12, 7, 13));
        advance(Duration.between(now(), noon.atZone(warsaw).toInstant()));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,8", "3,1", "4,8", "5,1", "6,8", "7,1", "8,1", "9,1", "10,1"})
    void itIsWhatThenHappens(int seed, int parts) {
        var random = new java.util.Random(seed);
        var shop = newShop(parts);
        if (seed % 3 == 0)
            shops.update(shop, JsonMapper.shared().createObjectNode().put("holdoutPercent", 50));
        var flow = flows.create(shop, "Flow", definition(RandomSteps.any(random)), true);
        for (var i = 0; i < 3; i++) {
            var name = "p" + i;
            // one agreed, one said nothing, one lives where it is night
            var traits =
                    switch (i) {
                        case 0 -> AGREED;
                        case 1 -> "{'plan':'b','n':0}";
                        default ->
                                "{'consent':{'email':true},'plan':'c','n':0,'timezone':'America/Los_Angeles'}";
                    };
            person(shop, name, traits);
        }
        var foretold = new ArrayList<List<String>>();
        var rows = rows(shop);
        for (var i = 0; i < 3; i++) {
            var answer = ask(shop, flow.id(), profile(shop, "p" + i), signsUp());
            assertThat(answer.path("enters").asBoolean()).isTrue();
            foretold.add(told(answer.path("lines"), "timeout"));
        }
        // nothing is there that was not there before
        assertThat(rows(shop)).isEqualTo(rows);
        for (var i = 0; i < 3; i++) signsUp(shop, "p" + i);
        advance(Duration.ofDays(60));
        for (var i = 0; i < 3; i++)
            assertThat(lived(shop, profile(shop, "p" + i)))
                    .as("p" + i)
                    .containsExactlyInAnyOrderElementsOf(foretold.get(i));
    }

    @Test
    void bothWaysOfWhatMayComeAreTold() {
        var shop = newShop();
        var flow =
                flow(
                        shop,
                        "'w':{'type':'wait-for','event':{'name':'Ping'},'timeout':'P3D','next':'thanks','late':'hint'}",
                        send("thanks", "end"),
                        send("hint", "end"),
                        END);
        person(shop, "anna", AGREED);
        var anna = profile(shop, "anna");
        var lines = ask(shop, flow.id(), anna, null).path("lines");
        var waited = lines.get(1);
        assertThat(waited.path("outcome").asString()).isEqualTo("waited");
        assertThat(waited.at("/detail/event").asString()).isEqualTo("Ping");
        assertThat(waited.at("/detail/until").asString())
                .isEqualTo(now().plus(Duration.ofDays(3)).toString());
        assertThat(waited.path("ways").size()).isEqualTo(2);
        assertThat(told(lines, "event"))
                .containsExactly(
                        "entered assumed -",
                        "branched event w",
                        "send transactional thanks",
                        "ended end end");
        assertThat(told(lines, "timeout"))
                .containsExactly(
                        "entered assumed -",
                        "branched timeout w",
                        "send transactional hint",
                        "ended end end");
        // the second one comes when the wait is over
        assertThat(waited.at("/ways/1/lines/0/at").asString())
                .isEqualTo(now().plus(Duration.ofDays(3)).toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void sheIsFollowedIntoOtherFlows(int parts) {
        var shop = newShop(parts);
        var last = byHand(shop, "Last", send("u", "end"));
        var picky = byHand(shop, "Picky", send("p", "end"));
        var next =
                byHand(
                        shop,
                        "Next",
                        "'d':{'type':'wait','duration':'P40D','next':'t'}",
                        send("t", "m"),
                        move(last.id()));
        var flow =
                flow(
                        shop,
                        send("s", "b"),
                        "'b':{'type':'split','attribute':'plan','cases':[{'values':['a'],'next':'m'}],'otherwise':'n'}",
                        move(next.id()),
                        move(picky.id()).replace("'m'", "'n'"));
        person(shop, "anna", AGREED);
        person(shop, "bea", "{'plan':'b'}");
        var anna = profile(shop, "anna");
        var rows = rows(shop);
        var months = months();
        var lines = ask(shop, flow.id(), anna, signsUp()).path("lines");
        var foretold = told(lines, "");
        assertThat(foretold)
                .containsExactly(
                        "entered trigger -",
                        "send transactional s",
                        "branched case b",
                        "moved flow m",
                        "entered moved -",
                        "send transactional t",
                        "moved flow m",
                        "entered moved -",
                        "send transactional u",
                        "ended end end");
        var flows =
                lines.values().stream().map(line -> line.at("/flow/name").asString("-")).toList();
        assertThat(flows)
                .containsExactly(
                        "-", "-", "-", "-", "Next", "Next", "Next", "Next", "Last", "Last", "Last");
        assertThat(lines.get(8).at("/flow/id").asString()).isEqualTo(last.id().toString());
        assertThat(rows(shop)).isEqualTo(rows);
        // nor is a month made in the log for what may come
        assertThat(months()).isEqualTo(months);
        // one that is let go on nowhere
        this.flows.status(shop, picky.id(), Flow.Status.PAUSED);
        var bea = profile(shop, "bea");
        var refused = ask(shop, flow.id(), bea, signsUp()).path("lines");
        assertThat(told(refused, ""))
                .endsWith("branched otherwise b", "not-entered not-live -", "ended end n");
        assertThat(refused.at("/3/flow/name").asString()).isEqualTo("Picky");

        for (var name : List.of("anna", "bea")) signsUp(shop, name);
        advance(Duration.ofDays(42));
        assertThat(lived(shop, anna)).containsExactlyInAnyOrderElementsOf(foretold);
        assertThat(lived(shop, bea)).containsExactlyInAnyOrderElementsOf(told(refused, ""));
    }

    @Test
    void flowsInACircleAreFollowedUntilTheEngineStopsHer() {
        var shop = newShop();
        var there = byHand(shop, "There", "'d':{'type':'wait','duration':'P1D','next':'end'}", END);
        var back = flow(shop, "'w':{'type':'wait','duration':'PT1H','next':'m'}", move(there.id()));
        var again =
                Definitions.json(
                        "{'trigger':{'type':'manual'},'reentry':{'type':'always'},'first':'d','steps':{"
                                + "'d':{'type':'wait','duration':'P1D','next':'m'},"
                                + move(back.id())
                                + "}}");
        api(shop).put("flows/" + there.id(), Map.of("definition", again)).expect(200);
        person(shop, "anna", AGREED);
        var lines = ask(shop, back.id(), profile(shop, "anna"), signsUp()).path("lines");
        // as it would be: nobody is handed on more than a hundred times in a row
        assertThat(told(lines, "")).endsWith("stopped loop-limit m").hasSizeGreaterThan(200);
    }

    private int months() {
        return db.sql("select count(*) from pg_inherits where inhparent = 'decision'::regclass")
                .query(Integer.class)
                .single();
    }

    /// A live flow that people come into from others.
    private Flow byHand(Shop shop, String name, String... steps) {
        var all =
                String.join(",", steps)
                        + (String.join("", steps).contains("'end'") ? "," + END : "");
        var first = all.substring(1, all.indexOf('\'', 1));
        var text =
                "{'trigger':{'type':'manual'},'reentry':{'type':'always'},'first':'%s','steps':{%s}}"
                        .formatted(first, all);
        return flows.create(shop, name, Definitions.json(text), true);
    }

    @Test
    void anotherProgramIsNotTold() {
        var shop = newShop();
        var flow =
                flow(
                        shop,
                        "'h':{'type':'webhook','url':'https://crm.example/hook','next':'a','failed':'b'}",
                        send("a", "end"),
                        send("b", "end"),
                        END);
        person(shop, "anna", AGREED);
        var rows = rows(shop);
        var lines = ask(shop, flow.id(), profile(shop, "anna"), null).path("lines");
        assertThat(lines.at("/1/reason").asString()).isEqualTo("webhook");
        assertThat(told(lines.at("/1/ways/0/lines"), ""))
                .containsExactly("webhook delivered h", "send transactional a", "ended end end");
        assertThat(told(lines.at("/1/ways/1/lines"), ""))
                .containsExactly("webhook failed h", "send transactional b", "ended end end");
        assertThat(rows(shop)).isEqualTo(rows);
    }

    @Test
    void whoWouldNotComeInIsToldWhy() {
        var shop = newShop();
        var flow = flow(shop, "'w':{'type':'wait','duration':'P1D','next':'end'}", END);
        person(shop, "anna", AGREED);
        var anna = profile(shop, "anna");
        assertThat(first(ask(shop, flow.id(), anna, Map.of("type", "event", "name", "Ping"))))
                .isEqualTo("not-entered not-begun");
        assertThat(first(ask(shop, flow.id(), anna, Map.of("type", "cart"))))
                .isEqualTo("not-entered no-cart");
        var definition = definition("'w':{'type':'wait','duration':'P1D','next':'end'}", END);
        definition.set(
                "audience",
                Definitions.json(
                        "{'type':'attribute','name':'plan','test':{'type':'text','op':'is','values':['z']}}"));
        var audience = flows.create(shop, "For z", definition, true);
        assertThat(first(ask(shop, audience.id(), anna, signsUp())))
                .isEqualTo("not-entered audience");
        var never = definition("'w':{'type':'wait','duration':'P1D','next':'end'}", END);
        never.set("reentry", Definitions.json("{'type':'never'}"));
        var once = flows.create(shop, "Once", never, true);
        signsUp(shop, "anna");
        var in = ask(shop, once.id(), anna, signsUp());
        assertThat(first(in)).isEqualTo("not-entered already-in");
        assertThat(in.at("/lines/0/detail/since").asString()).isEqualTo(now().toString());
        advance(Duration.ofDays(2));
        assertThat(first(ask(shop, once.id(), anna, signsUp()))).isEqualTo("not-entered re-entry");
        flows.status(shop, flow.id(), Flow.Status.PAUSED);
        assertThat(first(ask(shop, flow.id(), anna, signsUp()))).isEqualTo("not-entered not-live");
    }

    @Test
    void aDraftIsAskedAsIfItWereLive() {
        var shop = newShop();
        var flow = flows.create(shop, "Draft", definition(send("s", "end"), END), false);
        var open = flows.create(shop, "Open", definition(send("s", ""), END), false);
        person(shop, "anna", AGREED);
        var anna = profile(shop, "anna");
        var answer = ask(shop, flow.id(), anna, signsUp());
        assertThat(answer.path("draft").asBoolean()).isTrue();
        assertThat(answer.path("enters").asBoolean()).isTrue();
        assertThat(store.find(shop, flow.id()).orElseThrow().status()).isEqualTo(Flow.Status.DRAFT);
        api(shop).post("flows/" + open.id() + "/what-if", Map.of("person", anna)).expect(422);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void herCartIsLeftOrAnOrderPlaced(int parts) {
        var shop = newShop(parts);
        var leaves = definition(send("s", "end"), END);
        leaves.set("trigger", Definitions.json("{'type':'cart-abandoned'}"));
        var carts = flows.create(shop, "Carts", leaves, true);
        var later = leaves.deepCopy();
        later.set("trigger", Definitions.json("{'type':'cart-abandoned','after':'PT5H'}"));
        var hours = flows.create(shop, "Hours", later, true);
        var buys = definition(send("s", "end"), END);
        buys.set(
                "trigger", Definitions.json("{'type':'order','amount':{'op':'>=','value':10000}}"));
        var orders = flows.create(shop, "Orders", buys, true);
        person(shop, "anna", AGREED);
        track(
                shop,
                "anna",
                "Product Added",
                p -> p.put("product_id", "42").put("price", 12.5).put("quantity", 2));
        drain();
        var anna = profile(shop, "anna");
        var rows = rows(shop);
        assertThat(told(ask(shop, carts.id(), anna, Map.of("type", "cart")).path("lines"), ""))
                .containsExactly("entered trigger -", "send transactional s", "ended end end");
        var planned = ask(shop, hours.id(), anna, Map.of("type", "cart")).path("lines");
        assertThat(told(planned, ""))
                .containsExactly("entered trigger -", "send transactional s", "ended end end");
        assertThat(planned.at("/0/reason").asString()).isEqualTo("planned");
        assertThat(first(ask(shop, orders.id(), anna, order(9_999))))
                .isEqualTo("not-entered not-begun");
        assertThat(told(ask(shop, orders.id(), anna, order(10_000)).path("lines"), ""))
                .containsExactly("entered trigger -", "send transactional s", "ended end end");
        assertThat(rows(shop)).isEqualTo(rows);
    }

    @Test
    void theGateIsAskedAsItWillBe() {
        var shop = newShop();
        shops.update(
                shop,
                JsonMapper.shared().createObjectNode().put("capMessages", 1).put("capDays", 7));
        var mail = send("a", "w").replace("'transactional':true", "'transactional':false");
        var flow =
                flow(
                        shop,
                        mail,
                        "'w':{'type':'wait','duration':'PT11H','next':'b'}",
                        mail.replace("'a'", "'b'").replace("'next':'w'", "'next':'v'"),
                        "'v':{'type':'wait','duration':'P8D','next':'c'}",
                        mail.replace("'a'", "'c'").replace("'next':'w'", "'next':'end'"),
                        END);
        person(shop, "anna", AGREED);
        var anna = profile(shop, "anna");
        var foretold = told(ask(shop, flow.id(), anna, signsUp()).path("lines"), "");
        assertThat(foretold)
                .containsExactly(
                        "entered trigger -",
                        "send allowed a",
                        "hold quiet-hours b",
                        "skip frequency-cap b",
                        "hold quiet-hours c",
                        "send allowed c",
                        "ended end end");
        signsUp(shop, "anna");
        advance(Duration.ofDays(12));
        assertThat(lived(shop, anna)).containsExactlyInAnyOrderElementsOf(foretold);
        // and why it was so is told of the run
        var runs = "flows/" + flow.id() + "/runs";
        var run = api(shop).get(runs).items().getFirst().path("id").asString();
        assertThat(told(api(shop).get(runs + "/" + run + "/decisions").expect(200).json(), ""))
                .hasSameSizeAs(foretold)
                .contains("hold quiet-hours b", "skip frequency-cap b");
        api(newShop()).get(runs + "/" + run + "/decisions").expect(404);
    }

    @Test
    void whatCannotBeAskedIsRefused() {
        var shop = newShop();
        var flow = flow(shop, send("s", "end"), END);
        var path = "flows/" + flow.id() + "/what-if";
        person(shop, "anna", AGREED);
        var anna = profile(shop, "anna");
        var api = api(shop);
        assertThat(api.post(path, Map.of()).status()).isEqualTo(400);
        assertThat(api.post(path, Map.of("person", UUID.randomUUID())).status()).isEqualTo(404);
        for (var assumed :
                List.of(
                        Map.of("type", "rain"),
                        Map.of("type", "event"),
                        Map.of("type", "order", "amount", -1)))
            assertThat(api.post(path, Map.of("person", anna, "assume", assumed)).status())
                    .isEqualTo(400);
        assertThat(api(shop, "viewer").post(path, Map.of("person", anna)).status()).isEqualTo(200);
        assertThat(api(newShop()).post(path, Map.of("person", anna)).status()).isEqualTo(404);
    }

    // ------------------------------------------------------------ asking

    private static Map<String, Object> signsUp() {
        return Map.of("type", "event", "name", "Signed Up");
    }

    private static Map<String, Object> order(int amount) {
        return Map.of("type", "order", "amount", amount, "products", List.of("42"));
    }

    private JsonNode ask(
            Shop shop,
            UUID flow,
            UUID person,
            @org.jspecify.annotations.Nullable Map<String, ?> assumed) {
        var body =
                assumed == null
                        ? Map.of("person", person)
                        : Map.of("person", person, "assume", assumed);
        return api(shop).post("flows/" + flow + "/what-if", body).expect(200).json();
    }

    private static String first(JsonNode answer) {
        var line = answer.at("/lines/0");
        return line.path("outcome").asString() + " " + line.path("reason").asString();
    }

    /// The decisions of an answer as they will stand in the log, along this way of each wait.
    private static List<String> told(JsonNode lines, String way) {
        var told = new ArrayList<String>();
        for (var line : lines) {
            var outcome = line.path("outcome").asString();
            if (!outcome.equals("waited") && !outcome.equals("let-in"))
                told.add(
                        outcome
                                + " "
                                + line.path("reason").asString()
                                + " "
                                + line.path("step").asString("-"));
            for (var each : line.path("ways")) {
                var reason = each.path("reason").asString();
                var taken = way.equals("timeout") == reason.equals("timeout");
                if (taken) told.addAll(told(each.path("lines"), way));
            }
        }
        return told;
    }

    /// What the flow and the gate have decided about her.
    private List<String> lived(Shop shop, UUID profile) {
        return db.sql(
                        """
                        select outcome || ' ' || reason || ' '
                            || case when outcome = 'entered' then '-' else coalesce(step, '-') end
                        from decision
                        where part = ? and shop_id = ? and profile_id = ?
                        order by at, id
                        """)
                .params(shop.parts().of(profile), shop.id(), profile)
                .query(String.class)
                .list();
    }

    /// How many rows each table has that anything could have changed.
    private Map<String, Object> rows(Shop shop) {
        return db.sql(
                        """
                        select (select count(*) from flow_run where part = any(:p) and shop_id = :s) as runs,
                            (select count(*) from message where part = any(:p) and shop_id = :s) as messages,
                            (select count(*) from decision where part = any(:p) and shop_id = :s) as decisions,
                            (select count(*) from event where part = any(:p) and shop_id = :s) as events,
                            (select count(*) from orders where part = any(:p) and shop_id = :s) as orders,
                            (select count(*) from occurrence where part = any(:p) and shop_id = :s) as occurrences,
                            (select count(*) from webhook_call where part = any(:p) and shop_id = :s) as calls,
                            (select count(*) from flow_plan where part = any(:p) and shop_id = :s) as plans,
                            (select coalesce(sum(n), 0) from flow_count where part = any(:p) and shop_id = :s) as counts,
                            (select count(*) from cart where part = any(:p) and shop_id = :s and state = 'open') as carts,
                            (select string_agg(attributes::text, ' ' order by profile_id) from profile_trait
                             where part = any(:p) and shop_id = :s) as traits
                        """)
                .param("p", shop.parts().all())
                .param("s", shop.id())
                .query()
                .singleRow();
    }
}
