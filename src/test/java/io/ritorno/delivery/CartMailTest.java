package io.ritorno.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.account.Shop;
import io.ritorno.content.MailContent;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Lane;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class CartMailTest extends DeliveryTest {
    private static final MailContent CART =
            new MailContent(
                    "{{ cart.valueText }}",
                    "",
                    """
                    <mjml><mj-body><mj-section><mj-column><mj-table>
                    {% for line in cart.lines %}<tr><td>{{ line.quantity }} × {{ line.name }} = {{ line.totalText }}
                    <a href="{{ line.url }}">see</a></td></tr>{% endfor %}
                    </mj-table><mj-text><a href="{{ links.unsubscribe }}">out</a></mj-text></mj-column></mj-section></mj-body></mjml>
                    """,
                    null);

    @Test
    void aCartIsShownAsItIsWhenTheMailGoes() {
        var shop = newShop();
        var anna = person(shop, "anna@example.com");
        add(shop, "mug", "Mug", 2, 20);
        var cart = cart(shop);
        advance(Duration.ofMinutes(1));
        var message = queue(shop, anna, cart);
        // before it goes, she adds a hat and the mug becomes cheaper
        inbox.accept(shop, "server", List.of(call("Product Added", product("hat", "Hat", 1, 50))));
        inbox.accept(
                shop,
                "server",
                List.of(
                        call(
                                "Product Updated",
                                json.createObjectNode()
                                        .put("product_id", "mug")
                                        .put("name", "Mug")
                                        .put("price", 15))));
        drain();

        assertThat(status(shop, message)).isEqualTo("sent");
        assertThat(last().subject()).contains("80.00");
        assertThat(Jsoup.parse(last().html()).text())
                .containsPattern("2 × Mug = PLN.?30\\.00")
                .containsPattern("1 × Hat = PLN.?50\\.00");
    }

    @Test
    void productsThatHoldHtmlLiquidOrScriptsDoNothing() {
        var shop = newShop();
        var anna = person(shop, "anna@example.com");
        var name = "<img src=x onerror=alert(1)>{{ links.unsubscribe }}{% for";
        var properties = product("x", name, 1, 10).put("url", "javascript:alert(1)");
        inbox.accept(shop, "server", List.of(call("Product Added", properties)));
        drain();
        queue(shop, anna, cart(shop));
        drain();

        var page = Jsoup.parse(last().html());
        assertThat(page.text()).contains(name);
        assertThat(page.select("img[onerror]")).isEmpty();
        assertThat(last().html()).doesNotContain("javascript:");
    }

    private void add(Shop shop, String id, String name, int quantity, int price) {
        inbox.accept(
                shop, "server", List.of(call("Product Added", product(id, name, quantity, price))));
        drain();
    }

    private ObjectNode product(String id, String name, int quantity, int price) {
        return json.createObjectNode()
                .put("product_id", id)
                .put("name", name)
                .put("quantity", quantity)
                .put("price", price)
                .put("email", "anna@example.com");
    }

    private ObjectNode call(String event, ObjectNode properties) {
        var call =
                json.createObjectNode()
                        .put("type", "track")
                        .put("event", event)
                        .put("messageId", UUID.randomUUID().toString());
        call.set("properties", properties);
        call.putObject("context").putObject("traits").put("email", "anna@example.com");
        return call;
    }

    private UUID cart(Shop shop) {
        return db.sql("select id from cart where part = any(?) and shop_id = ?")
                .params(shop.parts().all(), shop.id())
                .query(UUID.class)
                .single();
    }

    private UUID queue(Shop shop, UUID person, UUID cart) {
        var flow = Ids.next(now());
        texts.byFlow.put(flow, Map.of("en", CART));
        var part = shop.parts().of(person);
        var message =
                new NewMessage(
                        UUID.randomUUID(),
                        person,
                        "email",
                        false,
                        flow,
                        1,
                        UUID.randomUUID(),
                        "mail",
                        cart,
                        json.createObjectNode(),
                        now());
        return lanes.inPart(Lane.EVENT, part, () -> messages.queue(part, shop, List.of(message)))
                .values()
                .iterator()
                .next();
    }
}
