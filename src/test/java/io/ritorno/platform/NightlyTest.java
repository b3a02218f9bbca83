package io.ritorno.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NightlyTest extends IntegrationTest {
    @Test
    void callsAreForgottenAfterThirtyDaysAndNotBefore() {
        var shop = newShop();
        track(shop, "first");
        advance(Duration.ofDays(28));
        assertThat(seen(shop)).isEqualTo(1);
        track(shop, "second");
        // a repeat is still known as one
        track(shop, "first");
        assertThat(events(shop)).isEqualTo(2);

        advance(Duration.ofDays(4));
        assertThat(seen(shop)).isEqualTo(1);
        advance(Duration.ofDays(40));
        assertThat(seen(shop)).isZero();
    }

    @Test
    void eachNightHasItsOwn() {
        newShop();
        advance(Duration.ofDays(1));
        var last = db.sql("select min(done_at) from nightly").query(java.time.OffsetDateTime.class);
        var before = last.single().toInstant();
        assertThat(before).isAfter(now().minus(Duration.ofHours(25)));
        advance(Duration.ofDays(1));
        assertThat(last.single().toInstant()).isEqualTo(before.plus(Duration.ofDays(1)));
        assertThat(db.sql("select name from nightly order by name").query(String.class).list())
                .contains("months-ahead", "seen");
    }

    private void track(Shop shop, String id) {
        anybody()
                .post(
                        "/v1/track",
                        Map.of(
                                "writeKey",
                                shop.writeKey(),
                                "messageId",
                                id,
                                "anonymousId",
                                "a",
                                "event",
                                "Wheel Spun"))
                .expect(200);
        drain();
    }

    private long seen(Shop shop) {
        return db.sql("select count(*) from seen where part = any(?) and shop_id = ?")
                .params(shop.parts().all(), shop.id())
                .query(Long.class)
                .single();
    }

    private long events(Shop shop) {
        return db.sql("select count(*) from event where part = any(?) and shop_id = ?")
                .params(shop.parts().all(), shop.id())
                .query(Long.class)
                .single();
    }
}
