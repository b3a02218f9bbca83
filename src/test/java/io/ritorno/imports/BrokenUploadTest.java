package io.ritorno.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ritorno.Api;
import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Files that break off on their way.
class BrokenUploadTest extends IntegrationTest {
    private static final String ROWS = "anna@example.com,Anna\n".repeat(100_000);

    @Test
    void senderThatGoesAwayIsSeenAtOnce() throws Exception {
        var shop = newShop();
        try (var socket = begin(shop)) {
            awaitUpload(shop);
        }
        await().until(() -> only(shop).path("status").asString().equals("failed"));
        assertThat(only(shop).path("error").asString()).isEqualTo("incomplete");
        refusesToGoOn(shop);
    }

    @Test
    void uploadOfADeadServerIsGivenUpAfterTenMinutes() throws Exception {
        var shop = newShop();
        // nothing more comes, and nobody says so
        try (var _ = begin(shop)) {
            awaitUpload(shop);
            advance(Duration.ofMinutes(9));
            assertThat(only(shop).path("status").asString()).isEqualTo("uploading");
            advance(Duration.ofMinutes(2));
            assertThat(only(shop).path("status").asString()).isEqualTo("failed");
            assertThat(only(shop).path("error").asString()).isEqualTo("incomplete");
            refusesToGoOn(shop);
            assertThat(pieces(shop)).isZero();
        }
        var again =
                api(shop)
                        .with("Content-Type", "text/csv")
                        .post("imports?kind=customers", "email,first_name\n" + ROWS)
                        .expect(201)
                        .json();
        drain();
        var done = api(shop).get("imports/" + again.get("id").asString()).json();
        assertThat(done.path("status").asString()).isEqualTo("done");
        assertThat(done.path("whole").asBoolean()).isTrue();
    }

    @Test
    void uploadThatWasCancelledHalfWayDoesNotGoOn() throws Exception {
        var shop = newShop();
        try (var _ = begin(shop)) {
            awaitUpload(shop);
            var id = only(shop).get("id").asString();
            api(shop).post("imports/" + id + "/cancel").expect(200);
            refusesToGoOn(shop);
        }
    }

    private void refusesToGoOn(Shop shop) {
        var answer = api(shop).post("imports/" + only(shop).get("id").asString() + "/resume");
        assertThat(answer.expect(409).text()).contains("whole");
    }

    private void awaitUpload(Shop shop) {
        await().until(() -> !api(shop).get("imports").items().isEmpty());
        // all that was sent is there: nothing more comes when the clock has been moved
        await().until(() -> pieces(shop) >= ROWS.length() / Splitter.PIECE);
        assertThat(only(shop).path("status").asString()).isEqualTo("uploading");
        assertThat(only(shop).path("whole").asBoolean()).isFalse();
    }

    private JsonNode only(Shop shop) {
        return api(shop).get("imports").items().getFirst();
    }

    private long pieces(Shop shop) {
        return db.sql("select count(*) from import_chunk where shop_id = ?")
                .param(shop.id())
                .query(Long.class)
                .single();
    }

    /// Sends the head and two megabytes of a file that is said to be longer.
    private Socket begin(Shop shop) throws IOException {
        Api.Answer key = api(shop).post("/api/keys", "{\"name\":\"upload\"}").expect(201);
        var socket = new Socket("localhost", port);
        var out = socket.getOutputStream();
        out.write(
                ("POST /api/shops/"
                                + shop.id()
                                + "/imports?kind=customers HTTP/1.1\r\n"
                                + "Host: localhost\r\n"
                                + "Authorization: Bearer "
                                + key.json().get("key").asString()
                                + "\r\nContent-Type: text/csv\r\n"
                                + "Content-Length: 99999999\r\n\r\n"
                                + "email,first_name\n")
                        .getBytes(UTF_8));
        out.write(ROWS.getBytes(UTF_8));
        out.flush();
        return socket;
    }
}
