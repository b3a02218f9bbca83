package io.ritorno.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.segment.analytics.Analytics;
import com.segment.analytics.Callback;
import com.segment.analytics.messages.AliasMessage;
import com.segment.analytics.messages.GroupMessage;
import com.segment.analytics.messages.IdentifyMessage;
import com.segment.analytics.messages.Message;
import com.segment.analytics.messages.PageMessage;
import com.segment.analytics.messages.ScreenMessage;
import com.segment.analytics.messages.TrackMessage;
import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Segment's own SDKs, unchanged, pointed at this server.
class SdkTest extends IntegrationTest {
    private static final Path NODE = Path.of("src/test/node").toAbsolutePath();

    @LocalServerPort int port;

    @Test
    void javaSdkDeliversEveryKindOfCall() throws Exception {
        var shop = newShop();
        var delivered = new CountDownLatch(6);
        var failures = new AtomicInteger();
        var analytics =
                Analytics.builder(shop.writeKey())
                        .endpoint("http://localhost:" + port)
                        .flushQueueSize(6)
                        .flushInterval(1, SECONDS)
                        .callback(
                                new Callback() {
                                    @Override
                                    public void success(Message message) {
                                        delivered.countDown();
                                    }

                                    @Override
                                    public void failure(Message message, Throwable error) {
                                        failures.incrementAndGet();
                                        delivered.countDown();
                                    }
                                })
                        .build();
        analytics.enqueue(
                IdentifyMessage.builder()
                        .userId("anna")
                        .traits(Map.of("email", "anna@example.com")));
        analytics.enqueue(
                TrackMessage.builder("Product Added")
                        .userId("anna")
                        .properties(Map.of("product_id", "P1", "price", 12.5, "quantity", 2)));
        analytics.enqueue(PageMessage.builder("Home").userId("anna"));
        analytics.enqueue(ScreenMessage.builder("Basket").userId("anna"));
        analytics.enqueue(AliasMessage.builder("anon-7").userId("anna"));
        analytics.enqueue(GroupMessage.builder("g1").userId("anna").traits(Map.of("name", "Acme")));
        analytics.flush();
        assertThat(delivered.await(60, SECONDS)).isTrue();
        analytics.shutdown();
        assertThat(failures).hasValue(0);

        drain();
        assertThat(events(shop))
                .containsExactlyInAnyOrder(
                        "Identified",
                        "Identified",
                        "Identified",
                        "Page Viewed",
                        "Page Viewed",
                        "Product Added");
        assertThat(profiles(shop)).isEqualTo(1);
    }

    @Test
    void nodeSdkDeliversEveryKindOfCallAndARepeatCountsOnce() throws Exception {
        assumeTrue(found("node") && found("npm"), "skipped: there is no node on this machine");
        if (!Files.exists(NODE.resolve("node_modules/@segment/analytics-node")))
            run("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error");
        var shop = newShop();
        for (var time = 0; time < 2; time++)
            run("node", "send.mjs", "http://localhost:" + port, shop.writeKey());

        drain();
        assertThat(events(shop))
                .containsExactlyInAnyOrder(
                        "Identified",
                        "Identified",
                        "Identified",
                        "Page Viewed",
                        "Page Viewed",
                        "Order Completed");
        assertThat(profiles(shop)).isEqualTo(1);
    }

    private List<String> events(Shop shop) {
        return db.sql("select name from event where part = any(?) and shop_id = ?")
                .params(shop.parts().all(), shop.id())
                .query(String.class)
                .list();
    }

    private long profiles(Shop shop) {
        return db.sql(
                        """
                        select count(*) from profile
                        where part = any(?) and shop_id = ? and merged_into is null
                        """)
                .params(shop.parts().all(), shop.id())
                .query(Long.class)
                .single();
    }

    private static boolean found(String program) {
        return List.of(System.getenv("PATH").split(java.io.File.pathSeparator)).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(command)
                        .directory(NODE.toFile())
                        .redirectErrorStream(true)
                        .start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
