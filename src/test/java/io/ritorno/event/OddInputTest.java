package io.ritorno.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Input that is well-formed and odd: what becomes of it further on.
class OddInputTest extends IntegrationTest {
    private static final String SQL = "Robert'); drop table profile; -- \" \\ % _ ${x}";

    @Test
    void whatHappenedBeforeTheShopIsTaken() {
        var shop = newShop();
        api(shop).post("flows", "{\"recipe\":\"abandoned-cart\",\"status\":\"live\"}").expect(201);
        var old = now().minus(Duration.ofDays(700));
        tell(shop, "Product Added", old, Map.of("product_id", "P", "name", "Kubek", "price", 10));
        tell(shop, "Order Completed", old, Map.of("order_id", "O-1", "total", 10));
        var order = api(shop).get("orders").items().getFirst();
        assertThat(Instant.parse(order.get("placedAt").asString())).isEqualTo(old);
        tell(shop, "Product Added", old, Map.of("product_id", "Q", "name", "Miska", "price", 10));
        advance(Duration.ofDays(5));
        // a cart of two years ago is nothing to write about
        assertThat(api(shop).get("messages").items()).isEmpty();
    }

    @Test
    void sqlIsAText() {
        var shop = newShop();
        tell(
                shop,
                "Order Completed",
                now(),
                Map.of(
                        "order_id",
                        SQL,
                        "total",
                        10,
                        "products",
                        List.of(Map.of("product_id", SQL, "name", SQL, "price", 10))));
        tell(shop, SQL, now(), Map.of(SQL, SQL));
        var query = URLEncoder.encode(SQL, StandardCharsets.UTF_8);
        assertThat(api(shop).get("orders?search=" + query).expect(200).items()).hasSize(1);
        assertThat(api(shop).get("products?search=" + query).expect(200).items())
                .extracting(product -> product.get("name").asString())
                .containsExactly(SQL);
        assertThat(api(shop).get("events?name=" + query).expect(200).items()).hasSize(1);
        for (var path :
                List.of("profiles?search=", "search?q=", "messages?status=", "carts?state="))
            assertThat(api(shop).get(path + query).status()).isIn(200, 400);
        for (var path : List.of("orders", "profiles", "carts", "products"))
            assertThat(api(shop).get(path + "?sort=" + query).status()).isEqualTo(400);
        assertThat(api(shop).get("profiles").items()).hasSize(1);
    }

    private void tell(Shop shop, String event, Instant at, Map<String, Object> properties) {
        anybody()
                .post(
                        "/v1/track",
                        Map.of(
                                "writeKey",
                                shop.writeKey(),
                                "userId",
                                "anna",
                                "context",
                                Map.of("traits", Map.of("email", "anna@example.com")),
                                "timestamp",
                                at.toString(),
                                "event",
                                event,
                                "properties",
                                properties))
                .expect(200);
        drain();
    }
}
