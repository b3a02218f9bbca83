package io.ritorno.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.ritorno.account.Shop;
import io.ritorno.event.Calling;
import io.ritorno.event.Inbox;
import io.ritorno.flow.LongFlows;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class FlowsScreenTest extends FlowScreens {
    private static final String BOOTS =
            """
            {"product_id": "42", "name": "Buty trekkingowe", "price": 249.90, "quantity": 1}
            """;

    private static final Map<String, Object> BLANK =
            Map.of(
                    "name",
                    "From scratch",
                    "definition",
                    Map.of(
                            "trigger", Map.of("type", "cart-abandoned"),
                            "first", "s1",
                            "steps", Map.of("s1", Map.of("type", "end"))));
    private static final Map<String, String> BROKEN =
            Map.of(
                    "en", "^Line 1: `person` has no `frstName`; it has",
                    "it", "^Riga 1: `person` non ha `frstName`; ha",
                    "pl", "^Wiersz 1: `person` nie ma `frstName`; ma");
    private static final List<String> TRIGGERS =
            List.of(
                    "order",
                    "order-status",
                    "threshold",
                    "delivery",
                    "checkout-abandoned",
                    "browse-abandoned",
                    "search-abandoned",
                    "event",
                    "date",
                    "inactive",
                    "registered",
                    "subscribed",
                    "segment-entered",
                    "segment-left",
                    "changed",
                    "back-in-stock",
                    "price-drop",
                    "manual");

    @Autowired Inbox inbox;

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void recipeBecomesAFlowThatIsChangedAndSwitchedOn(String language) { // V25
        var texts = new Texts(language);
        var shop = newShop();
        var page = logIn(shop, language, "flows/new");
        heading(page, texts.get("flows", "recipes.title"));
        starting(page, texts.get("flows", "recipes.use")).first().click();
        button(page, texts.get("flows", "recipes.create")).click();
        page.getByTestId("flow-canvas").waitFor();

        starting(page, texts.get("flows", "step.wait")).first().click();
        page.getByLabel(
                        texts.get("flows", "wait.length"),
                        new Page.GetByLabelOptions().setExact(true))
                .fill("2");
        button(page, texts.get("flows", "save")).click();
        page.getByText(texts.get("flows", "done.saved"), exactly()).waitFor();
        assertThat(step(shop, "wait").path("duration").asString()).isEqualTo("PT2H");
        accessible(page);

        starting(page, texts.get("flows", "step.send")).first().click();
        starting(page, texts.get("flows", "send.edit") + ": Polski").click();
        var subject = page.getByLabel(texts.get("flows", "send.subject"));
        subject.fill("Koszyk czeka, {{ person.frstName }}");
        page.getByText(Pattern.compile(BROKEN.get(language))).waitFor();
        subject.fill("Koszyk czeka, {{ person.firstName }}");
        page.getByText("Koszyk czeka, Anna").waitFor();
        page.getByRole(AriaRole.DIALOG)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(texts.get("common", "action.close")))
                .click();
        button(page, texts.get("flows", "save")).click();
        switchOn(page, texts);
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
        option(page, texts, "wait").click();
        waits.nth(before).waitFor();
        button(page, texts.get("flows", "undo")).click();
        waits.nth(before).waitFor(gone());
        assertThat(waits.count()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void whatAHoldoutProvesIsSaidInPlainWords(String language) { // X4
        var texts = new Texts(language);
        var shop = newShop();
        var id = create(shop, BLANK);
        var page = logIn(shop, language, "flows/" + id + "?tab=holdout");
        page.getByText(texts.get("holdouts", "empty.title"), exactly()).waitFor();
        accessible(page);

        var drawing =
                api(shop)
                        .post(
                                "flows",
                                """
                                {"name": "Half", "status": "live", "definition": {
                                    "trigger": {"type": "event", "name": "Hello"}, "first": "lot",
                                    "steps": {"end": {"type": "end"},
                                        "lot": {"type": "holdout", "percent": 50, "next": "end"}}}}
                                """)
                        .expect(201)
                        .json()
                        .path("id")
                        .asString();
        var calls = new Calling(inbox, shop);
        for (var i = 0; i < 30; i++) calls.track("p" + i + "@example.com", "Hello", now(), "{}");
        calls.send();
        drain();
        page.navigate(address("/shops/" + shop.id() + "/flows/" + drawing + "?tab=holdout"));
        page.getByText(texts.get("holdouts", "flow.verdict.too-few"), exactly()).waitFor();
        page.getByRole(
                        AriaRole.ROWHEADER,
                        new Page.GetByRoleOptions().setName(texts.get("holdouts", "flow.keptOut")))
                .waitFor();
        accessible(page);
    }

    @Test
    void twoHundredStepsAreOpenedChangedUndoneSavedAndSwitchedOn() { // V2
        var texts = new Texts("en");
        var shop = newShop();
        var id = create(shop, Map.of("name", "Long", "definition", LongFlows.of(200)));
        var page = logIn(shop, "en", "flows/" + id);
        at(page, "s0").waitFor();
        // not all of them are on screen, and so not all are drawn
        assertThat(page.locator("[data-step]").count()).isLessThan(60);
        add(page, texts, "wait");
        at(page, "s199").waitFor();
        page.keyboard().press("Control+z");
        at(page, "s199").waitFor(gone());
        page.keyboard().press("Control+y");
        at(page, "s199").waitFor();
        page.getByLabel(texts.get("flows", "wait.length"), exact()).fill("7");

        // to the other end with one press
        button(page, texts.get("flows", "zoom.fit")).click();
        at(page, "end").waitFor();
        assertThat(page.locator("[data-step]").count()).isEqualTo(202);
        accessible(page);

        button(page, texts.get("flows", "save")).click();
        page.getByText(texts.get("flows", "done.saved"), exactly()).waitFor();
        switchOn(page, texts);
        var saved = definition(shop, id);
        assertThat(saved.path("steps").size()).isEqualTo(201);
        assertThat(saved.path("first").asString()).isEqualTo("s199");
        assertThat(saved.at("/steps/s199/duration").asString()).isEqualTo("PT168H");
        assertThat(flow(shop).path("status").asString()).isEqualTo("live");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void flowIsBuiltWithTheKeyboardAlone(String language) {
        var texts = new Texts(language);
        var shop = newShop();
        var id = create(shop, BLANK);
        var page = logIn(shop, language, "flows/" + id);
        at(page, "@trigger").focus();
        page.keyboard().press("+");
        page.getByLabel(texts.get("flows", "palette.search"))
                .fill(texts.get("flows", "step.branch"));
        option(page, texts, "branch").waitFor();
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");
        at(page, "s2").waitFor();
        // what is missing is said at once, and saving is possible all the same
        page.getByText(texts.get("flows", "fault.condition-missing"), exactly()).first().waitFor();
        accessible(page);
        button(page, texts.get("flows", "save")).click();
        page.getByText(texts.get("flows", "done.saved"), exactly()).waitFor();
        assertThat(definition(shop, id).path("first").asString()).isEqualTo("s2");

        at(page, "@trigger").focus();
        page.keyboard().press("ArrowDown");
        focused(page, "s2");
        page.keyboard().press("ArrowDown");
        focused(page, "s1");
        page.keyboard().press("ArrowRight");
        focused(page, "s3");
        page.keyboard().press("ArrowUp");
        focused(page, "s2");
        page.keyboard().press("Delete");
        at(page, "s2").waitFor(gone());
        focused(page, "@trigger");
        page.keyboard().press("Control+z");
        at(page, "s2").waitFor();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void everyTriggerHasItsSettingsAndUnsavedWorkIsKept(String language) {
        var texts = new Texts(language);
        var shop = newShop();
        var id = create(shop, BLANK);
        var page = logIn(shop, language, "flows/" + id);
        at(page, "@trigger").click();
        for (var type : TRIGGERS) {
            page.locator("button[aria-haspopup=listbox]").click();
            page.getByRole(
                            AriaRole.OPTION,
                            new Page.GetByRoleOptions()
                                    .setName(
                                            texts.get("flows", "triggerKind." + type)
                                                    + " "
                                                    + texts.get("flows", "triggerText." + type))
                                    .setExact(true))
                    .click();
            page.locator("button[aria-haspopup=listbox]")
                    .filter(
                            new Locator.FilterOptions()
                                    .setHasText(texts.get("flows", "triggerKind." + type)))
                    .waitFor();
            if (type.equals("order") || type.equals("date")) accessible(page);
        }
        // what was changed last is written down in the browser
        until(
                page,
                "id => (localStorage.getItem('ritorno.flow.' + id) ?? '').includes('manual')",
                id);
        link(page, texts.get("common", "nav.orders")).click();
        button(page, texts.get("common", "unsaved.leave")).click();
        page.navigate(address("/shops/" + shop.id() + "/flows/" + id));
        button(page, texts.get("flows", "kept.drop")).waitFor();
        assertThat(page.getByTestId("flow-sentence").textContent())
                .startsWith(texts.get("flows", "trigger.manual"));
        button(page, texts.get("flows", "kept.drop")).click();
        button(page, texts.get("flows", "kept.drop")).waitFor(gone());
        assertThat(definition(shop, id).path("trigger").path("type").asString())
                .isEqualTo("cart-abandoned");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void onePersonIsWalkedThroughTheFlow(String language) {
        var texts = new Texts(language);
        var shop = newShop();
        var id = create(shop, "draft");
        var page = logIn(shop, language, "flows/" + id);
        button(page, texts.get("flows", "try.action")).click();
        var panel =
                page.getByRole(
                        AriaRole.COMPLEMENTARY,
                        new Page.GetByRoleOptions().setName(texts.get("flows", "try.title")));
        panel.getByRole(AriaRole.LISTITEM).nth(2).waitFor();
        // the last message of the recipe asks for a cart of some worth
        panel.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions()
                                .setName(texts.get("flows", "try.fits"))
                                .setExact(true))
                .click();
        panel.getByText(
                        texts.get("flows", "try.ended.end"),
                        new Locator.GetByTextOptions().setExact(true))
                .waitFor();
        accessible(page);
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

    /// Waits until the keyboard is at a step.
    private static void focused(Page page, String step) {
        until(page, "id => document.activeElement.dataset.step === id", step);
    }

    private static Locator.WaitForOptions gone() {
        return new Locator.WaitForOptions()
                .setState(com.microsoft.playwright.options.WaitForSelectorState.HIDDEN);
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

    private static void switchOn(Page page, Texts texts) {
        button(page, texts.get("flows", "act.start")).click();
        page.getByRole(AriaRole.DIALOG)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions()
                                .setName(texts.get("flows", "act.start"))
                                .setExact(true))
                .click();
        page.getByText(texts.get("flows", "status.live"), exactly()).waitFor();
    }
}
