package io.ritorno.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.IntegrationTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// D2, X11: shops and their settings.
class ShopControllerTest extends IntegrationTest {
    static final Map<String, String> SHOP =
            Map.of(
                    "name", "Bottega",
                    "url", "https://bottega.example",
                    "currency", "EUR",
                    "timezone", "Europe/Rome",
                    "locale", "it");

    @Test
    void makesAShop() {
        var api = api(newShop());
        var made = api.post("/api/shops", SHOP).expect(201).json();
        assertThat(made.get("country").asString()).isEqualTo("IT");
        assertThat(made.get("writeKey").asString()).startsWith("wk_");
        assertThat(made.get("settings").get("quietFrom").asString()).isEqualTo("21:00");
        var id = made.get("id").asInt();
        assertThat(api.get("/api/shops/" + id).expect(200).json()).isEqualTo(made);
        assertThat(api.get("/api/shops").expect(200).json()).hasSize(2);
        assertThat(api.get("/api/shops").json().get(0).has("writeKey")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "name, ''",
        "url, ftp://x",
        "url, bottega",
        "currency, EURO",
        "timezone, +02:00",
        "timezone, Mars/North",
        "locale, de",
        "country, Italia"
    })
    void refusesWhatCannotBeAndNamesIt(String field, String value) {
        var api = api(newShop());
        var form = new java.util.HashMap<>(SHOP);
        form.put(field, value);
        var answer = api.post("/api/shops", form).expect(400).json();
        assertThat(answer.get("field").asString()).isEqualTo(field);
        assertThat(api.get("/api/shops").json()).hasSize(1);
    }

    @Test
    void changesOnlyWhatIsSent() {
        var shop = newShop();
        var api = api(shop);
        var path = "/api/shops/" + shop.id();
        api.patch(path, "{\"name\": \"Nowy\", \"settings\": {\"capMessages\": 3}}").expect(200);
        api.patch(path, "{\"settings\": {\"quietFrom\": \"22:30\", \"dkimDomain\": null}}")
                .expect(200);
        var now = api.get(path).json();
        assertThat(now.get("name").asString()).isEqualTo("Nowy");
        assertThat(now.get("url").asString()).isEqualTo(shop.url());
        assertThat(now.get("settings").get("capMessages").asInt()).isEqualTo(3);
        assertThat(now.get("settings").get("quietFrom").asString()).isEqualTo("22:30");
        assertThat(now.get("settings").get("capDays").asInt()).isEqualTo(7);
        assertThat(shops.get(shop.id()).settings().capMessages()).isEqualTo(3);
        var actions = api.get("/api/audit").items();
        assertThat(actions).hasSize(2);
        assertThat(actions.getFirst().get("detail").toString()).contains("quietFrom");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cartAbandonedAfterMinutes | 0",
                "cartAbandonedAfterMinutes | \"60\"",
                "cartAbandonedAfterMinutes | 1e99",
                "capDays | 1.5",
                "quietFrom | \"25:00\"",
                "consentRequired | \"yes\"",
                "senderEmail | \"nobody\"",
                "senderName | \"a\\u0000b\"",
                "logoUrl | \"javascript:alert(1)\"",
                "accentColor | \"red\"",
                "origins | \"https://a.example\"",
                "origins | [\"nowhere\"]",
                "dkimDomain | \"-\"",
                "noSuchThing | 1"
            })
    void refusesAWrongSettingAndNamesIt(String field, String value) {
        var shop = newShop();
        var api = api(shop);
        var answer =
                api.patch(
                                "/api/shops/" + shop.id(),
                                "{\"settings\": {\"" + field + "\": " + value + "}}")
                        .expect(400)
                        .json();
        assertThat(answer.get("field").asString()).isEqualTo("settings." + field);
        assertThat(shops.get(shop.id()).settings()).isEqualTo(ShopSettings.DEFAULTS);
    }

    @Test
    void currencyAndPartsAreForEver() {
        var shop = newShop();
        var api = api(shop);
        var path = "/api/shops/" + shop.id();
        api.patch(path, "{\"currency\": \"EUR\"}").expect(400);
        api.patch(path, "{\"parts\": 8}").expect(400);
        api.patch(path, "{\"currency\": \"PLN\", \"parts\": 1}").expect(200);
    }

    @Test
    void newWriteKeyEndsTheOldOne() {
        var shop = newShop();
        assertThat(shops.findByWriteKey(shop.writeKey())).isPresent();
        var answer = api(shop).post("/api/shops/" + shop.id() + "/write-key").expect(200).json();
        assertThat(shops.findByWriteKey(shop.writeKey())).isEmpty();
        assertThat(shops.findByWriteKey(answer.get("writeKey").asString())).isPresent();
    }
}
