package io.ritorno.bench;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// From accepted to applied, logged, segments and flows decided, on an ordinary mix of events.
final class LaneBench {
    /// What a shop's segments ask for.
    private static final List<String> SEGMENTS =
            List.of(
                    "{\"type\":\"purchased\",\"is\":false}",
                    "{\"type\":\"order-count\",\"count\":{\"op\":\">=\",\"value\":2}}",
                    "{\"type\":\"open-cart\",\"amount\":{\"op\":\">\",\"value\":5000}}",
                    "{\"type\":\"bought-category\",\"categories\":[\"C1\"]}",
                    "{\"type\":\"last-purchase\",\"when\":{\"is\":\"at-least-ago\",\"hours\":72}}");

    private LaneBench() {}

    static List<Row> run(boolean quick) throws Exception {
        try (var server = new Server(Map.of())) {
            var shop = server.shop();
            var id = shop.get("id").asInt();
            server.call(
                    "POST",
                    "/api/shops/" + id + "/flows",
                    "{\"recipe\":\"abandoned-cart\",\"status\":\"live\"}");
            for (var i = 0; i < SEGMENTS.size(); i++)
                server.call(
                        "POST",
                        "/api/shops/" + id + "/segments",
                        "{\"name\":\"S" + i + "\",\"condition\":" + SEGMENTS.get(i) + "}");
            var key = IntakeBench.key(shop.get("writeKey").asString());
            var start = Instant.now().minusSeconds(3600);
            fill(server, key, 0, 200, start);
            var batches = quick ? 300 : 1_200;
            var cpu = server.cpu();
            var before = System.nanoTime();
            fill(server, key, 200, 200 + batches, start.plusSeconds(60));
            var seconds = (System.nanoTime() - before) / 1e9;
            var used = server.cpu();
            System.out.printf(
                    Locale.ROOT,
                    "lane: %.1f s; processor %.1f s program, %.1f s PostgreSQL%n",
                    seconds,
                    used[0] - cpu[0],
                    used[1] - cpu[1]);
            var failed = server.count("select count(*) from failed_event");
            if (failed > 0) throw new IllegalStateException(failed + " events failed");
            return List.of(
                    Row.atLeast(
                            "lane: accepted to all decided, real mix",
                            batches * 100 / seconds,
                            "events/s",
                            null,
                            8_000));
        }
    }

    static void fill(Server server, String key, int from, int to, Instant start) throws Exception {
        Load.post(
                server.port,
                "/v1/batch",
                key,
                4,
                to - from,
                n -> Mix.batch(from + n, 100, start.plusMillis(n * 20)));
        Server.await("the inbox", () -> server.count("select count(*) from inbox") == 0);
    }
}
