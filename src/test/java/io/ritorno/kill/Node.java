package io.ritorno.kill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// One server process of its own, which can be killed and started again on the same port.
final class Node {
    static final String KEY = "kill-test-key-0123456789abcdef";
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final int port = freePort();
    private final Map<String, String> environment;
    private @Nullable Process process;

    Node(Map<String, String> environment) {
        this.environment = environment;
    }

    void start() {
        var builder =
                new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx384m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.ritorno.Ritorno"));
        builder.environment().putAll(environment);
        builder.environment().put("RITORNO_PORT", "" + port);
        builder.redirectErrorStream(true);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(Path.of("target/kill-" + port + ".log").toFile()));
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// SIGKILL: no shutdown hook runs, nothing is tidied up.
    void kill() {
        if (process == null) return;
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    boolean healthy() {
        return call("GET", "/actuator/health", null) == 200;
    }

    /// The status, or 0 when nobody answers.
    int call(String method, String path, @Nullable String body) {
        try {
            return CLIENT.send(request(method, path, body), BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String answer(String method, String path, @Nullable String body) {
        try {
            var response = CLIENT.send(request(method, path, body), BodyHandlers.ofString());
            if (response.statusCode() >= 300)
                throw new AssertionError(response.statusCode() + " " + response.body());
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Waits until it holds, some minutes at most.
    static void await(String what, BooleanSupplier condition) {
        var end = System.nanoTime() + Duration.ofMinutes(4).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) throw new AssertionError("waited too long for " + what);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private HttpRequest request(String method, String path, @Nullable String body) {
        var publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(10))
                        .header("Content-Type", "application/json")
                        .method(method, publisher);
        // events say their write key themselves
        if (!path.startsWith("/v1/")) request.header("Authorization", "Bearer " + KEY);
        return request.build();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
