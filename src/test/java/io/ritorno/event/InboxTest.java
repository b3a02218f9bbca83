package io.ritorno.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import io.ritorno.platform.Times;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class InboxTest extends IntegrationTest {
    @Autowired Inbox inbox;
    @Autowired DataSource database;

    @Test
    void whatIsAcceptedIsStored() {
        var shop = newShop();
        inbox.accept(shop, "server", List.of(track("m1", "anna"), track("m2", "anna")));

        var calls = stored(shop);
        assertThat(calls).extracting(Call::messageId).containsExactly("m1", "m2");
        assertThat(calls).extracting(Call::userId).containsOnly("anna");
        assertThat(calls).extracting(Call::at).containsOnly(now());
    }

    @Test
    void nothingIsStoredOfNothing() {
        var shop = newShop();
        inbox.accept(shop, "server", List.of());
        assertThat(stored(shop)).isEmpty();
    }

    @Test
    void manyAtOnceAreAllStoredInTheirOwnOrder() {
        var shop = newShop();
        var senders =
                IntStream.range(0, 40)
                        .mapToObj(
                                sender ->
                                        CompletableFuture.runAsync(
                                                () -> {
                                                    for (var i = 0; i < 5; i++)
                                                        inbox.accept(
                                                                shop,
                                                                "web",
                                                                List.of(
                                                                        track(
                                                                                sender + "-" + i,
                                                                                "s" + sender)));
                                                },
                                                Thread::startVirtualThread))
                        .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(senders).join();

        var calls = stored(shop);
        assertThat(calls).hasSize(200);
        assertThat(calls.stream().filter(call -> "s7".equals(call.userId())))
                .extracting(Call::messageId)
                .containsExactly("7-0", "7-1", "7-2", "7-3", "7-4");
    }

    @Test
    void callsOfOnePersonGoToOnePart() {
        var shop = newShop(8);
        var calls = new ArrayList<ObjectNode>();
        for (var i = 0; i < 50; i++) calls.add(track("m" + i, "person" + i % 10));
        inbox.accept(shop, "server", calls);

        var parts =
                db.sql("select distinct part from inbox where part = any(?) and shop_id = ?")
                        .params(shop.parts().all(), shop.id())
                        .query(Integer.class)
                        .list();
        assertThat(parts).hasSizeGreaterThan(1);
        assertThat(stored(shop)).hasSize(50);
        assertThat(
                        db
                                .sql("select payload from inbox where part = ? and shop_id = ?")
                                .params(shop.parts().of("user", "person3"), shop.id())
                                .query(byte[].class)
                                .list()
                                .stream()
                                .flatMap(row -> Calls.read(row, now()).stream())
                                .filter(call -> "person3".equals(call.userId())))
                .extracting(Call::messageId)
                .containsExactly("m3", "m13", "m23", "m33", "m43");
    }

    @Test
    void tooMuchIsTurnedAwayWhole() {
        var shop = newShop();
        try (var small = new Inbox(database, lanes, clock, 1, 10, 100)) {
            assertThatThrownBy(
                            () ->
                                    small.accept(
                                            List.of(
                                                    row(shop, " ".repeat(60)),
                                                    row(shop, " ".repeat(60)))))
                    .isInstanceOf(Inbox.Overloaded.class);
        }
        assertThat(stored(shop)).isEmpty();
    }

    @Test
    void closedInboxTurnsAway() {
        var shop = newShop();
        var closed = new Inbox(database, lanes, clock, 1, 10, 1000);
        closed.close();
        assertThatThrownBy(() -> closed.accept(shop, "web", List.of(track("m", "anna"))))
                .isInstanceOf(Inbox.Overloaded.class);
    }

    private static Inbox.Row row(Shop shop, String payload) {
        return new Inbox.Row(
                shop.home(), shop.id(), "web", 1, payload.getBytes(StandardCharsets.UTF_8));
    }

    private List<Call> stored(Shop shop) {
        return db
                .sql(
                        """
                        select received_at, payload from inbox
                        where part = any(?) and shop_id = ? order by id
                        """)
                .params(shop.parts().all(), shop.id())
                .query(
                        (row, _) ->
                                Calls.read(
                                        row.getBytes("payload"), Times.instant(row, "received_at")))
                .list()
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private static ObjectNode track(String messageId, String userId) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "track")
                .put("event", "Product Viewed")
                .put("messageId", messageId)
                .put("userId", userId);
    }
}
