package io.ritorno.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.event.Calling;
import io.ritorno.event.Inbox;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

class OverviewScreenTest extends BrowserTest {
    private static final String ORDER =
            """
            {"order_id": "A-77", "total": 259.90, "currency": "PLN",
             "products": [{"product_id": "42", "name": "Buty", "price": 259.90, "quantity": 1}]}
            """;

    @Autowired Inbox inbox;

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void newShopIsShownTheNextStep(String language) {
        var texts = new Texts(language);
        var page = logIn(newShop(), language, "");
        heading(page, texts.get("overview", "emptyTitle"));
        accessible(page);
        link(page, texts.get("overview", "connect")).click();
        heading(page, texts.get("settings", "snippet.title"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void numbersOpenToTheirRows(String language) { // D3 D4 D12
        var texts = new Texts(language);
        var shop = newShop();
        new Calling(inbox, shop)
                .track(
                        "anna@example.com",
                        "Order Completed",
                        now().minus(Duration.ofHours(2)),
                        ORDER)
                .send();
        drain();
        var page = logIn(shop, language, "");
        heading(page, texts.get("overview", "latestOrders"));
        page.getByText("anna@example.com").first().waitFor();
        accessible(page);

        link(page, texts.get("overview", "average")).first().click();
        heading(page, texts.get("common", "nav.orders"));
        assertThat(page.url()).contains("/orders?from=").contains("sort=total");
        page.getByText("A-77").waitFor();
        accessible(page);
        page.goBack();
        heading(page, texts.get("overview", "latestOrders"));
    }
}
