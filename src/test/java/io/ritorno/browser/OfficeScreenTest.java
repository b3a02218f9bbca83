package io.ritorno.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.ritorno.account.Shop;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What is done now and then: calls that failed, closed addresses, one's own profile.
class OfficeScreenTest extends BrowserTest {
    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void whatFailedIsTriedAgain(String language) {
        var texts = new Texts(language);
        var shop = newShop();
        orderInEuro(shop, "E-1");
        orderInEuro(shop, "E-2");
        var page = logIn(shop, language, "settings/failed");
        page.getByText("EUR").first().waitFor();
        accessible(page);
        // without a rate it fails again
        button(page, texts.get("common", "action.retry")).first().click();
        page.getByText(texts.get("settings", "failed.retried")).first().waitFor();
        drain();
        assertThat(api(shop).get("failed-events").items()).hasSize(2);

        api(shop)
                .patch(
                        "/api/shops/" + shop.id(),
                        Map.of("settings", Map.of("rates", Map.of("EUR", 4))))
                .expect(200);
        button(page, texts.get("settings", "failed.retryAll")).click();
        await().until(() -> api(shop).get("failed-events").items().isEmpty());
        drain();
        assertThat(api(shop).get("orders").items())
                .extracting(order -> order.get("total").asLong())
                .containsExactly(40_000L, 40_000L);
        page.reload();
        page.getByText(texts.get("settings", "failed.emptyTitle")).waitFor();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void couponsAreMadeAndFilled(String language) { // V21
        var texts = new Texts(language);
        var shop = newShop();
        var page = logIn(shop, language, "settings/coupons");
        page.getByText(texts.get("settings", "coupons.emptyTitle")).waitFor();
        accessible(page);
        button(page, texts.get("settings", "coupons.add")).click();
        var dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByRole(AriaRole.TEXTBOX).first().fill("Ciao 10");
        accessible(page);
        dialog.locator("button[type=submit]").click();

        // what the shop has goes in at once; codes that could be guessed do not
        var pattern = page.getByLabel(texts.get("settings", "coupons.pattern"));
        pattern.fill("A#");
        page.locator("[role=dialog] button[type=submit]").click();
        page.getByRole(AriaRole.ALERT).first().waitFor();
        assertThat(pools(shop).getFirst().path("codes").asInt()).isZero();
        pattern.fill("CIAO-****-****");
        page.locator("[role=dialog] button[type=submit]").click();
        page.getByRole(AriaRole.CELL, new Page.GetByRoleOptions().setName("500")).waitFor();
        accessible(page);
        var pool = pools(shop).getFirst();
        assertThat(pool.path("name").asString()).isEqualTo("Ciao 10");
        assertThat(pool.path("left").asInt()).isEqualTo(500);
    }

    private List<JsonNode> pools(Shop shop) {
        return api(shop).get("coupon-pools").expect(200).items();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void addressIsClosedAndOpenedAgain(String language) {
        var texts = new Texts(language);
        var shop = newShop();
        var page = logIn(shop, language, "messages/suppressions");
        var add = texts.get("messages", "suppressions.add");
        button(page, add).first().click();
        var dialog = page.getByRole(AriaRole.DIALOG);
        var field = dialog.getByRole(AriaRole.TEXTBOX);
        field.fill("nobody");
        accessible(page);
        dialog.locator("button[type=submit]").click();
        // the server's words, in the language of the screen
        var wrong =
                Map.of(
                        "en", "Is not an e-mail address",
                        "it", "Non è un indirizzo e-mail",
                        "pl", "To nie jest adres e-mail");
        dialog.getByText(wrong.get(language)).waitFor();
        field.fill("Anna@Example.com");
        dialog.locator("button[type=submit]").click();
        page.getByText("anna@example.com").first().waitFor();
        assertThat(api(shop).get("suppressions").items()).hasSize(1);
        page.getByText(texts.get("messages", "suppressionReason.manual")).waitFor();

        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions()
                                .setName(
                                        texts.get("messages", "suppressions.remove")
                                                + ": anna@example.com"))
                .click();
        page.getByRole(AriaRole.DIALOG).locator("button[type=submit]").click();
        page.getByText(texts.get("messages", "suppressions.emptyTitle")).waitFor();
        assertThat(api(shop).get("suppressions").items()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void ownPasswordIsChangedWithTheOldOne(String language) {
        var texts = new Texts(language);
        var shop = newShop();
        var email = newOwner(shop, language);
        var page = open(language);
        page.navigate(address("/shops/" + shop.id() + "/settings/profile"));
        fillLogin(page, email, PASSWORD);
        heading(page, texts.get("settings", "profile.password"));
        accessible(page);
        page.locator("input[autocomplete=name]").fill("Marta Nowak");
        button(page, texts.get("common", "action.save")).click();
        page.getByText(texts.get("common", "action.saved")).first().waitFor();

        var change = button(page, texts.get("settings", "profile.change"));
        var fresh = page.locator("input[autocomplete=new-password]");
        page.locator("input[autocomplete=current-password]").fill("not the old one");
        fresh.nth(0).fill("another long password");
        fresh.nth(1).fill("another long passwort");
        change.click();
        page.getByText(texts.get("settings", "profile.differs")).waitFor();
        fresh.nth(1).fill("another long password");
        change.click();
        var wrong =
                Map.of(
                        "en", "Is wrong",
                        "it", "La password non è giusta",
                        "pl", "Hasło jest błędne");
        page.getByText(wrong.get(language)).waitFor();
        page.locator("input[autocomplete=current-password]").fill(PASSWORD);
        change.click();
        page.getByText(texts.get("settings", "profile.changed")).first().waitFor();

        var other = open(language);
        other.navigate(address("/shops/" + shop.id()));
        fillLogin(other, email, "another long password");
        other.locator("nav").first().waitFor();
    }

    private void orderInEuro(Shop shop, String number) {
        anybody()
                .post(
                        "/v1/track",
                        Map.of(
                                "writeKey",
                                shop.writeKey(),
                                "event",
                                "Order Completed",
                                "properties",
                                Map.of(
                                        "order_id",
                                        number,
                                        "email",
                                        "anna@example.com",
                                        "currency",
                                        "EUR",
                                        "total",
                                        100)))
                .expect(200);
        drain();
    }
}
