package io.ritorno.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.Api;
import io.ritorno.IntegrationTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class FlowApiTest extends IntegrationTest {
    private static final String FLOW =
            "{'trigger':{'type':'event','name':'Signed Up'},'first':'s','steps':{"
                    + "'s':{'type':'send','name':'Hi','content':"
                    + Definitions.mail()
                    + ",'next':'e'},'e':{'type':'end'}}}";

    @Test
    void recipeBecomesALiveFlow() { // D37, I2
        var shop = newShop();
        var api = api(shop);
        var recipes = api.get("recipes").expect(200).json();
        assertThat(recipes.get(0).get("id").asString()).isEqualTo("abandoned-cart");

        var flow =
                api.post("flows", "{\"recipe\":\"abandoned-cart\",\"status\":\"live\"}")
                        .expect(201)
                        .json();

        assertThat(flow.get("status").asString()).isEqualTo("live");
        assertThat(flow.get("recipe").asString()).isEqualTo("abandoned-cart");
        assertThat(flow.get("version").asInt()).isEqualTo(1);
        assertThat(flow.get("problems")).isEmpty();
        assertThat(flow.get("liveSince").isNull()).isFalse();
        assertThat(flow.at("/definition/steps/mail-3/minimumCart").asLong()).isEqualTo(5000);
        assertThat(flow.at("/definition/steps/mail-1/content/it/subject").asString())
                .isEqualTo("Hai lasciato qualcosa nel carrello");
        var listed = api.get("flows").expect(200).items();
        assertThat(listed).hasSize(1);
        assertThat(listed.getFirst().at("/definition/steps/mail-1/content").isMissingNode())
                .isTrue();
    }

    @Test
    void recipeTakesNameAndSettings() {
        var api = api(newShop());
        var flow =
                api.post(
                                "flows",
                                "{\"recipe\":\"abandoned-cart\",\"name\":\"Mine\",\"settings\":{\"lastTouchMinimum\":12000}}")
                        .expect(201)
                        .json();

        assertThat(flow.get("name").asString()).isEqualTo("Mine");
        assertThat(flow.get("status").asString()).isEqualTo("draft");
        assertThat(flow.at("/definition/steps/mail-3/minimumCart").asLong()).isEqualTo(12000);
        api.post("flows", "{\"recipe\":\"no-such\"}").expect(400);
        api.post("flows", "{\"recipe\":\"abandoned-cart\",\"settings\":{\"x\":1}}").expect(400);
        api.post("flows", "{}").expect(400);
    }

    @Test
    void draftMayBeHalfDoneButNotLive() {
        var api = api(newShop());
        var id =
                create(
                        api,
                        "{'trigger':{'type':'cart-abandoned'},'first':'w','steps':{'w':{'type':'wait','duration':'PT1H'}}}");

        var flow = api.get("flows/" + id).expect(200).json();
        assertThat(flow.at("/problems/0/code").asString()).isEqualTo("next-missing");
        assertThat(flow.at("/problems/0/step").asString()).isEqualTo("w");
        assertThat(flow.at("/problems/0/field").asString()).isEqualTo("next");
        var refused = api.post("flows/" + id + "/status", "{\"status\":\"live\"}").expect(422);
        assertThat(refused.json().at("/errors/0/code").asString()).isEqualTo("next-missing");
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");

        api.put("flows/" + id, body(FLOW)).expect(200);
        assertThat(
                        api.post("flows/" + id + "/status", "{\"status\":\"live\"}")
                                .expect(200)
                                .json()
                                .get("status")
                                .asString())
                .isEqualTo("live");
    }

    @Test
    void whatCannotBeReadIsNeverSaved() {
        var api = api(newShop());
        var answer =
                api.post(
                                "flows",
                                body(
                                        "{'trigger':{'type':'moon'},'first':'a','steps':{'a':{'type':'branch','condition':{'type':'odd'}}}}"))
                        .expect(422);

        var errors =
                answer.json().get("errors").values().stream()
                        .map(e -> e.get("field").asString())
                        .toList();
        assertThat(errors)
                .contains("trigger.type")
                .anyMatch(field -> field.startsWith("condition"));
        assertThat(api.get("flows").items()).isEmpty();
    }

    @Test
    void flowOfASegmentThatIsNotThereDoesNotGoLive() {
        var api = api(newShop());
        var gone = UUID.randomUUID().toString();
        var id =
                create(
                        api,
                        "{'trigger':{'type':'segment-entered','segment':'%s'},'stop':[{'type':'segment-left','segment':'%s'}],'first':'e','steps':{'e':{'type':'end'}}}"
                                .formatted(gone, gone));

        var answer =
                api.post("flows/" + id + "/status", "{\"status\":\"live\"}").expect(422).json();
        assertThat(answer.get("errors").valueStream().map(error -> error.get("field").asString()))
                .containsExactly("trigger.segment", "stop[0].segment");
        assertThat(answer.at("/errors/0/code").asString()).isEqualTo("segment-unknown");
        assertThat(answer.get("detail").asString()).endsWith("(2 problems in all)");
    }

    @Test
    void nameOfAStepIsAText() {
        var api = api(newShop());
        var step =
                "{'trigger':{'type':'manual'},'first':'e','steps':{'e':{'type':'end','name':%s}}}";
        for (var name : List.of("5", "'" + "x".repeat(201) + "'")) {
            var answer = api.post("flows", body(step.formatted(name))).expect(422).json();
            assertThat(answer.at("/errors/0/field").asString()).isEqualTo("name");
            assertThat(answer.get("detail").asString()).doesNotContain("problems");
        }
        create(api, step.formatted("'" + "x".repeat(200) + "'"));
    }

    @Test
    void brokenTemplateIsRefusedWithItsLine() {
        var api = api(newShop());
        var broken = FLOW.replace("<mj-text>Hello", "<mj-text>{{ person.nickname }}");

        var error = api.post("flows", body(broken)).expect(422).json().at("/errors/0");

        assertThat(error.get("step").asString()).isEqualTo("s");
        assertThat(error.get("field").asString()).isEqualTo("content.en.mjml");
        assertThat(error.get("line").asInt()).isEqualTo(1);
        assertThat(error.get("message").asString()).contains("nickname");
    }

    @Test
    void editingALiveFlowMakesAVersion() {
        var api = api(newShop());
        var id = create(api, FLOW, "live");

        assertThat(api.put("flows/" + id, body(FLOW)).expect(200).json().get("version").asInt())
                .as("nothing changed")
                .isEqualTo(1);
        assertThat(
                        api.put("flows/" + id, body(FLOW.replace("Hello", "Ciao")))
                                .expect(200)
                                .json()
                                .get("version")
                                .asInt())
                .isEqualTo(2);
        assertThat(
                        api.put("flows/" + id, "{\"name\":\"New\"}")
                                .expect(200)
                                .json()
                                .get("name")
                                .asString())
                .isEqualTo("New");
        api.put("flows/" + id, body("{'trigger':{'type':'cart-abandoned'},'first':'','steps':{}}"))
                .expect(422);
        var versions = api.get("flows/" + id + "/versions").expect(200).json();
        assertThat(versions).hasSize(2);
        assertThat(versions.get(0).get("version").asInt()).isEqualTo(2);
    }

    @Test
    void goesThroughItsStates() {
        var api = api(newShop());
        var id = create(api, FLOW);

        status(api, id, "paused", 409);
        status(api, id, "asleep", 400);
        status(api, id, "live", 200);
        status(api, id, "paused", 200);
        status(api, id, "live", 200);
        api.delete("flows/" + id).expect(409);
        status(api, id, "archived", 200);
        status(api, id, "live", 409);
        api.put("flows/" + id, "{\"name\":\"x\"}").expect(409);
    }

    @Test
    void draftCanBeDeleted() {
        var api = api(newShop());
        var id = create(api, FLOW);

        api.delete("flows/" + id).expect(204);
        api.get("flows/" + id).expect(404);
        api.delete("flows/" + id).expect(404);
    }

    @Test
    void numbersAndRunsOfAFlowNobodyEntered() {
        var api = api(newShop());
        var id = create(api, FLOW, "live");

        var numbers =
                api.get("flows/" + id + "/numbers?from=2026-01-01&to=2026-12-31")
                        .expect(200)
                        .json();
        for (var name :
                List.of("entered", "waiting", "sent", "stopped", "ended", "converted", "revenue"))
            assertThat(numbers.get(name).asLong()).isZero();
        assertThat(numbers.get("steps")).isEmpty();
        api.get("flows/" + id + "/numbers?from=2026-02-01&to=2026-01-31").expect(400);
        assertThat(api.get("flows/" + id + "/runs").expect(200).items()).isEmpty();
        api.get("flows/" + id + "/runs?status=odd").expect(400);
        api.get("flows/" + id + "/runs?cursor=zzz").expect(400);
        api.get("flows/" + id + "/runs?limit=0").expect(400);
        api.post("flows/" + id + "/runs/" + UUID.randomUUID() + "/retry").expect(404);
    }

    @Test
    void viewerOnlyReads() {
        var shop = newShop();
        var id = create(api(shop), FLOW);
        var viewer = api(shop, "viewer");

        viewer.get("flows/" + id).expect(200);
        viewer.post("flows/" + id + "/status", "{\"status\":\"live\"}").expect(403);
        viewer.delete("flows/" + id).expect(403);
    }

    @Test
    void flowOfAnotherShopIsNotThere() {
        var shop = newShop();
        var id = create(api(shop), FLOW, "live");
        var other = api(newShop());

        assertThat(other.get("flows").items()).isEmpty();
        for (var path : List.of("", "/numbers", "/runs", "/versions"))
            other.get("flows/" + id + path).expect(404);
        other.put("flows/" + id, body(FLOW)).expect(404);
        other.delete("flows/" + id).expect(404);
        other.post("flows/" + id + "/runs/" + UUID.randomUUID() + "/retry").expect(404);
        status(other, id, "paused", 404);
        other.get("/api/shops/" + shop.id() + "/flows").expect(404);
    }

    private static void status(Api api, String id, String status, int expected) {
        api.post("flows/" + id + "/status", Map.of("status", status)).expect(expected);
    }

    private static String create(Api api, String definition) {
        return create(api, definition, "draft");
    }

    private static String create(Api api, String definition, String status) {
        return api.post("flows", body(definition).put("status", status))
                .expect(201)
                .json()
                .get("id")
                .asString();
    }

    private static ObjectNode body(String definition) {
        var json = Definitions.json("{'name':'Welcome'}");
        json.set("definition", (JsonNode) Definitions.json(definition));
        return json;
    }
}
