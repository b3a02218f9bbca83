package io.ritorno.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.ritorno.account.Shop;
import io.ritorno.event.Calling;
import io.ritorno.event.Inbox;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

class SegmentsScreenTest extends BrowserTest {
    private static final String ORDER =
            """
            {"order_id": "A-1", "total": 259.90, "currency": "PLN",
             "products": [{"product_id": "42", "name": "Buty", "price": 259.90, "quantity": 1}]}
            """;

    @Autowired Inbox inbox;

    /// Anna bought once, Piotr never.
    private Shop shopWithAnnaAndPiotr() {
        var shop = newShop();
        var before = now().minus(Duration.ofHours(2));
        new Calling(inbox, shop)
                .identify("anna@example.com", before, "{\"firstName\": \"Anna\"}")
                .identify("piotr@example.com", before, "{\"firstName\": \"Piotr\"}")
                .track("anna@example.com", "Order Completed", before.plusSeconds(60), ORDER)
                .send();
        drain();
        return shop;
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void countsWhileItIsBuiltAndHoldsWhomItCounted(String language) {
        var texts = new Texts(language);
        var shop = shopWithAnnaAndPiotr();
        var page = logIn(shop, language, "segments/new");
        heading(page, texts.get("segments", "newTitle"));
        accessible(page);

        page.getByLabel(texts.get("segments", "name"), exactly()).fill("Kupili");
        button(page, texts.get("condition", "ui.addCondition")).click();
        option(page, texts.get("condition", "kind.purchased")).click();
        counted(page, "1");
        page.getByText(sentence(texts, "s.purchased")).waitFor();

        button(page, texts.get("segments", "save")).click();
        heading(page, "Kupili");
        drain();
        page.reload();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Anna")).waitFor();
        assertThat(page.getByText("Piotr").count()).isZero();
        accessible(page);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void takesBackARemovedConditionAndItsOpposite(String language) {
        var texts = new Texts(language);
        var page = logIn(shopWithAnnaAndPiotr(), language, "segments/new");
        button(page, texts.get("condition", "ui.addCondition")).click();
        option(page, texts.get("condition", "kind.purchased")).click();
        counted(page, "1");

        var row = texts.get("condition", "kind.purchased");
        more(page, texts, row).click();
        item(page, texts.get("condition", "ui.remove")).click();
        page.getByText(texts.get("condition", "ui.empty")).waitFor();
        counted(page, "2");
        button(page, texts.get("condition", "ui.undo")).click();
        counted(page, "1");

        more(page, texts, row).click();
        item(page, texts.get("condition", "ui.negate")).click();
        page.getByText(texts.get("condition", "s.purchasedNot")).waitFor();
        page.getByText("Piotr").waitFor();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void isNotSavedWithoutNameAndCondition(String language) {
        var texts = new Texts(language);
        var page = logIn(newShop(), language, "segments/new");
        button(page, texts.get("segments", "save")).click();
        page.getByText(texts.get("segments", "nameMissing")).waitFor();
        page.getByText(texts.get("segments", "conditionMissing")).waitFor();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void aCellOfTheRfmGridBecomesASegment(String language) { // X2
        var texts = new Texts(language);
        var shop = newShop();
        var before = now().minus(Duration.ofDays(1));
        var calling = new Calling(inbox, shop);
        for (var i = 1; i <= 5; i++)
            calling.track(
                    "p" + i + "@example.com",
                    "Order Completed",
                    before.plusSeconds(60L * i),
                    ORDER.replace("A-1", "A-" + i));
        calling.send();
        drain();
        var page = logIn(shop, language, "segments/rfm");
        heading(page, texts.get("segments", "rfm.noneTitle"));
        accessible(page);
        // the button turns before the server has been asked
        page.waitForResponse(
                answer ->
                        answer.request().method().equals("POST")
                                && answer.url().endsWith("/segments/rfm"),
                () -> button(page, texts.get("segments", "rfm.compute")).click());
        drain();
        heading(page, texts.get("segments", "rfm.grid"));
        accessible(page);

        page.locator("a[href$='rfm=5-1-']").click();
        heading(page, texts.get("segments", "newTitle"));
        counted(page, "1");
        page.locator(".mantine-Loader-root").first().waitFor(hidden());
        accessible(page);
        button(page, texts.get("segments", "save")).click();
        heading(page, "RFM 5-1");
        page.navigate(address("/shops/" + shop.id() + "/segments/rfm"));
        // the same cell now opens what it became
        page.locator("td a:not([href*='new'])").waitFor();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void theBestCustomersAreAskedForByNumberAndTime(String language) { // D55, V32
        var texts = new Texts(language);
        var page = logIn(shopWithAnnaAndPiotr(), language, "segments/new");
        button(page, texts.get("condition", "ui.addCondition")).click();
        option(page, texts.get("condition", "kind.top")).click();
        counted(page, "1");
        page.getByText("Anna").first().waitFor();
        button(page, texts.get("condition", "ui.addCondition")).click();
        option(page, texts.get("condition", "kind.rfm")).click();
        page.getByText(texts.get("condition", "rfmUi.none")).first().waitFor();
        counted(page, "0");
        page.locator(".mantine-Loader-root").first().waitFor(hidden());
        accessible(page);
    }

    /// Whatever one picks opens a row; that of messages offers the shop's flows by name.
    @ParameterizedTest
    @ValueSource(strings = "it")
    void everyKindOfConditionOpensARow(String language) {
        var texts = new Texts(language);
        var shop = shopWithAnnaAndPiotr();
        api(shop)
                .post("flows", "{\"recipe\": \"abandoned-cart\", \"name\": \"Carrello\"}")
                .expect(201);
        var page = logIn(shop, language, "segments/new");
        var add = button(page, texts.get("condition", "ui.addCondition"));
        var options = page.getByRole(AriaRole.OPTION);
        add.click();
        options.first().waitFor();
        var kinds = options.count();
        page.keyboard().press("Escape");
        for (var i = 0; i < kinds; i++) {
            add.click();
            options.nth(i).click();
        }
        var rows =
                page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions()
                                .setName(texts.get("condition", "ui.more") + ": "));
        assertThat(kinds).isGreaterThan(40);
        rows.nth(kinds - 1).waitFor();
        assertThat(rows.count()).isEqualTo(kinds);

        page.getByLabel(texts.get("condition", "ui.flow"), exactly()).first().click();
        option(page, "Carrello").click();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void whatIsUsedStaysAndSaysWhere(String language) {
        var texts = new Texts(language);
        var shop = newShop();
        var used = segment(shop, "Clienti", "{\"type\":\"purchased\",\"is\":true}");
        segment(shop, "Altri", "{\"type\":\"segment\",\"is\":false,\"id\":\"" + used + "\"}");
        drain();
        var page = logIn(shop, language, "segments/" + used);
        heading(page, "Clienti");
        page.locator("main button[aria-haspopup=menu]").first().click();
        item(page, texts.get("common", "action.delete")).click();
        var dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByText(texts.get("segments", "delete.used")).waitFor();
        assertThat(dialog.getByRole(AriaRole.TEXTBOX).count()).isZero();
        dialog.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Altri")).click();
        heading(page, "Altri");
    }

    private String segment(Shop shop, String name, String condition) {
        return api(shop)
                .post("segments", "{\"name\":\"" + name + "\",\"condition\":" + condition + "}")
                .expect(201)
                .json()
                .get("id")
                .asString();
    }

    private static Locator.WaitForOptions hidden() {
        return new Locator.WaitForOptions()
                .setState(com.microsoft.playwright.options.WaitForSelectorState.HIDDEN);
    }

    private static void counted(Page page, String people) {
        page.getByTestId("preview-count")
                .filter(new Locator.FilterOptions().setHasText(people))
                .waitFor();
    }

    private static String sentence(Texts texts, String key) {
        return texts.get("condition", "s.sentence")
                .replace("{{what}}", texts.get("condition", key).replace("{{period}}", ""));
    }

    private static Locator option(Page page, String name) {
        return page.getByRole(
                AriaRole.OPTION, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator item(Page page, String name) {
        return page.getByRole(
                AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator more(Page page, Texts texts, String row) {
        return button(page, texts.get("condition", "ui.more") + ": " + row);
    }

    private static Page.GetByLabelOptions exactly() {
        return new Page.GetByLabelOptions().setExact(true);
    }
}
