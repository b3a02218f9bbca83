package io.ritorno.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.event.Names;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// D7, D8, D14, N19: what an order is credited to.
class AttributionTest extends InsightTest {
    private UUID ann;
    private Instant placed;

    @BeforeEach
    void ann() {
        ann = person();
        placed = now().minus(Duration.ofHours(2));
    }

    @Test
    void orderWithoutAMessageIsTheSites() {
        var order = order(ann, "1", 5000, placed);
        bought(ann, "1");

        assertThat(credit(order)).containsExactly(new Row("site", null, 1, 5000, "ordered"));
    }

    @Test
    void orderToldTwiceIsCreditedOnce() {
        var order = order(ann, "1", 5000, placed);
        bought(ann, "1");
        bought(ann, "1");
        run(
                event(ann, Names.ORDER_COMPLETED, now(), "order_id", "1"),
                event(ann, Names.ORDER_UPDATED, now(), "order_id", "1"));

        assertThat(credit(order)).hasSize(1);
    }

    @Test
    void lastHumanClickBeforeTheOrderGetsTheCredit() {
        touch(ann, "click", placed.minus(Duration.ofDays(2)));
        var last = touch(ann, "click", placed.minus(Duration.ofDays(1)));
        touch(ann, "click", placed.plusSeconds(1));
        touch(ann, "click", "email", true, placed.minusSeconds(9), id(), id(), null);
        var order = order(ann, "1", 5000, placed);
        bought(ann, "1");

        assertThat(credited(order)).isEqualTo("flow click 5000");
        assertThat(flowOf(order)).isEqualTo(last.flow());
    }

    @Test
    void clickCountsToTheLastSecondOfItsWindow() {
        var window = Duration.ofDays(shop.settings().clickWindowDays());
        var bob = person();
        touch(ann, "click", placed.minus(window));
        touch(bob, "click", placed.minus(window).minusSeconds(1));
        var hers = order(ann, "1", 5000, placed);
        var his = order(bob, "2", 5000, placed);
        bought(ann, "1");
        bought(bob, "2");

        assertThat(credited(hers)).isEqualTo("flow click 5000");
        assertThat(credited(his)).isEqualTo("site 5000");
    }

    @Test
    void clickBeatsALaterOpenAndAnOpenBeatsNothing() {
        var bob = person();
        var cat = person();
        touch(ann, "click", placed.minus(Duration.ofDays(3)));
        touch(ann, "open", placed.minusSeconds(60));
        touch(bob, "open", placed.minusSeconds(60));
        touch(cat, "open", placed.minus(Duration.ofDays(2)));
        var hers = order(ann, "1", 100, placed);
        var his = order(bob, "2", 200, placed);
        var theirs = order(cat, "3", 300, placed);
        bought(ann, "1");
        bought(bob, "2");
        bought(cat, "3");

        assertThat(credited(hers)).isEqualTo("flow click 100");
        assertThat(credited(his)).isEqualTo("flow open 200");
        assertThat(credited(theirs)).isEqualTo("site 300");
    }

    @Test
    void deliveryCountsForLettersOnlyAndAScanBeatsIt() {
        var bob = person();
        touch(ann, "delivery", "email", false, placed.minusSeconds(60), id(), id(), null);
        touch(bob, "delivery", "letter", false, placed.minusSeconds(60), id(), null, id());
        var hers = order(ann, "1", 100, placed);
        var his = order(bob, "2", 200, placed);
        bought(ann, "1");
        bought(bob, "2");
        assertThat(credited(hers)).isEqualTo("site 100");
        assertThat(credited(his)).isEqualTo("campaign delivery 200");

        touch(bob, "scan", "letter", false, placed.minusSeconds(90), id(), null, id());
        order(bob, "3", 300, placed);
        bought(bob, "3");
        assertThat(credited(orderId("3"))).isEqualTo("campaign scan 300");
    }

    @Test
    void anotherPersonsAndAnotherShopsClickIsNotHers() {
        var here = shop;
        shop = newShop();
        touch(ann, "click", placed.minusSeconds(60));
        shop = here;
        touch(person(), "click", placed.minusSeconds(60));
        var order = order(ann, "1", 100, placed);
        bought(ann, "1");

        assertThat(credited(order)).isEqualTo("site 100");
    }

    @Test
    void refundSubtractsFromWhereTheOrderWasCredited() {
        touch(ann, "click", placed.minusSeconds(60));
        var order = order(ann, "1", 5000, placed);
        bought(ann, "1");
        set(order, "refunded", 1500);
        told(ann, Names.ORDER_REFUNDED, "1");
        told(ann, Names.ORDER_REFUNDED, "1");

        assertThat(credited(order)).isEqualTo("flow click 3500");
        assertThat(credit(order))
                .containsExactlyInAnyOrder(
                        new Row("flow", "click", 1, 5000, "ordered"),
                        new Row("flow", "click", 0, -1500, "refunded"));

        var report = overview.of(shop, day(), day());
        assertThat(report.revenue()).isEqualTo(3500);
        assertThat(report.refunded()).isEqualTo(1500);
    }

    @Test
    void cancelledOrderCountsNothingAndCanComeBack() {
        touch(ann, "click", placed.minusSeconds(60));
        var order = order(ann, "1", 5000, placed);
        bought(ann, "1");
        set(order, "counted", false);
        told(ann, Names.ORDER_CANCELLED, "1");
        assertThat(credited(order)).isEqualTo("nobody");
        assertThat(overview.of(shop, day(), day()).orders()).isZero();
        assertThat(rollup()).isEmpty();

        set(order, "counted", true);
        told(ann, Names.ORDER_UPDATED, "1");
        assertThat(credited(order)).isEqualTo("flow click 5000");
        assertThat(credit(order)).hasSize(3);
    }

    @Test
    void orderThatDoesNotCountYetIsCreditedOnceItDoes() {
        var order = order(ann, "1", 5000, placed);
        set(order, "counted", false);
        bought(ann, "1");
        assertThat(credit(order)).isEmpty();

        set(order, "counted", true);
        told(ann, Names.ORDER_UPDATED, "1");
        assertThat(credited(order)).isEqualTo("site 5000");
    }

    @Test
    void clickToldAfterTheOrderItCameBeforeStillGetsTheCredit() {
        var order = order(ann, "1", 5000, placed);
        bought(ann, "1");
        var late = touch(ann, "click", placed.minusSeconds(60));
        run(
                event(
                        ann,
                        Names.MESSAGE_CLICKED,
                        placed.minusSeconds(60),
                        "message",
                        late.message().toString()));

        assertThat(credited(order)).isEqualTo("flow click 5000");
        assertThat(credit(order))
                .containsExactlyInAnyOrder(
                        new Row("site", null, 1, 5000, "ordered"),
                        new Row("site", null, -1, -5000, "moved"),
                        new Row("flow", "click", 1, 5000, "moved"));
        assertThat(rollup()).containsExactly(new Count(day().toString(), "order", "flow", 1, 5000));
    }

    @Test
    void orderWhoseTimeMovesToAnotherDayCountsThere() {
        // 23:30 in Warsaw is 22:30 UTC in winter
        var late = Instant.parse("2026-01-10T22:30:00Z");
        var order = order(ann, "1", 5000, late);
        bought(ann, "1");
        assertThat(rollup()).containsExactly(new Count("2026-01-10", "order", "site", 1, 5000));

        set(order, "placed_at", Times.utc(late.plus(Duration.ofHours(1))));
        told(ann, Names.ORDER_UPDATED, "1");
        assertThat(rollup()).containsExactly(new Count("2026-01-11", "order", "site", 1, 5000));
        assertThat(credited(order)).isEqualTo("site 5000");
    }

    @Test
    void messageKnowsItsFirstOrderWhileThatCounts() {
        var message = message(ann, placed.minus(Duration.ofHours(1)), null, null);
        touch(ann, "click", "email", false, placed.minusSeconds(60), message, id(), null);
        var first = order(ann, "1", 5000, placed);
        order(ann, "2", 5000, placed.plusSeconds(600));
        bought(ann, "2");
        bought(ann, "1");
        assertThat(orderedAt(message)).isEqualTo(placed);

        set(first, "counted", false);
        told(ann, Names.ORDER_CANCELLED, "1");
        assertThat(orderedAt(message)).isEqualTo(placed.plusSeconds(600));
    }

    @Test
    void orderOfAnEarlierTimeIsCreditedByItsOwnTime() {
        touch(ann, "click", placed.minus(Duration.ofDays(1)));
        var old = order(ann, "1", 100, placed.minus(Duration.ofDays(400)));
        bought(ann, "1");

        assertThat(credited(old)).isEqualTo("site 100");
    }

    private UUID id() {
        return Ids.next(now());
    }

    private LocalDate day() {
        return shop.day(placed);
    }

    private Instant orderedAt(UUID message) {
        return db.sql(
                        "select ordered_at from message where part = any(?) and shop_id = ? and id = ?")
                .params(shop.parts().all(), shop.id(), message)
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    private UUID flowOf(UUID order) {
        return db.sql(
                        """
                        select flow_id from credit
                        where part = any(?) and shop_id = ? and order_id = ?
                        """)
                .params(shop.parts().all(), shop.id(), order)
                .query(UUID.class)
                .single();
    }
}
