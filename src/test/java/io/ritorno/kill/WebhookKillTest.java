package io.ritorno.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.TestPostgres;
import io.ritorno.webhook.Receiver;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A server is killed while it waits for another program's answer (X15): the call is made again,
/// under the same id and with the same content, and the run goes on.
class WebhookKillTest {
    private static final String FLOW =
            """
            {"name": "Tell", "status": "live", "definition": {
              "trigger": {"type": "event", "name": "Signed Up"}, "first": "hook",
              "steps": {
                "hook": {"type": "webhook", "url": "%s", "next": "end", "failed": "lost",
                         "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"},
                "lost": {"type": "end"}, "end": {"type": "end"}}}}
            """;
    private static final String EVENT =
            """
            {"writeKey": "%s", "messageId": "1", "event": "Signed Up", "userId": "ann",
             "context": {"traits": {"email": "ann@example.com"}}}
            """;

    private final JsonMapper json = JsonMapper.shared();

    @Test
    void whatWasUnderWayIsToldAgain() {
        var killed = new CountDownLatch(1);
        // an answer never comes while the first server lives
        try (var receiver = new Receiver((_, _) -> hold(killed))) {
            var node =
                    new Node(
                            Map.of(
                                    "RITORNO_DB_URL", TestPostgres.create(),
                                    "RITORNO_ADMIN_EMAIL", "admin@example.com",
                                    "RITORNO_ADMIN_PASSWORD", "a long enough password",
                                    "RITORNO_API_KEY", Node.KEY,
                                    "RITORNO_WEBHOOK_ALLOW", "localhost",
                                    "RITORNO_WEBHOOK_TIMEOUT", "PT2S"));
            try {
                node.start();
                Node.await("the server", node::healthy);
                var shop =
                        answer(
                                node,
                                "POST",
                                "/api/shops",
                                """
                                {"name": "Shop", "url": "https://shop.example", "currency": "PLN",
                                 "timezone": "Europe/Warsaw", "locale": "en"}
                                """);
                var flows = "/api/shops/" + shop.get("id").asInt() + "/flows";
                var flow = answer(node, "POST", flows, FLOW.formatted(receiver.url("/")));
                node.answer("POST", "/v1/track", EVENT.formatted(shop.get("writeKey").asString()));
                Node.await("the call", () -> !receiver.told().isEmpty());
                node.kill();
                killed.countDown();
                node.start();
                Node.await("the server again", node::healthy);
                var runs = flows + "/" + flow.get("id").asString() + "/runs";
                Node.await(
                        "the end of the run",
                        () ->
                                answer(node, "GET", runs, null)
                                        .at("/items/0/status")
                                        .asString()
                                        .equals("done"));

                assertThat(answer(node, "GET", runs, null).at("/items/0/step").asString())
                        .isEqualTo("end");
                assertThat(receiver.told()).hasSizeGreaterThanOrEqualTo(2);
                var first = receiver.told().getFirst();
                var last = receiver.told().getLast();
                assertThat(last.header("webhook-id")).isEqualTo(first.header("webhook-id"));
                assertThat(last.body()).isEqualTo(first.body());
            } finally {
                node.kill();
            }
        }
    }

    private JsonNode answer(Node node, String method, String path, @Nullable String body) {
        return json.readTree(node.answer(method, path, body));
    }

    private static void hold(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
