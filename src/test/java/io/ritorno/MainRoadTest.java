package io.ritorno;

import static org.assertj.core.api.Assertions.assertThat;

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

/// From a shop's events to people, carts and orders, with one part and with eight.
@ParameterizedClass
@ValueSource(ints = {1, 8})
class MainRoadTest extends IntegrationTest {
    private static final String SHOES =
            """
            {"product_id": "42", "name": "Buty trekkingowe", "price": 249.90, "quantity": 1,
             "category": "Men/Shoes/Trekking", "brand": "Alpen"}
            """;
    private static final String ORDER =
            """
            {"order_id": "A-1", "total": 259.90, "shipping": 10, "currency": "PLN",
             "products": [{"product_id": "42", "name": "Buty", "price": 249.90, "quantity": 1}]}
            """;

    @Parameter int parts;
    @Autowired Inbox inbox;
    private Shop shop;
    private Calling calling;
    private Instant start;

    @BeforeEach
    void open() {
        shop = newShop(parts);
        calling = new Calling(inbox, shop);
        start = now();
    }

    @Test
    void cartRestsAndCountsAsAbandoned() { // D44
        calling.track("anon-1", "Product Added", start, SHOES).send();
        drain();
        assertThat(carts()).containsExactly("open 24990");

        advance(Duration.ofMinutes(59));
        assertThat(carts()).containsExactly("open 24990");
        advance(Duration.ofMinutes(1));
        assertThat(carts()).containsExactly("abandoned 24990");
        assertThat(events("Cart Abandoned")).isEqualTo(1);
    }

    @Test
    void orderEndsTheCart() {
        calling.track("anon-1", "Product Added", start, SHOES).send();
        drain();
        calling.track("anna@example.com", "Order Completed", start.plusSeconds(60), ORDER)
                .and("anonymousId", "anon-1")
                .send();
        drain();
        assertThat(carts()).containsExactly("ordered 24990");
        advance(Duration.ofHours(2));
        assertThat(carts()).containsExactly("ordered 24990");
        assertThat(people()).containsExactly("anna@example.com true 1 25990 1");
    }

    @Test
    void orderAfterAbandonmentRecovers() { // L5
        calling.track("anon-1", "Product Added", start, SHOES).send();
        advance(Duration.ofHours(3));
        calling.track("anna@example.com", "Order Completed", now(), ORDER)
                .and("anonymousId", "anon-1")
                .send();
        drain();
        assertThat(carts()).containsExactly("recovered 24990");
        assertThat(events("Cart Recovered")).isEqualTo(1);
        // the order named no cart: its badges are those of the cart that it ended
        var order = api(shop).get("orders").json().at("/items/0");
        assertThat(order.get("badges")).hasToString("[\"abandoned-cart\",\"recovered\"]");
        assertThat(order.get("cartId").asString()).isNotEmpty();
    }

    @Test
    void orderToldBeforeItsCartEndsItToo() {
        calling.track("anon-1", "Order Completed", start.plusSeconds(60), ORDER).send();
        drain();
        calling.track("anon-1", "Product Added", start, SHOES).send();
        drain();
        assertThat(carts()).containsExactly("ordered 24990");
    }

    @Test
    void sameOrderFromThreeSourcesIsOne() {
        calling.track("anna@example.com", "Order Completed", start, ORDER).send();
        calling.track("user-7", "Order Completed", start.plusSeconds(5), ORDER).send();
        calling.track("anon-9", "Order Completed", start.plusSeconds(9), ORDER).send();
        drain();
        assertThat(people().stream().filter(p -> p.contains(" 1 25990"))).hasSize(1);
        assertThat(count("select count(*) from orders where part = any(?) and shop_id = ?"))
                .isEqualTo(1);
    }

    @Test
    void refundsSubtractOnceEach() {
        var refund = "{\"order_id\": \"A-1\", \"total\": 100, \"refund_id\": \"R1\"}";
        calling.track("anna@example.com", "Order Refunded", start.plusSeconds(50), refund)
                .track("anna@example.com", "Order Completed", start, ORDER)
                .track("anna@example.com", "Order Refunded", start.plusSeconds(70), refund)
                .send();
        drain();
        assertThat(people()).containsExactly("anna@example.com true 1 15990 1");
        calling.track("anna@example.com", "Order Refunded", now(), "{\"order_id\": \"A-1\"}")
                .send();
        drain();
        assertThat(people()).containsExactly("anna@example.com true 1 0 0");
    }

    @Test
    void anonymousHistoryJoinsThePerson() { // N1
        calling.track("anon-1", "Product Viewed", start, SHOES).send();
        drain();
        calling.identify("anna@example.com", start.plusSeconds(1), "{\"firstName\": \"Anna\"}")
                .and("anonymousId", "anon-1")
                .send();
        drain();
        calling.track("anon-2", "Product Viewed", start, SHOES).send();
        drain();
        calling.identify("Anna@Example.com ", start.plusSeconds(2), "{}")
                .and("anonymousId", "anon-2")
                .send();
        drain();
        assertThat(people()).containsExactly("anna@example.com true 0 0 0");
        assertThat(eventsOf("anna@example.com", "Product Viewed")).isEqualTo(2);
    }

    @Test
    void anAddressNamedOnTheWayIsOneToWriteTo() {
        calling.track("anna@example.com", "Signed Up", start, "{}").and("userId", "u1").send();
        drain();
        assertThat(
                        list(
                                """
                                select concat_ws(' ', email, external_id) from profile_trait
                                where part = any(?) and shop_id = ?
                                """))
                .containsExactly("anna@example.com u1");
    }

    @Test
    void twoPeopleOnOneBrowserAreNeverMerged() { // N1
        calling.identify("anna@example.com", start, "{}").and("anonymousId", "anon-1").send();
        calling.identify("bob@example.com", start.plusSeconds(1), "{}")
                .and("anonymousId", "anon-1")
                .send();
        calling.track("anon-1", "Product Viewed", start.plusSeconds(2), SHOES).send();
        drain();
        assertThat(people()).hasSize(2);
        assertThat(eventsOf("bob@example.com", "Product Viewed")).isEqualTo(1);
        assertThat(eventsOf("anna@example.com", "Product Viewed")).isZero();
    }

    @Test
    void repeatIsDropped() {
        calling.track("anna@example.com", "Product Added", start, SHOES)
                .and("messageId", "same")
                .send();
        calling.track("anna@example.com", "Product Added", start, SHOES)
                .and("messageId", "same")
                .send();
        drain();
        assertThat(carts()).containsExactly("open 24990");
    }

    @Test
    void whatCannotBeAppliedIsKeptWithItsReason() {
        calling.track("anna@example.com", "Order Completed", start, "{\"total\": 5}")
                .track("anna@example.com", "Order Completed", start, ORDER)
                .track(
                        "anna@example.com",
                        "Order Completed",
                        start,
                        "{\"order_id\": \"B\", \"total\": 5, \"currency\": \"EUR\"}")
                .send();
        drain();
        assertThat(people()).containsExactly("anna@example.com true 1 25990 1");
        assertThat(
                        list(
                                "select reason from failed_event where part = any(?) and shop_id = ? order by 1"))
                .containsExactly(
                        "[\"currency\",\"no-rate\",\"EUR\"]", "[\"order_id\",\"missing\"]");
    }

    @Test
    void categoriesAndBrandsAreLearnt() {
        calling.track("anon-1", "Product Viewed", start, SHOES).send();
        drain();
        assertThat(
                        list(
                                "select path from product_category where part = any(?) and shop_id = ? order by 1"))
                .containsExactly("Men", "Men/Shoes", "Men/Shoes/Trekking");
    }

    private List<String> carts() {
        return list(
                "select state || ' ' || value from cart where part = any(?) and shop_id = ? order by 1");
    }

    private List<String> people() {
        return list(
                """
                select concat_ws(' ', coalesce(t.email, t.external_id, '?'), p.known::text, p.orders, p.spent, p.items)
                from profile p join profile_trait t
                  on t.part = p.part and t.shop_id = p.shop_id and t.profile_id = p.id
                where p.part = any(?) and p.shop_id = ? and p.merged_into is null order by 1
                """);
    }

    private long events(String name) {
        return count(
                "select count(*) from event where part = any(?) and shop_id = ? and name = '"
                        + name
                        + "'");
    }

    private long eventsOf(String email, String name) {
        return count(
                """
                select count(*) from event e join profile_trait t
                  on t.part = e.part and t.shop_id = e.shop_id and t.profile_id = e.profile_id
                where e.part = any(?) and e.shop_id = ? and e.name = '%s' and t.email = '%s'
                """
                        .formatted(name, email));
    }

    private List<String> list(String sql) {
        return db.sql(sql).params(shop.parts().all(), shop.id()).query(String.class).list();
    }

    private long count(String sql) {
        return db.sql(sql).params(shop.parts().all(), shop.id()).query(Long.class).single();
    }
}
