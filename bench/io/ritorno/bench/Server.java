package io.ritorno.bench;

import io.ritorno.platform.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The built program in a process of its own, on a new embedded PostgreSQL with fsync.
final class Server implements AutoCloseable {
    private static final String KEY = "bench-key-0123456789abcdefghij";
    private static final JsonMapper JSON = JsonMapper.shared();

    final int port = freePort();
    final JdbcClient db;
    final String url;
    final Process process;

    /// From the start of the process until it answers.
    final Duration startTime;

    /// Megabytes that the program's heap may grow to.
    static final int HEAP = 500;

    /// Whether servers record where their time goes.
    static boolean profiled;

    private static final Path FOLDER = Path.of("target/bench-server").toAbsolutePath();

    private final EmbeddedPostgres postgres;
    private final SingleConnectionDataSource connection;
    private final HttpClient client = HttpClient.newHttpClient();

    Server(Map<String, String> environment) throws IOException {
        delete(FOLDER.resolve("pg"));
        var settings = profiled ? StatementTimes.SETTINGS : List.<String>of();
        postgres = EmbeddedPostgres.start(FOLDER, settings.toArray(String[]::new));
        url = postgres.url("postgres") + "?user=ritorno";
        // one connection, kept: opening one for each question would load the machine
        connection = new SingleConnectionDataSource(url, true);
        db = JdbcClient.create(connection);
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "-XX:+UseCompactObjectHeaders",
                        "-Xss512k",
                        "-Xmx" + HEAP + "m"));
        var cache = Path.of("target/app/ritorno.aot");
        if (Files.exists(cache)) command.add("-XX:AOTCache=" + cache);
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Dfile.encoding=UTF-8"));
        if (profiled)
            command.add("-XX:StartFlightRecording=settings=profile,filename=target/bench.jfr");
        command.addAll(List.of("-jar", "target/app/ritorno.jar"));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(Path.of("target/bench-server.log").toFile());
        builder.environment()
                .putAll(
                        Map.of(
                                "RITORNO_PORT",
                                "" + port,
                                "RITORNO_DB_URL",
                                url,
                                "RITORNO_API_KEY",
                                KEY,
                                "RITORNO_ADMIN_EMAIL",
                                "admin@example.com",
                                "RITORNO_ADMIN_PASSWORD",
                                "a long enough password"));
        builder.environment().putAll(environment);
        var start = System.nanoTime();
        process = builder.start();
        await("the server", this::healthy);
        startTime = Duration.ofNanos(System.nanoTime() - start);
    }

    private boolean healthy() {
        try {
            var request = HttpRequest.newBuilder(URI.create(root() + "/actuator/health")).build();
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String root() {
        return "http://127.0.0.1:" + port;
    }

    /// A shop in złoty that may write to anybody at any hour.
    JsonNode shop() {
        var shop =
                call(
                        "POST",
                        "/api/shops",
                        """
                        {"name": "Bench", "url": "https://shop.example", "currency": "PLN",
                         "timezone": "Europe/Warsaw", "locale": "en"}
                        """);
        call(
                "PATCH",
                "/api/shops/" + shop.get("id").asInt(),
                """
                {"settings": {"quietFrom": "00:00", "quietTo": "00:00", "senderName": "Bench",
                    "senderEmail": "shop@shop.example", "capMessages": 1000,
                    "postalAddress": "ul. Prosta 1, Warszawa"}}
                """);
        return shop;
    }

    JsonNode call(String method, String path, @Nullable String body) {
        return call(
                method,
                path,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body),
                "application/json");
    }

    JsonNode call(String method, String path, BodyPublisher body, String type) {
        try {
            var answer =
                    client.send(
                            HttpRequest.newBuilder(URI.create(root() + path))
                                    .header("Authorization", "Bearer " + KEY)
                                    .header("Content-Type", type)
                                    .method(method, body)
                                    .build(),
                            BodyHandlers.ofString());
            if (answer.statusCode() >= 300)
                throw new IllegalStateException(
                        path + " " + answer.statusCode() + " " + answer.body());
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    long count(String sql) {
        return db.sql(sql).query(Long.class).single();
    }

    /// Megabytes of memory that the process holds, and its most so far.
    long[] memory() throws IOException {
        var rss = new long[2];
        for (var line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith("VmRSS")) rss[0] = megabytes(line);
            if (line.startsWith("VmHWM")) rss[1] = megabytes(line);
        }
        return rss;
    }

    /// Seconds of processor time so far: of the program, and of PostgreSQL with all its processes.
    double[] cpu() throws IOException {
        var postmaster = Files.readAllLines(FOLDER.resolve("pg/postmaster.pid")).getFirst().trim();
        var database = ticks(postmaster)[1];
        try (var children = ProcessHandle.of(Long.parseLong(postmaster)).orElseThrow().children()) {
            for (var child : children.toList()) database += ticks("" + child.pid())[0];
        }
        return new double[] {ticks("" + process.pid())[0], database};
    }

    /// Of the process itself, and with all its children that have ended.
    private static double[] ticks(String pid) throws IOException {
        var file = Path.of("/proc/" + pid + "/stat");
        if (!Files.exists(file)) return new double[] {0, 0};
        var text = Files.readString(file);
        var fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
        var own = (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
        var ended = (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / 100.0;
        return new double[] {own, own + ended};
    }

    private static long megabytes(String line) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
    }

    static void await(String what, BooleanSupplier condition) {
        var end = System.nanoTime() + Duration.ofMinutes(10).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end)
                throw new IllegalStateException("waited too long for " + what);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, java.util.concurrent.TimeUnit.SECONDS))
                process.destroyForcibly();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        connection.destroy();
        postgres.close();
        try {
            if (profiled) StatementTimes.print(FOLDER.resolve("pg/server.log"), System.out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
