package io.ritorno.bench;

import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;

/// How fast events are accepted, each durable before its answer.
final class IntakeBench {
    private IntakeBench() {}

    static List<Row> run(boolean quick) throws Exception {
        var rows = new ArrayList<Row>();
        // no workers: what is measured is the intake alone
        try (var server = new Server(Map.of("RITORNO_WORKERS", "0"))) {
            var key = key(server.shop().get("writeKey").asString());
            var at = Instant.now();
            var batches = new ArrayList<byte[]>();
            for (var n = 0; n < 200; n++) batches.add(Mix.batch(n, 100, at));
            var n = quick ? 1_000 : 6_000;
            Load.post(server.port, "/v1/batch", key, 8, n / 4, i -> batches.get((int) (i % 200)));
            var batch =
                    Load.post(
                            server.port, "/v1/batch", key, 8, n, i -> batches.get((int) (i % 200)));
            if (batch.failed() > 0)
                throw new IllegalStateException(batch.failed() + " batches failed");
            var copied = copied(server.url, batches);
            rows.add(
                    Row.atLeast(
                            "/v1/batch of 100, durable",
                            batch.perSecond() * 100,
                            "events/s",
                            copied,
                            50_000));
            server.db.sql("truncate inbox").update();

            var ones = new ArrayList<byte[]>();
            for (var i = 0; i < 5_000; i++) ones.add(Mix.one(i, at));
            var single = quick ? 20_000 : 150_000;
            Load.post(
                    server.port,
                    "/v1/track",
                    key,
                    32,
                    single / 2,
                    i -> ones.get((int) (i % 5_000)));
            var reference = nothing(key, single, ones);
            var track =
                    Load.post(
                            server.port,
                            "/v1/track",
                            key,
                            32,
                            single,
                            i -> ones.get((int) (i % 5_000)));
            rows.add(
                    Row.atLeast(
                            "/v1/track, 32 connections, durable",
                            track.perSecond(),
                            "req/s",
                            reference.perSecond(),
                            10_000));
            rows.add(
                    Row.atMost(
                            "/v1/track, 99 of 100 within", track.p99(), "ms", reference.p99(), 20));
        }
        return rows;
    }

    /// The same requests to a server that only answers 204.
    private static Load.Result nothing(String key, int requests, List<byte[]> bodies)
            throws Exception {
        try (var nothing = new Nothing()) {
            return Load.post(
                    nothing.port(),
                    "/v1/track",
                    key,
                    32,
                    requests,
                    i -> bodies.get((int) (i % bodies.size())));
        }
    }

    static String key(String writeKey) {
        return Base64.getEncoder()
                .encodeToString((writeKey + ":").getBytes(StandardCharsets.UTF_8));
    }

    /// Rows a second of `copy` into a table with a time-ordered key and one more index, with the
    /// same events one by one.
    private static double copied(String url, List<byte[]> batches) throws Exception {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute(
                    "create table copied (id bigint primary key, at timestamptz, payload text)");
            statement.execute("create index on copied (at)");
            var copy = connection.unwrap(PGConnection.class).getCopyAPI();
            var id = 0L;
            var start = System.nanoTime();
            for (var round = 0; round < 5; round++) {
                var in = copy.copyIn("copy copied from stdin");
                for (var batch : batches) {
                    var text = new String(batch, StandardCharsets.UTF_8);
                    for (var event :
                            text.substring(10, text.length() - 2)
                                    .split("(?<=}),(?=\\{\"messageId)")) {
                        var row = id++ + "\t2026-11-01 10:00Z\t" + event + "\n";
                        var bytes = row.getBytes(StandardCharsets.UTF_8);
                        in.writeToCopy(bytes, 0, bytes.length);
                    }
                }
                in.endCopy();
            }
            return id / ((System.nanoTime() - start) / 1e9);
        }
    }
}
