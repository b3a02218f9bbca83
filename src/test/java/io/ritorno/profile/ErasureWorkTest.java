package io.ritorno.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import io.ritorno.event.Calling;
import io.ritorno.event.Inbox;
import io.ritorno.platform.Lane;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Erasing is done as a whole or not at all, and waits for what must be counted first.
class ErasureWorkTest extends IntegrationTest {
    private static final String ANNA = "anna@example.com";

    @Autowired Inbox inbox;
    @Autowired Erasures erasures;
    @Autowired ErasureWork work;
    private Shop shop;
    private UUID anna;

    @BeforeEach
    void open() {
        shop = newShop(8);
        new Calling(inbox, shop)
                .identify(ANNA, now(), "{\"firstName\": \"Anna\"}")
                .track(ANNA, "Order Completed", now(), "{\"order_id\": \"1\", \"total\": 5}")
                .send();
        drain();
        anna =
                db.sql(
                                "select profile_id from identity where part = any(?) and shop_id = ? and value = ?")
                        .params(shop.parts().all(), shop.id(), ANNA)
                        .query(UUID.class)
                        .single();
    }

    private int run() {
        var part = shop.parts().of(anna);
        return lanes.inPart(Lane.JOB, part, () -> work.run(part, now()));
    }

    private long rows(String table) {
        return db.sql(
                        "select count(*) from "
                                + table
                                + " where part = any(?) and shop_id = ? and profile_id = ?")
                .params(shop.parts().all(), shop.id(), anna)
                .query(Long.class)
                .single();
    }

    @Test
    void whatDiesInBetweenLeavesNothingHalfAndIsGoneOnWith() {
        var receipt = erasures.ask(shop, anna, null);
        var part = shop.parts().of(anna);
        assertThatThrownBy(
                        () ->
                                lanes.inPart(
                                        Lane.JOB,
                                        part,
                                        () -> {
                                            assertThat(work.run(part, now())).isEqualTo(1);
                                            assertThat(rows("event")).isZero();
                                            throw new IllegalStateException("killed");
                                        }))
                .hasMessage("killed");
        assertThat(rows("event")).isEqualTo(2);
        assertThat(rows("orders")).isEqualTo(1);
        assertThat(erasures.find(shop, anna).orElseThrow().erasedAt()).isNull();
        assertThat(run()).isEqualTo(1);
        assertThat(rows("event")).isZero();
        assertThat(rows("orders")).isZero();
        assertThat(erasures.find(shop, anna).orElseThrow().id()).isEqualTo(receipt.id());
        assertThat(erasures.find(shop, anna).orElseThrow().erasedAt()).isNotNull();
        assertThat(work.ready(now())).doesNotContain(part);
    }

    @Test
    void whatCameInBeforeIsCountedFirst() {
        advance(java.time.Duration.ofMinutes(1));
        new Calling(inbox, shop)
                .track(ANNA, "Order Completed", now(), "{\"order_id\": \"2\", \"total\": 7}")
                .send();
        advanceOnly();
        erasures.ask(shop, anna, null);
        assertThat(run()).isZero();
        assertThat(rows("event")).isEqualTo(2);
        drain();
        assertThat(rows("event")).isZero();
        assertThat(
                        db.sql("select sum(total) from orders where part = any(?) and shop_id = ?")
                                .params(shop.parts().all(), shop.id())
                                .query(Long.class)
                                .single())
                .isEqualTo(1_200);
    }

    /// The clock without the work that falls due.
    private void advanceOnly() {
        clock.set(now().plusSeconds(1));
    }

    @Test
    void messageInHandIsCountedAsSentFirst() {
        db.sql(
                        """
                        insert into message (part, shop_id, id, at, profile_id, origin_id, channel,
                            transactional, status)
                        values (?, ?, ?, ?, ?, ?, 'email', true, 'sending')
                        """)
                .params(
                        shop.parts().of(anna),
                        shop.id(),
                        UUID.randomUUID(),
                        io.ritorno.platform.Times.utc(now()),
                        anna,
                        anna)
                .update();
        erasures.ask(shop, anna, null);
        assertThat(run()).isZero();
        assertThat(rows("event")).isEqualTo(2);
        db.sql("update message set status = 'sent' where part = any(?) and shop_id = ?")
                .params(shop.parts().all(), shop.id())
                .update();
        assertThat(run()).isEqualTo(1);
        assertThat(rows("message")).isZero();
    }

    @Test
    void somebodyWithAHundredThousandEventsIsErasedInOneGo() {
        db.sql(
                        """
                        insert into event (part, shop_id, profile_id, at, id, origin_id, name, source,
                            received_at, properties)
                        select ?, ?, ?, ?::timestamptz - n * interval '1 second',
                            md5(n::text)::uuid, ?, 'Product Viewed', 'web', ?::timestamptz,
                            '{"product_id": "1", "email": "anna@example.com"}'
                        from generate_series(1, 100000) n
                        """)
                .params(
                        shop.parts().of(anna),
                        shop.id(),
                        anna,
                        io.ritorno.platform.Times.utc(now()),
                        anna,
                        io.ritorno.platform.Times.utc(now()))
                .update();
        erasures.ask(shop, anna, null);
        assertThat(run()).isEqualTo(1);
        assertThat(rows("event")).isZero();
        assertThat(erasures.find(shop, anna).orElseThrow().counts().at("/event/erased").asInt())
                .isEqualTo(100_002);
        assertThat(erasures.list(shop, null, 10).items()).hasSize(1);
    }
}
