package io.ritorno.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import io.ritorno.event.Calling;
import io.ritorno.event.Inbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// The customer's page and what can be changed on it (X1, N1, V20).
@ParameterizedClass
@ValueSource(ints = {1, 8})
class CustomerTest extends IntegrationTest {
    private static final String ORDER =
            """
            {"order_id": "%s", "total": 100, "products": [
              {"product_id": "1", "name": "Namiot", "price": 50, "quantity": 2, "category": "Góry/Namioty"}]}
            """;

    @Parameter int parts;
    @Autowired Inbox inbox;
    private Shop shop;
    private Calling calling;

    @BeforeEach
    void open() {
        shop = newShop(parts);
        calling = new Calling(inbox, shop);
        calling.identify(
                        "anna@example.com",
                        now(),
                        """
                        {"firstName": "Anna", "lastName": "Nowak", "consent": {"email": true},
                         "consentText": "Chcę newsletter", "shoeSize": 38}
                        """)
                .track("anna@example.com", "Order Completed", now(), ORDER.formatted("A1"))
                .identify(
                        "bea@example.com",
                        now(),
                        "{\"name\": \"Bea Rossi\", \"phone\": \"+39 06 6982\"}")
                .track("bea@example.com", "Order Completed", now(), ORDER.formatted("B1"))
                .track("anon-7", "Product Viewed", now(), "{\"product_id\": \"1\"}")
                .send();
        drain();
    }

    @Test
    void pageShowsWhatIsKnown() { // L13 L4 V20
        var anna = api(shop).get("profiles/" + id("anna@example.com")).json();
        assertThat(anna.get("firstName").asString()).isEqualTo("Anna");
        assertThat(anna.get("spent").longValue()).isEqualTo(10_000);
        assertThat(anna.at("/attributes/shoeSize").intValue()).isEqualTo(38);
        assertThat(anna.at("/consents/0/state").asString()).isEqualTo("in");
        assertThat(anna.at("/consents/0/shown").asString()).isEqualTo("Chcę newsletter");
        assertThat(anna.at("/favouriteCategories/0/path").asString()).isEqualTo("Góry/Namioty");
        assertThat(anna.at("/favouriteCategories/0/quantity").intValue()).isEqualTo(2);
    }

    @Test
    void listSearchesByTheBeginningOfNamesAndMail() {
        assertThat(api(shop).get("profiles?search=now").json().at("/items/0/email").asString())
                .isEqualTo("anna@example.com");
        assertThat(api(shop).get("profiles?search=BEA@").json().get("items")).hasSize(1);
        assertThat(api(shop).get("profiles?search=%25").json().get("items")).isEmpty();
        assertThat(api(shop).get("profiles?known=true").json().get("items")).hasSize(2);
        assertThat(api(shop).get("profiles").json().get("items")).hasSize(3);
    }

    @Test
    void listPagesWithoutGapsOrRepeats() {
        var first = api(shop).get("profiles?limit=2&sort=spent").json();
        var rest =
                api(shop)
                        .get("profiles?limit=2&sort=spent&cursor=" + first.get("next").asString())
                        .json();
        assertThat(first.get("items")).hasSize(2);
        assertThat(rest.get("items")).hasSize(1);
        assertThat(rest.get("next").isNull()).isTrue();
        assertThat(api(shop).get("profiles?cursor=nonsense").status()).isEqualTo(400);
        assertThat(api(shop).get("profiles?sort=colour").status()).isEqualTo(400);
    }

    @Test
    void listOfTheLastSeenGoesOnWhereThePageEnded() {
        for (var minutes : List.of(50, 70, 10, 130, 20))
            calling.track(
                    "anon-" + minutes,
                    "Product Viewed",
                    now().minus(Duration.ofMinutes(minutes)),
                    "{\"product_id\": \"1\"}");
        calling.send();
        drain();
        var times = new ArrayList<Instant>();
        var path = "profiles?limit=2&sort=lastSeen";
        var page = api(shop).get(path).json();
        while (true) {
            page.get("items")
                    .forEach(item -> times.add(Instant.parse(item.get("lastSeenAt").asString())));
            if (page.get("next").isNull()) break;
            page = api(shop).get(path + "&cursor=" + page.get("next").asString()).json();
        }
        assertThat(times).hasSize(8).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void changeIsSeenAtOnce() {
        var path = "profiles/" + id("anna@example.com");
        var changed =
                api(shop)
                        .patch(path, "{\"city\": \"Kraków\", \"attributes\": {\"shoeSize\": null}}")
                        .json();
        assertThat(changed.get("city").asString()).isEqualTo("Kraków");
        assertThat(changed.get("attributes")).isEmpty();
        assertThat(api(shop).patch(path, "{\"email\": \"nonsense\"}").status()).isEqualTo(400);
        assertThat(api(shop).patch(path, "{\"orders\": 7}").status()).isEqualTo(400);
    }

    @Test
    void consentIsKeptWithItsSource() { // V20
        var path = "profiles/" + id("anna@example.com") + "/consent/email";
        var out = api(shop).put(path, "{\"state\": \"out\", \"source\": \"phone call\"}").json();
        assertThat(out.at("/consents/0/state").asString()).isEqualTo("out");
        assertThat(out.at("/consents/0/source").asString()).isEqualTo("phone call");
        assertThat(api(shop).put(path, "{\"state\": \"perhaps\"}").status()).isEqualTo(400);
    }

    @Test
    void mergeCanBeUndone() { // N1
        var anna = id("anna@example.com");
        var bea = id("bea@example.com");
        var merge = api(shop).post("profiles/" + bea + "/merge", "{\"into\": \"" + anna + "\"}");
        assertThat(merge.status()).isEqualTo(201);
        var both = api(shop).get("profiles/" + anna).json();
        assertThat(both.get("orders").intValue()).isEqualTo(2);
        assertThat(api(shop).get("profiles/" + bea).json().get("mergedInto").asString())
                .isEqualTo(anna.toString());

        // what is told of her meanwhile goes to the winner, and stays there
        calling.track("bea@example.com", "Product Viewed", now(), "{\"product_id\": \"1\"}").send();
        drain();
        assertThat(api(shop).delete("merges/" + merge.json().get("id").asString()).status())
                .isEqualTo(204);
        assertThat(api(shop).get("profiles/" + anna).json().get("spent").longValue())
                .isEqualTo(10_000);
        assertThat(api(shop).get("profiles/" + bea).json().get("spent").longValue())
                .isEqualTo(10_000);
        assertThat(api(shop).get("profiles/" + bea).json().get("mergedInto").isNull()).isTrue();
        assertThat(api(shop).delete("merges/" + merge.json().get("id").asString()).status())
                .isEqualTo(409);
        calling.track("bea@example.com", "Order Completed", now(), ORDER.formatted("B2")).send();
        drain();
        assertThat(api(shop).get("profiles/" + bea).json().get("orders").intValue()).isEqualTo(2);
    }

    @Test
    void timelineTellsEverythingNewestFirst() { // X1
        var timeline = api(shop).get("profiles/" + id("anna@example.com") + "/timeline").json();
        assertThat(timeline.get("items").valueStream().map(e -> e.get("name").asString()))
                .contains("Order Completed", "Identified", "Consent Changed");
    }

    private UUID id(String email) {
        return db.sql(
                        """
                        select profile_id from profile_trait
                        where part = any(?) and shop_id = ? and email = ?
                        """)
                .params(shop.parts().all(), shop.id(), email)
                .query(UUID.class)
                .single();
    }
}
