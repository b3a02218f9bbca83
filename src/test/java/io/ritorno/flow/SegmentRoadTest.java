package io.ritorno.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.Api;
import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import io.ritorno.event.Calling;
import io.ritorno.event.Inbox;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// From an event over a segment and a flow to a mail; and what a merge changes on that road.
@ParameterizedClass
@ValueSource(ints = {1, 8})
class SegmentRoadTest extends IntegrationTest {
    private static final String ANNA = "anna@example.com";
    private static final String BEA = "bea@example.com";

    @Parameter int parts;
    @Autowired Inbox inbox;
    private Shop shop;
    private Api api;
    private Calling calling;
    private String segment;

    @BeforeEach
    void open() {
        shop = newShop(parts);
        api = api(shop);
        calling = new Calling(inbox, shop);
        for (var email : List.of(ANNA, BEA))
            calling.identify(email, now(), "{\"consent\":{\"email\":true},\"locale\":\"en\"}");
        calling.send();
        segment =
                api.post(
                                "segments",
                                """
                                {"name": "Bought twice", "condition":
                                  {"type": "order-count", "count": {"op": ">=", "value": 2}}}
                                """)
                        .expect(201)
                        .json()
                        .get("id")
                        .asString();
        drain();
    }

    @Test
    void whoEntersASegmentIsWrittenToOnce() { // D57
        var flow = flow();
        orders(ANNA, "A-1");
        orders(BEA, "B-1");
        assertThat(members()).isEmpty();
        orders(ANNA, "A-2");
        assertThat(members()).containsExactly(ANNA);
        // a night may lie in between
        advance(Duration.ofHours(12));
        var mails = api.get("messages?status=sent").expect(200).items();
        assertThat(mails).hasSize(1);
        assertThat(mails.getFirst().at("/profile/email").asString()).isEqualTo(ANNA);
        assertThat(mails.getFirst().get("subject").asString()).isEqualTo("Hello");
        orders(ANNA, "A-3");
        advance(Duration.ofDays(2));
        assertThat(api.get("messages").items()).hasSize(1);
        var numbers = api.get("flows/" + flow + "/numbers").json();
        assertThat(numbers.get("entered").asInt()).isEqualTo(1);
        assertThat(numbers.get("sent").asInt()).isEqualTo(1);
    }

    @Test
    void anUndoingTellsNobodyThatSheCameOrLeft() { // N1
        for (var is : List.of(true, false))
            api.post(
                            "segments",
                            "{\"name\":\"x\",\"condition\":{\"type\":\"purchased\",\"is\":"
                                    + is
                                    + "}}")
                    .expect(201);
        drain();
        orders(ANNA, "A-1");
        orders(ANNA, "A-2");
        var merge =
                api.post("profiles/" + id(BEA) + "/merge", "{\"into\":\"" + id(ANNA) + "\"}")
                        .expect(201)
                        .json()
                        .get("id")
                        .asString();
        drain();
        var told = told();
        api.delete("merges/" + merge).expect(204);
        drain();
        assertThat(told()).isEqualTo(told);
        assertThat(members()).containsExactly(ANNA);
        // from then on she is followed as always
        orders(BEA, "B-1");
        assertThat(told()).isEqualTo(told + 2);
    }

    private int told() {
        return db.sql(
                        "select count(*) from event where part = any(?) and shop_id = ? and name in ('Segment Entered', 'Segment Left')")
                .params(shop.parts().all(), shop.id())
                .query(Integer.class)
                .single();
    }

    @Test
    void segmentsFollowAMergeAndItsUndoing() { // N1
        orders(ANNA, "A-1");
        orders(BEA, "B-1");
        assertThat(members()).isEmpty();
        var merge =
                api.post("profiles/" + id(BEA) + "/merge", "{\"into\":\"" + id(ANNA) + "\"}")
                        .expect(201)
                        .json()
                        .get("id")
                        .asString();
        drain();
        assertThat(members()).containsExactly(ANNA);
        assertThat(count()).isEqualTo(1);

        api.delete("merges/" + merge).expect(204);
        drain();
        assertThat(members()).isEmpty();
        assertThat(count()).isZero();
        orders(BEA, "B-2");
        assertThat(members()).containsExactly(BEA);
    }

    @Test
    void nobodyIsWrittenToAgainBecauseTwoTurnOutToBeOne() { // N1
        flow();
        orders(BEA, "B-1");
        orders(BEA, "B-2");
        advance(Duration.ofHours(12));
        assertThat(api.get("messages").items()).hasSize(1);

        var merge = api.post("profiles/" + id(BEA) + "/merge", "{\"into\":\"" + id(ANNA) + "\"}");
        drain();
        advance(Duration.ofHours(12));
        assertThat(members()).containsExactly(ANNA);
        assertThat(count()).isEqualTo(1);
        assertThat(api.get("messages").items()).hasSize(1);

        api.delete("merges/" + merge.json().get("id").asString()).expect(204);
        drain();
        advance(Duration.ofHours(12));
        assertThat(members()).containsExactly(BEA);
        assertThat(count()).isEqualTo(1);
        assertThat(api.get("messages").items()).hasSize(1);
    }

    @Test
    void decisionsAboutWhoeverBecameHerAreOnHerPage() { // X1
        flow();
        orders(BEA, "B-1");
        orders(BEA, "B-2");
        advance(Duration.ofHours(12));
        var bea = id(BEA);
        var anna = id(ANNA);
        var about = decisions(bea);
        assertThat(about).contains("entered trigger", "send allowed");
        assertThat(decisions(anna)).isEmpty();

        var merge = api.post("profiles/" + bea + "/merge", "{\"into\":\"" + anna + "\"}");
        drain();
        assertThat(decisions(anna)).containsAll(about);
        assertThat(api.get("profiles/" + anna + "/timeline?limit=200").items())
                .filteredOn(entry -> entry.get("kind").asString().equals("decision"))
                .hasSizeGreaterThanOrEqualTo(about.size());

        api.delete("merges/" + merge.json().get("id").asString()).expect(204);
        assertThat(decisions(bea)).containsAll(about);
        assertThat(decisions(anna)).doesNotContain("send allowed");
    }

    private String flow() {
        var definition =
                Definitions.json(
                        "{'trigger':{'type':'segment-entered','segment':'"
                                + segment
                                + "'},'first':'mail','steps':{'mail':{'type':'send','channel':'email',"
                                + "'name':'Thanks','content':"
                                + Definitions.mail()
                                + ",'next':'end'},'end':{'type':'end'}}}");
        return api.post(
                        "flows",
                        "{\"name\":\"Thanks\",\"status\":\"live\",\"definition\":"
                                + definition
                                + "}")
                .expect(201)
                .json()
                .get("id")
                .asString();
    }

    private void orders(String email, String number) {
        calling.track(
                        email,
                        "Order Completed",
                        now(),
                        "{\"order_id\":\"" + number + "\",\"total\":50}")
                .send();
        drain();
    }

    private List<String> members() {
        return api.get("segments/" + segment + "/members").expect(200).items().stream()
                .map(row -> row.get("email").asString())
                .toList();
    }

    private int count() {
        return api.get("segments/" + segment).json().get("members").asInt();
    }

    private List<String> decisions(UUID profile) {
        return api.get("profiles/" + profile + "/decisions?limit=200").expect(200).items().stream()
                .map(d -> d.get("outcome").asString() + " " + d.get("reason").asString())
                .toList();
    }

    private UUID id(String email) {
        return db.sql(
                        """
                        select profile_id from identity
                        where part = any(?) and shop_id = ? and kind = 'email' and value = ?
                        """)
                .params(shop.parts().all(), shop.id(), email)
                .query(UUID.class)
                .single();
    }
}
