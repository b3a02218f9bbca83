package io.ritorno.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.account.Shop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// People who go on in another flow.
class MoveStepTest extends FlowWorld {
    private static String move(Flow to) {
        return move(to.id());
    }

    /// A flow that nobody enters but by being moved, with a wait first.
    private Flow other(Shop shop, String more) {
        return flows.create(shop, "Other", otherDefinition(more), true);
    }

    private static ObjectNode otherDefinition(String more) {
        return Definitions.json(
                "{'trigger':{'type':'manual'}"
                        + more
                        + ",'first':'w','steps':{'w':{'type':'wait','duration':'P1D','next':'end'},"
                        + END
                        + "}}");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void sheGoesOnThereWithWhatItIsAbout(int parts) {
        var shop = newShop(parts);
        var other = other(shop, "");
        var flow = flow(shop, move(other));
        var ann = person(shop, "ann", "{}");
        track(shop, "ann", "Signed Up", p -> p.put("order_id", "77").put("plan", "gold"));
        drain();

        assertThat(runs(shop, ann)).containsExactlyInAnyOrder("done m", "running w");
        assertThat(decisions(shop, ann))
                .containsExactlyInAnyOrder("entered trigger", "entered moved", "moved flow");
        var keys =
                db.sql("select distinct key from flow_run where part = any(?) and shop_id = ?")
                        .params(shop.parts().all(), shop.id())
                        .query(String.class)
                        .list();
        assertThat(keys).hasSize(1);
        var context =
                db.sql(
                                "select context::text from flow_run where part = any(?) and shop_id ="
                                        + " ? and flow_id = ?")
                        .params(shop.parts().all(), shop.id(), other.id())
                        .query(String.class)
                        .single();
        assertThat(JsonMapper.shared().readTree(context).at("/event/plan").asString())
                .isEqualTo("gold");
        var numbers = numbers(shop, flow);
        assertThat(numbers.get("ended").asInt()).isEqualTo(1);
        assertThat(numbers.get("waiting").asInt()).isZero();
        assertThat(numbers(shop, other).get("entered").asInt()).isEqualTo(1);
        advance(Duration.ofDays(1));
        assertThat(runs(shop, ann)).containsExactlyInAnyOrder("done m", "done end");
    }

    @Test
    void theOtherFlowDecidesOnHerAsOnEveryone() {
        var shop = newShop();
        var picky =
                other(
                        shop,
                        ",'audience':{'type':'trait','name':'country','test':{'type':'text','op':'is','values':['SE']}}");
        var once = other(shop, ",'reentry':{'type':'never'}");
        flow(shop, move(picky));
        flow(shop, move(once));
        var ann = person(shop, "ann", "{}");
        signsUp(shop, "ann");
        advance(Duration.ofDays(2));
        signsUp(shop, "ann");

        assertThat(decisions(shop, ann))
                .containsOnlyOnce("entered moved")
                .contains("not-entered audience", "not-entered re-entry");
        assertThat(runs(shop, ann)).containsOnlyOnce("done end");
    }

    @Test
    void aFlowThatIsNotLiveTakesNobodyAndHereItEnds() {
        var shop = newShop();
        var other = other(shop, "");
        flow(shop, move(other));
        flows.status(shop, other.id(), Flow.Status.PAUSED);
        var ann = person(shop, "ann", "{}");
        signsUp(shop, "ann");
        assertThat(decisions(shop, ann))
                .containsExactlyInAnyOrder("entered trigger", "not-entered not-live", "ended end");
        assertThat(runs(shop, ann)).containsExactly("done m");

        flows.status(shop, other.id(), Flow.Status.ARCHIVED);
        var bea = person(shop, "bea", "{}");
        signsUp(shop, "bea");
        assertThat(decisions(shop, bea)).contains("not-entered not-live", "ended end");
    }

    @Test
    void aCircleWithoutAWaitDoesNotGoLive() {
        var shop = newShop();
        var api = api(shop);
        var first = flows.create(shop, "First", otherDefinition(""), false);
        var second = flows.create(shop, "Second", moving(first.id(), ""), true);
        var back = moving(second.id(), "");
        api.put("flows/" + first.id(), Map.of("definition", back)).expect(200);

        assertThat(codes(api.get("flows/" + first.id()).json().get("problems")))
                .containsExactly("move-circle");
        var refused =
                api.post("flows/" + first.id() + "/status", "{\"status\":\"live\"}").expect(422);
        assertThat(codes(refused.json().get("errors"))).containsExactly("move-circle");
        assertThat(refused.json().at("/errors/0/step").asString()).isEqualTo("m");
        // into itself
        api.put("flows/" + first.id(), Map.of("definition", moving(first.id(), ""))).expect(200);
        api.post("flows/" + first.id() + "/status", "{\"status\":\"live\"}").expect(422);
        // with an hour's wait it may
        api.put("flows/" + first.id(), Map.of("definition", moving(second.id(), "PT1H")))
                .expect(200);
        api.post("flows/" + first.id() + "/status", "{\"status\":\"live\"}").expect(200);
    }

    private static ObjectNode moving(UUID to, String wait) {
        return Definitions.json(
                "{'trigger':{'type':'manual'},'reentry':{'type':'always'},'first':'"
                        + (wait.isEmpty() ? "m" : "w")
                        + "','steps':{"
                        + (wait.isEmpty()
                                ? ""
                                : "'w':{'type':'wait','duration':'" + wait + "','next':'m'},")
                        + move(to)
                        + "}}");
    }

    private static List<String> codes(JsonNode faults) {
        return faults.values().stream().map(f -> f.get("code").asString()).toList();
    }

    @Test
    void aCircleThatCameAboutAllTheSameEnds() {
        var shop = newShop();
        var first = flows.create(shop, "First", moving(UUID.randomUUID(), "PT1H"), false);
        var second = flows.create(shop, "Second", moving(first.id(), ""), true);
        // past the check, as an old version may be
        db.sql("update flow_version set definition = ?::jsonb where shop_id = ? and flow_id = ?")
                .params(moving(second.id(), "").toString(), shop.id(), first.id())
                .update();
        db.sql(
                        "update flow set status = 'live', live_since = created_at where shop_id = ? and id = ?")
                .params(shop.id(), first.id())
                .update();
        var ann = person(shop, "ann", "{}");
        api(shop)
                .post("flows/" + first.id() + "/enter", Map.of("profiles", List.of(ann.toString())))
                .expect(200);
        drain();

        assertThat(runs(shop, ann)).hasSize(101).containsOnlyOnce("stopped m");
        assertThat(decisions(shop, ann)).contains("stopped loop-limit");
    }

    @Test
    void whereAFlowIsNeededIsShown() {
        var shop = newShop();
        var api = api(shop);
        var other = flows.create(shop, "Other", otherDefinition(""), false);
        var flow = flow(shop, move(other));

        assertThat(api.get("flows/" + other.id()).json().at("/usedBy/0/name").asString())
                .isEqualTo(flow.name());
        var refused = api.delete("flows/" + other.id()).expect(409).json();
        assertThat(refused.get("code").asString()).isEqualTo("flow-in-use");
        assertThat(refused.at("/usedBy/0/id").asString()).isEqualTo(flow.id().toString());
        flows.status(shop, flow.id(), Flow.Status.ARCHIVED);
        assertThat(api.get("flows/" + other.id()).json().get("usedBy")).isEmpty();
        api.delete("flows/" + other.id()).expect(204);
    }

    @Test
    void whereToMustBeThere() {
        var shop = newShop();
        var foreign = other(newShop(), "");
        for (var to : List.of(foreign.id(), UUID.randomUUID()))
            assertThat(api(shop).post("flows", live(move(to))).expect(422).text())
                    .contains("flow-unknown");
        assertThat(api(shop).post("flows", live("'m':{'type':'move'}")).expect(422).text())
                .contains("flow-missing");
    }
}
