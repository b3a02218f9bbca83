package io.ritorno.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.event.Names;
import io.ritorno.platform.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// D3–D9: carts and messages per day, and counting anew.
class CountTest extends InsightTest {
    private static final Instant NOON = Instant.parse("2026-03-10T11:00:00Z");

    @Autowired Recount recount;

    @Test
    void cartIsCountedOnTheDayItWasBegunByTheStateItIsIn() {
        var ann = person();
        var cart = cart(ann, "open", 9900, NOON);
        changed(ann);
        changed(ann);
        assertThat(rollup()).containsExactly(new Count("2026-03-10", "cart", "open", 1, 0));

        setCart(cart, "state", "abandoned");
        run(event(ann, Names.CART_ABANDONED, now(), "cart", cart.toString()));
        assertThat(rollup()).containsExactly(new Count("2026-03-10", "cart", "abandoned", 1, 0));

        setCart(cart, "state", "recovered");
        run(event(ann, Names.ORDER_COMPLETED, now(), "order_id", "1"));
        assertThat(rollup()).containsExactly(new Count("2026-03-10", "cart", "recovered", 1, 0));
    }

    @Test
    void cartWhoseBeginningTurnsOutEarlierMovesToThatDay() {
        var ann = person();
        var cart = cart(ann, "open", 9900, NOON);
        changed(ann);
        setCart(cart, "created_at", Times.utc(NOON.minus(Duration.ofDays(1))));
        changed(ann);

        assertThat(rollup()).containsExactly(new Count("2026-03-09", "cart", "open", 1, 0));
    }

    @Test
    void reportCountsAbandonedCartsWithTheRecoveredOnesAmongThem() {
        for (var state : List.of("open", "abandoned", "abandoned", "recovered", "ordered")) {
            var someone = person();
            cart(someone, state, 100, NOON);
            changed(someone);
        }

        var report = overview.of(shop, day(), day());
        assertThat(report.carts()).isEqualTo(5);
        assertThat(report.abandoned()).isEqualTo(3);
        assertThat(report.recovered()).isEqualTo(1);
        assertThat(report.abandonmentRate()).isEqualByComparingTo("0.6");
        assertThat(report.days()).containsExactly(new Overview.Day(day(), 0, 0, 5, 3, 1));
    }

    @Test
    void messageIsCountedOnceHoweverOftenItIsOpened() {
        var ann = person();
        var message = message(ann, NOON, NOON.plusSeconds(60), NOON.plusSeconds(1));
        run(
                event(ann, Names.MESSAGE_OPENED, NOON, "message", message.toString()),
                event(ann, Names.MESSAGE_OPENED, NOON, "message", message.toString()));
        run(event(ann, Names.MESSAGE_OPENED, NOON, "message", message.toString()));

        assertThat(overview.of(shop, day(), day()).messages())
                .isEqualTo(new Overview.Messages(1, 1, 0, 1));
    }

    @Test
    void shopsOwnEventNamedLikeOursCountsNothing() {
        run(event(person(), Names.MESSAGE_OPENED, NOON, "message", "hello"));

        assertThat(rollup()).isEmpty();
    }

    @Test
    void daysWithoutAnythingAreThereAsZeros() {
        var report = overview.of(shop, day(), day().plusDays(2));

        assertThat(report.days())
                .containsExactly(
                        new Overview.Day(day(), 0, 0, 0, 0, 0),
                        new Overview.Day(day().plusDays(1), 0, 0, 0, 0, 0),
                        new Overview.Day(day().plusDays(2), 0, 0, 0, 0, 0));
        assertThat(report.averageOrder()).isZero();
        assertThat(report.abandonmentRate()).isZero();
    }

    @Test
    void previousPeriodIsAsLongAndEndsTheDayBefore() {
        var ann = person();
        order(ann, "1", 1000, NOON);
        order(ann, "2", 3000, NOON.minus(Duration.ofDays(1)));
        order(ann, "3", 5001, NOON.minus(Duration.ofDays(3)));
        order(ann, "4", 7000, NOON.minus(Duration.ofDays(4)));
        for (var number : List.of("1", "2", "3", "4")) bought(ann, number);

        var report = overview.of(shop, day().minusDays(1), day());
        assertThat(report.revenue()).isEqualTo(4000);
        assertThat(report.averageOrder()).isEqualTo(2000);
        assertThat(report.previous().from()).isEqualTo(LocalDate.parse("2026-03-07"));
        assertThat(report.previous().to()).isEqualTo(LocalDate.parse("2026-03-08"));
        assertThat(report.previous().revenue()).isEqualTo(5001);
        assertThat(report.previous().orders()).isEqualTo(1);
    }

    @Test
    void anotherShopsOrdersAreNotInTheReport() {
        var here = shop;
        shop = newShop();
        order(person(), "1", 1000, NOON);
        var ann = person();
        order(ann, "2", 1000, NOON);
        bought(ann, "2");
        shop = here;

        assertThat(overview.of(shop, day(), day()).orders()).isZero();
    }

    @Test
    void aNewTimeZoneMovesOrdersToTheDaysOfThatZone() {
        var ann = person();
        // still the 10th in Warsaw, the 11th in Tokyo
        var evening = Instant.parse("2026-03-10T20:00:00Z");
        order(ann, "1", 1000, evening);
        cart(ann, "open", 100, evening);
        var message = message(ann, evening, evening.plusSeconds(5), null);
        run(
                event(ann, Names.ORDER_COMPLETED, now(), "order_id", "1"),
                event(ann, Names.MESSAGE_OPENED, now(), "message", message.toString()));
        var before = rollup();
        assertThat(before).extracting(Count::day).containsOnly("2026-03-10");

        db.sql("update shop set timezone = 'Asia/Tokyo' where id = ?").param(shop.id()).update();
        drain();

        assertThat(rollup())
                .containsExactlyElementsOf(
                        before.stream()
                                .map(
                                        c ->
                                                new Count(
                                                        "2026-03-11",
                                                        c.metric(),
                                                        c.key(),
                                                        c.n(),
                                                        c.amount()))
                                .toList());
    }

    @Test
    void ownerMayAskForARecount() {
        var order = order(person(), "1", 1000, NOON);
        api(shop, "marketer").post("reports/recount").expect(403);
        api(shop).post("reports/recount").expect(202);
        drain();

        assertThat(credited(order)).isEqualTo("site 1000");
        assertThat(overview.of(shop, day(), day()).revenue()).isEqualTo(1000);
    }

    @Test
    void repairFindsOrdersThatWereNeverCounted() {
        var ann = person();
        var order = order(ann, "1", 1000, NOON);
        cart(ann, "abandoned", 100, NOON);
        recount.repair(shop, now());
        recount.repair(shop, now());

        assertThat(credited(order)).isEqualTo("site 1000");
        assertThat(credit(order)).hasSize(1);
        assertThat(rollup())
                .containsExactly(
                        new Count("2026-03-10", "cart", "abandoned", 1, 0),
                        new Count("2026-03-10", "order", "site", 1, 1000));
    }

    private void changed(java.util.UUID person) {
        run(event(person, Names.CART_UPDATED, now(), "cart_id", "x"));
    }

    private static LocalDate day() {
        return LocalDate.parse("2026-03-10");
    }
}
