package io.ritorno.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.account.Shop;
import io.ritorno.event.Calling;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/// V3–V5, V23, I25, N13: flows that what a person is or says starts and ends.
class PersonTriggersTest extends TriggerTest {
    private static final String ANNA = "anna@example.com";
    private static final String BOB = "bob@example.com";

    // ------------------------------------------------------------ becoming known

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void whoBecomesKnownEntersOnce(int parts) {
        var shop = newShop(parts);
        identify(shop, BOB, "{}");
        var flow = flow(shop, "{'type':'registered'}", "{'type':'always'}");
        track(shop, "anon-1", "Product Viewed", "{'product_id':'p'}");
        assertThat(entered(shop, flow)).isZero();
        new Calling(inbox, shop).identify(ANNA, now(), "{}").and("anonymousId", "anon-1").send();
        drain();
        assertThat(keys(shop, flow, ANNA)).containsExactly("person");
        identify(shop, ANNA, "{'city':'Roma'}");
        track(shop, ANNA, "Signed Up", "{}");
        track(shop, BOB, "Product Viewed", "{'product_id':'p'}");
        assertThat(entered(shop, flow)).isEqualTo(1);
        // was known, and now registers
        track(shop, BOB, "Signed Up", "{}");
        assertThat(keys(shop, flow, BOB)).containsExactly("person");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void importedPeopleAreNotNew(int parts) {
        var shop = newShop(parts);
        var flow = flow(shop, "{'type':'registered'}");
        new Calling(inbox, shop).identify(ANNA, now(), "{}").history().send();
        drain();
        identify(shop, ANNA, "{}");
        // nor can a sender say that somebody is
        new Calling(inbox, shop)
                .track(ANNA, "Product Viewed", now(), "{\"product_id\":\"p\"}")
                .and("becameKnown", "true")
                .send();
        drain();
        assertThat(entered(shop, flow)).isZero();
    }

    // ------------------------------------------------------------ consent

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void whoAgrees(int parts) { // I11
        var shop = newShop(parts);
        var flow = flow(shop, "{'type':'subscribed','channel':'email'}");
        identify(shop, ANNA, "{'consent':{'email':true}}");
        identify(shop, BOB, "{'consent':{'email':false,'sms':true}}");
        assertThat(keys(shop, flow, ANNA)).hasSize(1);
        advance(Duration.ofHours(1));
        identify(shop, ANNA, "{'consent':{'email':true}}");
        track(shop, ANNA, "Consent Changed", "{'channel':'email','state':'in'}");
        assertThat(keys(shop, flow, ANNA)).hasSize(1);
        track(shop, BOB, "Consent Changed", "{'channel':'email','state':'in'}");
        assertThat(keys(shop, flow, BOB)).hasSize(1);
        // leaves, and comes back another time
        advance(Duration.ofHours(1));
        identify(shop, ANNA, "{'consent':{'email':false}}");
        advance(Duration.ofHours(1));
        identify(shop, ANNA, "{'consent':{'email':true}}");
        assertThat(keys(shop, flow, ANNA)).hasSize(2);
    }

    // ------------------------------------------------------------ changes

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void changeOfTraitAttributeAndTag(int parts) {
        var shop = newShop(parts);
        var city = flow(shop, "{'type':'changed','trait':'city'}");
        var toGold =
                flow(
                        shop,
                        """
                        {'type':'changed','attribute':'level',
                         'to':{'type':'text','op':'is','values':['gold']}}
                        """);
        var vip = flow(shop, "{'type':'changed','tag':'vip','how':'added'}");
        var gone = flow(shop, "{'type':'changed','tag':'vip','how':'removed'}");
        identify(shop, ANNA, "{'city':'Roma','level':'silver','tags':['new']}");
        assertThat(keys(shop, city, ANNA)).hasSize(1);
        advance(Duration.ofHours(1));
        identify(shop, ANNA, "{'city':'Roma','level':'gold','tags':['new','vip']}");
        assertThat(keys(shop, city, ANNA)).hasSize(1);
        assertThat(keys(shop, toGold, ANNA)).hasSize(1);
        assertThat(keys(shop, vip, ANNA)).hasSize(1);
        assertThat(entered(shop, gone)).isZero();
        advance(Duration.ofHours(1));
        identify(shop, ANNA, "{'level':'gold','tags':['new']}");
        assertThat(keys(shop, toGold, ANNA)).hasSize(1);
        assertThat(keys(shop, gone, ANNA)).hasSize(1);
        // an older fact, told late, changes nothing
        new Calling(inbox, shop)
                .identify(ANNA, now().minus(Duration.ofMinutes(90)), "{\"city\":\"Milano\"}")
                .send();
        // and history starts nothing
        new Calling(inbox, shop)
                .identify(BOB, now(), "{\"city\":\"Milano\",\"level\":\"gold\"}")
                .history()
                .send();
        drain();
        assertThat(keys(shop, city, ANNA)).hasSize(1);
        assertThat(keys(shop, city, BOB)).isEmpty();
        assertThat(keys(shop, toGold, BOB)).isEmpty();
    }

    // ------------------------------------------------------------ segments

    @Test
    void comingIntoASegmentAndLeavingIt() {
        var shop = newShop();
        var api = api(shop);
        var segment =
                api.post(
                                "segments",
                                """
                                {"name":"Rome","condition":{"type":"trait","name":"city",
                                 "test":{"type":"text","op":"is","values":["Roma"]}}}
                                """)
                        .expect(201)
                        .json()
                        .get("id")
                        .asString();
        drain();
        var in = flow(shop, "{'type':'segment-entered','segment':'" + segment + "'}");
        var out = flow(shop, "{'type':'segment-left','segment':'" + segment + "'}");
        var stays =
                flows.create(
                        shop,
                        "Stays",
                        waiting(
                                "{'type':'segment-entered','segment':'" + segment + "'}",
                                "{'type':'segment-left','segment':'" + segment + "'}"),
                        true);
        identify(shop, ANNA, "{'city':'Roma'}");
        identify(shop, BOB, "{'city':'Milano'}");
        assertThat(keys(shop, in, ANNA)).hasSize(1);
        assertThat(status(shop, stays)).containsExactly("running");
        advance(Duration.ofHours(1));
        identify(shop, ANNA, "{'city':'Milano'}");
        assertThat(keys(shop, out, ANNA)).hasSize(1);
        assertThat(entered(shop, out)).isEqualTo(1);
        assertThat(status(shop, stays)).containsExactly("stopped segment-left");
    }

    // ------------------------------------------------------------ filters, stops

    @Test
    void eventThatPassesItsFilters() {
        var shop = newShop();
        var flow =
                flow(
                        shop,
                        """
                        {'type':'event','name':'Review Written','properties':{'verified':true},
                         'where':[{'property':'stars','test':{'type':'number','is':{'op':'<=','value':2}}},
                                  {'property':'text','test':{'type':'text','op':'contains','values':['late']}}]}
                        """);
        track(shop, ANNA, "Review Written", "{'stars':2,'text':'Came LATE','verified':true}");
        track(shop, BOB, "Review Written", "{'stars':3,'text':'late','verified':true}");
        track(shop, BOB, "Review Written", "{'stars':1,'text':'late','verified':false}");
        track(shop, BOB, "Review Written", "{'stars':1,'verified':true}");
        assertThat(keys(shop, flow, ANNA)).hasSize(1);
        assertThat(entered(shop, flow)).isEqualTo(1);
    }

    @Test
    void stopsByFilteredEvents() {
        var shop = newShop();
        var flow =
                flows.create(
                        shop,
                        "Waits",
                        waiting(
                                "{'type':'event','name':'Asked'}",
                                """
                                {'type':'event','name':'Answered','where':[{'property':'score',
                                 'test':{'type':'number','is':{'op':'>','value':5}}}]}
                                """),
                        true);
        track(shop, ANNA, "Asked", "{}");
        track(shop, ANNA, "Answered", "{'score':5}");
        assertThat(status(shop, flow)).containsExactly("running");
        track(shop, ANNA, "Answered", "{'score':6}");
        assertThat(status(shop, flow)).containsExactly("stopped stop-event");
    }

    @Test
    void stopConditionIsLookedAtWhenSomethingHappens() {
        var shop = newShop();
        var flow =
                flows.create(
                        shop,
                        "Waits",
                        waiting(
                                "{'type':'event','name':'Asked'}",
                                """
                                {'type':'condition','condition':{'type':'trait','name':'city',
                                 'test':{'type':'text','op':'is','values':['Roma']}}}
                                """),
                        true);
        track(shop, ANNA, "Asked", "{}");
        track(shop, BOB, "Asked", "{}");
        identify(shop, BOB, "{'city':'Milano'}");
        assertThat(status(shop, flow)).containsExactly("running", "running");
        identify(shop, ANNA, "{'city':'Roma'}");
        assertThat(status(shop, flow)).containsExactly("running", "stopped stop-condition");
    }

    private static ObjectNode waiting(String trigger, String stop) {
        return Definitions.json(
                "{'trigger':"
                        + trigger
                        + ",'stop':["
                        + stop
                        + "],'first':'w','steps':{'w':{'type':'wait','duration':'P7D','next':'e'},"
                        + "'e':{'type':'end'}}}");
    }

    private List<String> status(Shop shop, Flow flow) {
        return db.sql(
                        """
                        select concat_ws(' ', status, reason) from flow_run
                        where part = any(?) and shop_id = ? and flow_id = ? order by 1
                        """)
                .params(shop.parts().all(), shop.id(), flow.id())
                .query(String.class)
                .list();
    }

    // ------------------------------------------------------------ by hand

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void byHandOnceForAKey(int parts) {
        var shop = newShop(parts);
        var api = api(shop);
        identify(shop, ANNA, "{}");
        identify(shop, BOB, "{}");
        var flow = flow(shop, "{'type':'manual'}", "{'type':'always'}");
        var path = "flows/" + flow.id() + "/enter";
        var body =
                """
                {"emails":["Anna@example.com","nobody@example.com","no address"],"key":"gift",
                 "context":{"code":"X1"}}
                """;
        var first = api.post(path, body).expect(200).json();
        assertThat(first.get("entered").asInt()).isEqualTo(1);
        assertThat(first.get("refused").findValuesAsString("reason"))
                .containsExactlyInAnyOrder("unknown", "unknown");
        var again = api.post(path, body).expect(200).json();
        assertThat(again.get("entered").asInt()).isZero();
        assertThat(again.get("refused").findValuesAsString("reason"))
                .containsExactlyInAnyOrder("re-entry", "unknown", "unknown");
        assertThat(keys(shop, flow, ANNA)).containsExactly("gift");

        var byId =
                "{\"profiles\":[\"%s\",\"%s\",\"%s\"]}"
                        .formatted(profile(shop, ANNA), profile(shop, BOB), UUID.randomUUID());
        assertThat(api.post(path, byId).expect(200).json().get("entered").asInt()).isEqualTo(2);
        assertThat(api.post(path, byId).expect(200).json().get("entered").asInt()).isEqualTo(2);
        drain();
        assertThat(entered(shop, flow)).isEqualTo(5);
        assertThat(
                        api.get("profiles/" + profile(shop, BOB) + "/decisions")
                                .items()
                                .getLast()
                                .get("reason")
                                .asString())
                .isEqualTo("manual");
    }

    @Test
    void segmentByHandAndAudience() {
        var shop = newShop();
        var api = api(shop);
        identify(shop, ANNA, "{'city':'Roma'}");
        identify(shop, BOB, "{'city':'Milano'}");
        var segment =
                api.post(
                                "segments",
                                "{\"name\":\"All\",\"condition\":{\"type\":\"all\",\"of\":[]}}")
                        .expect(201)
                        .json()
                        .get("id")
                        .asString();
        drain();
        var definition =
                Definitions.json(
                        """
                        {'trigger':{'type':'manual'},'audience':{'type':'trait','name':'city',
                         'test':{'type':'text','op':'is','values':['Roma']}},'first':'e',
                         'steps':{'e':{'type':'end'}}}
                        """);
        var flow = flows.create(shop, "By hand", definition, true);
        var answer =
                api.post("flows/" + flow.id() + "/enter", "{\"segment\":\"" + segment + "\"}")
                        .expect(200)
                        .json();
        assertThat(answer.get("entered").asInt()).isEqualTo(1);
        assertThat(answer.get("refused").findValuesAsString("reason")).containsExactly("audience");
        assertThat(keys(shop, flow, ANNA)).hasSize(1);
    }

    @Test
    void byHandOnlyIntoLiveFlowsOfThisShop() {
        var shop = newShop();
        var api = api(shop);
        identify(shop, ANNA, "{}");
        var flow = flow(shop, "{'type':'manual'}");
        var path = "flows/" + flow.id() + "/enter";
        api.post(path, "{}").expect(400);
        api.post(path, "{\"profiles\":[],\"emails\":[]}").expect(400);
        api.post(path, "{\"emails\":[\"anna@example.com\"],\"key\":\" \"}").expect(400);
        api.post(path, "{\"segment\":\"" + UUID.randomUUID() + "\"}").expect(404);
        api(shop, "viewer").post(path, "{\"emails\":[]}").expect(403);
        api(newShop()).post(path, "{\"emails\":[]}").expect(404);
        api.post("flows/" + flow.id() + "/status", "{\"status\":\"paused\"}").expect(200);
        api.post(path, "{\"emails\":[\"anna@example.com\"]}").expect(409);
        assertThat(entered(shop, flow)).isZero();
    }
}
