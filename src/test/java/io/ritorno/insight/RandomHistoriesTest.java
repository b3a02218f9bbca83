package io.ritorno.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.event.Event;
import io.ritorno.event.Names;
import io.ritorno.platform.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/// Whatever happens in whatever order: the counts equal a recount, and the parts add up to what the
/// shop's orders are worth.
class RandomHistoriesTest extends InsightTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    @Autowired Recount recount;

    private record Bought(UUID person, UUID id, String number, long total) {}

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 8", "3, 1", "4, 8"})
    void countsEqualARecount(long seed, int parts) {
        shop = newShop(parts);
        var random = new Random(seed);
        var people = new ArrayList<UUID>();
        for (var i = 0; i < 12; i++) people.add(person());
        var orders = new ArrayList<Bought>();
        var carts = new ArrayList<UUID>();
        for (var i = 0; i < 300; i++) {
            var person = people.get(random.nextInt(people.size()));
            var at = START.plus(Duration.ofMinutes(random.nextInt(20 * 24 * 60)));
            switch (random.nextInt(8)) {
                case 0, 1 -> {
                    var number = "n" + i;
                    var total = random.nextInt(100_000);
                    orders.add(new Bought(person, order(person, number, total, at), number, total));
                    bought(person, number);
                }
                case 2 -> {
                    touch(person, random.nextBoolean() ? "click" : "open", at);
                    run(event(person, Names.MESSAGE_CLICKED, at, "message", "x"));
                }
                case 3 -> change(orders, random);
                case 4 -> {
                    carts.add(cart(person, "open", 100, at));
                    run(event(person, Names.PRODUCT_ADDED, at, "product_id", "x"));
                }
                case 5 -> {
                    if (!carts.isEmpty()) {
                        var states =
                                List.of("open", "abandoned", "recovered", "ordered", "emptied");
                        var cart = carts.get(random.nextInt(carts.size()));
                        setCart(cart, "state", states.get(random.nextInt(states.size())));
                        for (var p : people) run(event(p, Names.CART_UPDATED, at, "x", "y"));
                    }
                }
                case 6 -> {
                    var message =
                            message(
                                    person,
                                    at,
                                    random.nextBoolean() ? at.plusSeconds(9) : null,
                                    at);
                    run(event(person, Names.MESSAGE_SENT, at, "message", message.toString()));
                }
                default -> again(orders, random);
            }
        }

        partsAddUp();
        var counted = rollup();
        recount.count(shop, shop.zone());
        assertThat(rollup()).isEqualTo(counted);
        recount.repair(shop, now());
        assertThat(rollup()).isEqualTo(counted);
    }

    /// The same facts told in two orders are credited alike.
    @ParameterizedTest
    @CsvSource({"5", "6", "7"})
    void creditDoesNotDependOnTheOrderInWhichItIsTold(long seed) {
        var random = new Random(seed);
        var ann = person();
        var facts = new ArrayList<Runnable>();
        var numbers = new ArrayList<String>();
        for (var i = 0; i < 12; i++) {
            var at = START.plus(Duration.ofHours(random.nextInt(15 * 24)));
            var number = "n" + i;
            var flow = UUID.nameUUIDFromBytes(number.getBytes());
            if (i % 2 == 0) {
                numbers.add(number);
                facts.add(
                        () -> {
                            order(ann, number, 1000, at);
                            bought(ann, number);
                        });
            } else
                facts.add(
                        () -> {
                            touch(ann, "click", "email", false, at, flow, flow, null);
                            run(event(ann, Names.MESSAGE_CLICKED, at, "message", flow.toString()));
                        });
        }
        var results = new ArrayList<List<String>>();
        for (var i = 0; i < 3; i++) {
            shop = newShop();
            Collections.shuffle(facts, random);
            facts.forEach(Runnable::run);
            results.add(numbers.stream().map(this::flowOf).toList());
        }

        assertThat(results.get(1)).isEqualTo(results.get(0));
        assertThat(results.get(2)).isEqualTo(results.get(0));
        assertThat(results.get(0)).anyMatch(to -> !to.equals("site"));
    }

    private String flowOf(String number) {
        return db.sql(
                        """
                        select coalesce(c.flow_id::text, 'site')
                        from credit c join orders o on o.part = c.part and o.shop_id = c.shop_id
                            and o.id = c.order_id
                        where c.part = any(?) and c.shop_id = ? and o.number = ?
                        group by c.flow_id having sum(c.orders) = 1
                        """)
                .params(shop.parts().all(), shop.id(), number)
                .query(String.class)
                .single();
    }

    private void change(List<Bought> orders, Random random) {
        if (orders.isEmpty()) return;
        var order = orders.get(random.nextInt(orders.size()));
        switch (random.nextInt(4)) {
            case 0 -> set(order.id(), "refunded", order.total() / 3);
            case 1 -> set(order.id(), "counted", random.nextBoolean());
            case 2 -> set(order.id(), "total", order.total() + 100);
            default ->
                    set(
                            order.id(),
                            "placed_at",
                            Times.utc(START.plus(Duration.ofHours(random.nextInt(480)))));
        }
        told(order.person(), Names.ORDER_UPDATED, order.number());
    }

    private void again(List<Bought> orders, Random random) {
        if (orders.isEmpty()) return;
        var order = orders.get(random.nextInt(orders.size()));
        var events = new ArrayList<Event>();
        for (var i = 0; i < 2; i++)
            events.add(
                    event(order.person(), Names.ORDER_REFUNDED, now(), "order_id", order.number()));
        run(events.toArray(Event[]::new));
    }

    private void partsAddUp() {
        var worth =
                db.sql(
                                """
                                select coalesce(sum(total - refunded), 0) from orders
                                where part = any(?) and shop_id = ? and counted
                                """)
                        .params(shop.parts().all(), shop.id())
                        .query(Long.class)
                        .single();
        var report = overview.of(shop, shop.day(START), shop.day(START).plusDays(40));
        assertThat(report.revenue()).isEqualTo(worth);
        assertThat(report.bySource().stream().mapToLong(Overview.Source::revenue).sum())
                .isEqualTo(worth);
        assertThat(report.bySource().stream().mapToLong(Overview.Source::orders).sum())
                .isEqualTo(report.orders());
        assertThat(report.days().stream().mapToLong(Overview.Day::revenue).sum()).isEqualTo(worth);
    }
}
