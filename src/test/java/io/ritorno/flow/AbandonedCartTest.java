package io.ritorno.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.Api;
import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import io.ritorno.event.Calling;
import io.ritorno.event.Inbox;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// The main job, from what a shop sends to what waits to be sent, over the whole road.
@ParameterizedClass
@ValueSource(ints = {1, 8})
class AbandonedCartTest extends IntegrationTest {
    private static final String ANNA = "anna@example.com";
    private static final Duration HOUR = Duration.ofHours(1);

    @Parameter int parts;
    @Autowired Inbox inbox;
    private Shop shop;
    private Api api;
    private String flow;
    private Instant start;

    @BeforeEach
    void open() {
        shop = newShop(parts);
        api = api(shop);
        flow =
                api.post("flows", "{\"recipe\":\"abandoned-cart\",\"status\":\"live\"}")
                        .expect(201)
                        .json()
                        .get("id")
                        .asString();
        start = now();
    }

    @Test
    void cartLeftIsToldThreeTimes() { // D44, I8, V22
        adds("1", 60);
        advance(HOUR);
        assertThat(messages()).isEmpty();
        assertThat(numbers("waiting")).isEqualTo(1);
        advance(HOUR.minusSeconds(1));
        assertThat(messages()).isEmpty();
        advance(Duration.ofSeconds(1));
        assertThat(messages()).containsExactly("mail-1");
        advance(Duration.ofHours(23));
        assertThat(messages()).containsExactly("mail-1", "mail-2");
        advance(Duration.ofHours(48));
        assertThat(messages()).containsExactly("mail-1", "mail-2", "mail-3");
        advance(Duration.ofDays(30));
        assertThat(messages()).hasSize(3);
        assertThat(numbers("entered")).isEqualTo(1);
        assertThat(numbers("ended")).isEqualTo(1);
        assertThat(numbers("waiting")).isZero();
    }

    @Test
    void mailGoesOutWithHerCartInHerLanguage() { // I13, V23
        new Calling(inbox, shop)
                .identify(
                        ANNA,
                        now(),
                        "{\"firstName\":\"Anna\",\"locale\":\"it\",\"consent\":{\"email\":true}}")
                .send();
        adds("1", 60);
        // a night may lie in between
        advance(Duration.ofHours(16));

        var mail = api.get("messages?status=sent").expect(200).items().getFirst();
        assertThat(mail.get("subject").asString()).isEqualTo("Hai lasciato qualcosa nel carrello");
        var html = api.get("messages/" + mail.get("id").asString() + "/html").expect(200).text();
        assertThat(html).contains("Ciao Anna", "Kubek", "Torna al carrello");
        assertThat(numbers("sent")).isEqualTo(1);
        assertThat(api.get("flows/" + flow + "/numbers").json().at("/steps/mail-1/sent").asInt())
                .isEqualTo(1);
    }

    @Test
    void whoOrdersIsNotToldAgain() { // V6
        adds("1", 60);
        advance(HOUR.multipliedBy(3));
        assertThat(messages()).containsExactly("mail-1");
        orders("A-1");
        advance(Duration.ofDays(10));

        assertThat(messages()).containsExactly("mail-1");
        assertThat(numbers("stopped")).isEqualTo(1);
        var run = api.get("flows/" + flow + "/runs?status=stopped").expect(200).items().getFirst();
        assertThat(run.get("reason").asString()).isEqualTo("ordered");
        assertThat(run.at("/profile/email").asString()).isEqualTo(ANNA);
    }

    @Test
    void whoOrdersInTimeIsNeverTold() {
        adds("1", 60);
        advance(Duration.ofMinutes(59));
        orders("A-1");
        advance(Duration.ofDays(10));

        assertThat(messages()).isEmpty();
        assertThat(numbers("entered")).isZero();
    }

    @Test
    void smallCartIsToldTwice() {
        adds("1", 49.99);
        advance(Duration.ofDays(10));

        assertThat(messages()).containsExactly("mail-1", "mail-2");
        assertThat(api.get("flows/" + flow + "/numbers").json().at("/steps/mail-3/skipped").asInt())
                .isEqualTo(1);
    }

    @Test
    void nextCartIsToldToo() { // once per cart
        adds("1", 60);
        advance(HOUR.multipliedBy(3));
        orders("A-1");
        advance(Duration.ofMinutes(1));
        adds("2", 60);
        advance(Duration.ofDays(10));

        assertThat(messages()).containsExactly("mail-1", "mail-1", "mail-2", "mail-3");
        assertThat(numbers("entered")).isEqualTo(2);
    }

    @Test
    void runsGoAlongWhenAVisitorTurnsOutToBeAnna() { // N1
        new Calling(inbox, shop).track("anon-7", "Product Added", start, product("1", 60)).send();
        new Calling(inbox, shop).identify(ANNA, start, "{}").send();
        advance(HOUR.plusMinutes(1));
        assertThat(numbers("entered")).isEqualTo(1);
        new Calling(inbox, shop).identify(ANNA, now(), "{}").and("anonymousId", "anon-7").send();
        drain();
        orders("A-1");
        advance(Duration.ofDays(10));

        assertThat(messages()).isEmpty();
        var runs = api.get("flows/" + flow + "/runs").expect(200).items();
        assertThat(runs).hasSize(1);
        assertThat(runs.getFirst().get("status").asString()).isEqualTo("stopped");
        assertThat(runs.getFirst().at("/profile/email").asString()).isEqualTo(ANNA);
        assertThat(numbers("waiting")).isZero();
    }

    @Test
    void pausedFlowLosesNobody() {
        adds("1", 60);
        advance(HOUR.plusMinutes(30));
        status("paused");
        advance(Duration.ofDays(3));
        assertThat(messages()).isEmpty();
        assertThat(numbers("waiting")).isEqualTo(1);
        assertThat(api.get("flows/" + flow + "/runs?status=paused").items()).hasSize(1);
        status("live");
        drain();
        assertThat(messages()).containsExactly("mail-1");
        advance(Duration.ofDays(10));
        assertThat(messages()).containsExactly("mail-1", "mail-2", "mail-3");
    }

    @Test
    void runsOfAFlowComeInPages() {
        for (var i = 0; i < 5; i++) {
            var who = "p" + i + "@example.com";
            new Calling(inbox, shop)
                    .identify(who, now(), "{}")
                    .track(who, "Product Added", now(), product("1", 60))
                    .send();
            drain();
            advance(Duration.ofMinutes(1));
        }
        advance(HOUR);
        var first = api.get("flows/" + flow + "/runs?limit=3").expect(200);
        var rest =
                api.get(
                                "flows/"
                                        + flow
                                        + "/runs?limit=3&cursor="
                                        + first.json().get("next").asString())
                        .expect(200);

        assertThat(emails(first))
                .containsExactly("p4@example.com", "p3@example.com", "p2@example.com");
        assertThat(emails(rest)).containsExactly("p1@example.com", "p0@example.com");
        assertThat(rest.json().get("next").isNull()).isTrue();
        assertThat(api.get("flows/" + flow + "/runs?step=wait-1").items()).hasSize(5);
        assertThat(api.get("flows/" + flow + "/runs?step=mail-1").items()).isEmpty();
    }

    private static List<String> emails(Api.Answer answer) {
        return answer.items().stream().map(run -> run.at("/profile/email").asString()).toList();
    }

    private void adds(String product, double price) {
        new Calling(inbox, shop)
                .track(ANNA, "Product Added", now(), product(product, price))
                .send();
        drain();
    }

    private void orders(String id) {
        new Calling(inbox, shop)
                .track(
                        ANNA,
                        "Order Completed",
                        now(),
                        "{\"order_id\":\"%s\",\"total\":60,\"currency\":\"PLN\"}".formatted(id))
                .send();
        drain();
    }

    private static String product(String id, double price) {
        return "{\"product_id\":\"%s\",\"name\":\"Kubek\",\"price\":%s,\"quantity\":1}"
                .formatted(id, price);
    }

    private void status(String status) {
        api.post("flows/" + flow + "/status", "{\"status\":\"" + status + "\"}").expect(200);
    }

    private long numbers(String name) {
        return api.get("flows/" + flow + "/numbers").expect(200).json().get(name).asLong();
    }

    /// Steps of the messages that were ever queued, in order.
    private List<String> messages() {
        return db.sql(
                        "select step from message where part = any(?) and shop_id = ? order by at, id")
                .params(shop.parts().all(), shop.id())
                .query(String.class)
                .list();
    }
}
