package io.ritorno.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.event.Calling;
import io.ritorno.event.Inbox;
import io.ritorno.event.Names;
import io.ritorno.platform.Ids;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// D3–D8, D14, N1: from a shop's own events to its figures, with one part and with eight.
@ParameterizedClass
@ValueSource(ints = {1, 8})
class CreditRoadTest extends InsightTest {
    @Parameter int parts;
    @Autowired Inbox inbox;
    @Autowired Recount recount;
    private Calling calling;

    @BeforeEach
    void open() {
        shop = newShop(parts);
        calling = new Calling(inbox, shop);
    }

    @Test
    void ordersAndCartsOfTheShopBecomeItsFigures() {
        cartOf("anon-1");
        cartOf("anon-2");
        cartOf("anon-3");
        advance(Duration.ofHours(2));
        ordered("anon-1", "anna@example.com", "A-1", "100.00");
        ordered("anon-9", "bob@example.com", "A-2", "50.50");
        calling.track(
                        "bob@example.com",
                        "Order Refunded",
                        now(),
                        "{\"order_id\": \"A-2\", \"total\": 10.25}")
                .send();
        drain();

        var report = overview.of(shop, shop.day(now()).minusDays(1), shop.day(now()));
        assertThat(report.revenue()).isEqualTo(14025);
        assertThat(report.orders()).isEqualTo(2);
        assertThat(report.refunded()).isEqualTo(1025);
        assertThat(report.carts()).isEqualTo(3);
        assertThat(report.abandoned()).isEqualTo(3);
        assertThat(report.recovered()).isEqualTo(1);
        assertThat(report.bySource().getFirst()).isEqualTo(new Overview.Source("site", 2, 14025));
        sameAfterARecount();
    }

    @Test
    void clickOfWhomSheTurnsOutToBeGetsHerAnonymousOrder() {
        calling.identify("anna@example.com", now(), "{}").send();
        drain();
        var anna = personOf("email", "anna@example.com");
        touch(anna, "click", now());
        advance(Duration.ofMinutes(10));
        calling.track("anon-1", "Order Completed", now(), order("A-1", "100")).send();
        drain();
        assertThat(credited(orderId("A-1"))).isEqualTo("site 10000");

        calling.identify("anna@example.com", now(), "{}").and("anonymousId", "anon-1").send();
        drain();
        assertThat(credited(orderId("A-1"))).isEqualTo("flow click 10000");
        calling.track(
                        "anna@example.com",
                        "Order Cancelled",
                        now().plusSeconds(1),
                        "{\"order_id\": \"A-1\"}")
                .send();
        drain();
        assertThat(credited(orderId("A-1"))).isEqualTo("nobody");
        sameAfterARecount();
    }

    @Test
    void undoneMergeTakesTheCreditBack() {
        calling.identify("anna@example.com", now(), "{}").send();
        calling.identify("bob@example.com", now(), "{}").send();
        drain();
        var anna = personOf("email", "anna@example.com");
        var bob = personOf("email", "bob@example.com");
        var message = message(bob, now(), null, null);
        run(event(bob, Names.MESSAGE_SENT, now(), "message", message.toString()));
        touch(bob, "click", "email", false, now(), message, Ids.next(now()), null);
        calling.track("anna@example.com", "Order Completed", now(), order("A-1", "100")).send();
        drain();
        assertThat(credited(orderId("A-1"))).isEqualTo("site 10000");

        api(shop).post("profiles/" + bob + "/merge", "{\"into\": \"" + anna + "\"}").expect(201);
        assertThat(credited(orderId("A-1"))).isEqualTo("flow click 10000");
        var merge = api(shop).get("profiles/" + anna + "/merges").json().get(0);
        api(shop).delete("merges/" + merge.get("id").asString());
        assertThat(credited(orderId("A-1"))).isEqualTo("site 10000");
        sameAfterARecount();
    }

    @Test
    void cartsAndOrdersAreCountedOnceHoweverOftenPeopleAreMerged() {
        for (var i = 0; i < 6; i++) {
            cartOf("anon-" + i);
            calling.track("anon-" + i, "Order Completed", now(), order("N-" + i, "10")).send();
            drain();
            cartOf("anon-" + i);
        }
        for (var i = 0; i < 6; i++) {
            calling.identify("anna@example.com", now(), "{}")
                    .and("anonymousId", "anon-" + i)
                    .send();
            drain();
            advance(Duration.ofMinutes(30));
        }
        ordered("anon-3", "anna@example.com", "N-9", "10");
        advance(Duration.ofHours(5));

        var report = overview.of(shop, shop.day(now()).minusDays(2), shop.day(now()));
        assertThat(report.orders()).isEqualTo(7);
        assertThat(report.revenue()).isEqualTo(7000);
        sameAfterARecount();
    }

    private void sameAfterARecount() {
        var counted = rollup();
        recount.repair(shop, now());
        assertThat(rollup()).isEqualTo(counted);
    }

    private void cartOf(String who) {
        calling.track(
                        who,
                        "Product Added",
                        now(),
                        "{\"product_id\": \"42\", \"name\": \"Boots\", \"price\": 9.9}")
                .send();
        drain();
    }

    private void ordered(String browser, String email, String number, String total) {
        calling.track(email, "Order Completed", now(), order(number, total))
                .and("anonymousId", browser)
                .send();
        drain();
    }

    private static String order(String number, String total) {
        return "{\"order_id\": \"%s\", \"total\": %s, \"currency\": \"PLN\"}"
                .formatted(number, total);
    }

    private UUID personOf(String kind, String value) {
        return db.sql(
                        """
                        select profile_id from identity
                        where part = any(?) and shop_id = ? and kind = ? and value = ?
                        """)
                .params(shop.parts().all(), shop.id(), kind, value)
                .query(UUID.class)
                .single();
    }
}
