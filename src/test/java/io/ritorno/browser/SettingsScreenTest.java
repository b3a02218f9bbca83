package io.ritorno.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsScreenTest extends BrowserTest {
    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void nameOfTheShopIsChanged(String language) {
        var texts = new Texts(language);
        var shop = newShop();
        var page = logIn(shop, language, "settings");
        heading(page, texts.get("settings", "rules.title"));
        accessible(page);

        page.getByRole(
                        AriaRole.TEXTBOX,
                        new Page.GetByRoleOptions().setName(texts.get("settings", "shop.name")))
                .fill("Nowy Sklep");
        button(page, texts.get("common", "action.save")).click();
        page.getByText(texts.get("common", "action.saved")).first().waitFor();
        assertThat(api(shop).get("/api/shops/" + shop.id()).json().path("name").asString())
                .isEqualTo("Nowy Sklep");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void writeKeyIsRenewedOnlyWhenTheShopIsNamed(String language) {
        var texts = new Texts(language);
        var shop = newShop();
        var page = logIn(shop, language, "settings/connect");
        page.getByText(shop.writeKey(), new Page.GetByTextOptions().setExact(true)).waitFor();

        var renew = texts.get("settings", "key.renew");
        button(page, renew).click();
        var dialog = page.getByRole(AriaRole.DIALOG);
        var confirm = dialog.locator("button[type=submit]");
        assertThat(confirm.isDisabled()).isTrue();
        dialog.getByRole(AriaRole.TEXTBOX).fill(shop.name());
        accessible(page);
        confirm.click();
        page.getByText(texts.get("settings", "key.renewed")).first().waitFor();
        assertThat(api(shop).get("/api/shops/" + shop.id()).json().path("writeKey").asString())
                .isNotEqualTo(shop.writeKey());
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void apiKeyIsShownOnce(String language) {
        var texts = new Texts(language);
        var page = logIn(newShop(), language, "settings/keys");
        button(page, texts.get("settings", "keys.add")).click();
        var dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByRole(AriaRole.TEXTBOX).first().fill("Magazyn");
        dialog.locator("button[type=submit]").click();
        dialog.getByText(texts.get("settings", "keys.once")).waitFor();
        var key = dialog.locator("code").innerText();
        assertThat(key).hasSizeGreaterThan(20);
        accessible(page);

        button(page, texts.get("settings", "keys.kept")).click();
        page.getByText("Magazyn").first().waitFor();
        page.reload();
        page.getByText("Magazyn").first().waitFor();
        assertThat(page.content()).doesNotContain(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void viewersSeeNoUsersAndCannotSave(String language) {
        var texts = new Texts(language);
        var shop = newShop();
        var email = newOwner(shop, language);
        var viewer = "viewer-" + email;
        api(shop)
                .post(
                        "/api/users",
                        java.util.Map.of(
                                "email",
                                viewer,
                                "password",
                                PASSWORD,
                                "role",
                                "viewer",
                                "locale",
                                language))
                .expect(201);
        var page = open(language);
        page.navigate(address("/shops/" + shop.id() + "/settings"));
        fillLogin(page, viewer, PASSWORD);
        heading(page, texts.get("settings", "rules.title"));
        assertThat(link(page, texts.get("settings", "nav.users")).count()).isZero();
        assertThat(button(page, texts.get("common", "action.save")).count()).isZero();
    }
}
