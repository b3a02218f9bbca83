package io.ritorno.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.ritorno.account.Shop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunsScreenTest extends BrowserTest {

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void whatFailedOnTheWayIsSeenAndTriedAgain(String language) {
        var texts = new Texts(language);
        var shop = newShop();
        var flow = waitingFlow(shop);
        enter(shop, flow, "anna@example.com");
        enter(shop, flow, "bob@example.com");
        // as after an edit of the table by hand
        stand(shop, "anna@example.com", "gone");
        advance(Duration.ofHours(1));
        assertThat(states(shop, flow)).containsExactlyInAnyOrder("parked", "done");

        var page = logIn(shop, language, "flows/" + flow + "?tab=people&status=parked");
        page.getByText("anna@example.com").waitFor();
        page.getByText(
                        texts.get("flows", "run.is.parked"),
                        new Page.GetByTextOptions().setExact(true))
                .waitFor();
        assertThat(page.getByText("bob@example.com").count()).isZero();
        accessible(page);

        stand(shop, "anna@example.com", "w");
        button(page, texts.get("flows", "run.retry")).click();
        page.getByText(texts.get("flows", "run.retried")).first().waitFor();
        drain();
        advance(Duration.ofHours(1));
        assertThat(states(shop, flow)).containsExactly("done", "done");
        page.reload();
        page.getByText(texts.get("flows", "run.emptyFiltered")).waitFor();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void peopleArePutInByHandAndMovedToANewVersion(String language) {
        var texts = new Texts(language);
        var shop = newShop();
        var flow = waitingFlow(shop);
        known(shop, "anna@example.com");

        var page = logIn(shop, language, "flows/" + flow + "?tab=people");
        button(page, texts.get("flows", "add.open")).click();
        page.getByLabel(texts.get("flows", "add.emailsLabel"))
                .fill("anna@example.com\nnobody@example.com, anna@example.com");
        accessible(page);
        var dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByRole(AriaRole.BUTTON).last().click();
        page.getByText(texts.get("flows", "add.entered_one").replace("{{n}}", "1")).waitFor();
        page.getByText(
                        texts.get("flows", "add.why.unknown")
                                .replace("{{who}}", "nobody@example.com"))
                .waitFor();
        button(page, texts.get("common", "action.close")).last().click();
        drain();
        page.getByText("anna@example.com").waitFor();

        var steps =
                Map.of(
                        "later", Map.of("type", "wait", "duration", "P2D", "next", "e"),
                        "e", Map.of("type", "end"));
        api(shop)
                .put(
                        "flows/" + flow,
                        Map.of(
                                "definition",
                                Map.of(
                                        "trigger",
                                        Map.of("type", "manual"),
                                        "first",
                                        "later",
                                        "steps",
                                        steps)))
                .expect(200);
        // she stands nowhere in the picture, which says so
        page.navigate(address("/shops/" + shop.id() + "/flows/" + flow));
        page.getByText(texts.get("flows", "number.former_one").replace("{{n}}", "1")).click();
        button(page, texts.get("flows", "movePeople.open")).click();
        // the step that she stands at is no more, and is called what it was
        var hour = texts.get("flows", "span.hours_one").replace("{{n}}", "1");
        var stood = texts.get("flows", "wait.title").replace("{{time}}", hour);
        dialog.getByText(stood).waitFor();
        dialog.getByLabel(texts.get("flows", "movePeople.toOf").replace("{{step}}", stood))
                .first()
                .click();
        page.getByRole(AriaRole.OPTION).nth(1).click();
        dialog.getByText(texts.get("flows", "movePeople.again")).waitFor();
        accessible(page);
        dialog.getByRole(AriaRole.BUTTON).last().click();
        page.getByText(texts.get("flows", "movePeople.done_one").replace("{{n}}", "1")).waitFor();
        assertThat(
                        api(shop)
                                .get("flows/" + flow + "/runs")
                                .expect(200)
                                .items()
                                .getFirst()
                                .get("step")
                                .asString())
                .isEqualTo("later");
    }

    private String waitingFlow(Shop shop) {
        var steps =
                Map.of(
                        "w", Map.of("type", "wait", "duration", "PT1H", "next", "e"),
                        "e", Map.of("type", "end"));
        var definition = Map.of("trigger", Map.of("type", "manual"), "first", "w", "steps", steps);
        var flow =
                api(shop)
                        .post(
                                "flows",
                                Map.of(
                                        "name",
                                        "By hand",
                                        "status",
                                        "live",
                                        "definition",
                                        definition))
                        .expect(201)
                        .json();
        return flow.get("id").asString();
    }

    private void enter(Shop shop, String flow, String email) {
        known(shop, email);
        api(shop).post("flows/" + flow + "/enter", Map.of("emails", List.of(email))).expect(200);
        drain();
    }

    private void known(Shop shop, String email) {
        var traits = Map.of("email", email);
        anybody()
                .post(
                        "/v1/identify",
                        Map.of("writeKey", shop.writeKey(), "userId", email, "traits", traits))
                .expect(200);
        drain();
    }

    private void stand(Shop shop, String email, String step) {
        db.sql(
                        """
                        update flow_run r set step = ? from profile_trait t
                        where r.part = any(?) and r.shop_id = ? and t.part = r.part and t.shop_id = ?
                            and t.profile_id = r.profile_id and t.email = ?
                        """)
                .params(step, shop.parts().all(), shop.id(), shop.id(), email)
                .update();
    }

    private List<String> states(Shop shop, String flow) {
        return api(shop).get("flows/" + flow + "/runs").expect(200).items().stream()
                .map(run -> run.get("status").asString())
                .toList();
    }
}
