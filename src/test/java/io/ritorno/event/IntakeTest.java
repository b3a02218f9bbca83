package io.ritorno.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// What `/v1` answers to good and to bad input; `docs/bad-input.md` is the same as a table.
class IntakeTest extends IntegrationTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String TRACK = "{\"userId\":\"anna\",\"event\":\"Wheel Spun\"}";

    @LocalServerPort int port;

    @Test
    void eachCallHasItsAddressAndAShortOne() {
        for (var path :
                List.of(
                        "track",
                        "t",
                        "identify",
                        "i",
                        "page",
                        "p",
                        "screen",
                        "s",
                        "group",
                        "g",
                        "alias",
                        "a")) {
            var shop = newShop();
            var answer =
                    post(
                            shop,
                            path,
                            "{\"userId\":\"anna\",\"event\":\"A\",\"groupId\":\"g\",\"previousId\":\"x\"}");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"success\":true}");
            assertThat(stored(shop)).hasSize(1);
        }
    }

    @Test
    void writeKeyMayComeInFourWays() {
        var shop = newShop();
        var key = shop.writeKey();
        var inBody = "{\"writeKey\":\"" + key + "\",\"userId\":\"anna\",\"event\":\"A\"}";
        assertThat(send("track", inBody.getBytes(UTF_8)).statusCode()).isEqualTo(200);
        assertThat(
                        send(
                                        "batch",
                                        ("{\"batch\":[],\"writeKey\":\"" + key + "\"}")
                                                .getBytes(UTF_8))
                                .statusCode())
                .isEqualTo(200);
        assertThat(
                        send("track", TRACK.getBytes(UTF_8), "Authorization", "Bearer " + key)
                                .statusCode())
                .isEqualTo(200);
        assertThat(post(shop, "track", TRACK).statusCode()).isEqualTo(200);
        assertThat(stored(shop)).hasSize(3).noneMatch(call -> call.node().toString().contains(key));
    }

    @Test
    void wrongKeyIsTurnedAwayAndLearnsNothing() {
        for (var header :
                List.of("Bearer nobody", "Basic bm9ib2R5Og==", "Basic %%%", "Digest x", "x")) {
            var answer = send("track", TRACK.getBytes(UTF_8), "Authorization", header);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).doesNotContain("shop");
        }
        assertThat(send("track", TRACK.getBytes(UTF_8)).statusCode()).isEqualTo(401);
    }

    @Test
    void renewedKeyReplacesTheOldOne() {
        var shop = newShop();
        assertThat(post(shop, "track", TRACK).statusCode()).isEqualTo(200);
        var renewed = shops.renewWriteKey(shop);
        assertThat(post(shop, "track", TRACK).statusCode()).isEqualTo(401);
        assertThat(post(renewed, "track", TRACK).statusCode()).isEqualTo(200);
    }

    @Test
    void oneBadItemDoesNotSpoilTheBatch() {
        var shop = newShop();
        var answer =
                post(
                        shop,
                        "batch",
                        """
                        {"batch":[
                          {"type":"track","event":"A","userId":"u"},
                          7,
                          {"type":"track","userId":"u"},
                          {"type":"dance","userId":"u"},
                          {"userId":"u"},
                          {"type":"track","event":"A"},
                          {"type":"track","event":"A","userId":"%s"},
                          {"type":"track","event":"A","userId":"u","properties":[1]},
                          {"type":"alias","userId":"u"},
                          {"type":"group","userId":"u"},
                          {"type":"page","userId":"u","type2":{"type":"x"}},
                          {"type":{"a":[1]},"userId":"u"}
                        ]}
                        """
                                .formatted("x".repeat(201)));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(stored(shop)).extracting(Call::name).containsExactly("A", Names.PAGE_VIEWED);
        var body = Calls.JSON.readTree(answer.body());
        assertThat(body.path("success").asBoolean()).isTrue();
        assertThat(body.path("rejected").valueStream().map(r -> r.path("index").asInt()))
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 11);
        assertThat(body.path("rejected").valueStream().map(r -> r.path("reason").asString()))
                .startsWith(
                        "is not an object",
                        "event is missing",
                        "type must be track, identify, page, screen, alias or group, not dance",
                        "type is missing",
                        "userId or anonymousId is missing",
                        "userId is longer than 200 characters",
                        "properties and traits must be objects");
    }

    @Test
    void timesThatCannotBeAreRefused() {
        var shop = newShop();
        var answer =
                post(
                        shop,
                        "batch",
                        """
                        {"batch":[
                          {"type":"track","event":"A","userId":"u","timestamp":"1999-12-31T23:59:59Z"},
                          {"type":"track","event":"B","userId":"u","timestamp":"2000-01-01T00:00:00Z"},
                          {"type":"track","event":"C","userId":"u","timestamp":"%s"},
                          {"type":"track","event":"D","userId":"u","timestamp":"%s"},
                          {"type":"track","event":"E","userId":"u","timestamp":"yesterday"}
                        ]}
                        """
                                .formatted(
                                        now().plus(Duration.ofHours(24)),
                                        now().plus(Duration.ofHours(24)).plusSeconds(1)));
        assertThat(reasons(answer))
                .containsExactly(
                        "timestamp is before 2000",
                        "timestamp is more than 24 hours in the future",
                        "timestamp is not an ISO 8601 time");
        assertThat(stored(shop)).extracting(Call::name).containsExactly("B", "C");
    }

    @Test
    void clockOfTheSenderIsForgiven() { // it is two years fast, and says so
        var shop = newShop();
        var theirs = now().plus(Duration.ofDays(730));
        var answer =
                post(
                        shop,
                        "batch",
                        "{\"batch\":[{\"type\":\"track\",\"event\":\"A\",\"userId\":\"u\",\"timestamp\":\""
                                + theirs.minusSeconds(60)
                                + "\"}],\"sentAt\":\""
                                + theirs
                                + "\"}");
        assertThat(answer.body()).isEqualTo("{\"success\":true}");
        assertThat(stored(shop)).extracting(Call::at).containsExactly(now().minusSeconds(60));

        var alone = newShop();
        post(
                alone,
                "track",
                "{\"event\":\"A\",\"userId\":\"u\",\"sentAt\":\"%s\",\"timestamp\":\"%s\"}"
                        .formatted(theirs, theirs.minusSeconds(5)));
        assertThat(stored(alone)).extracting(Call::at).containsExactly(now().minusSeconds(5));
    }

    @Test
    void malformedJsonNamesThePlace() {
        var shop = newShop();
        var answer = post(shop, "batch", "{\"batch\":[\n  {\"type\":\"track\",}\n]}");
        assertThat(answer.statusCode()).isEqualTo(400);
        var body = Calls.JSON.readTree(answer.body());
        assertThat(body.path("line").asInt()).isEqualTo(2);
        assertThat(body.path("column").asInt()).isEqualTo(19);
        assertThat(body.path("detail").asString()).contains("line 2, column 19");
        for (var bad :
                List.of(
                        "",
                        "null",
                        "[]",
                        "\"x\"",
                        "{",
                        "{\"batch\":{}}",
                        "{}",
                        "{\"batch\":[]}x",
                        "{\"batch\":[{\"type\":\"track\",\"properties\":{\"n\":NaN}}]}",
                        "{\"batch\":[{\"type\":\"track\",\"properties\":{\"n\":Infinity}}]}",
                        "{\"batch\":[{\"type\":\"track\",\"event\":\"raw \u0000 nul\"}]}",
                        "{\"batch\":" + "[".repeat(2000))) {
            assertThat(post(shop, "batch", bad).statusCode()).as(bad).isEqualTo(400);
        }
        assertThat(send("batch", bytes(0xff, 0xfe, '{', 0, '}', 0), key(shop)).statusCode())
                .isEqualTo(400);
        assertThat(send("track", bytes('{', '"', 0xc3, '"', '}'), key(shop)).statusCode())
                .isEqualTo(400);
        assertThat(stored(shop)).isEmpty();
    }

    @Test
    void tooLargeIsRefused() {
        var shop = newShop();
        var ten = "{\"event\":\"A\",\"userId\":\"u\",\"x\":\"" + "x".repeat(10_000_000) + "\"}";
        assertThat(post(shop, "track", ten).statusCode()).isEqualTo(413);
        assertThat(post(shop, "batch", ten).statusCode()).isEqualTo(413);
        assertThat(send("batch", gzip(ten), key(shop), "Content-Encoding", "gzip").statusCode())
                .isEqualTo(413);
        var big =
                "{\"type\":\"track\",\"event\":\"A\",\"userId\":\"u\",\"x\":\""
                        + "x".repeat(33_000)
                        + "\"}";
        assertThat(reasons(post(shop, "batch", "{\"batch\":[" + big + "]}")))
                .containsExactly("is larger than 32 KB");
        assertThat(stored(shop)).isEmpty();
    }

    @Test
    void oddItemsAreRefusedByThemselves() {
        var shop = newShop();
        var good = "{\"type\":\"track\",\"event\":\"A\",\"userId\":\"u\",\"properties\":%s}";
        var deepest = "{\"a\":".repeat(62) + "1" + "}".repeat(62);
        var answer =
                post(
                        shop,
                        "batch",
                        "{\"batch\":["
                                + String.join(
                                        ",",
                                        good.formatted("{\"a\":" + deepest + "}"),
                                        good.formatted("{\"a\":{\"a\":" + deepest + "}}"),
                                        good.formatted("{\"n\":1e999}"),
                                        good.formatted("{\"n\":1e-99999}"),
                                        good.formatted("{\"n\":" + "9".repeat(400) + "}"),
                                        good.formatted("{\"n\":12.5e3}"))
                                + "]}");
        assertThat(reasons(answer))
                .containsExactly(
                        "is nested more than 64 levels deep",
                        "has a number that is too large or too small",
                        "has a number that is too large or too small",
                        "has a number of too many digits");
        assertThat(stored(shop)).hasSize(2);
    }

    @Test
    void emojiAndOtherScriptsArriveWhole() {
        var shop = newShop();
        post(shop, "track", "{\"event\":\"Żółć 🛒 \\ud83d\\ude00\",\"userId\":\"u\"}");
        assertThat(stored(shop)).extracting(Call::name).containsExactly("Żółć 🛒 😀");
    }

    @Test
    void gzippedBodyIsUnpacked() {
        var shop = newShop();
        assertThat(send("track", gzip(TRACK), key(shop), "Content-Encoding", "gzip").statusCode())
                .isEqualTo(200);
        assertThat(
                        send("track", TRACK.getBytes(UTF_8), key(shop), "Content-Encoding", "gzip")
                                .statusCode())
                .isEqualTo(400);
        var cut = java.util.Arrays.copyOf(gzip(TRACK), 20);
        assertThat(send("track", cut, key(shop), "Content-Encoding", "gzip").statusCode())
                .isEqualTo(400);
        assertThat(stored(shop)).hasSize(1);
    }

    @Test
    void sameCallWithoutIdOrTimeCountsEachTime() {
        var shop = newShop();
        post(shop, "track", TRACK);
        post(shop, "track", TRACK);
        assertThat(stored(shop).stream().map(Call::messageId).distinct()).hasSize(2);
    }

    @Test
    void browserOfAnyPageMaySendWhenTheShopNamesNone() {
        var shop = newShop();
        var answer =
                send("track", TRACK.getBytes(UTF_8), key(shop), "Origin", "https://any.example");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                .contains("https://any.example");
    }

    @Test
    void browserOfAnotherPageMayNotWhenTheShopNamesItsOwn() {
        var shop = newShop();
        var settings = Calls.JSON.createObjectNode();
        settings.putArray("origins").add("https://sklep.example/");
        shop = shops.update(shop, settings);
        var body =
                ("{\"writeKey\":\"" + shop.writeKey() + "\",\"event\":\"A\",\"anonymousId\":\"a\"}")
                        .getBytes(UTF_8);

        // as sendBeacon sends it: a text, and no header of its own
        var own =
                send(
                        "t",
                        body,
                        "Origin",
                        "https://sklep.example",
                        "Content-Type",
                        "text/plain;charset=UTF-8");
        assertThat(own.statusCode()).isEqualTo(200);
        var foreign =
                send("t", body, "Origin", "https://evil.example", "Content-Type", "text/plain");
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(foreign.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(stored(shop)).hasSize(1);
    }

    @Test
    void browserMayAskBeforehand() throws Exception {
        var answer =
                HTTP.send(
                        HttpRequest.newBuilder(uri("batch"))
                                .method("OPTIONS", BodyPublishers.noBody())
                                .header("Origin", "https://sklep.example")
                                .header("Access-Control-Request-Method", "POST")
                                .header(
                                        "Access-Control-Request-Headers",
                                        "authorization,content-type")
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                .contains("https://sklep.example");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Headers"))
                .contains("Authorization, Content-Type");
    }

    @Test
    void onlyPostIsTaken() throws Exception {
        var get = HttpRequest.newBuilder(uri("track")).GET().build();
        assertThat(HTTP.send(get, BodyHandlers.discarding()).statusCode()).isEqualTo(405);
        assertThat(send("nothing", TRACK.getBytes(UTF_8)).statusCode()).isEqualTo(404);
    }

    private static List<String> reasons(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        return Calls.JSON
                .readTree(answer.body())
                .path("rejected")
                .valueStream()
                .map((JsonNode r) -> r.path("reason").asString())
                .toList();
    }

    private List<Call> stored(Shop shop) {
        return db
                .sql("select payload from inbox where part = any(?) and shop_id = ? order by id")
                .params(shop.parts().all(), shop.id())
                .query(byte[].class)
                .list()
                .stream()
                .flatMap(payload -> Calls.read(payload, now()).stream())
                .toList();
    }

    private HttpResponse<String> post(Shop shop, String path, String body) {
        return send(path, body.getBytes(UTF_8), key(shop));
    }

    /// @param headers names and values in turn
    private HttpResponse<String> send(String path, byte[] body, String... headers) {
        var request = HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofByteArray(body));
        for (var i = 0; i < headers.length; i += 2) request.header(headers[i], headers[i + 1]);
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> send(String path, byte[] body, String[] key, String... headers) {
        var all = new java.util.ArrayList<>(List.of(key));
        all.addAll(List.of(headers));
        return send(path, body, all.toArray(String[]::new));
    }

    private static String[] key(Shop shop) {
        var basic = Base64.getEncoder().encodeToString((shop.writeKey() + ":").getBytes(UTF_8));
        return new String[] {"Authorization", "Basic " + basic};
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + "/v1/" + path);
    }

    private static byte[] gzip(String text) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(int... values) {
        var bytes = new byte[values.length];
        for (var i = 0; i < values.length; i++) bytes[i] = (byte) values[i];
        return bytes;
    }
}
