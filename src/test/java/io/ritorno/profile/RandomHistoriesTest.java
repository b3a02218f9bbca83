package io.ritorno.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import io.ritorno.event.Calling;
import io.ritorno.event.Inbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/// Random histories, told in order and out of order, once and several times, in one batch and in
/// many: the same people with the same sums, which equal a recount from the rows.
class RandomHistoriesTest extends IntegrationTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    @Autowired Inbox inbox;
    @Autowired Totals totals;
    @Autowired Merges merges;

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 8", "3, 1", "4, 8", "5, 1", "6, 8"})
    void totalsEqualARecountHoweverTheHistoryIsTold(int seed, int parts) {
        var inOrder = tell(newShop(parts), seed, false);
        var shuffled = tell(newShop(parts), seed, true);
        assertThat(shuffled).isEqualTo(inOrder);
    }

    /// Tells the history of a seed and says what everybody's sums then are.
    private List<String> tell(Shop shop, int seed, boolean shuffle) {
        var random = new Random(seed);
        var calling = new Calling(inbox, shop);
        for (var person = 0; person < 6; person++) history(calling, random, person);
        var order = new ArrayList<>(IntStream.range(0, calling.size()).boxed().toList());
        if (shuffle) {
            // every third call comes twice, and all of them anyhow
            for (var i = 0; i < calling.size(); i += 3) order.add(i);
            Collections.shuffle(order, new Random(seed + 1));
        }
        calling.sendEach(order);
        drain();
        assertThat(failed(shop)).isEmpty();
        var sums = sums(shop);
        assertThat(purchases(shop)).isEqualTo(recounted(shop)).isNotEmpty();
        recountAll(shop);
        assertThat(sums(shop)).isEqualTo(sums);
        return sums;
    }

    /// Two people who both bought become one, in one part or across two, and two again.
    @ParameterizedTest
    @CsvSource({"1", "8"})
    void purchasesFollowAMergeAndItsUndoing(int parts) {
        var shop = newShop(parts);
        var calling = new Calling(inbox, shop);
        var random = new Random(parts);
        for (var person = 0; person < 6; person++) history(calling, random, person);
        calling.sendEach(IntStream.range(0, calling.size()).boxed().toList());
        drain();
        var before = purchases(shop);
        var people =
                db.sql("select id from profile where part = any(?) and shop_id = ? order by id")
                        .params(shop.parts().all(), shop.id())
                        .query(UUID.class)
                        .list();
        var merged = new ArrayList<UUID>();
        for (var loser : people.subList(1, people.size()))
            merged.add(merges.merge(shop, loser, people.getFirst()));
        assertThat(purchases(shop)).isEqualTo(recounted(shop)).hasSize(1);
        for (var merge : merged.reversed()) merges.undo(shop, merge);
        assertThat(purchases(shop)).isEqualTo(recounted(shop)).isEqualTo(before);
    }

    private static void history(Calling calling, Random random, int person) {
        var email = "person" + person + "@example.com";
        var at = START.plus(Duration.ofDays(person));
        for (var order = 0; order < 1 + random.nextInt(4); order++) {
            at = at.plus(Duration.ofHours(1 + random.nextInt(400)));
            var id = "P" + person + "-" + order;
            var price = 10 + random.nextInt(500);
            var quantity = 1 + random.nextInt(3);
            var total = price * quantity;
            var product =
                    """
                    {"product_id": "%d", "name": "Rzecz", "price": %d, "quantity": %d}
                    """
                            .formatted(random.nextInt(20), price, quantity);
            var said =
                    """
                    {"order_id": "%s", "total": %d, "products": [%s], "status": "%s"}
                    """;
            var completed = said.formatted(id, total, product, "processing");
            calling.track(email, "Order Completed", at, completed);
            if (random.nextInt(3) == 0)
                calling.track(email, "Order Completed", at.plusSeconds(3), completed);
            if (random.nextInt(4) == 0)
                calling.track(
                        email,
                        "Order Updated",
                        at.plusSeconds(60),
                        said.formatted(id, total + 7, product, "shipped"));
            if (random.nextInt(4) == 0)
                calling.track(
                        email,
                        "Order Refunded",
                        at.plusSeconds(90),
                        "{\"order_id\": \"%s\", \"refund_id\": \"R\", \"total\": %d}"
                                .formatted(id, price));
            if (random.nextInt(6) == 0)
                calling.track(
                        email,
                        "Order Cancelled",
                        at.plusSeconds(120),
                        said.formatted(id, total, product, "cancelled"));
        }
    }

    private List<String> sums(Shop shop) {
        return db.sql(
                        """
                        select concat_ws(' ', t.email, p.orders, p.spent, p.items, p.min_order,
                            p.max_order, p.first_order_at, p.last_order_at, p.open_cart)
                        from profile p join profile_trait t
                          on t.part = p.part and t.shop_id = p.shop_id and t.profile_id = p.id
                        where p.part = any(?) and p.shop_id = ? and p.merged_into is null order by 1
                        """)
                .params(shop.parts().all(), shop.id())
                .query(String.class)
                .list();
    }

    /// What stands in the arrays.
    private List<String> purchases(Shop shop) {
        return db.sql(
                        """
                        select concat_ws(' ', profile_id, placed_at, totals, spent) from purchases
                        where part = any(?) and shop_id = ? order by 1
                        """)
                .params(shop.parts().all(), shop.id())
                .query(String.class)
                .list();
    }

    /// What must stand there, said in another way: each order with the sum of those before it.
    private List<String> recounted(Shop shop) {
        return db.sql(
                        """
                        select concat_ws(' ', o.profile_id, array_agg(o.placed_at order by o.placed_at, o.id),
                            array_agg(o.total order by o.placed_at, o.id),
                            array_agg((
                                select sum(e.total - e.refunded) from orders e
                                where e.part = o.part and e.shop_id = o.shop_id and e.counted
                                and e.profile_id = o.profile_id
                                and (e.placed_at, e.id) <= (o.placed_at, o.id)) order by o.placed_at, o.id))
                        from orders o
                        where o.part = any(?) and o.shop_id = ? and o.counted
                        group by o.profile_id order by 1
                        """)
                .params(shop.parts().all(), shop.id())
                .query(String.class)
                .list();
    }

    private List<String> failed(Shop shop) {
        return db.sql("select reason from failed_event where part = any(?) and shop_id = ?")
                .params(shop.parts().all(), shop.id())
                .query(String.class)
                .list();
    }

    private void recountAll(Shop shop) {
        for (var part : shop.parts().all())
            totals.recount(
                    shop,
                    part,
                    db.sql("select id from profile where part = ? and shop_id = ?")
                            .params(part, shop.id())
                            .query(UUID.class)
                            .list());
    }
}
