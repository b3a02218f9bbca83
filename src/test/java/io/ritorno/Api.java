package io.ritorno;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Calls the running program over HTTP. A path that starts with `/api` or another root stands for
/// itself; any other is one of the shop's: `orders?limit=5`.
///
/// A body may be a record, a map, a `JsonNode`, JSON text or bytes.
public final class Api {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /// What came back.
    public record Answer(int status, byte[] bytes, HttpResponse<byte[]> raw) {
        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            return JSON.readTree(bytes);
        }

        /// The `items` of a list.
        public List<JsonNode> items() {
            return new ArrayList<>(json().get("items").values());
        }

        /// Fails the test unless the status is this.
        public Answer expect(int expected) {
            if (status != expected)
                throw new AssertionError("expected " + expected + " but was " + this);
            return this;
        }

        /// The header's first value, or an empty text.
        public String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }

        @Override
        public String toString() {
            return status + " " + text();
        }
    }

    private final String root;
    private final int shop;
    private final List<String> headers;

    Api(String root, int shop, List<String> headers) {
        this.root = root;
        this.shop = shop;
        this.headers = List.copyOf(headers);
    }

    /// The same with one more header in every call.
    public Api with(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(name);
        more.add(value);
        return new Api(root, shop, more);
    }

    public Answer get(String path) {
        return call("GET", path, null);
    }

    public Answer post(String path, Object body) {
        return call("POST", path, body);
    }

    public Answer post(String path) {
        return call("POST", path, null);
    }

    public Answer put(String path, Object body) {
        return call("PUT", path, body);
    }

    public Answer patch(String path, Object body) {
        return call("PATCH", path, body);
    }

    public Answer delete(String path) {
        return call("DELETE", path, null);
    }

    public Answer call(String method, String path, @Nullable Object body) {
        var request = HttpRequest.newBuilder(URI.create(root + absolute(path)));
        if (headers.stream().noneMatch("Content-Type"::equalsIgnoreCase) && body != null)
            request.header("Content-Type", "application/json");
        for (var i = 0; i < headers.size(); i += 2)
            request.header(headers.get(i), headers.get(i + 1));
        try {
            var answer =
                    CLIENT.send(
                            request.method(method, publisher(body)).build(),
                            BodyHandlers.ofByteArray());
            return new Answer(answer.statusCode(), answer.body(), answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String absolute(String path) {
        return path.startsWith("/") ? path : "/api/shops/" + shop + "/" + path;
    }

    private static BodyPublisher publisher(@Nullable Object body) {
        return switch (body) {
            case null -> BodyPublishers.noBody();
            case byte[] bytes -> BodyPublishers.ofByteArray(bytes);
            case String text -> BodyPublishers.ofString(text);
            default -> BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
        };
    }
}
