package io.ritorno.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// From an event to the acceptance of its mail, while a thousand events come in every second.
final class LatencyBench {
    private static final String FLOW =
            """
            {"name": "Hello", "status": "live", "definition": {
              "trigger": {"type": "event", "name": "Signed Up"}, "stop": [],
              "reentry": {"type": "once-per-key"}, "first": "s",
              "steps": {
                "s": {"type": "send", "channel": "email", "transactional": true, "name": "Hello",
                      "content": {"en": {"subject": "Hello",
                        "mjml": "<mjml><mj-body><mj-section><mj-column><mj-text>Hello</mj-text></mj-column></mj-section></mj-body></mjml>"}},
                      "next": "e"},
                "e": {"type": "end"}}}}
            """;

    private LatencyBench() {}

    static List<Row> run(boolean quick) throws Exception {
        var seconds = quick ? 10 : 40;
        var warm = 10;
        try (var sink = new SmtpSink();
                var server =
                        new Server(Map.of("RITORNO_SMTP_URL", "smtp://127.0.0.1:" + sink.port()))) {
            var shop = server.shop();
            server.call("POST", "/api/shops/" + shop.get("id").asInt() + "/flows", FLOW);
            var key = IntakeBench.key(shop.get("writeKey").asString());
            var sent = new ConcurrentHashMap<String, Long>();
            // 900 events of the ordinary mix and 100 with a mail every second, in batches of 20
            var number = new AtomicInteger();
            for (var second = 0; second < warm + seconds; second++) {
                var end = System.nanoTime() + 1_000_000_000L;
                if (second == warm) sent.clear();
                for (var i = 0; i < 50; i++) {
                    Load.post(
                            server.port,
                            "/v1/batch",
                            key,
                            1,
                            1,
                            _ -> batch(number.getAndIncrement(), sent));
                    LockSupport.parkNanos((end - System.nanoTime()) / (50 - i));
                }
            }
            Server.await("the mails", () -> sink.accepted.keySet().containsAll(sent.keySet()));
            var times =
                    sent.entrySet().stream()
                            .mapToLong(
                                    e ->
                                            sink.accepted.getOrDefault(e.getKey(), Long.MAX_VALUE)
                                                    - e.getValue())
                            .sorted()
                            .toArray();
            return List.of(
                    Row.atMost(
                            "event to its mail, median",
                            times[times.length / 2] / 1e6,
                            "ms",
                            null,
                            1_000),
                    Row.atMost(
                            "event to its mail, 99 of 100",
                            times[times.length * 99 / 100] / 1e6,
                            "ms",
                            null,
                            1_000));
        }
    }

    private static byte[] batch(int n, Map<String, Long> sent) {
        var mix = new String(Mix.batch(n, 18, Instant.now()), StandardCharsets.UTF_8);
        var text = new StringBuilder(mix.substring(0, mix.length() - 2));
        for (var i = 0; i < 2; i++) {
            var email = "n" + n + "x" + i + "@example" + n % 100 + ".com";
            sent.put(email, System.nanoTime());
            text.append(",{\"type\":\"track\",\"event\":\"Signed Up\",\"messageId\":\"s")
                    .append(n)
                    .append('-')
                    .append(i);
            text.append("\",\"userId\":\"")
                    .append(email)
                    .append("\",\"properties\":{\"email\":\"")
                    .append(email)
                    .append("\"}}");
        }
        return text.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }
}
