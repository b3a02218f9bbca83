package io.ritorno.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A client against other sides that mean it ill. It has a second for each call.
@Timeout(30)
class ClientTest {
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private Client client = client(SECOND, InetAddress::getAllByName, "localhost");

    private static Client client(Duration timeout, Client.Names names, String... allowed) {
        try {
            return new Client(Set.of(allowed), timeout, 8, names, SSLContext.getDefault());
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() throws IOException {
        client.close();
    }

    private Answer post(String url) {
        return client.post(Target.of(url), Map.of("webhook-id", "1"), BODY);
    }

    @Test
    void callsAndTellsTheFirstOfTheAnswer() {
        try (var receiver =
                new Receiver(
                        (exchange, _) -> {
                            var said = "thank you\u0000\u0007".getBytes(StandardCharsets.UTF_8);
                            exchange.getResponseHeaders().set("Retry-After", "7");
                            exchange.sendResponseHeaders(202, said.length);
                            exchange.getResponseBody().write(said);
                        })) {
            var answer = post(receiver.url("/hook?a=1"));

            assertThat(answer).isEqualTo(new Answer(202, "", "thank you  ", "7"));
            var told = receiver.told().getFirst();
            assertThat(told.path()).isEqualTo("/hook?a=1");
            assertThat(told.body()).isEqualTo("{}");
            assertThat(told.header("Content-Type")).startsWith("application/json");
            assertThat(told.header("Host")).isEqualTo("localhost:" + receiver.port());
            assertThat(told.header("webhook-id")).isEqualTo("1");
            assertThat(told.headers())
                    .doesNotContainKeys("Cookie", "Authorization", "Accept-encoding");
        }
    }

    @Test
    void aHugeAnswerIsNotRead() {
        var written = new AtomicInteger();
        try (var receiver =
                new Receiver(
                        (exchange, _) -> {
                            exchange.sendResponseHeaders(200, 10_000_000);
                            var some = new byte[10_000];
                            for (var i = 0; i < 1_000; i++) {
                                exchange.getResponseBody().write(some);
                                written.incrementAndGet();
                            }
                        })) {
            var answer = post(receiver.url("/"));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).hasSize(Client.MOST_BYTES);
        }
    }

    @Test
    void anAnswerThatDripsIsCutOffAndItsStatusStands() {
        var over = new CountDownLatch(1);
        try (var receiver =
                new Receiver(
                        (exchange, _) -> {
                            exchange.sendResponseHeaders(200, 0);
                            var out = exchange.getResponseBody();
                            while (!await(over, 50)) {
                                out.write('.');
                                out.flush();
                            }
                        })) {
            assertThat(post(receiver.url("/")).status()).isEqualTo(200);
        } finally {
            over.countDown();
        }
    }

    @Test
    void headersThatDripEndAtTheTimeOut() throws IOException, InterruptedException {
        var over = new CountDownLatch(1);
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual()
                    .start(
                            () -> {
                                try (var socket = server.accept()) {
                                    var out = socket.getOutputStream();
                                    out.write(
                                            "HTTP/1.1 200 OK\r\n"
                                                    .getBytes(StandardCharsets.US_ASCII));
                                    while (!await(over, 50)) {
                                        out.write('x');
                                        out.flush();
                                    }
                                } catch (IOException e) {
                                    // it hung up
                                }
                            });
            assertThat(post("http://localhost:" + server.getLocalPort() + "/"))
                    .isEqualTo(Answer.none("timeout"));
        } finally {
            over.countDown();
        }
    }

    @Test
    void endlessHeadersAreNoHttp() throws IOException {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual()
                    .start(
                            () -> {
                                try (var socket = server.accept()) {
                                    var out = socket.getOutputStream();
                                    out.write(
                                            "HTTP/1.1 200 OK\r\n"
                                                    .getBytes(StandardCharsets.US_ASCII));
                                    while (true)
                                        out.write(
                                                "X-More: and more\r\n"
                                                        .getBytes(StandardCharsets.US_ASCII));
                                } catch (IOException e) {
                                    // it hung up
                                }
                            });
            var answer = post("http://localhost:" + server.getLocalPort() + "/");
            assertThat(answer.status()).isZero();
            assertThat(answer.why()).isEqualTo("no-http");
        }
    }

    @Test
    void oneThatNeverAnswersEndsAtTheTimeOut() throws IOException {
        // connections are made, and nobody takes them up
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThat(post("http://localhost:" + server.getLocalPort() + "/"))
                    .isEqualTo(Answer.none("timeout"));
        }
    }

    @Test
    void nobodyThereIsUnreachable() throws IOException {
        int port;
        try (var server = new ServerSocket(0)) {
            port = server.getLocalPort();
        }
        assertThat(post("http://localhost:" + port + "/").why()).isEqualTo("unreachable");
    }

    @Test
    void redirectsAreNotFollowed() {
        try (var receiver =
                new Receiver(
                        (exchange, _) -> {
                            exchange.getResponseHeaders()
                                    .set("Location", "http://169.254.169.254/latest/meta-data");
                            Receiver.status(exchange, 302);
                        })) {
            assertThat(post(receiver.url("/")).status()).isEqualTo(302);
            assertThat(receiver.told()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d/",
                "http://[::1]:%d/",
                "http://[::ffff:127.0.0.1]:%d/",
                "http://2130706433:%d/",
                "http://localhost.:%d/",
            })
    void whatIsInsideIsNotReached(String url) {
        try (var receiver = Receiver.willing()) {
            var answer = post(url.formatted(receiver.port()));

            assertThat(answer.why()).isIn("address-refused", "unknown-host");
            assertThat(receiver.told()).isEmpty();
        }
    }

    @Test
    void theCloudsMetadataIsNotReached() {
        assertThat(post("http://169.254.169.254/latest/meta-data"))
                .isEqualTo(Answer.none("address-refused"));
    }

    @Test
    void aNameThatLeadsInsideIsNotReached() throws IOException {
        try (var receiver = Receiver.willing();
                var other =
                        client(SECOND, _ -> new InetAddress[] {InetAddress.getLoopbackAddress()})) {
            var url = "http://shop.example.com:" + receiver.port() + "/";
            assertThat(other.post(Target.of(url), Map.of(), BODY))
                    .isEqualTo(Answer.none("address-refused"));
            assertThat(receiver.told()).isEmpty();
        }
    }

    @Test
    void oneAddressInsideAmongOthersSpoilsThemAll() throws IOException {
        try (var other =
                client(
                        SECOND,
                        _ ->
                                new InetAddress[] {
                                    InetAddress.getByName("93.184.215.14"),
                                    InetAddress.getByName("10.0.0.1")
                                })) {
            assertThat(other.post(Target.of("http://a.example/"), Map.of(), BODY))
                    .isEqualTo(Answer.none("address-refused"));
        }
    }

    @Test
    void aNameIsLookedUpOnceACall() throws IOException {
        var asked = new AtomicInteger();
        try (var receiver = Receiver.willing();
                var other =
                        client(
                                SECOND,
                                _ -> {
                                    // rebinding: another answer each time
                                    if (asked.incrementAndGet() > 1)
                                        throw new UnknownHostException();
                                    return new InetAddress[] {InetAddress.getLoopbackAddress()};
                                },
                                "known.example")) {
            var url = "http://known.example:" + receiver.port() + "/";
            assertThat(other.post(Target.of(url), Map.of(), BODY).status()).isEqualTo(200);
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void aNameThatIsNotFoundIsTriedAgainLater() throws IOException {
        try (var other =
                client(
                        SECOND,
                        _ -> {
                            throw new UnknownHostException();
                        })) {
            assertThat(other.post(Target.of("http://a.example/"), Map.of(), BODY))
                    .isEqualTo(Answer.none("unknown-host"));
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() throws Exception {
        var server = https();
        try {
            var url = "https://localhost:" + server.getAddress().getPort() + "/";
            assertThat(post(url)).isEqualTo(Answer.none("tls"));
        } finally {
            server.stop(0);
        }
    }

    private static HttpServer https() throws Exception {
        var server =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        server.setHttpsConfigurator(new HttpsConfigurator(SelfSigned.context()));
        server.createContext("/", exchange -> Receiver.status(exchange, 200));
        server.start();
        return server;
    }

    private static boolean await(CountDownLatch latch, long millis) {
        try {
            return latch.await(millis, java.util.concurrent.TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }
}
