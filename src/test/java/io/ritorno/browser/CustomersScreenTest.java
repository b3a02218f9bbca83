package io.ritorno.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.ritorno.account.Shop;
import io.ritorno.event.Calling;
import io.ritorno.event.Inbox;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

class CustomersScreenTest extends BrowserTest {
    private static final String ORDER =
            """
            {"order_id": "A-1", "total": 259.90, "currency": "PLN",
             "products": [{"product_id": "42", "name": "Buty <b>trekkingowe</b>",
                           "price": 259.90, "quantity": 1}]}
            """;

    @Autowired Inbox inbox;

    private Shop shopWithAnna() {
        var shop = newShop();
        var before = now().minus(Duration.ofHours(2));
        new Calling(inbox, shop)
                .identify(
                        "anna@example.com",
                        before,
                        """
                        {"firstName": "Anna", "lastName": "Kowalska", "consent": {"email": true}}
                        """)
                .identify("piotr@example.com", before, "{\"firstName\": \"Piotr\"}")
                .track("anna@example.com", "Order Completed", before.plusSeconds(60), ORDER)
                .send();
        drain();
        return shop;
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void personIsFoundAndHerOrderOpensInPlace(String language) { // L1 L3
        var texts = new Texts(language);
        var page = logIn(shopWithAnna(), language, "customers");
        heading(page, texts.get("customers", "title"));
        page.getByText("Piotr").first().waitFor();
        accessible(page);

        page.getByRole(AriaRole.SEARCHBOX).fill("anna");
        page.getByText("Piotr").first().waitFor(hidden());
        page.getByText("Anna Kowalska").click();
        heading(page, "Anna Kowalska");
        assertThat(page.url()).contains("/customers/");
        page.locator("[role=tabpanel] button[aria-expanded]").first().click();
        // a product's name is text, whatever it holds
        page.getByText("Buty <b>trekkingowe</b>").waitFor();
        accessible(page);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void sheIsTakenOutOfEverything(String language) {
        var texts = new Texts(language);
        var page = logIn(shopWithAnna(), language, "customers?search=anna");
        page.getByText("Anna Kowalska").click();
        button(page, texts.get("customers", "takeOut.action")).click();
        page.getByText(texts.get("customers", "takeOut.text")).waitFor();
        accessible(page);
        button(page, texts.get("customers", "takeOut.confirm")).click();
        page.getByText(texts.get("customers", "takeOut.done").replaceAll("[{][{][a-z]+[}][}]", "0"))
                .waitFor();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void herDataIsDownloadedAndThenErasedForGood(String language) { // X12
        var texts = new Texts(language);
        var shop = shopWithAnna();
        var page = logIn(shop, language, "customers?search=anna");
        page.getByText("Anna Kowalska").click();
        heading(page, "Anna Kowalska");
        var file =
                page.waitForDownload(
                        () -> {
                            button(page, texts.get("customers", "personal.menu")).click();
                            item(page, texts.get("customers", "personal.download")).click();
                        });
        assertThat(file.suggestedFilename()).startsWith("customer-").endsWith(".json");
        assertThat(file.path()).content().contains("anna@example.com", "\"A-1\"");

        page.setViewportSize(390, 844);
        button(page, texts.get("customers", "personal.menu")).click();
        item(page, texts.get("customers", "personal.erase")).click();
        page.getByText(texts.get("customers", "personal.final")).waitFor();
        accessible(page);
        fits(page);
        var erase = button(page, texts.get("customers", "personal.confirm"));
        assertThat(erase.isDisabled()).isTrue();
        page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.TEXTBOX).fill("anna@example.com");
        erase.click();
        page.getByText(texts.get("customers", "erased.going")).waitFor();
        heading(page, texts.get("customers", "erased.title"));
        drain();
        page.getByText(texts.get("customers", "erased.kind.orders")).waitFor();
        accessible(page);
        fits(page);
        var receipt =
                page.waitForDownload(
                        () -> page.getByText(texts.get("customers", "erased.download")).click());
        assertThat(receipt.path()).content().doesNotContain("anna", "Kowalska");

        // who comes back to the page later is told the same, and the audit leads to it
        page.setViewportSize(1280, 900);
        page.reload();
        heading(page, texts.get("customers", "erased.title"));
        page.navigate(address("/shops/" + shop.id() + "/settings/audit"));
        page.getByText(texts.get("settings", "audit.receipt")).click();
        heading(page, texts.get("customers", "erased.title"));
        assertThat(page.content()).doesNotContain("anna@example.com");
    }

    private static com.microsoft.playwright.Locator item(Page page, String name) {
        return page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void consentIsTakenBackWithASwitch(String language) { // V20
        var texts = new Texts(language);
        var shop = shopWithAnna();
        var page = logIn(shop, language, "customers?search=anna");
        page.getByText("Anna Kowalska").click();
        var email = texts.get("common", "channel.email");
        page.getByText(email + ": " + texts.get("customers", "consentState.in")).waitFor();
        // by keyboard: the switch that is seen lies over the one that is heard
        page.getByRole(AriaRole.SWITCH).first().press("Space");
        page.getByText(texts.get("customers", "consentOut").replace("{{channel}}", email))
                .waitFor();
        drain();
        page.reload();
        page.getByText(email + ": " + texts.get("customers", "consentState.out")).waitFor();
    }

    private static com.microsoft.playwright.Locator.WaitForOptions hidden() {
        return new com.microsoft.playwright.Locator.WaitForOptions()
                .setState(com.microsoft.playwright.options.WaitForSelectorState.HIDDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void unknownPersonIsSaidToBeMissing(String language) {
        var texts = new Texts(language);
        Page page = logIn(newShop(), language, "customers/00000000-0000-8000-8000-000000000000");
        heading(page, texts.get("common", "error.missingTitle"));
    }
}
