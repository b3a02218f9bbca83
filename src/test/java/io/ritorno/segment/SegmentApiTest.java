package io.ritorno.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.Api;
import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import io.ritorno.event.Calling;
import io.ritorno.event.Inbox;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Times;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class SegmentApiTest extends IntegrationTest {
    private static final String ALL = "{\"type\":\"all\",\"of\":[]}";

    @Autowired Inbox inbox;
    private Shop shop;
    private Api api;

    @BeforeEach
    void open() {
        shop = newShop();
        api = api(shop);
    }

    @Test
    void previewCountsAndShowsSome() {
        people(7);
        var answer =
                api.post("segments/preview", "{\"condition\":" + ALL + ",\"sample\":3}")
                        .expect(200)
                        .json();
        assertThat(answer.get("count").asInt()).isEqualTo(7);
        assertThat(answer.get("total").asInt()).isEqualTo(7);
        assertThat(answer.get("sample").size()).isEqualTo(3);
        assertThat(answer.get("sample").get(0).get("email").asString()).contains("@example.com");
        assertThat(answer.get("tookMs").isNumber()).isTrue();
    }

    @Test
    void viewersMayAskButNotChange() {
        var viewer = api(shop, "viewer");
        viewer.post("segments/preview", "{\"condition\":" + ALL + "}").expect(200);
        viewer.post("segments", "{\"name\":\"x\",\"condition\":" + ALL + "}").expect(403);
    }

    @Test
    void faultyConditionIsRefusedWithItsPlace() {
        var problem =
                api.post(
                                "segments/preview",
                                "{\"condition\":{\"type\":\"all\",\"of\":[{\"type\":\"total-spent\",\"amount\":{\"op\":\"?\",\"value\":1}}]}}")
                        .expect(400);
        assertThat(problem.header("Content-Type")).startsWith("application/problem+json");
        assertThat(problem.json().get("field").asString()).isEqualTo("condition.of[0].amount.op");
        api.post("segments", "{\"name\":\" \",\"condition\":" + ALL + "}").expect(400);
        api.post("segments", "{\"name\":\"x\"}").expect(400);
        api.post("segments/preview", "{\"condition\":").expect(400);
    }

    @Test
    void segmentsCannotContainThemselves() {
        var one = create("One", ALL);
        var two = create("Two", "{\"type\":\"segment\",\"id\":\"" + one + "\",\"is\":true}");
        var refused =
                api.put(
                                "segments/" + one,
                                "{\"condition\":{\"type\":\"not\",\"of\":{\"type\":\"segment\",\"id\":\""
                                        + two
                                        + "\",\"is\":true}}}")
                        .expect(400);
        assertThat(refused.json().get("detail").asString())
                .contains("the segment “Two” asks for this one already");
        assertThat(refused.json().get("field").asString()).isEqualTo("condition.of.id");
        api.post(
                        "segments/preview",
                        "{\"condition\":{\"type\":\"segment\",\"id\":\""
                                + UUID.randomUUID()
                                + "\",\"is\":true}}")
                .expect(400);
    }

    @Test
    void whatAConditionNamesMustBeThere() {
        var segment = create("One", ALL);
        for (var gone :
                List.of(
                        "{\"type\":\"segment\",\"id\":\"%s\",\"is\":true}"
                                .formatted(UUID.randomUUID()),
                        "{\"type\":\"list\",\"id\":\"%s\"}".formatted(UUID.randomUUID()),
                        "{\"type\":\"list\",\"id\":\"%s\"}".formatted(segment))) {
            var condition = "{\"type\":\"all\",\"of\":[" + ALL + "," + gone + "]}";
            assertThat(
                            api.post("segments/preview", "{\"condition\":" + condition + "}")
                                    .expect(400)
                                    .json()
                                    .get("field")
                                    .asString())
                    .isEqualTo("condition.of[1].id");
            api.post("segments", "{\"name\":\"x\",\"condition\":" + condition + "}").expect(400);
        }
        api.get("segments/" + segment + "/sizes?to=-999999999-01-01").expect(400);
    }

    @Test
    void segmentInUseSaysWhereAndStays() {
        var used = create("Used", ALL);
        var user = create("User", "{\"type\":\"segment\",\"id\":\"" + used + "\",\"is\":true}");
        var flow = Ids.next(now());
        db.sql(
                        "insert into flow (shop_id, id, name, status, version, created_at, updated_at) values (?, ?, 'Welcome', 'live', 1, ?, ?)")
                .params(shop.id(), flow, Times.utc(now()), Times.utc(now()))
                .update();
        db.sql(
                        "insert into flow_version (shop_id, flow_id, version, definition, created_at) values (?, ?, 1, ?::jsonb, ?)")
                .params(
                        shop.id(),
                        flow,
                        "{\"trigger\":{\"type\":\"segment-entered\",\"segment\":\"" + used + "\"}}",
                        Times.utc(now()))
                .update();
        var conflict = api.delete("segments/" + used).expect(409).json();
        assertThat(conflict.get("usedBy").values())
                .extracting(use -> use.get("kind").asString() + " " + use.get("name").asString())
                .containsExactly("segment User", "flow Welcome");
        assertThat(api.get("segments/" + used).json().get("usedBy").size()).isEqualTo(2);

        api.delete("segments/" + user).expect(204);
        db.sql("update flow set status = 'archived' where shop_id = ?").param(shop.id()).update();
        api.delete("segments/" + used).expect(204);
        assertThat(api.get("segments").expect(200).json().size()).isZero();
    }

    @Test
    void membersComePageByPageInAnyOrder() {
        people(25);
        var id = create("All", ALL);
        for (var sort : List.of("since", "lastSeen", "created", "spent", "orders")) {
            var seen = new HashSet<String>();
            var cursor = "";
            do {
                var page =
                        api.get("segments/" + id + "/members?limit=10&sort=" + sort + cursor)
                                .expect(200);
                page.items()
                        .forEach(
                                person ->
                                        assertThat(seen.add(person.get("id").asString())).isTrue());
                var next = page.json().get("next");
                cursor = next.isNull() ? "" : "&cursor=" + next.asString();
            } while (!cursor.isEmpty());
            assertThat(seen).as(sort).hasSize(25);
        }
        api.get("segments/" + id + "/members?sort=shoe").expect(400);
        api.get("segments/" + id + "/members?cursor=bm8").expect(400);
        api.get("segments/" + id + "/members?limit=0").expect(400);
    }

    @Test
    void membersAreExported() {
        new Calling(inbox, shop)
                .identify(
                        "anna@example.com",
                        now(),
                        "{\"firstName\":\"=1+1\",\"lastName\":\"Nowak, \\\"Ania\\\"\"}")
                .send();
        drain();
        var id = create("All", ALL);
        var csv = api.get("segments/" + id + "/members.csv").expect(200);
        assertThat(csv.header("Content-Type")).startsWith("text/csv");
        assertThat(csv.text().lines()).hasSize(2);
        assertThat(csv.text())
                .startsWith("id,email,phone")
                .contains("anna@example.com,,'=1+1,\"Nowak, \"\"Ania\"\"\"");
    }

    @Test
    void builderIsOfferedWhatTheShopHas() {
        new Calling(inbox, shop)
                .identify("anna@example.com", now(), "{\"shoeSize\":38,\"tags\":[\"gold\"]}")
                .track("anna@example.com", "Odd Thing Done", now(), "{}")
                .track(
                        "anna@example.com",
                        "Order Completed",
                        now(),
                        "{\"order_id\":\"1\",\"total\":5,\"status\":\"paid\",\"products\":[]}")
                .send();
        drain();
        var fields = api.get("segments/fields").expect(200).json();
        assertThat(fields.get("events").toString()).contains("Odd Thing Done", "Order Completed");
        assertThat(fields.get("attributes").toString()).contains("shoeSize");
        assertThat(fields.get("statuses").toString()).contains("paid");
    }

    @Test
    void otherAccountsSeeNothing() {
        var id = create("All", ALL);
        var stranger = api(newShop());
        var foreign = "/api/shops/" + shop.id() + "/segments";
        stranger.get(foreign).expect(404);
        stranger.get(foreign + "/" + id).expect(404);
        stranger.get(foreign + "/" + id + "/members.csv").expect(404);
        stranger.post(foreign + "/preview", "{\"condition\":" + ALL + "}").expect(404);
        // another shop's segment by one's own shop's address
        stranger.get("segments/" + id).expect(404);
        stranger.get("segments/" + id + "/members").expect(404);
        stranger.delete("segments/" + id).expect(404);
    }

    private void people(int n) {
        var calling = new Calling(inbox, shop);
        for (var i = 0; i < n; i++) calling.identify("p" + i + "@example.com", now(), "{}");
        calling.send();
        drain();
    }

    private String create(String name, String condition) {
        var created =
                api.post("segments", "{\"name\":\"" + name + "\",\"condition\":" + condition + "}")
                        .expect(201);
        drain();
        return created.json().get("id").asString();
    }
}
