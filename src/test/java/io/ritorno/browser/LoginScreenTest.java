package io.ritorno.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginScreenTest extends BrowserTest {
    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void speaksTheBrowsersLanguageAndSaysWhatIsWrong(String language) {
        var texts = new Texts(language);
        var shop = newShop();
        var email = newOwner(shop, language);
        var page = open(language);
        page.navigate(address("/"));
        heading(page, texts.get("login", "title"));
        accessible(page);

        fillLogin(page, email, "not the password");
        assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.ALERT).innerText())
                .isEqualTo(texts.get("login", "wrong"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void leadsWhereOneWantedToGoAndOutAgain(String language) {
        var texts = new Texts(language);
        var shop = newShop();
        var page = logIn(shop, language, "orders");
        heading(page, texts.get("common", "nav.orders"));
        assertThat(page.url()).endsWith("/shops/" + shop.id() + "/orders");

        button(page, texts.get("common", "user.menu")).click();
        page.getByText(texts.get("common", "user.logout")).click();
        heading(page, texts.get("login", "title"));
    }
}
