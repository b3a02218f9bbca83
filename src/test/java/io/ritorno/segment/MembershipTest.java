package io.ritorno.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.Api;
import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import io.ritorno.event.Calling;
import io.ritorno.event.Inbox;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// Who is in a segment, and when, with one part and with eight.
@ParameterizedClass
@ValueSource(ints = {1, 8})
class MembershipTest extends IntegrationTest {
    private static final String BUYERS = "{\"type\":\"purchased\",\"is\":true}";
    private static final String RECENT =
            "{\"type\":\"purchased\",\"is\":true,\"period\":{\"lastHours\":48}}";
    private static final String ORDER =
            """
            {"order_id": "%s", "total": 100, "currency": "PLN",
             "products": [{"product_id": "42", "name": "Buty", "price": 100, "quantity": 1,
                "category": "Men/Shoes", "brand": "Alpen"}]}
            """;

    @Parameter int parts;
    @Autowired Inbox inbox;
    private Shop shop;
    private Api api;

    @BeforeEach
    void open() {
        shop = newShop(parts);
        api = api(shop);
    }

    @Test
    void whoBuysEntersAndItIsAnEvent() {
        var id = segment("Buyers", BUYERS);
        order("anna@example.com", "A-1", false);
        order("bea@example.com", "B-1", false);
        assertThat(members(id)).containsExactlyInAnyOrder("anna@example.com", "bea@example.com");
        assertThat(events("Segment Entered")).isEqualTo(2);

        // nothing moves twice
        order("anna@example.com", "A-2", false);
        assertThat(events("Segment Entered")).isEqualTo(2);
        assertThat(api.get("segments/" + id).json().get("members").asInt()).isEqualTo(2);
    }

    @Test
    void cancelledOrderLeaves() {
        var id = segment("Buyers", BUYERS);
        order("anna@example.com", "A-1", false);
        advance(Duration.ofMinutes(1));
        new Calling(inbox, shop)
                .track("anna@example.com", "Order Cancelled", now(), "{\"order_id\":\"A-1\"}")
                .send();
        drain();
        assertThat(members(id)).isEmpty();
        assertThat(events("Segment Left")).isEqualTo(1);
    }

    @Test
    void productBoughtForTheFirstTimeIsKnownByItsCategory() { // D29
        var id = segment("Shoes", "{\"type\":\"bought-category\",\"categories\":[\"Men\"]}");
        order("anna@example.com", "A-1", false);
        assertThat(members(id)).containsExactly("anna@example.com");
    }

    @Test
    void timeAloneMakesLeaveOnTheSecond() {
        var id = segment("Recent buyers", RECENT);
        order("anna@example.com", "A-1", false);
        advance(Duration.ofHours(48).minusSeconds(1));
        assertThat(members(id)).containsExactly("anna@example.com");
        advance(Duration.ofSeconds(1));
        assertThat(members(id)).isEmpty();
        assertThat(events("Segment Left")).isEqualTo(1);
    }

    @Test
    void timeAloneMakesEnterOnTheSecond() { // D32, D35
        var cart = segment("Left a cart", "{\"type\":\"cart-abandoned\",\"atLeastHours\":2}");
        var gone =
                segment(
                        "Gone",
                        "{\"type\":\"last-purchase\",\"when\":{\"is\":\"at-least-ago\",\"days\":3}}");
        order("bea@example.com", "B-1", false);
        new Calling(inbox, shop)
                .identify("anna@example.com", now(), "{}")
                .and("anonymousId", "anon-9")
                .track(
                        "anon-9",
                        "Product Added",
                        now(),
                        "{\"product_id\":\"42\",\"name\":\"Buty\",\"price\":100,\"quantity\":1}")
                .send();
        drain();
        advance(Duration.ofHours(3).minusSeconds(1));
        assertThat(members(cart)).isEmpty();
        advance(Duration.ofSeconds(1));
        assertThat(members(cart)).containsExactly("anna@example.com");

        advance(Duration.ofHours(69).minusSeconds(1));
        assertThat(members(gone)).isEmpty();
        advance(Duration.ofSeconds(1));
        assertThat(members(gone)).containsExactly("bea@example.com");
    }

    @Test
    void historyEntersWithoutStartingAnything() {
        var id = segment("Buyers", BUYERS);
        order("anna@example.com", "A-1", true);
        assertThat(members(id)).containsExactly("anna@example.com");
    }

    @Test
    void newSegmentIsCalculatedFromWhatIsThere() {
        order("anna@example.com", "A-1", false);
        new Calling(inbox, shop).identify("bea@example.com", now(), "{}").send();
        drain();
        var created =
                api.post("segments", body("Never bought", "{\"type\":\"purchased\",\"is\":false}"))
                        .expect(201)
                        .json();
        assertThat(created.get("ready").asBoolean()).isFalse();
        drain();
        var id = created.get("id").asString();
        var ready = api.get("segments/" + id).expect(200).json();
        assertThat(ready.get("ready").asBoolean()).isTrue();
        assertThat(ready.get("members").asInt()).isEqualTo(1);
        assertThat(members(id)).containsExactly("bea@example.com");
        assertThat(events("Segment Entered")).isZero();

        // changed: calculated anew, still without events
        api.put("segments/" + id, "{\"condition\":" + BUYERS + "}").expect(200);
        drain();
        assertThat(members(id)).containsExactly("anna@example.com");
        assertThat(api.get("segments/" + id).json().get("members").asInt()).isEqualTo(1);
        assertThat(events("Segment Entered") + events("Segment Left")).isZero();
    }

    @Test
    void visitorsAreInNoSegmentUntilTheySayWhoTheyAre() {
        var id = segment("Never bought", "{\"type\":\"purchased\",\"is\":false}");
        new Calling(inbox, shop)
                .track("anon-7", "Product Viewed", now(), "{\"product_id\":\"42\"}")
                .send();
        drain();
        assertThat(members(id)).isEmpty();
        new Calling(inbox, shop)
                .identify("anna@example.com", now(), "{}")
                .and("anonymousId", "anon-7")
                .send();
        drain();
        assertThat(members(id)).containsExactly("anna@example.com");
        assertThat(count("segment_count where members = 1")).isEqualTo(1);
    }

    @Test
    void segmentOnASegmentFollowsIt() {
        var buyers = segment("Buyers", BUYERS);
        var others =
                segment("Others", "{\"type\":\"segment\",\"id\":\"" + buyers + "\",\"is\":false}");
        new Calling(inbox, shop).identify("bea@example.com", now(), "{}").send();
        order("anna@example.com", "A-1", false);
        assertThat(members(others)).containsExactly("bea@example.com");

        api.put("segments/" + buyers, "{\"condition\":{\"type\":\"purchased\",\"is\":false}}")
                .expect(200);
        drain();
        assertThat(members(others)).containsExactly("anna@example.com");
    }

    @Test
    void deletedSegmentTakesItsMembersAlong() {
        var id = segment("Buyers", BUYERS);
        order("anna@example.com", "A-1", false);
        api.delete("segments/" + id).expect(204);
        drain();
        api.get("segments/" + id).expect(404);
        assertThat(count("membership")).isZero();
        assertThat(count("segment_build")).isZero();
        assertThat(events("Segment Left")).isZero();
    }

    @Test
    void unreadableConditionMatchesNobodyAndSaysSo() {
        var id = segment("Later", BUYERS);
        order("anna@example.com", "A-1", false);
        db.sql("update segment set condition = '{\"type\":\"from-the-future\"}' where shop_id = ?")
                .param(shop.id())
                .update();
        order("anna@example.com", "A-2", false);
        assertThat(members(id)).isEmpty();
        assertThat(api.get("segments/" + id).json().get("problem").asString())
                .startsWith("type: “from-the-future” is not known here; there are all, any, not, ");
    }

    private String segment(String name, String condition) {
        var id = api.post("segments", body(name, condition)).expect(201).json().get("id");
        drain();
        return id.asString();
    }

    private static String body(String name, String condition) {
        return "{\"name\":\"" + name + "\",\"condition\":" + condition + "}";
    }

    private void order(String who, String order, boolean history) {
        var calling =
                new Calling(inbox, shop)
                        .track(who, "Order Completed", now(), ORDER.formatted(order));
        if (history) calling.history();
        calling.send();
        drain();
    }

    private List<String> members(String segment) {
        return api.get("segments/" + segment + "/members").expect(200).items().stream()
                .map(person -> person.get("email").asString())
                .toList();
    }

    private int events(String name) {
        return db.sql("select count(*) from event where part = any(?) and shop_id = ? and name = ?")
                .params(shop.parts().all(), shop.id(), name)
                .query(Integer.class)
                .single();
    }

    private int count(String table) {
        var where = table.contains(" where ") ? " and " : " where ";
        return db.sql("select count(*) from " + table + where + "shop_id = ?")
                .param(shop.id())
                .query(Integer.class)
                .single();
    }
}
