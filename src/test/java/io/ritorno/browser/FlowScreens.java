package io.ritorno.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.ritorno.account.Shop;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Words for tests of the builder: flows made over the API, and what stands in the picture.
abstract class FlowScreens extends BrowserTest {
    String create(Shop shop, Map<String, Object> flow) {
        return api(shop).post("flows", flow).expect(201).json().path("id").asString();
    }

    String create(Shop shop, String name, Map<String, Object> definition) {
        return create(shop, Map.of("name", name, "definition", definition));
    }

    JsonNode definition(Shop shop, String flow) {
        return api(shop).get("flows/" + flow).expect(200).json().path("definition");
    }

    /// A step in the picture.
    static Locator at(Page page, String step) {
        return page.locator("[data-step='" + step + "']");
    }

    /// What the palette offers for a kind of step.
    static Locator option(Page page, Texts texts, String type) {
        return page.getByRole(
                AriaRole.OPTION,
                new Page.GetByRoleOptions()
                        .setName(
                                texts.get("flows", "step." + type)
                                        + " "
                                        + texts.get("flows", "stepText." + type))
                        .setExact(true));
    }

    /// Puts a step behind the trigger.
    static void add(Page page, Texts texts, String type) {
        page.getByTestId("flow-canvas").waitFor();
        button(page, texts.get("flows", "addStep")).first().click();
        option(page, texts, type).click();
    }

    static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }

    static Page.GetByLabelOptions exact() {
        return new Page.GetByLabelOptions().setExact(true);
    }
}
