package io.ritorno.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.ritorno.account.Shop;
import io.ritorno.event.Calling;
import io.ritorno.event.Inbox;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// "What would happen to Anna now if …", on her page and where a flow is made.
class WhatIfScreenTest extends BrowserTest {
    @Autowired private Inbox inbox;

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void onHerPageAFlowIsAskedWhatItWouldDo(String language) {
        var texts = new Texts(language);
        var shop = shopWithAnna();
        var flow = flow(shop);
        var page = logIn(shop, language, "customers/" + anna(shop) + "?tab=whatif");
        ask(page, texts);
        // in, waits for something that may come or not, and both ways to the end
        page.getByText(texts.get("common", "reason.assumed")).waitFor();
        page.getByText(texts.get("whatif", "way.event")).waitFor();
        page.getByText(texts.get("whatif", "way.timeout")).waitFor();
        assertThat(page.getByText(texts.get("common", "reason.end")).count()).isEqualTo(2);
        page.getByText(texts.get("whatif", "nothing")).waitFor();
        accessible(page);
        page.setViewportSize(360, 740);
        fits(page);
        assertThat(api(shop).get("flows/" + flow + "/runs").items()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void whereAFlowIsMadeACustomersDataAnswer(String language) {
        var texts = new Texts(language);
        var shop = shopWithAnna();
        var page = logIn(shop, language, "flows/" + flow(shop));
        button(page, texts.get("flows", "try.action")).click();
        var panel =
                page.getByRole(
                        AriaRole.COMPLEMENTARY,
                        new Page.GetByRoleOptions().setName(texts.get("flows", "try.title")));
        panel.getByLabel(texts.get("flows", "try.person")).first().click();
        page.getByRole(AriaRole.OPTION).first().click();
        panel.getByLabel(texts.get("whatif", "assume.label")).first().click();
        page.getByRole(
                        AriaRole.OPTION,
                        new Page.GetByRoleOptions().setName(texts.get("whatif", "assume.cart")))
                .click();
        button(page, texts.get("whatif", "ask")).click();
        // nothing lies in her cart
        panel.getByText(texts.get("common", "reason.no-cart")).waitFor();
        accessible(page);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void whyIsToldOfEachOneInTheFlow(String language) {
        var texts = new Texts(language);
        var shop = shopWithAnna();
        var flow = flow(shop);
        new Calling(inbox, shop).track("anna@example.com", "Hello", now(), "{}").send();
        drain();
        new Calling(inbox, shop).track("anna@example.com", "Ping", now(), "{}").send();
        drain();
        var page = logIn(shop, language, "flows/" + flow + "?tab=people");
        button(page, texts.get("flows", "run.why")).first().click();
        var drawer = page.getByRole(AriaRole.DIALOG);
        drawer.getByText(texts.get("common", "reason.trigger")).waitFor();
        drawer.getByText(texts.get("common", "reason.event")).waitFor();
        drawer.getByText(texts.get("common", "reason.end")).waitFor();
        accessible(page);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void sheIsFollowedIntoAnotherFlow(String language) {
        var texts = new Texts(language);
        var shop = shopWithAnna();
        var other =
                made(
                        shop,
                        """
                        {"name": "Afterwards", "status": "live", "definition": {
                            "trigger": {"type": "manual"}, "first": "w", "steps": {
                                "w": {"type": "wait", "duration": "P2D", "next": "end"},
                                "end": {"type": "end"}}}}
                        """);
        made(
                shop,
                """
                {"name": "Ask me", "status": "live", "definition": {
                    "trigger": {"type": "event", "name": "Hello"}, "first": "m", "steps": {
                        "m": {"type": "move", "flow": "%s"}}}}
                """
                        .formatted(other));
        var page = logIn(shop, language, "customers/" + anna(shop) + "?tab=whatif");
        ask(page, texts);
        page.getByText(texts.get("whatif", "inFlow")).waitFor();
        page.getByText(texts.get("common", "reason.moved")).waitFor();
        page.getByText(texts.get("common", "reason.end")).waitFor();
        shot(page, "whatif-moved-" + language);
        accessible(page);
        page.setViewportSize(360, 740);
        fits(page);
        link(page, "Afterwards").click();
        heading(page, "Afterwards");
    }

    private Shop shopWithAnna() {
        var shop = newShop();
        new Calling(inbox, shop)
                .identify(
                        "anna@example.com",
                        now(),
                        "{\"firstName\": \"Anna\", \"consent\": {\"email\": true}}")
                .send();
        drain();
        return shop;
    }

    private String anna(Shop shop) {
        return api(shop).get("profiles?search=anna").items().getFirst().path("id").asString();
    }

    private String flow(Shop shop) {
        return made(
                shop,
                """
                        {"name": "Ask me", "status": "live", "definition": {
                            "trigger": {"type": "event", "name": "Hello"}, "first": "w", "steps": {
                                "w": {"type": "wait-for", "event": {"name": "Ping"},
                                      "timeout": "P3D", "next": "end", "late": "wait"},
                                "wait": {"type": "wait", "duration": "PT1H", "next": "end"},
                                "end": {"type": "end"}}}}
                        """);
    }

    private String made(Shop shop, String flow) {
        return api(shop).post("flows", flow).expect(201).json().path("id").asString();
    }

    /// What the flow "Ask me" would do.
    private static void ask(Page page, Texts texts) {
        page.getByLabel(texts.get("whatif", "flow"), new Page.GetByLabelOptions().setExact(true))
                .first()
                .click();
        page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("Ask me")).click();
        button(page, texts.get("whatif", "ask")).click();
    }
}
