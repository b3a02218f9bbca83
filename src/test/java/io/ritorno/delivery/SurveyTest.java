package io.ritorno.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.Api;
import io.ritorno.account.Shop;
import io.ritorno.content.MailContent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// V24, V30: a question in a mail, answered by a click and a button.
class SurveyTest extends DeliveryTest {
    private static final MailContent ASKS =
            new MailContent(
                    "One question",
                    "",
                    """
                    <mjml><mj-body><mj-section><mj-column>
                    <mj-text>{{ survey.satisfaction.question }}
                    {% for answer in survey.satisfaction.answers %}<a href="{{ answer.url }}">{{ answer.label }}</a> {% endfor %}
                    </mj-text>
                    </mj-column></mj-section></mj-body></mjml>
                    """,
                    null);

    private Shop shop;
    private UUID anna;
    private UUID message;
    private String answerFour;

    @BeforeEach
    void ask() {
        shop = newShop();
        anna = person(shop, "anna@example.com");
        message = queue(shop, anna, ASKS, false);
        drain();
        assertThat(status(shop, message)).isEqualTo("sent");
        answerFour =
                Jsoup.parse(last().html()).select("a").stream()
                        .filter(a -> a.text().equals("Satisfied"))
                        .findFirst()
                        .orElseThrow()
                        .attr("href")
                        .replaceFirst("https?://[^/]+", "");
    }

    @Test
    void theLinkOnlyShowsThePageWithTheAnswerChosen() {
        var page = Jsoup.parse(browser().get(answerFour).expect(200).text());
        browser().call("HEAD", answerFour, null);
        drain();

        assertThat(page.select("input[checked]").attr("value")).isEqualTo("4");
        assertThat(page.select("input[type=radio]")).hasSize(5);
        assertThat(page.select("textarea[name=comment]")).hasSize(1);
        assertThat(page.select("button")).hasSize(1);
        assertThat(events(shop, "Survey Answered")).isEmpty();
        assertThat(attribute("survey.satisfaction")).isEmpty();
        assertThat(column(shop, message, "clicked_at")).isNull();
    }

    @Test
    void theButtonKeepsTheAnswerOnTheProfile() {
        say("4", "Schnell & gut <3");

        assertThat(attribute("survey.satisfaction")).isEqualTo("4");
        assertThat(attribute("survey.satisfaction.comment")).isEqualTo("Schnell & gut <3");
        var told = events(shop, "Survey Answered").getFirst();
        assertThat(told.path("survey").asString()).isEqualTo("satisfaction");
        assertThat(told.path("answer").asString()).isEqualTo("4");
        assertThat(told.path("answerText").asString()).isEqualTo("Satisfied");
        assertThat(told.path("message").asString()).isEqualTo(message.toString());
        assertThat(column(shop, message, "clicked_at")).isNotNull();
        assertThat(api(shop).get("profiles/" + anna).expect(200).text())
                .contains("survey.satisfaction");
    }

    @Test
    void whoAnswersAgainChangesHerMind() {
        say("4", "Good");
        say("2", "");

        assertThat(attribute("survey.satisfaction")).isEqualTo("2");
        assertThat(attribute("survey.satisfaction.comment")).isEmpty();
        assertThat(events(shop, "Survey Answered")).hasSize(2);
    }

    @Test
    void whatIsNoAnswerIsAskedAgain() {
        for (var body : new String[] {"", "answer=9", "comment=only"}) {
            var page = form().post(action(), body).expect(422).text();
            assertThat(Jsoup.parse(page).select("[role=alert]")).hasSize(1);
        }
        drain();
        assertThat(events(shop, "Survey Answered")).isEmpty();
    }

    @Test
    void machinesDoNotCount() {
        form("Mozilla/5.0 (compatible; Barracuda)").post(action(), "answer=1").expect(200);
        drain();

        assertThat(events(shop, "Survey Answered")).isEmpty();
        assertThat(attribute("survey.satisfaction")).isEmpty();
    }

    @Test
    void changedLinksLeadNowhere() {
        var token = answerFour.replaceFirst("\\?.*", "");
        var other = token.endsWith("A") ? "B" : "A";
        form().post(token.substring(0, token.length() - 1) + other, "answer=4").expect(404);
        // a link of the mail that is for something else
        var unsubscribe = Jsoup.parse(last().html()).select("a[href*=/u/]").attr("href");
        form().post(unsubscribe.replaceFirst("https?://[^/]+/u/", "/s/"), "answer=4").expect(404);
        drain();
        assertThat(events(shop, "Survey Answered")).isEmpty();
    }

    @Test
    void marketersLookWithoutAnswering() {
        var html = api(shop).get("messages/" + message + "/html").expect(200).text();

        assertThat(html).contains("Satisfied").doesNotContain("/s/");
    }

    @Test
    void speaksHerLanguage() {
        var call =
                json.createObjectNode()
                        .put("type", "identify")
                        .put("messageId", UUID.randomUUID().toString());
        call.putObject("traits").put("email", "anna@example.com").put("locale", "it-IT");
        inbox.accept(shop, "server", java.util.List.of(call));
        drain();

        var page = Jsoup.parse(browser().get(answerFour).expect(200).text());
        assertThat(page.select("html").attr("lang")).isEqualTo("it");
        assertThat(page.text()).contains("Sklep", "Quanto ti è piaciuta", "Invia la risposta");
        assertThat(page.select("input[checked]").attr("value")).isEqualTo("4");
    }

    private void say(String answer, String comment) {
        var body =
                "answer="
                        + answer
                        + "&comment="
                        + URLEncoder.encode(comment, StandardCharsets.UTF_8);
        form().post(action(), body).expect(200);
        drain();
    }

    /// Where the page's form leads.
    private String action() {
        var page = Jsoup.parse(browser().get(answerFour).expect(200).text());
        return "/s/" + page.select("form").attr("action");
    }

    private Api browser() {
        return anybody()
                .with("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/145.0")
                .with("Accept-Language", "en-GB,en;q=0.9");
    }

    private Api form() {
        return form("Mozilla/5.0 (X11; Linux x86_64) Firefox/145.0");
    }

    private Api form(String agent) {
        return anybody()
                .with("User-Agent", agent)
                .with("Accept-Language", "en-GB,en;q=0.9")
                .with("Content-Type", "application/x-www-form-urlencoded");
    }

    private String attribute(String name) {
        return db.sql(
                        "select coalesce(attributes ->> ?, '') from profile_trait where part = any(?) and shop_id = ? and profile_id = ?")
                .params(name, shop.parts().all(), shop.id(), anna)
                .query(String.class)
                .single();
    }
}
