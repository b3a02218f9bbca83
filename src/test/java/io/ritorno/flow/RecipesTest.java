package io.ritorno.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ritorno.IntegrationTest;
import io.ritorno.content.Mail;
import io.ritorno.content.MailTemplates;
import io.ritorno.platform.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

class RecipesTest extends IntegrationTest {
    @Autowired private Recipes recipes;
    @Autowired private MailTemplates templates;

    @ParameterizedTest
    @CsvSource({"en,Abandoned cart", "it,Carrello abbandonato", "pl,Porzucony koszyk"})
    void isOfferedInTheCallersLanguage(String locale, String name) {
        var offer = recipes.list(newShop(), locale).getFirst();

        assertThat(offer.id()).isEqualTo("abandoned-cart");
        assertThat(offer.name()).isEqualTo(name);
        assertThat(offer.trigger()).isEqualTo("cart-abandoned");
        assertThat(offer.messages()).isEqualTo(3);
        assertThat(offer.settings())
                .containsExactly(new Recipes.Setting("lastTouchMinimum", "money", 5000));
    }

    @Test
    void hasNothingWrong() {
        var made = recipes.make("abandoned-cart", newShop(), "it", Map.of()).orElseThrow();
        var read = DefinitionReader.read(made.definition(), _ -> List.of());

        assertThat(read.faults()).isEmpty();
        assertThat(DefinitionCheck.faults(read.definition())).isEmpty();
        assertThat(made.definition().toString()).doesNotContain("[[").doesNotContain("\"@");
        for (var step : read.definition().steps().values()) {
            if (!(step instanceof Step.Send send)) continue;
            assertThat(send.content()).containsOnlyKeys("en", "it", "pl");
            for (var mail : send.content().values()) assertThat(templates.check(mail)).isEmpty();
        }
    }

    @Test
    void takesItsSettings() {
        var shop = newShop();
        var made = recipes.make("abandoned-cart", shop, "en", Map.of("lastTouchMinimum", 100L));

        assertThat(made.orElseThrow().definition().at("/steps/mail-3/minimumCart").asLong())
                .isEqualTo(100);
        assertThatThrownBy(() -> recipes.make("abandoned-cart", shop, "en", Map.of("x", 1L)))
                .isInstanceOf(Problem.class);
        assertThat(recipes.make("no-such", shop, "en", Map.of())).isEmpty();
    }

    /// Every mail with a cart in it, as it will be seen; the pages stay in `target/mails`.
    @Test
    void fillsEveryMailWithTheCart() throws IOException { // I13, V23
        var made = recipes.make("abandoned-cart", newShop(), "en", Map.of()).orElseThrow();
        var definition = DefinitionReader.read(made.definition(), _ -> List.of()).definition();
        var folder = Files.createDirectories(Path.of("target/mails"));
        for (var id : List.of("mail-1", "mail-2", "mail-3")) {
            var send = (Step.Send) definition.step(id);
            for (var content : send.content().entrySet()) {
                for (var sparse : List.of(false, true)) {
                    var mail =
                            (Mail)
                                    templates.render(
                                            content.getValue(), model(content.getKey(), sparse));
                    var page = Jsoup.parse(mail.html());
                    assertThat(page.text()).contains("2 × 49,90 zł", "99,80 zł", "149,70 zł");
                    assertThat(page.text()).doesNotContain("{{", "{%", " ,");
                    assertThat(page.select("a[href=https://sklep.example/cart]")).isNotEmpty();
                    assertThat(page.select("a[href=https://t.example/u/1]")).isNotEmpty();
                    assertThat(mail.subject()).isNotBlank();
                    assertThat(mail.html().length()).isLessThan(40_000);
                    if (!sparse) {
                        assertThat(page.text()).contains("Anna", "ul. Długa 1, Warszawa");
                        assertThat(page.select("img[src$=mug.svg]")).hasSize(1);
                    }
                    Files.writeString(
                            folder.resolve(
                                    id
                                            + "-"
                                            + content.getKey()
                                            + (sparse ? "-sparse" : "")
                                            + ".html"),
                            mail.html());
                }
            }
        }
    }

    /// @param sparse all that may be unknown is
    private static Map<String, Object> model(String locale, boolean sparse) {
        var mug = line("Kubek emaliowany „Tatry”", 2, "49,90 zł", "99,80 zł");
        var hat = line("Czapka wełniana, granatowa", 1, "49,90 zł", "49,90 zł");
        var person = new HashMap<String, Object>(Map.of("email", "anna@example.com"));
        var shop = new HashMap<String, Object>();
        shop.put("name", "Górski Sklep");
        shop.put("url", "https://sklep.example");
        shop.put("accentColor", "#2f6fed");
        if (sparse) {
            shop.put("logoUrl", "");
            shop.put("postalAddress", "");
        } else {
            person.put("firstName", "Anna");
            mug.put("image", "https://sklep.example/mug.svg");
            mug.put("url", "https://sklep.example/mug");
            hat.put("image", "https://sklep.example/hat.svg");
            shop.put("postalAddress", "Górski Sklep, ul. Długa 1, Warszawa");
        }
        var model = new HashMap<String, Object>();
        model.put("person", person);
        model.put("shop", shop);
        model.put(
                "cart",
                Map.of(
                        "url",
                        "https://sklep.example/cart",
                        "value",
                        14970,
                        "valueText",
                        "149,70 zł",
                        "items",
                        3,
                        "lines",
                        List.of(mug, hat)));
        model.put(
                "links",
                Map.of(
                        "unsubscribe", "https://t.example/u/1",
                        "preferences", "https://t.example/p/1",
                        "view", "https://t.example/v/1"));
        model.put("language", locale);
        return model;
    }

    private static Map<String, Object> line(String name, int quantity, String price, String total) {
        var line = new HashMap<String, Object>();
        line.put("name", name);
        line.put("quantity", quantity);
        line.put("priceText", price);
        line.put("totalText", total);
        return line;
    }
}
