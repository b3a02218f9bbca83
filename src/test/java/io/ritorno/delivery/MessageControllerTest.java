package io.ritorno.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.event.Calling;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageControllerTest extends DeliveryTest {
    @Test
    void listsMessagesNewestFirstAndByFilter() {
        var shop = newShop(8);
        var anna = person(shop, "anna@example.com");
        var bea = person(shop, "bea@example.com", null);
        var first = send(shop, anna);
        var second = queue(shop, bea);
        drain();
        var api = api(shop);

        assertThat(api.get("messages").expect(200).items())
                .extracting(m -> m.get("id").asString())
                .containsExactly(second.toString(), first.toString());
        assertThat(api.get("messages?status=sent").items())
                .singleElement()
                .satisfies(
                        m -> {
                            assertThat(m.get("subject").asString()).isEqualTo("Hi Anna");
                            assertThat(m.at("/profile/email").asString())
                                    .isEqualTo("anna@example.com");
                            assertThat(m.get("channel").asString()).isEqualTo("email");
                        });
        assertThat(api.get("profiles/" + bea + "/messages").items()).hasSize(1);
        assertThat(api.get("profiles/" + bea + "/decisions").items())
                .singleElement()
                .satisfies(d -> assertThat(d.get("reason").asString()).isEqualTo("no-consent"));
        var page = api.get("messages?limit=1").json();
        assertThat(api.get("messages?limit=1&cursor=" + page.get("next").asString()).items())
                .extracting(m -> m.get("id").asString())
                .containsExactly(first.toString());
        assertThat(api.get("messages?from=2000-01-01&to=2000-01-02").items()).isEmpty();
        assertThat(api.get("messages?cursor=nonsense").status()).isEqualTo(400);
    }

    @Test
    void showsTheMailWithoutAnythingThatActs() {
        var shop = newShop();
        var message = send(shop, person(shop, "anna@example.com"));
        var api = api(shop);
        assertThat(api.get("messages/" + message).json().get("html").asString())
                .contains("Hi Anna");
        assertThat(api.get("messages/" + message).json().get("text").asString())
                .contains("Hi Anna");
        var page = api.get("messages/" + message + "/html").expect(200);
        assertThat(page.text()).contains("Hi Anna").doesNotContain("/u/").doesNotContain("/o/");
        assertThat(page.header("Content-Security-Policy")).startsWith("sandbox");
    }

    @Test
    void aMailThatWasKeptUnpackedIsShownToo() { // as all were before they were packed
        var shop = newShop();
        var message = send(shop, person(shop, "anna@example.com"));
        db.sql(
                        """
                        update message_body set packed = null, html = '<p>Old page</p>', text = 'Old text'
                        where part = any(?) and shop_id = ? and message_id = ?
                        """)
                .params(shop.parts().all(), shop.id(), message)
                .update();
        var shown = api(shop).get("messages/" + message).json();
        assertThat(shown.get("html").asString()).isEqualTo("<p>Old page</p>");
        assertThat(shown.get("text").asString()).isEqualTo("Old text");
    }

    @Test
    void anotherShopSeesNothing() {
        var shop = newShop();
        var anna = person(shop, "anna@example.com");
        var message = send(shop, anna);
        var stranger = api(newShop());
        assertThat(stranger.get("messages").items()).isEmpty();
        assertThat(stranger.get("messages/" + message).status()).isEqualTo(404);
        assertThat(stranger.get("messages/" + message + "/html").status()).isEqualTo(404);
        assertThat(stranger.get("profiles/" + anna + "/messages").items()).isEmpty();
        assertThat(stranger.get("profiles/" + anna + "/decisions").items()).isEmpty();
    }

    @Test
    void previewsATemplateOrSaysWhereItIsBroken() {
        var shop = newShop();
        var api = api(shop);
        var content = Map.of("subject", "Hi {{ person.firstName }}", "mjml", MJML);
        var good = api.post("preview", Map.of("content", content)).expect(200).json();
        assertThat(good.get("subject").asString()).isEqualTo("Hi Anna");
        assertThat(good.get("html").asString()).contains("Hi Anna of Sklep").doesNotContain("/c/");
        var broken = Map.of("subject", "s", "mjml", MJML.replace("shop.name", "shop.nmae"));
        var bad = api.post("preview", Map.of("content", broken)).expect(422).json();
        assertThat(bad.at("/errors/0/line").asInt()).isEqualTo(2);
        assertThat(bad.at("/errors/0/message").asString()).contains("nmae");

        var sent = api.post("preview/send", Map.of("content", content, "to", "me@example.com"));
        assertThat(sent.expect(200).json().get("ok").asBoolean()).isTrue();
        assertThat(last().to()).isEqualTo("me@example.com");
        assertThat(api.post("preview/send", Map.of("content", content, "to", "me")).status())
                .isEqualTo(400);
    }

    @Test
    void previewsWhatIsNoMarketingWithoutAWayOut() {
        var api = api(newShop());
        var plain =
                "<mjml><mj-body><mj-section><mj-column><mj-text>Hi</mj-text>"
                        + "</mj-column></mj-section></mj-body></mjml>";
        var content = Map.of("subject", "s", "mjml", plain);
        var marketing = api.post("preview", Map.of("content", content)).expect(200).json();
        assertThat(marketing.get("text").asString()).contains("Wypisz się");
        var wanted = Map.of("content", content, "transactional", true);
        var order = api.post("preview", wanted).expect(200).json();
        assertThat(order.get("text").asString()).doesNotContain("Wypisz się");
    }

    @Test
    void samplesAreOfTheShopsOwnProductsOnceItSellsAny() {
        var mjml =
                "<mjml><mj-body><mj-section><mj-column><mj-text>{{ cart.lines[0].name }},"
                        + " {{ order.lines[1].name }}, {{ picks.found[0].name }}"
                        + "</mj-text></mj-column></mj-section></mj-body></mjml>";
        var wanted = Map.of("content", Map.of("subject", "s", "mjml", mjml), "locale", "pl");
        var young = api(newShop()).post("preview", wanted).expect(200).json();
        assertThat(young.get("text").asString())
                .startsWith("Lniana koszula, Skórzany pasek, Lniana koszula");
        var shop = newShop();
        for (var i = 0; i < 6; i++)
            new Calling(inbox, shop)
                    .track(
                            "server",
                            "Product Updated",
                            now(),
                            "{\"product_id\":\"p%d\",\"name\":\"Mug %d\",\"price\":5}"
                                    .formatted(i, i))
                    .track(
                            "bea@example.com",
                            "Order Completed",
                            now(),
                            "{\"order_id\":\"o%d\",\"products\":[{\"product_id\":\"p%d\",\"price\":5}]}"
                                    .formatted(i, i))
                    .send();
        drain();
        assertThat(api(shop).post("preview", wanted).expect(200).json().get("text").asString())
                .containsPattern("Mug \\d, Mug \\d, Mug \\d");
    }

    @Test
    void testsTheServerAndShowsTheSigningKey() {
        var shop = newShop();
        var api = api(shop);
        assertThat(
                        api.post("smtp-test", Map.of("to", "me@example.com"))
                                .json()
                                .get("ok")
                                .asBoolean())
                .isTrue();
        provider.answer = _ -> new EmailProvider.NotReached("connection refused");
        var failed = api.post("smtp-test", Map.of("to", "me@example.com")).expect(200).json();
        assertThat(failed.get("detail").asString()).isEqualTo("connection refused");
        var dkim = api.get("dkim").expect(200).json();
        assertThat(dkim.get("dnsName").asString()).isEqualTo("ritorno._domainkey.sklep.example");
        assertThat(dkim.get("dnsValue").asString()).startsWith("v=DKIM1; k=rsa; p=MII");
        assertThat(api.get("dkim").json()).isEqualTo(dkim);
    }

    @Test
    void aClosedAddressCanBeOpenedAgain() {
        var shop = newShop();
        var anna = person(shop, "anna@example.com");
        provider.answer = _ -> new EmailProvider.BadAddress("550 no");
        queue(shop, anna);
        drain();
        var api = api(shop);
        assertThat(api.get("suppressions").items())
                .singleElement()
                .satisfies(
                        s -> assertThat(s.get("address").asString()).isEqualTo("anna@example.com"));
        assertThat(api.delete("suppressions/email/anna@example.com").status()).isEqualTo(204);
        assertThat(api.delete("suppressions/email/anna@example.com").status()).isEqualTo(404);

        api.post("suppressions", Map.of("address", " Bea@Example.com ")).expect(204);
        api.post("suppressions", Map.of("address", "bea@example.com")).expect(204);
        assertThat(api.get("suppressions").items())
                .extracting(
                        one -> one.get("address").asString() + " " + one.get("reason").asString())
                .containsExactly("bea@example.com manual");
        assertThat(api.post("suppressions", Map.of("address", "bea")).expect(400).text())
                .contains("not-an-email");
        api(shop, "viewer").post("suppressions", Map.of("address", "c@example.com")).expect(403);
        provider.answer = _ -> new EmailProvider.Accepted();
        send(shop, anna);
    }
}
