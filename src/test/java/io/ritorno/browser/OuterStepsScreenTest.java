package io.ritorno.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.ritorno.event.Calling;
import io.ritorno.event.Inbox;
import io.ritorno.webhook.Receiver;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// Steps that reach beyond the flow, as a marketer builds them.
class OuterStepsScreenTest extends FlowScreens {
    private static final Map<String, Object> BLANK =
            Map.of(
                    "trigger", Map.of("type", "event", "name", "Hello"),
                    "first", "s1",
                    "steps", Map.of("s1", Map.of("type", "end")));

    @Autowired Inbox inbox;

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void anotherProgramIsToldWithASecretThatIsSeenOnce(String language) { // V2
        var texts = new Texts(language);
        var shop = newShop();
        var id = create(shop, "Tell", BLANK);
        new Calling(inbox, shop)
                .identify("anna@example.com", now(), "{\"firstName\": \"Anna\"}")
                .send();
        drain();
        try (var receiver =
                new Receiver(
                        (exchange, _) -> {
                            var said = "thanks, got it".getBytes(StandardCharsets.UTF_8);
                            exchange.sendResponseHeaders(202, said.length);
                            exchange.getResponseBody().write(said);
                        })) {
            var page = logIn(shop, language, "flows/" + id);
            add(page, texts, "webhook");
            at(page, "s2").waitFor();
            page.getByText(texts.get("flows", "fault.url-missing"), exactly()).first().waitFor();
            page.getByLabel(texts.get("flows", "webhook.name"), exact()).fill("Warehouse");
            page.getByLabel(texts.get("flows", "webhook.url"), exact()).fill(receiver.url("/hook"));
            button(page, texts.get("flows", "webhook.generate")).click();
            var secret = page.getByLabel(texts.get("flows", "webhook.secret"), exact());
            secret.waitFor();
            var value = secret.inputValue();
            assertThat(value).matches("whsec_.{44}");
            button(page, texts.get("flows", "webhook.copy")).waitFor();
            accessible(page);

            // what is sent is seen before it is
            var body = page.getByLabel(texts.get("flows", "webhook.body"), exact());
            body.fill("{\"name\": {{ person.nickname }}}");
            page.getByText("person.nickname").first().waitFor();
            body.fill("{\"name\": ");
            body.press("End");
            button(page, texts.get("flows", "webhook.insert")).click();
            page.getByRole(
                            AriaRole.MENUITEM,
                            new Page.GetByRoleOptions().setName("person.firstName").setExact(true))
                    .click();
            until(page, "() => document.querySelector('textarea').value.includes('firstName')");
            body.press("End");
            page.keyboard().type("}");
            button(page, texts.get("flows", "webhook.showBody")).click();
            page.getByText("\"name\": \"Anna\"").waitFor();
            button(page, texts.get("flows", "webhook.test")).click();
            page.getByText("thanks, got it", exactly()).waitFor();
            page.getByText(
                            texts.get("flows", "webhook.answered").replace("{{status}}", "202"),
                            exactly())
                    .waitFor();
            assertThat(receiver.told()).hasSize(1);
            assertThat(receiver.told().getFirst().header("webhook-signature")).startsWith("v1,");
            shot(page, "webhook-" + language);
            accessible(page);

            // both ways out are there to be built on
            page.getByText(texts.get("flows", "way.failed"), exactly()).first().waitFor();
            page.getByText(texts.get("flows", "way.webhook"), exactly()).first().waitFor();
            assertThat(
                            page.evaluate(
                                    "() => Object.values(localStorage).some(v =>"
                                            + " v.includes('whsec_'))"))
                    .isEqualTo(false);
            button(page, texts.get("flows", "save")).click();
            page.getByText(texts.get("flows", "done.saved"), exactly()).waitFor();
            page.getByText(texts.get("flows", "webhook.secretKept"), exactly()).waitFor();
            assertThat(page.content()).doesNotContain(value);
            var saved = definition(shop, id).path("steps").path("s2");
            assertThat(saved.path("secret").asString()).startsWith("secret:");
            assertThat(saved.path("url").asString()).isEqualTo(receiver.url("/hook"));
            shot(page, "webhook-kept-" + language);
            accessible(page);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void peopleGoOnInAFlowThatIsChosenByName(String language) {
        var texts = new Texts(language);
        var shop = newShop();
        var other = create(shop, "Afterwards", BLANK);
        var id = create(shop, "First", BLANK);
        var page = logIn(shop, language, "flows/" + id);
        add(page, texts, "move");
        at(page, "s2").waitFor();
        page.getByLabel(texts.get("flows", "move.flow"), exact()).first().click();
        page.getByRole(
                        AriaRole.OPTION,
                        new Page.GetByRoleOptions()
                                .setName("Afterwards (" + texts.get("flows", "status.draft") + ")"))
                .click();
        page.getByText(texts.get("flows", "move.notLive"), exactly()).waitFor();
        button(page, texts.get("flows", "save")).click();
        page.getByText(texts.get("flows", "done.saved"), exactly()).waitFor();
        var saved = definition(shop, id);
        assertThat(saved.path("steps").path("s2").path("flow").asString()).isEqualTo(other);
        assertThat(saved.path("first").asString()).isEqualTo("s2");
        assertThat(page.getByTestId("flow-sentence").textContent()).contains("Afterwards");
        shot(page, "move-" + language);
        accessible(page);

        // where it leads is warned when it is deleted
        link(page, texts.get("flows", "move.open")).click();
        heading(page, "Afterwards");
        button(page, texts.get("flows", "more")).click();
        page.getByRole(
                        AriaRole.MENUITEM,
                        new Page.GetByRoleOptions()
                                .setName(texts.get("common", "action.delete"))
                                .setExact(true))
                .click();
        page.getByText(texts.get("flows", "ask.deleteNeeded"), exactly()).waitFor();
        page.getByRole(AriaRole.DIALOG)
                .getByText("First", new Locator.GetByTextOptions().setExact(true))
                .waitFor();
        shot(page, "needed-" + language);
        accessible(page);
    }
}
