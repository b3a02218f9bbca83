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

/// A live flow that is changed, and what becomes of those who are in it; flows as files.
class FlowVersionsTest extends FlowWorld {
    private static String wait(String id, String duration, String next) {
        return "'%s':{'type':'wait','duration':'%s','next':'%s'}".formatted(id, duration, next);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void peopleAreMovedAsTheMarketerSays(int parts) {
        var shop = newShop(parts);
        var flow =
                flow(
                        shop,
                        wait("w", "P3D", "old"),
                        send("old", "late"),
                        wait("late", "P9D", "end"),
                        END);
        var ann = person(shop, "ann", "{}");
        signsUp(shop, "ann");
        advance(Duration.ofDays(2));
        var bob = person(shop, "bob", "{}");
        signsUp(shop, "bob");
        api(shop)
                .put(
                        "flows/" + flow.id(),
                        Map.of(
                                "definition",
                                definition(wait("w", "P3D", "new"), send("new", "end"), END)))
                .expect(200);

        var preview = move(shop, flow, "/preview", "{}");
        assertThat(preview.get("moved").asInt()).isEqualTo(2);
        assertThat(preview.get("steps").get(0).get("to").asString()).isEqualTo("w");
        assertThat(preview.get("steps").get(0).get("again").asBoolean()).isFalse();
        // the step as it was, since the present version may not have it any more
        assertThat(preview.at("/steps/0/was/duration").asString()).isEqualTo("P3D");
        assertThat(version(shop, ann)).isEqualTo(1);

        assertThat(move(shop, flow, "", "{'steps':{'w':'w'}}").get("moved").asInt()).isEqualTo(2);
        assertThat(version(shop, ann)).isEqualTo(2);
        assertThat(decisions(shop, ann)).contains("moved version");
        // who has waited two of three days waits one more
        advance(Duration.ofDays(1).minusSeconds(1));
        assertThat(messages(shop, ann)).isEmpty();
        advance(Duration.ofSeconds(1));
        assertThat(messages(shop, ann)).containsExactly("new");
        assertThat(messages(shop, bob)).isEmpty();
        advance(Duration.ofDays(2));
        assertThat(messages(shop, bob)).containsExactly("new");
    }

    @Test
    void whomNobodyMovesStays() {
        var shop = newShop();
        var flow = flow(shop, wait("w", "P3D", "old"), send("old", "end"), END);
        var ann = person(shop, "ann", "{}");
        signsUp(shop, "ann");
        api(shop)
                .put(
                        "flows/" + flow.id(),
                        Map.of("definition", definition(send("new", "end"), END)))
                .expect(200);

        var preview = move(shop, flow, "/preview", "{}");
        assertThat(preview.get("staying").asInt()).isEqualTo(1);
        assertThat(move(shop, flow, "", "{'steps':{}}").get("moved").asInt()).isZero();
        var path = "flows/" + flow.id() + "/versions/1/move";
        api(shop).post(path, Map.of("steps", Map.of("w", "nowhere"))).expect(400);
        api(shop).post(path, Map.of("steps", Map.of("nothing", "new"))).expect(400);
        api(shop)
                .post("flows/" + flow.id() + "/versions/2/move", Map.of("steps", Map.of()))
                .expect(409);
        advance(Duration.ofDays(3));
        assertThat(messages(shop, ann)).containsExactly("old");
    }

    @Test
    void flowIsTakenOutAndPutIntoAnotherShop() {
        var shop = newShop();
        var other = newShop();
        var flow = flow(shop, wait("w", "P3D", "s"), send("s", "end"), END);

        var file = api(shop).get("flows/" + flow.id() + "/export").expect(200).json();
        var made = api(other).post("flows/import", file).expect(201).json();
        assertThat(made.get("status").asString()).isEqualTo("draft");
        var there = api(other).get("flows/" + made.get("id").asString()).expect(200).json();
        assertThat(there.get("definition")).isEqualTo(file.get("definition"));
        api(other).post("flows/import", Map.of("format", "other", "name", "x")).expect(400);
        api(other).get("flows/" + flow.id() + "/export").expect(404);

        var copy = api(shop).post("flows/" + flow.id() + "/duplicate").expect(201).json();
        assertThat(copy.get("name").asString()).isEqualTo("Flow (2)");
        assertThat(copy.get("status").asString()).isEqualTo("draft");
    }

    @Test
    void higherPriorityGoesFirstUnderTheCap() { // X6
        var shop = newShop();
        var cap = shop.settings().capMessages();
        for (var i = 0; i <= cap; i++) {
            var steps = definition(wait("w", "P2D", "s"), marketing(), END).put("priority", i);
            flows.create(shop, "Priority " + i, steps, true);
        }
        var ann = person(shop, "ann", "{'consent':{'email':true}}");
        signsUp(shop, "ann");
        advance(Duration.ofDays(3));

        var first =
                db.sql(
                                """
                                select m.priority from message m
                                where m.part = ? and m.shop_id = ? and m.profile_id = ? and m.status = 'sent'
                                """)
                        .params(shop.parts().of(ann), shop.id(), ann)
                        .query(Integer.class)
                        .list();
        assertThat(first).hasSize(cap).doesNotContain(0);
        var why =
                db.sql(
                                """
                                select detail::text from decision
                                where part = ? and shop_id = ? and profile_id = ? and reason = 'frequency-cap'
                                """)
                        .params(shop.parts().of(ann), shop.id(), ann)
                        .query(String.class)
                        .list();
        assertThat(why).hasSize(1);
        assertThat(why.getFirst()).contains("\"priority\": 0", "\"first\": [{");
    }

    private static String marketing() {
        return "'s':{'type':'send','content':%s,'next':'end'}".formatted(Definitions.mail());
    }

    private JsonNode move(Shop shop, Flow flow, String more, String body) {
        return api(shop)
                .post("flows/" + flow.id() + "/versions/1/move" + more, body.replace('\'', '"'))
                .expect(200)
                .json();
    }

    private int version(Shop shop, UUID profile) {
        return db.sql(
                                "select version from flow_run where part = ? and shop_id = ? and"
                                        + " profile_id = ?")
                        .params(shop.parts().of(profile), shop.id(), profile)
                        .query(Integer.class)
                        .list()
                        .equals(List.of(2))
                ? 2
                : 1;
    }
}
