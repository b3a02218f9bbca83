package io.ritorno.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import io.ritorno.content.MailContent;
import io.ritorno.event.Inbox;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Lane;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The whole program with a mail server and texts that a test can choose.
@Import(DeliveryTest.Fakes.class)
abstract class DeliveryTest extends IntegrationTest {
    static final String MJML =
            """
            <mjml><mj-body><mj-section><mj-column>
            <mj-text>Hi {{ person.firstName | default: "you" }} of {{ shop.name }}</mj-text>
            <mj-button href="https://sklep.example/cart?a=1&amp;b=2">Cart</mj-button>
            <mj-text><a href="https://sklep.example/new">New</a> <a href="https://sklep.example/best">Best</a>
            <a href="{{ links.unsubscribe }}">Out</a> <a href="{{ links.preferences }}">Choose</a></mj-text>
            </mj-column></mj-section></mj-body></mjml>
            """;

    static final MailContent TEXT =
            new MailContent("Hi {{ person.firstName | default: 'you' }}", "", MJML, null);

    @TestConfiguration
    static class Fakes {
        @Bean
        @Primary
        FakeProvider fakeProvider() {
            return new FakeProvider();
        }

        @Bean
        FakeTexts fakeTexts() {
            return new FakeTexts();
        }
    }

    static final class FakeProvider implements EmailProvider {
        final List<OutgoingMail> mails = Collections.synchronizedList(new ArrayList<>());
        volatile Function<OutgoingMail, Outcome> answer = _ -> new Accepted();

        @Override
        public Outcome send(OutgoingMail mail) {
            mails.add(mail);
            return answer.apply(mail);
        }
    }

    static final class FakeTexts implements ContentSource {
        final Map<UUID, Map<String, MailContent>> byFlow = new ConcurrentHashMap<>();

        @Override
        public Map<String, MailContent> content(Shop shop, UUID flow, int version, String step) {
            return byFlow.getOrDefault(flow, Map.of());
        }
    }

    @Autowired Messages messages;
    @Autowired Decisions decisions;
    @Autowired FakeProvider provider;
    @Autowired FakeTexts texts;
    @Autowired Inbox inbox;
    @Autowired JsonMapper json;

    /// It is never night in these tests unless they want it.
    @BeforeEach
    void byDay() {
        var noon =
                now().atZone(ZoneId.of("Europe/Warsaw"))
                        .toLocalDate()
                        .plusDays(1)
                        .atTime(LocalTime.NOON)
                        .atZone(ZoneId.of("Europe/Warsaw"));
        var to = Duration.between(now(), noon.toInstant());
        advance(to);
    }

    @AfterEach
    void aWorkingServer() {
        provider.answer = _ -> new EmailProvider.Accepted();
    }

    /// A person of the shop who agreed to e-mail.
    UUID person(Shop shop, String email) {
        return person(shop, email, true);
    }

    UUID person(Shop shop, String email, @Nullable Boolean agreed) {
        var call =
                json.createObjectNode()
                        .put("type", "identify")
                        .put("messageId", UUID.randomUUID().toString());
        var traits = call.putObject("traits").put("email", email).put("firstName", "Anna");
        if (agreed != null) traits.putObject("consent").put("email", agreed);
        inbox.accept(shop, "server", List.of(call));
        drain();
        return db.sql(
                        "select profile_id from identity where part = any(?) and shop_id = ? and kind = 'email' and value = ?")
                .params(shop.parts().all(), shop.id(), email)
                .query(UUID.class)
                .single();
    }

    /// Queues a marketing mail to her.
    UUID queue(Shop shop, UUID person) {
        return queue(shop, person, TEXT, false);
    }

    UUID queue(Shop shop, UUID person, MailContent text, boolean transactional) {
        var flow = Ids.next(now());
        texts.byFlow.put(flow, Map.of("en", text));
        var part = shop.parts().of(person);
        var message =
                new NewMessage(
                        UUID.randomUUID(),
                        person,
                        "email",
                        transactional,
                        flow,
                        1,
                        UUID.randomUUID(),
                        "mail",
                        null,
                        json.createObjectNode(),
                        now());
        return lanes.inPart(Lane.EVENT, part, () -> messages.queue(part, shop, List.of(message)))
                .values()
                .iterator()
                .next();
    }

    /// Queues one and sends it; fails when it did not go.
    UUID send(Shop shop, UUID person) {
        var message = queue(shop, person);
        drain();
        assertThat(status(shop, message)).isEqualTo("sent");
        return message;
    }

    OutgoingMail last() {
        return provider.mails.getLast();
    }

    String status(Shop shop, UUID message) {
        return String.valueOf(column(shop, message, "status"));
    }

    @Nullable String column(Shop shop, UUID message, String column) {
        return (String)
                db.sql(
                                "select "
                                        + column
                                        + "::text as c from message where part = any(?) and shop_id = ? and id = ?")
                        .params(shop.parts().all(), shop.id(), message)
                        .query()
                        .singleRow()
                        .get("c");
    }

    List<String> why(Shop shop, UUID person) {
        return decisions.list(shop, person, null, 50).items().stream()
                .map(d -> d.outcome() + " " + d.reason())
                .toList();
    }

    List<JsonNode> events(Shop shop, String name) {
        return db
                .sql(
                        "select properties from event where part = any(?) and shop_id = ? and name = ? order by at, id")
                .params(shop.parts().all(), shop.id(), name)
                .query(String.class)
                .list()
                .stream()
                .map(text -> (JsonNode) json.readTree(text))
                .toList();
    }

    Shop with(Shop shop, ObjectNode settings) {
        return shops.update(shop, settings);
    }
}
