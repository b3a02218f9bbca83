package io.ritorno.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.JsonNodeFactory;

class EventControllerTest extends IntegrationTest {
    @Autowired Inbox inbox;

    @Test
    void newestEventsComeFirst() {
        var shop = newShop();
        accept(shop, "Wheel Spun", "{}");
        accept(shop, "Wheel Won", "{}");
        drain();
        assertThat(api(shop).get("events?name=Wheel%20Won").items()).hasSize(1);
        assertThat(api(shop).get("events?limit=1").items()).hasSize(1);
        assertThat(api(newShop()).get("events").items()).isEmpty();
    }

    @Test
    void orderThatCannotBeAppliedIsKeptAndRetried() {
        for (var parts : List.of(1, 8)) {
            var shop = newShop(parts);
            // no rate for the currency, until the shop tells one
            accept(
                    shop,
                    Names.ORDER_COMPLETED,
                    "{\"order_id\":\"1\",\"total\":10,\"currency\":\"EUR\"}");
            drain();
            var failed = api(shop).get("failed-events").expect(200).items();
            assertThat(failed).hasSize(1);
            assertThat(failed.getFirst().get("reason").asString())
                    .startsWith("currency: there is no rate for EUR.");
            var polish = api(shop).with("Accept-Language", "pl").get("failed-events").items();
            assertThat(polish.getFirst().get("reason").asString())
                    .startsWith("currency: nie ma kursu dla EUR.");
            assertThat(orders(shop)).isZero();

            api(shop).post("failed-events/retry").expect(200);
            drain();
            assertThat(api(shop).get("failed-events").items()).hasSize(1);

            var settings = Calls.JSON.createObjectNode();
            settings.putObject("rates").put("EUR", 4.2);
            shop = shops.update(shop, settings);
            var id = failed.getFirst().get("id").asString();
            assertThat(
                            api(shop)
                                    .post("failed-events/" + id + "/retry")
                                    .expect(200)
                                    .json()
                                    .get("retried")
                                    .asInt())
                    .isEqualTo(1);
            drain();
            assertThat(api(shop).get("failed-events").items()).isEmpty();
            assertThat(orders(shop)).isEqualTo(1);
        }
    }

    @Test
    void failedEventCanBeThrownAwayByItsShopOnly() {
        var shop = newShop();
        accept(shop, Names.ORDER_COMPLETED, "{\"total\":10}");
        drain();
        var id = api(shop).get("failed-events").items().getFirst().get("id").asString();
        var other = newShop();
        api(other).delete("failed-events/" + id).expect(404);
        api(other).post("failed-events/" + id + "/retry").expect(404);
        api(shop).delete("failed-events/" + UUID.randomUUID()).expect(404);
        api(shop, "viewer").delete("failed-events/" + id).expect(403);
        api(shop).delete("failed-events/" + id).expect(204);
        assertThat(api(shop).get("failed-events").items()).isEmpty();
    }

    private void accept(Shop shop, String event, String properties) {
        var call = JsonNodeFactory.instance.objectNode().put("type", "track").put("event", event);
        call.put("userId", "anna").set("properties", Calls.JSON.readTree(properties));
        inbox.accept(shop, "server", List.of(call));
    }

    private long orders(Shop shop) {
        return db.sql("select count(*) from orders where part = any(?) and shop_id = ?")
                .params(shop.parts().all(), shop.id())
                .query(Long.class)
                .single();
    }
}
