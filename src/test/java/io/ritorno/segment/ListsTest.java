package io.ritorno.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.Api;
import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import io.ritorno.event.Calling;
import io.ritorno.event.Inbox;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Segments kept by hand, and sizes over time.
class ListsTest extends IntegrationTest {
    @Autowired Inbox inbox;
    private Shop shop;
    private Api api;
    private String list;

    @BeforeEach
    void list() {
        shop = newShop(4);
        api = api(shop);
        var calling = new Calling(inbox, shop);
        for (var name : List.of("ann", "bob", "cat"))
            calling.identify(name + "@example.com", now(), "{}");
        calling.send();
        drain();
        list =
                api.post("segments/lists", "{\"name\":\"Testers\"}")
                        .expect(201)
                        .json()
                        .get("id")
                        .asString();
    }

    @Test
    void peopleComeOnItAndLeaveItByEvents() {
        var added =
                add(
                        "email;note\\n Ann@Example.com ;x\\nbob@example.com;y\\nann@example.com;z\\nnobody@example.com;\\n");
        assertThat(added.get("named").asInt()).isEqualTo(4);
        assertThat(added.get("added").asInt()).isEqualTo(2);
        assertThat(added.get("unknown").toString()).isEqualTo("[\"nobody@example.com\"]");
        drain();
        assertThat(members()).containsExactlyInAnyOrder("ann@example.com", "bob@example.com");
        assertThat(events("Segment Entered")).isEqualTo(2);

        assertThat(add("ann@example.com\\n").get("added").asInt()).isZero();
        api.delete("segments/" + list + "/people/" + person("ann@example.com")).expect(204);
        drain();
        assertThat(members()).containsExactly("bob@example.com");
        assertThat(events("Segment Left")).isEqualTo(1);
        var shown = api.get("segments/" + list).expect(200).json();
        assertThat(shown.get("list").asBoolean()).isTrue();
        assertThat(shown.get("members").asInt()).isEqualTo(1);
    }

    @Test
    void whatCannotBeANameIsToldAmongTheUnknown() {
        var added = add("ann@example.com\\n" + "x".repeat(600) + "\\na\\u0000b\\n");
        assertThat(added.get("added").asInt()).isEqualTo(1);
        assertThat(added.get("unknownCount").asInt()).isEqualTo(2);
        assertThat(added.get("unknown").get(0).asString()).isEqualTo("x".repeat(100) + "…");
        var problem =
                api.post("segments/" + list + "/people", "{\"ids\":[null]}").expect(400).json();
        assertThat(problem.get("field").asString()).isEqualTo("ids[0]");
    }

    @Test
    void aMergeKeepsThePlaceAndItsUndoingGivesItBack() {
        add("ann@example.com\\nbob@example.com\\n");
        drain();
        var ann = person("ann@example.com");
        var bob = person("bob@example.com");
        var cat = person("cat@example.com");
        api.post("profiles/" + ann + "/merge", "{\"into\":\"" + cat + "\"}").expect(201);
        api.post("profiles/" + bob + "/merge", "{\"into\":\"" + cat + "\"}").expect(201);
        drain();
        assertThat(members()).containsExactly("cat@example.com");
        assertThat(rows()).isEqualTo(2);
        api.delete("segments/" + list + "/people/" + cat).expect(204);
        drain();
        assertThat(members()).isEmpty();
        assertThat(rows()).isZero();
    }

    @Test
    void otherSegmentsCanBuildOnIt() {
        add("ann@example.com\\n");
        drain();
        var other =
                api.post(
                                "segments/preview",
                                "{\"condition\":{\"type\":\"segment\",\"id\":\""
                                        + list
                                        + "\",\"is\":false}}")
                        .expect(200)
                        .json();
        assertThat(other.get("count").asInt()).isEqualTo(2);
    }

    @Test
    void itsConditionStaysAndOnlyListsTakePeople() {
        var all = "{\"type\":\"all\",\"of\":[]}";
        api.put("segments/" + list, "{\"condition\":" + all + "}").expect(400);
        api.put("segments/" + list, "{\"name\":\"Friends\"}").expect(200);
        api.post("segments/" + list + "/people", "{\"text\":\" \"}").expect(400);
        var dynamic =
                api.post("segments", "{\"name\":\"All\",\"condition\":" + all + "}")
                        .expect(201)
                        .json()
                        .get("id")
                        .asString();
        api.post("segments/" + dynamic + "/people", "{\"text\":\"ann@example.com\"}").expect(409);
        api(newShop()).post("segments/" + list + "/people", "{\"text\":\"x\"}").expect(404);
        api(shop, "viewer").post("segments/" + list + "/people", "{\"text\":\"x\"}").expect(403);
    }

    @Test
    void sizesAreKeptByDay() {
        add("ann@example.com\\nbob@example.com\\n");
        drain();
        var today = now().atZone(shop.zone()).toLocalDate();
        db.sql("update segment_day set day = ? where part = any(?) and shop_id = ?")
                .params(today.minusDays(3), shop.parts().all(), shop.id())
                .update();
        add("cat@example.com\\n");
        drain();
        var sizes = api.get("segments/" + list + "/sizes").expect(200).json();
        assertThat(sizes.values())
                .extracting(size -> size.get("day").asString() + " " + size.get("members").asInt())
                .containsExactly(
                        today.minusDays(3) + " 2",
                        today.minusDays(2) + " 2",
                        today.minusDays(1) + " 2",
                        today + " 3");
        api.get("segments/" + list + "/sizes?from=1990-01-01").expect(400);
    }

    private tools.jackson.databind.JsonNode add(String text) {
        return api.post("segments/" + list + "/people", "{\"text\":\"" + text + "\"}")
                .expect(200)
                .json();
    }

    private List<String> members() {
        return api.get("segments/" + list + "/members").expect(200).items().stream()
                .map(member -> member.get("email").asString())
                .toList();
    }

    private UUID person(String email) {
        return db.sql(
                        "select profile_id from identity where part = any(?) and shop_id = ? and value = ?")
                .params(shop.parts().all(), shop.id(), email)
                .query(UUID.class)
                .single();
    }

    private int rows() {
        return db.sql("select count(*) from listed where part = any(?) and shop_id = ?")
                .params(shop.parts().all(), shop.id())
                .query(Integer.class)
                .single();
    }

    private int events(String name) {
        return db.sql("select count(*) from event where part = any(?) and shop_id = ? and name = ?")
                .params(shop.parts().all(), shop.id(), name)
                .query(Integer.class)
                .single();
    }
}
