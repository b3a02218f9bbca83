package io.ritorno.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// An order that is told again with another total.
class CorrectedOrderTest extends IntegrationTest {
    @Test
    void laterWordOfTheSameSourceWinsAlsoWhenItIsSmaller() {
        var shop = newShop();
        var placed = now().minus(Duration.ofHours(1));
        tell(shop, "Order Completed", placed, 120, "a");
        assertThat(total(shop)).isEqualTo(12000);
        advance(Duration.ofMinutes(1));
        tell(shop, "Order Completed", placed, 90, "b");
        assertThat(total(shop)).isEqualTo(9000);
        assertThat(spent(shop)).isEqualTo(9000);
        // a repeat of the first call says nothing new
        tell(shop, "Order Completed", placed, 120, "a");
        assertThat(total(shop)).isEqualTo(9000);
        advance(Duration.ofMinutes(1));
        tell(shop, "Order Updated", placed, 110, "c");
        assertThat(total(shop)).isEqualTo(11000);
    }

    @Test
    void laterTimeWinsWhateverCameLater() {
        var shop = newShop();
        var placed = now().minus(Duration.ofHours(1));
        tell(shop, "Order Updated", placed.plusSeconds(600), 90, "b");
        advance(Duration.ofMinutes(1));
        tell(shop, "Order Completed", placed, 120, "a");
        assertThat(total(shop)).isEqualTo(9000);
    }

    @Test
    void ofTwoSourcesTheLargerTotalOfOneTimeCounts() {
        var shop = newShop();
        var placed =
                now().minus(Duration.ofHours(1)).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        tell(shop, "Order Completed", placed, 120, "a");
        bring(shop, placed, "100.00");
        assertThat(total(shop)).isEqualTo(12000);
        bring(shop, placed, "130.00");
        assertThat(total(shop)).isEqualTo(13000);
    }

    @Test
    void importedFileIsCorrectedByBringingItAgain() {
        var shop = newShop();
        var placed =
                now().minus(Duration.ofDays(40)).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        bring(shop, placed, "200.00");
        assertThat(total(shop)).isEqualTo(20000);
        advance(Duration.ofMinutes(5));
        bring(shop, placed, "150.00");
        assertThat(total(shop)).isEqualTo(15000);
        assertThat(spent(shop)).isEqualTo(15000);
        // the same file once more changes nothing
        bring(shop, placed, "150.00");
        assertThat(total(shop)).isEqualTo(15000);
    }

    @Test
    void cancellationOfTheSameMomentWins() {
        var shop = newShop();
        var placed = now().minus(Duration.ofHours(1));
        tell(shop, "Order Cancelled", placed, 120, "a");
        advance(Duration.ofMinutes(1));
        tell(shop, "Order Completed", placed, 120, "b");
        assertThat(spent(shop)).isZero();
    }

    private void tell(Shop shop, String event, Instant at, int total, String messageId) {
        anybody()
                .post(
                        "/v1/track",
                        Map.of(
                                "writeKey",
                                shop.writeKey(),
                                "messageId",
                                messageId,
                                "timestamp",
                                at.toString(),
                                "event",
                                event,
                                "properties",
                                Map.of(
                                        "order_id",
                                        "O-1",
                                        "email",
                                        "anna@example.com",
                                        "total",
                                        total)))
                .expect(200);
        drain();
    }

    private void bring(Shop shop, Instant at, String total) {
        api(shop)
                .with("Content-Type", "text/csv")
                .post(
                        "imports?kind=orders",
                        "order_id,order_date,email,total,sku,quantity\nO-1,%s,anna@example.com,%s,A,1\n"
                                .formatted(at, total))
                .expect(201);
        drain();
    }

    private long total(Shop shop) {
        return db.sql("select total from orders where part = any(?) and shop_id = ?")
                .params(shop.parts().all(), shop.id())
                .query(Long.class)
                .single();
    }

    private long spent(Shop shop) {
        return db.sql(
                        "select sum(spent) from profile where part = any(?) and shop_id = ? and merged_into is null")
                .params(shop.parts().all(), shop.id())
                .query(Long.class)
                .single();
    }
}
