package io.ritorno.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.ritorno.account.Shop;
import io.ritorno.event.Calling;
import io.ritorno.event.Inbox;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// X3: a flow is tried on the past, and what came of it is looked at.
class DryRunScreenTest extends BrowserTest {
    @Autowired private Inbox inbox;

    private Shop carts() {
        var shop = newShop();
        for (var who : new String[] {"anna", "bob", "cat"}) {
            var calling = new Calling(inbox, shop);
            var email = who + "@example.com";
            calling.identify(
                    email,
                    now(),
                    "{\"firstName\": \""
                            + who
                            + "\", \"consent\": {\"email\": "
                            + !who.equals("cat")
                            + "}}");
            calling.track(
                    email,
                    "Product Added",
                    now(),
                    "{\"product_id\": \"42\", \"price\": 249.90, \"name\": \"Buty\"}");
            calling.send();
            drain();
        }
        advance(Duration.ofHours(30));
        new Calling(inbox, shop)
                .track(
                        "bob@example.com",
                        "Order Completed",
                        now(),
                        "{\"order_id\": \"1\", \"total\": 249.90}")
                .send();
        drain();
        advance(Duration.ofDays(8));
        return shop;
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void flowIsTriedOnThePast(String language) {
        var texts = new Texts(language);
        var shop = carts();
        var flow =
                api(shop)
                        .post("flows", Map.of("recipe", "abandoned-cart", "name", "Carts"))
                        .expect(201)
                        .json()
                        .path("id")
                        .asString();
        var page = logIn(shop, language, "flows/" + flow + "?tab=dry-run");
        heading(page, texts.get("flows", "dry.emptyTitle"));
        accessible(page);
        shots(page, "dry-run-" + language + "-empty");

        var days = page.getByLabel(texts.get("flows", "dry.days"));
        days.fill("0");
        assertThat(button(page, texts.get("flows", "dry.start")).isDisabled()).isTrue();
        days.fill("20");
        button(page, texts.get("flows", "dry.start")).click();
        heading(page, texts.get("flows", "dry.is.running"));
        drain();
        heading(page, texts.get("flows", "dry.is.done"));

        page.getByTestId("flow-canvas").waitFor();
        page.locator("[data-step] >> nth=1").waitFor();
        page.getByText(texts.get("common", "reason.unsubscribed")).first().waitFor();
        var answer = api(shop).get("flows/" + flow + "/dry-runs").json().get(0);
        assertThat(answer.path("entered").asInt()).isEqualTo(3);
        assertThat(page.getByTestId("dry-headline").innerText())
                .contains("3")
                .contains(answer.path("messages").asString());
        page.getByText(texts.get("flows", "dry.note.told-late")).waitFor();
        accessible(page);
        shots(page, "dry-run-" + language);

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("anna"))
                .first()
                .click();
        // the others' stories are there, folded up
        page.getByText(texts.get("flows", "dry.story.ended"))
                .locator("visible=true")
                .first()
                .waitFor();
        shots(page, "dry-run-" + language + "-told");
        button(page, texts.get("flows", "dry.asTable")).click();
        page.getByRole(
                        AriaRole.COLUMNHEADER,
                        new Page.GetByRoleOptions().setName(texts.get("flows", "dry.day")))
                .waitFor();
        accessible(page);

        page.setViewportSize(360, 740);
        fits(page);
        shots(page, "dry-run-" + language + "-phone");

        // it is still there later, and can be removed
        page.setViewportSize(1280, 900);
        page.reload();
        page.getByTestId("dry-headline").waitFor();
        button(page, texts.get("flows", "dry.remove")).click();
        heading(page, texts.get("flows", "dry.emptyTitle"));
    }

    @Test
    void whoGoesOnInAnotherFlowIsFollowedOnScreen() {
        var texts = new Texts("it");
        var shop = carts();
        var later =
                api(shop)
                        .post(
                                "flows",
                                """
                                {"name": "Più tardi", "status": "live", "definition": {
                                  "trigger": {"type": "manual"}, "first": "w", "steps": {
                                  "w": {"type": "wait", "duration": "P1D", "next": "e"},
                                  "e": {"type": "end"}}}}
                                """)
                        .expect(201)
                        .json()
                        .path("id")
                        .asString();
        var flow =
                api(shop)
                        .post(
                                "flows",
                                """
                                {"name": "Carts", "definition": {"trigger": {"type": "cart-abandoned"},
                                  "first": "w", "steps": {
                                  "w": {"type": "wait", "duration": "PT1H", "next": "m"},
                                  "m": {"type": "move", "flow": "%s"}}}}
                                """
                                        .formatted(later))
                        .expect(201)
                        .json()
                        .path("id")
                        .asString();
        var page = logIn(shop, "it", "flows/" + flow + "?tab=dry-run");
        button(page, texts.get("flows", "dry.start")).click();
        heading(page, texts.get("flows", "dry.is.running"));
        drain();
        heading(page, texts.get("flows", "dry.others"));
        var there = page.getByRole(AriaRole.ROW, new Page.GetByRoleOptions().setName("Più tardi"));
        assertThat(there.innerText().split("\\s+")).contains("3");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("anna"))
                .first()
                .click();
        page.getByText(texts.get("flows", "dry.story.moved").replace("{{flow}}", "Più tardi"))
                .locator("visible=true")
                .first()
                .waitFor();
        accessible(page);
        shots(page, "dry-run-moved");
        page.setViewportSize(360, 740);
        fits(page);
        shots(page, "dry-run-moved-phone");
    }

    @Test
    void calledOffOnScreen() {
        var texts = new Texts("en");
        var shop = newShop();
        var flow =
                api(shop)
                        .post("flows", Map.of("recipe", "abandoned-cart"))
                        .expect(201)
                        .json()
                        .path("id")
                        .asString();
        var page = logIn(shop, "en", "flows/" + flow + "?tab=dry-run");
        button(page, texts.get("flows", "dry.start")).click();
        button(page, texts.get("flows", "dry.cancel")).click();
        heading(page, texts.get("flows", "dry.is.cancelled"));
    }
}
