package io.ritorno.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import io.ritorno.event.Inbox;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// D1: the demo shop's history comes in by the road of all events and is counted whole.
class DemoTest extends IntegrationTest {
    @Autowired private Inbox inbox;

    @Test
    void historyIsAppliedWhole() {
        var shop = newShop();
        var range = Range.outdoor();
        var people = new People("c", 200, range, 1, 1, 1);
        var tracks = new Tracks(shop.url(), "https://pictures.example", "PLN", true);
        var history = new History(range, people, tracks, now(), shop.zone());
        history.tell(calls -> inbox.accept(shop, "import", calls));
        drain();
        history.tell(calls -> inbox.accept(shop, "import", calls)); // a repeat changes nothing
        drain();
        var told =
                people.all().stream()
                        .flatMap(person -> history.of(person).stream())
                        .filter(c -> c.path("event").asString("").equals("Order Completed"))
                        .count();
        assertThat(count(shop, "orders", "true")).isEqualTo(told).isGreaterThan(150);
        assertThat(count(shop, "product", "true")).isEqualTo(600);
        assertThat(count(shop, "failed_event", "true")).isZero();
        assertThat(count(shop, "profile", "known and merged_into is null")).isEqualTo(200);
        assertThat(count(shop, "cart", "state = 'open'")).isZero();
        assertThat(count(shop, "cart", "state = 'abandoned'")).isGreaterThan(100);
        assertThat(count(shop, "refund", "true")).isPositive();
        // history starts no flow
        assertThat(count(shop, "flow_run", "true")).isZero();
    }

    @Test
    void picturesAreDrawings() {
        for (var item : List.of(Range.outdoor().items().getFirst(), Range.food().items().getLast()))
            assertThat(DemoPages.draw(item))
                    .startsWith("<svg")
                    .contains("path")
                    .doesNotContain("null");
    }

    @Test
    void nobodyLetsTimePassOutsideTheDemo() {
        api(newShop()).post("/api/dev/demo", Map.of("advance", "PT1H")).expect(404);
    }

    private int count(Shop shop, String table, String where) {
        return db.sql(
                        "select count(*) from "
                                + table
                                + " where part = any(?) and shop_id = ? and "
                                + where)
                .params(shop.parts().all(), shop.id())
                .query(Integer.class)
                .single();
    }
}
