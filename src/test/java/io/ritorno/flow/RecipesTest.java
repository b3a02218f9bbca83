package io.ritorno.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ritorno.IntegrationTest;
import io.ritorno.content.MailTemplates;
import io.ritorno.platform.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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
                .extracting(Recipes.Setting::name, Recipes.Setting::kind, Recipes.Setting::value)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("hours", "hours", 1L),
                        org.assertj.core.groups.Tuple.tuple("lastTouchMinimum", "money", 5000L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void everyRecipeCanBeSwitchedOnAsItIs(String locale) {
        var shop = newShop();
        for (var offer : recipes.list(shop, locale)) {
            assertThat(offer.name()).isNotBlank();
            assertThat(offer.description()).isNotBlank();
            for (var setting : offer.settings()) assertThat(setting.label()).isNotBlank();
            valid(recipes.make(offer.id(), shop, locale, Map.of()).orElseThrow());
            // and with everything chosen
            var chosen = new HashMap<String, Object>();
            for (var setting : offer.settings())
                chosen.put(
                        setting.name(),
                        switch (setting.kind()) {
                            case "pool" -> "018f3f5e-7b1a-7c3d-8e4f-5a6b7c8d9e0f";
                            case "address" -> "https://sklep.example/partner?a=1&b=2";
                            default -> 2L;
                        });
            valid(recipes.make(offer.id(), shop, locale, chosen).orElseThrow());
        }
    }

    private void valid(Recipes.Made made) {
        var read = DefinitionReader.read(made.definition(), _ -> List.of());

        assertThat(read.faults()).as(made.name()).isEmpty();
        assertThat(DefinitionCheck.faults(read.definition())).as(made.name()).isEmpty();
        assertThat(made.definition().toString()).doesNotContain("[[", "]]", "@{");
        for (var step : read.definition().steps().values()) {
            if (!(step instanceof Step.Send send)) continue;
            assertThat(send.name()).isNotBlank();
            assertThat(send.content()).containsOnlyKeys("en", "it", "pl");
            for (var mail : send.content().values()) assertThat(templates.check(mail)).isEmpty();
        }
    }

    @Test
    void takesItsSettings() {
        var shop = newShop();
        var made =
                recipes.make(
                        "abandoned-cart", shop, "en", Map.of("lastTouchMinimum", 100, "hours", 3));
        var definition = made.orElseThrow().definition();

        assertThat(definition.at("/steps/mail-3/minimumCart").asLong()).isEqualTo(100);
        assertThat(definition.at("/steps/wait-1/duration").asString()).isEqualTo("PT3H");
        for (var wrong :
                List.<Map<String, Object>>of(
                        Map.of("x", 1L),
                        Map.of("hours", -1),
                        Map.of("hours", "2"),
                        Map.of("hours", 1.5)))
            assertThatThrownBy(() -> recipes.make("abandoned-cart", shop, "en", wrong))
                    .isInstanceOf(Problem.class);
        assertThat(recipes.make("no-such", shop, "en", Map.of())).isEmpty();
    }
}
