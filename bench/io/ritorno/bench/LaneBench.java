package io.ritorno.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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

    /// One shop has one worker; several have as many as there are processors.
    static List<Row> run(boolean quick) throws Exception {
        return List.of(
                measure("lane: accepted to all decided, real mix, one shop", 1, quick),
                measure("lane: accepted to all decided, real mix, four shops", 4, quick));
    }

    private static Row measure(String name, int shops, boolean quick) throws Exception {
        try (var server = new Server(Map.of())) {
            var keys = new ArrayList<String>();
            for (var i = 0; i < shops; i++) keys.add(shop(server));
            var start = Instant.now().minusSeconds(3600);
            // until the compiler of the JVM has done most of its work
            var warm = quick ? 200 : 600;
            fill(server, keys, 0, warm, start);
            var batches = quick ? 300 : 1_200;
            var cpu = server.cpu();
            var before = System.nanoTime();
            fill(server, keys, warm, warm + batches, start.plusSeconds(60));
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
            return Row.atLeast(name, batches * 100 / seconds, "events/s", null, 8_000);
        }
    }

    private static String shop(Server server) {
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
        return IntakeBench.key(shop.get("writeKey").asString());
    }

    /// Events a second of the mix in a new shop that was given some things beforehand.
    ///
    /// @param path of the shop's API that makes one, `segments`
    /// @param bodies what to make
    /// @param counts statements that must count something afterwards, or it was not what was meant
    static double besides(String path, List<String> bodies, int batches, String... counts)
            throws Exception {
        try (var server = new Server(Map.of())) {
            var shop = server.shop();
            for (var body : bodies)
                server.call("POST", "/api/shops/" + shop.get("id").asInt() + "/" + path, body);
            var key = IntakeBench.key(shop.get("writeKey").asString());
            var start = Instant.now().minusSeconds(3600);
            fill(server, key, 0, 200, start);
            var before = System.nanoTime();
            fill(server, key, 200, 200 + batches, start.plusSeconds(60));
            var seconds = (System.nanoTime() - before) / 1e9;
            if (server.count("select count(*) from failed_event") > 0)
                throw new IllegalStateException("events failed");
            for (var count : counts)
                if (server.count(count) == 0) throw new IllegalStateException("none: " + count);
            return batches * 100 / seconds;
        }
    }

    static void fill(Server server, String key, int from, int to, Instant start) throws Exception {
        fill(server, List.of(key), from, to, start);
    }

    /// Batches of these numbers, shared out among the shops.
    private static void fill(Server server, List<String> keys, int from, int to, Instant start)
            throws Exception {
        try (var threads = Executors.newFixedThreadPool(keys.size())) {
            var futures = new ArrayList<Future<?>>();
            for (var shop = 0; shop < keys.size(); shop++) {
                var key = keys.get(shop);
                var first = from + (to - from) * shop / keys.size();
                var end = from + (to - from) * (shop + 1) / keys.size();
                futures.add(
                        threads.submit(
                                () ->
                                        Load.post(
                                                server.port,
                                                "/v1/batch",
                                                key,
                                                Math.max(1, 4 / keys.size()),
                                                end - first,
                                                n ->
                                                        Mix.batch(
                                                                first + n,
                                                                100,
                                                                start.plusMillis(n * 20)))));
            }
            for (var future : futures) future.get();
        }
        Server.await("the inbox", () -> server.count("select count(*) from inbox") == 0);
    }
}
