package io.ritorno.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ritorno.consent.Consents;
import io.ritorno.content.MailContent;
import io.ritorno.event.Names;
import io.ritorno.platform.Lane;
import io.ritorno.platform.Times;
import java.time.Duration;
import java.time.LocalTime;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

class SenderTest extends DeliveryTest {
    @Autowired Consents consents;
    @Autowired Sender sender;

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void aMailGoesOutWithItsBodyKeptAndIsToldAsAnEvent(int parts) {
        var shop = newShop(parts);
        var anna = person(shop, "anna@example.com");

        var message = send(shop, anna);

        assertThat(last().to()).isEqualTo("anna@example.com");
        assertThat(last().subject()).isEqualTo("Hi Anna");
        assertThat(column(shop, message, "address")).isEqualTo("anna@example.com");
        assertThat(column(shop, message, "subject")).isEqualTo("Hi Anna");
        assertThat(why(shop, anna)).containsExactly("send allowed");
        assertThat(events(shop, Names.MESSAGE_SENT))
                .singleElement()
                .satisfies(
                        e -> assertThat(e.get("message").asString()).isEqualTo(message.toString()));
        assertThat(api(shop).get("messages/" + message).json().get("html").asString())
                .contains("https://sklep.example/new")
                .doesNotContain("/o/");
    }

    @Test
    void linksAreOursAndTheWayOutIsThere() {
        var shop = newShop();
        send(shop, person(shop, "anna@example.com"));

        assertThat(last().html())
                .contains("/c/")
                .contains("/o/")
                .contains("/u/")
                .doesNotContain("sklep.example/new");
        assertThat(last().text())
                .contains("/c/")
                .contains("/u/")
                .doesNotContain("sklep.example/new");
        assertThat(last().headers().get("List-Unsubscribe-Post"))
                .isEqualTo("List-Unsubscribe=One-Click");
        assertThat(last().headers().get("List-Unsubscribe"))
                .matches("<http://localhost:8080/u/[\\w-]+>");
        assertThat(last().headers().get("Feedback-ID")).endsWith(":" + shop.id() + ":ritorno");
    }

    @Test
    void aTemplateThatForgotTheWayOutGetsOne() {
        var shop = newShop();
        var plain =
                new MailContent(
                        "s",
                        "",
                        "<mjml><mj-body><mj-section><mj-column><mj-text>a</mj-text></mj-column></mj-section></mj-body></mjml>",
                        null);
        queue(shop, person(shop, "anna@example.com"), plain, false);
        drain();
        assertThat(last().html()).contains("/u/").contains("Unsubscribe");
        assertThat(last().text()).contains("/u/");
        queue(shop, person(shop, "bea@example.com"), plain, true);
        drain();
        assertThat(last().html()).doesNotContain("/u/");
        assertThat(last().headers()).doesNotContainKey("List-Unsubscribe");
    }

    @Test
    void whoDidNotAgreeGetsOnlyWhatSheAskedFor() {
        var shop = newShop();
        var never = person(shop, "n@example.com", null);
        var no = person(shop, "o@example.com", false);
        queue(shop, never);
        queue(shop, no);
        var order = queue(shop, no, TEXT, true);
        drain();
        assertThat(why(shop, never)).containsExactly("skip no-consent");
        assertThat(why(shop, no))
                .containsExactlyInAnyOrder("skip unsubscribed", "send transactional");
        assertThat(status(shop, order)).isEqualTo("sent");
    }

    @Test
    void nightHoldsUntilMorning() {
        var shop = newShop();
        var anna = person(shop, "anna@example.com");
        advance(Duration.ofHours(10));
        var message = queue(shop, anna);
        drain();
        assertThat(status(shop, message)).isEqualTo("queued");
        advance(Duration.ofHours(9));
        assertThat(status(shop, message)).isEqualTo("queued");
        advance(Duration.ofHours(1));
        assertThat(status(shop, message)).isEqualTo("sent");
        assertThat(why(shop, anna)).containsExactly("send allowed", "hold quiet-hours");
    }

    /// An order is confirmed at once, also while a thousand mails go out.
    @Test
    void whatIsNoMarketingDoesNotWaitBehindTheOthers() {
        var shop = newShop();
        var bob = person(shop, "bob@example.com");
        var anna = person(shop, "anna@example.com");
        for (var i = 0; i < 1050; i++) queue(shop, bob);
        var confirmation = queue(shop, anna, TEXT, true);
        var part = shop.home();
        lanes.inPart(Lane.SEND, part, () -> sender.run(part, now()));

        assertThat(status(shop, confirmation)).isEqualTo("sent");
        assertThat(
                        db.sql(
                                        """
                                        select count(*) from message
                                        where part = ? and shop_id = ? and status = 'queued'
                                            and due_at <= ?
                                        """)
                                .params(part, shop.id(), Times.utc(now()))
                                .query(Integer.class)
                                .single())
                .isBetween(1, 60);
        drain();
    }

    @Test
    void theCapCountsWithinOneBatchToo() {
        var shop = newShop();
        shop = with(shop, json.createObjectNode().put("capMessages", 2));
        var anna = person(shop, "anna@example.com");
        for (var i = 0; i < 3; i++) queue(shop, anna);
        drain();
        assertThat(why(shop, anna))
                .containsExactlyInAnyOrder("send allowed", "send allowed", "skip frequency-cap");
        advance(Duration.ofDays(8));
        send(shop, anna);
    }

    @Test
    void aMailThatCannotBeFilledIsNotSentAndSaysWhy() {
        var shop = newShop();
        var anna = person(shop, "anna@example.com");
        var sent = provider.mails.size();
        queue(
                shop,
                anna,
                new MailContent("s", "", MJML.replace("{{ shop.name }}", "{{ cart.url }}"), null),
                false);
        drain();
        assertThat(provider.mails).hasSize(sent);
        assertThat(
                        decisions
                                .list(shop, anna, null, 1)
                                .items()
                                .getFirst()
                                .detail()
                                .get("why")
                                .asString())
                .startsWith("cart.url is missing; say what to write instead");
    }

    @Test
    void laterIsTriedAgainWithPausesUntilItIsGivenUp() {
        var shop = newShop();
        var anna = person(shop, "anna@example.com");
        provider.answer = _ -> new EmailProvider.Deferred("451 greylisted");
        var message = queue(shop, anna);
        drain();
        assertThat(status(shop, message)).isEqualTo("queued");
        assertThat(column(shop, message, "reason")).isEqualTo("451 greylisted");
        var id = Mime.id(last());
        provider.answer = _ -> new EmailProvider.Accepted();
        advance(Duration.ofMinutes(2));
        assertThat(status(shop, message)).isEqualTo("sent");
        assertThat(Mime.id(last())).isEqualTo(id);

        provider.answer = _ -> new EmailProvider.Deferred("451 greylisted");
        var other = queue(shop, anna);
        advance(Duration.ofDays(5));
        assertThat(status(shop, other)).isEqualTo("failed");
        assertThat(column(shop, other, "attempts")).isEqualTo("7");
    }

    @Test
    void aClosedMailboxIsNeverWrittenToAgain() {
        var shop = newShop();
        var anna = person(shop, "anna@example.com");
        provider.answer = _ -> new EmailProvider.BadAddress("550 5.1.1 no such user");
        var message = queue(shop, anna);
        drain();
        assertThat(status(shop, message)).isEqualTo("bounced");
        assertThat(column(shop, message, "reason")).isEqualTo("550 5.1.1 no such user");
        provider.answer = _ -> new EmailProvider.Accepted();
        queue(shop, anna, TEXT, true);
        drain();
        assertThat(why(shop, anna)).first().isEqualTo("skip suppressed");
        // the same address at another shop is another matter
        var other = newShop();
        send(other, person(other, "anna@example.com"));
    }

    @Test
    void aServerThatIsAwayCostsNoAttempt() {
        var shop = newShop();
        provider.answer = _ -> new EmailProvider.NotReached("connection refused");
        var message = queue(shop, person(shop, "anna@example.com"));
        advance(Duration.ofHours(1));
        assertThat(column(shop, message, "attempts")).isEqualTo("0");
        provider.answer = _ -> new EmailProvider.Accepted();
        advance(Duration.ofMinutes(2));
        assertThat(status(shop, message)).isEqualTo("sent");
    }

    /// A batch is written while the one before is handed over. When that took until the night, it
    /// waits for the morning all the same.
    @Test
    void whatWasAllowedBeforeASlowHandOverIsAskedAgain() {
        var shop = newShop();
        var bob = person(shop, "bob@example.com");
        var anna = person(shop, "anna@example.com");
        var noon = now().atZone(shop.zone()).with(LocalTime.NOON).plusDays(1);
        advance(Duration.between(now(), noon.toInstant()));
        for (var i = 0; i < 250; i++) queue(shop, bob);
        var message = queue(shop, anna);
        provider.answer =
                _ -> {
                    clock.set(noon.withHour(23).toInstant());
                    return new EmailProvider.Accepted();
                };
        var part = shop.home();
        lanes.inPart(Lane.SEND, part, () -> sender.run(part, now()));
        assertThat(status(shop, message)).isEqualTo("queued");
        assertThat(why(shop, anna)).isEmpty();

        provider.answer = _ -> new EmailProvider.Accepted();
        drain();
        assertThat(why(shop, anna)).containsExactly("hold quiet-hours");
        advance(Duration.ofHours(9));
        assertThat(status(shop, message)).isEqualTo("sent");
    }

    @Test
    void whatWasLostOnTheWayIsUncertainAndStaysSo() {
        var shop = newShop();
        provider.answer = _ -> new EmailProvider.Lost("connection reset");
        var message = queue(shop, person(shop, "anna@example.com"));
        drain();
        provider.answer = _ -> new EmailProvider.Accepted();
        advance(Duration.ofDays(2));
        assertThat(status(shop, message)).isEqualTo("uncertain");
    }

    @Test
    void aProcessThatDiesInTheHandOverSendsNothingTwice() {
        var shop = newShop();
        var anna = person(shop, "anna@example.com");
        var bea = person(shop, "bea@example.com");
        var toAnna = queue(shop, anna);
        var toBea = queue(shop, bea);
        provider.answer =
                mail -> {
                    if (mail.to().startsWith("anna")) throw new AssertionError("killed");
                    return new EmailProvider.Accepted();
                };
        assertThatThrownBy(this::drain).isInstanceOf(AssertionError.class);
        assertThat(status(shop, toAnna)).isEqualTo("sending");
        assertThat(status(shop, toBea)).isEqualTo("sent");

        var before = provider.mails.size();
        provider.answer = _ -> new EmailProvider.Accepted();
        drain();
        advance(Duration.ofDays(1));

        assertThat(status(shop, toAnna)).isEqualTo("uncertain");
        assertThat(provider.mails).hasSize(before);
    }

    @Test
    void someoneUnknownIsSkipped() {
        var shop = newShop();
        var nobody = UUID.randomUUID();
        queue(shop, nobody);
        drain();
        assertThat(why(shop, nobody)).containsExactly("skip no-person");
    }
}
