package io.ritorno.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.ritorno.event.Calling;
import io.ritorno.event.Inbox;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// X4: the control group of the whole shop, chosen and looked at.
class HoldoutScreenTest extends BrowserTest {
    @Autowired private Inbox inbox;

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void aShareIsChosenAndItsComparisonSeen(String language) {
        var texts = new Texts(language);
        var shop = newShop();
        var calling = new Calling(inbox, shop);
        for (var i = 0; i < 30; i++)
            calling.identify("p" + i + "@example.com", now(), "{\"consent\": {\"email\": true}}");
        calling.track(
                "p1@example.com",
                "Order Completed",
                now(),
                """
                {"order_id": "1", "total": 100.00, "products": [
                    {"product_id": "42", "price": 100.00, "quantity": 1}]}
                """);
        calling.send();
        drain();
        var page = logIn(shop, language, "settings/holdout");
        page.getByText(texts.get("holdouts", "shop.none.title")).waitFor();
        accessible(page);

        page.getByLabel(texts.get("settings", "holdout.percent")).fill("50");
        button(page, texts.get("common", "action.save")).click();
        page.getByText(texts.get("common", "action.saved")).first().waitFor();
        drain();
        page.reload();
        heading(page, texts.get("holdouts", "shop.title"));
        page.getByText(texts.get("holdouts", "shop.verdict.too-few")).waitFor();
        var table = page.getByRole(AriaRole.TABLE);
        var report = api(shop).get("reports/holdout").json().path("report");
        var rows = table.getByRole(AriaRole.ROW);
        assertThat(rows.nth(1).innerText())
                .contains(texts.get("holdouts", "shop.letIn"))
                .contains(report.at("/letIn/people").asString());
        assertThat(rows.nth(2).innerText())
                .contains(texts.get("holdouts", "shop.keptOut"))
                .contains(report.at("/keptOut/people").asString());
        accessible(page);
        page.setViewportSize(360, 740);
        fits(page);

        page.setViewportSize(1280, 900);
        page.navigate(address("/shops/" + shop.id()));
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName(texts.get("holdouts", "shop.more")))
                .click();
        heading(page, texts.get("settings", "holdout.title"));
    }
}
