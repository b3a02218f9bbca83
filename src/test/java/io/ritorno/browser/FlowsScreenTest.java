package io.ritorno.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.ritorno.account.Shop;
import io.ritorno.event.Calling;
import io.ritorno.event.Inbox;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class FlowsScreenTest extends BrowserTest {
    private static final String BOOTS =
            """
            {"product_id": "42", "name": "Buty trekkingowe", "price": 249.90, "quantity": 1}
            """;

    @Autowired Inbox inbox;

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void recipeBecomesAFlowThatIsChangedAndSwitchedOn(String language) { // V25
        var texts = new Texts(language);
        var shop = newShop();
        var page = logIn(shop, language, "flows/new");
        heading(page, texts.get("flows", "recipes.title"));
        starting(page, texts.get("flows", "recipes.use")).click();
        button(page, texts.get("flows", "recipes.create")).click();
        page.getByTestId("flow-canvas").waitFor();

        starting(page, texts.get("flows", "step.wait")).first().click();
        page.getByLabel(texts.get("flows", "wait.length")).fill("2");
        button(page, texts.get("flows", "save")).click();
        page.getByText(texts.get("flows", "done.saved"), exactly()).waitFor();
        assertThat(step(shop, "wait").path("duration").asString()).isEqualTo("PT2H");
        accessible(page);

        starting(page, texts.get("flows", "step.send")).first().click();
        starting(page, texts.get("flows", "send.edit") + ": Polski").click();
        page.getByLabel(texts.get("flows", "send.subject"))
                .fill("Koszyk czeka, {{ person.firstName }}");
        page.getByText("Koszyk czeka, Anna").waitFor();
        page.getByRole(AriaRole.DIALOG)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(texts.get("common", "action.close")))
                .click();
        button(page, texts.get("flows", "save")).click();
        button(page, texts.get("flows", "act.start")).click();
        page.getByRole(AriaRole.DIALOG)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions()
                                .setName(texts.get("flows", "act.start"))
                                .setExact(true))
                .click();
        page.getByText(texts.get("flows", "status.live"), exactly()).waitFor();
        assertThat(step(shop, "send").path("content").path("pl").path("subject").asString())
                .startsWith("Koszyk czeka");
        assertThat(flow(shop).path("status").asString()).isEqualTo("live");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void stepIsPutOnAnEdgeAndTakenBack(String language) {
        var texts = new Texts(language);
        var shop = newShop();
        var id = create(shop, "draft");
        var page = logIn(shop, language, "flows/" + id);
        page.getByTestId("flow-canvas").waitFor();
        var waits = starting(page, texts.get("flows", "step.wait"));
        waits.first().waitFor();
        var before = waits.count();
        button(page, texts.get("flows", "addStep")).first().click();
        page.getByRole(
                        AriaRole.MENUITEM,
                        new Page.GetByRoleOptions().setName(texts.get("flows", "step.wait")))
                .click();
        waits.nth(before).waitFor();
        button(page, texts.get("flows", "undo")).click();
        waits.nth(before)
                .waitFor(
                        new Locator.WaitForOptions()
                                .setState(
                                        com.microsoft.playwright.options.WaitForSelectorState
                                                .HIDDEN));
        assertThat(waits.count()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void sentMessageIsSeenAsTheShopperSawIt(String language) {
        var texts = new Texts(language);
        var shop = newShop();
        create(shop, "live");
        new Calling(inbox, shop)
                .identify(
                        "anna@example.com",
                        now(),
                        "{\"firstName\": \"Anna\", \"locale\": \"pl\", \"consent\": {\"email\": true}}")
                .track("anna@example.com", "Product Added", now().plusSeconds(1), BOOTS)
                .send();
        drain();
        // past the hour of rest, the first wait and any quiet hours
        advance(Duration.ofHours(14));

        var page = logIn(shop, language, "messages");
        heading(page, texts.get("messages", "title"));
        page.locator("tbody")
                .getByText(texts.get("common", "messageStatus.sent"))
                .first()
                .waitFor();
        accessible(page);
        page.locator("tbody a").first().click();
        page.frameLocator("iframe").getByText("Buty trekkingowe").first().waitFor();
        page.getByText(texts.get("messages", "why.title"), exactly()).waitFor();
        page.getByRole(
                        AriaRole.TAB,
                        new Page.GetByRoleOptions().setName(texts.get("messages", "detail.text")))
                .click();
        page.locator("pre").filter(new Locator.FilterOptions().setHasText("Buty")).waitFor();
        accessible(page);
    }

    private String create(Shop shop, String status) {
        return api(shop)
                .post("flows", Map.of("recipe", "abandoned-cart", "status", status))
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    private JsonNode flow(Shop shop) {
        var id = api(shop).get("flows").expect(200).items().getFirst().path("id").asString();
        return api(shop).get("flows/" + id).expect(200).json();
    }

    /// The flow's first step of the type.
    private JsonNode step(Shop shop, String type) {
        for (var step : flow(shop).path("definition").path("steps"))
            if (step.path("type").asString().equals(type)) return step;
        throw new AssertionError("no step " + type);
    }

    /// Buttons whose name starts so.
    private static Locator starting(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^" + name)));
    }

    private static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }
}
