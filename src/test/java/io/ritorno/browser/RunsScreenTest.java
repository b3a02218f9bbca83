package io.ritorno.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
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
        var traits = Map.of("email", email);
        anybody()
                .post(
                        "/v1/identify",
                        Map.of("writeKey", shop.writeKey(), "userId", email, "traits", traits))
                .expect(200);
        drain();
        api(shop).post("flows/" + flow + "/enter", Map.of("emails", List.of(email))).expect(200);
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
