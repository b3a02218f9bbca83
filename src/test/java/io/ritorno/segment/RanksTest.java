package io.ritorno.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.Api;
import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import io.ritorno.event.Calling;
import io.ritorno.event.Inbox;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// The fifths of a shop's buyers (X2) and its best customers (D55), with one part and with eight.
@ParameterizedClass
@ValueSource(ints = {1, 8})
class RanksTest extends IntegrationTest {
    private static final String BEST_RECENCY = "{\"type\":\"rfm\",\"recency\":[5]}";

    @Parameter int parts;
    @Autowired Inbox inbox;
    private Shop shop;
    private Api api;
    private int orders;

    @BeforeEach
    void open() {
        shop = newShop(parts);
        api = api(shop);
        night(); // so that none comes while people buy
    }

    @Test
    void aNewShopSaysThatNothingIsComputedYet() { // X2
        var grid = grid();
        assertThat(grid.get("state").asString()).isEqualTo("none");
        assertThat(grid.get("cells").size()).isZero();
        assertThat(grid.has("computedAt")).isFalse();
        assertThat(grid.get("computing").asBoolean()).isFalse();
        assertThat(preview(BEST_RECENCY)).isZero();
    }

    @Test
    void fourBuyersAreTooFewAndFiveStandInAFifthEach() {
        buyers(4);
        compute();
        assertThat(grid().get("state").asString()).isEqualTo("few");
        assertThat(preview(BEST_RECENCY)).isZero();

        order("p5@example.com", 500);
        compute();
        var grid = grid();
        assertThat(grid.get("state").asString()).isEqualTo("ready");
        assertThat(grid.get("buyers").asInt()).isEqualTo(5);
        assertThat(cells(grid))
                .containsExactly("1-1-1: 1", "2-1-2: 1", "3-1-3: 1", "4-1-4: 1", "5-1-5: 1");
    }

    @Test
    void equalValuesStandInTheSameAndLowerFifth() { // everybody ordered once
        buyers(10);
        order("p1@example.com", 5);
        compute();
        assertThat(preview("{\"type\":\"rfm\",\"frequency\":[1]}")).isEqualTo(9);
        assertThat(preview("{\"type\":\"rfm\",\"frequency\":[2,3,4]}")).isZero();
        assertThat(preview("{\"type\":\"rfm\",\"frequency\":[5]}")).isEqualTo(1);
        // she also ordered last
        assertThat(preview("{\"type\":\"rfm\",\"recency\":[5],\"frequency\":[5]}")).isEqualTo(1);
        assertThat(preview("{\"type\":\"not\",\"of\":{\"type\":\"rfm\",\"monetary\":[1,2,4,5]}}"))
                .isEqualTo(2);
    }

    @Test
    void bordersAreComputedInTheNightAfterAnOrderAndMoveTheMembersByEvents() {
        var segment = segment("Lately", BEST_RECENCY);
        buyers(5);
        assertThat(members(segment)).isEmpty();
        night();
        assertThat(grid().get("state").asString()).isEqualTo("ready");
        assertThat(members(segment)).containsExactly("p5@example.com");
        assertThat(events("Segment Entered")).isEqualTo(1);

        // an order counts at once, by the borders of the night
        order("p1@example.com", 100);
        assertThat(members(segment)).containsExactlyInAnyOrder("p1@example.com", "p5@example.com");
        night();
        assertThat(members(segment)).containsExactly("p1@example.com");
        assertThat(events("Segment Left")).isEqualTo(1);
        assertThat(api.get("segments/" + segment).json().get("members").asInt()).isEqualTo(1);
        assertThat(api.get("segments/" + segment).json().get("ready").asBoolean()).isTrue();

        // nothing happened: nothing is computed
        var at = grid().get("computedAt").asString();
        advance(Duration.ofDays(3));
        assertThat(grid().get("computedAt").asString()).isEqualTo(at);
    }

    @Test
    void segmentsOnASegmentFollowTheBordersToo() {
        buyers(5);
        compute();
        var lately = segment("Lately", BEST_RECENCY);
        var others =
                segment("Others", "{\"type\":\"segment\",\"id\":\"" + lately + "\",\"is\":false}");
        assertThat(members(others)).hasSize(4);
        order("p1@example.com", 100);
        night();
        assertThat(members(others))
                .containsExactlyInAnyOrder(
                        "p2@example.com", "p3@example.com", "p4@example.com", "p5@example.com");
    }

    @Test
    void aSegmentThatAsksForWhatWasNeverComputedHasItComputed() {
        buyers(5);
        var segment = segment("Lately", BEST_RECENCY);
        assertThat(members(segment)).containsExactly("p5@example.com");
    }

    @Test
    void thePersonsPageShowsHerCell() {
        buyers(5);
        var id = profile("p4@example.com");
        assertThat(api.get("profiles/" + id).json().get("rfm").isNull()).isTrue();
        compute();
        var cell = api.get("profiles/" + id).json().get("rfm");
        assertThat(cell.get("recency").asInt()).isEqualTo(4);
        assertThat(cell.get("frequency").asInt()).isEqualTo(1);
        assertThat(cell.get("monetary").asInt()).isEqualTo(4);
    }

    @Test
    void d55TheBestCustomersOfAPeriod() {
        buyers(10); // p1 spent 100 … p10 spent 1,000
        order("p2@example.com", 50);
        assertThat(preview("{\"type\":\"top\",\"by\":\"spent\",\"people\":3}")).isEqualTo(3);
        assertThat(preview("{\"type\":\"top\",\"by\":\"orders\",\"people\":1}")).isEqualTo(1);
        assertThat(preview("{\"type\":\"top\",\"by\":\"spent\",\"percent\":20}")).isEqualTo(2);
        assertThat(preview("{\"type\":\"top\",\"by\":\"spent\",\"people\":500}")).isEqualTo(10);
        // of those with one order, who spent more
        assertThat(members(segment("Two", "{\"type\":\"top\",\"by\":\"orders\",\"people\":2}")))
                .containsExactlyInAnyOrder("p2@example.com", "p10@example.com");
        assertThat(
                        preview(
                                "{\"type\":\"top\",\"by\":\"spent\",\"people\":3,\"period\":{\"to\":\"2001-01-01\"}}"))
                .isZero();
    }

    @Test
    void d55IsRenewedEachNightWhereThePeriodRolls() {
        buyers(3);
        var segment =
                segment(
                        "Best of the week",
                        "{\"type\":\"top\",\"by\":\"spent\",\"people\":1,\"period\":{\"lastDays\":7}}");
        assertThat(members(segment)).containsExactly("p3@example.com");
        advance(Duration.ofDays(4));
        order("p1@example.com", 20);
        // p3's order leaves the week by time; who remains is found in the night
        advance(Duration.ofDays(4));
        assertThat(members(segment)).containsExactly("p1@example.com");
        assertThat(events("Segment Left")).isEqualTo(1);
    }

    @Test
    void faultsNameTheField() {
        refused("{\"type\":\"rfm\"}", "give at least one of recency, frequency, monetary");
        refused(
                "{\"type\":\"rfm\",\"recency\":[6]}",
                "recency: must be a whole number from 1 to 5");
        refused(
                "{\"type\":\"top\",\"by\":\"spent\",\"people\":1,\"percent\":1}",
                "give exactly one of people, percent");
        refused(
                "{\"type\":\"top\",\"by\":\"spent\",\"percent\":101}",
                "percent: must be a whole number from 1 to 100");
    }

    @Test
    void viewersMayLookButNotCompute() {
        var viewer = api(shop, "viewer");
        viewer.get("segments/rfm").expect(200);
        viewer.post("segments/rfm", "{}").expect(403);
    }

    private void refused(String condition, String why) {
        var problem = api.post("segments/preview", "{\"condition\":" + condition + "}").expect(400);
        assertThat(problem.json().get("detail").asString()).contains(why);
    }

    /// p1 buys for 100, a minute later p2 for 200, …
    private void buyers(int n) {
        IntStream.rangeClosed(1, n).forEach(i -> order("p" + i + "@example.com", 100 * i));
    }

    private void order(String who, int total) {
        advance(Duration.ofMinutes(1));
        new Calling(inbox, shop)
                .track(
                        who,
                        "Order Completed",
                        now(),
                        "{\"order_id\":\"o%d\",\"total\":%d,\"currency\":\"PLN\"}"
                                .formatted(++orders, total))
                .send();
        drain();
    }

    private void compute() {
        api.post("segments/rfm", "{}").expect(202);
        drain();
    }

    /// To the next three o'clock of the shop's zone.
    private void night() {
        var three =
                now().plus(Duration.ofHours(21))
                        .atZone(shop.zone())
                        .toLocalDate()
                        .atTime(LocalTime.of(3, 0))
                        .atZone(shop.zone())
                        .toInstant();
        advance(Duration.between(now(), three));
    }

    private JsonNode grid() {
        return api.get("segments/rfm").expect(200).json();
    }

    private static List<String> cells(JsonNode grid) {
        return grid.get("cells")
                .valueStream()
                .map(
                        cell ->
                                cell.get("recency").asInt()
                                        + "-"
                                        + cell.get("frequency").asInt()
                                        + "-"
                                        + cell.get("monetary").asInt()
                                        + ": "
                                        + cell.get("people").asInt())
                .toList();
    }

    private int preview(String condition) {
        return api.post("segments/preview", "{\"condition\":" + condition + "}")
                .expect(200)
                .json()
                .get("count")
                .asInt();
    }

    private String segment(String name, String condition) {
        var id =
                api.post("segments", "{\"name\":\"" + name + "\",\"condition\":" + condition + "}")
                        .expect(201)
                        .json()
                        .get("id");
        drain();
        return id.asString();
    }

    private List<String> members(String segment) {
        return api.get("segments/" + segment + "/members").expect(200).items().stream()
                .map(person -> person.get("email").asString())
                .toList();
    }

    private String profile(String email) {
        return api.get("profiles?search=" + email)
                .expect(200)
                .items()
                .getFirst()
                .get("id")
                .asString();
    }

    private int events(String name) {
        return db.sql("select count(*) from event where part = any(?) and shop_id = ? and name = ?")
                .params(shop.parts().all(), shop.id(), name)
                .query(Integer.class)
                .single();
    }
}
