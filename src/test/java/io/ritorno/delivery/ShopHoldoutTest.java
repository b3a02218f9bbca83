package io.ritorno.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.account.Shop;
import io.ritorno.consent.Consents;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// X4: a share of the shop's people gets no marketing, whatever it is from.
class ShopHoldoutTest extends DeliveryTest {
    private static final int PEOPLE = 24;

    @Autowired ShopLots lots;
    @Autowired Consents consents;

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void whoIsKeptOutGetsNoMarketingAndAllTheRest(int parts) {
        var shop = holding(newShop(parts), 50);
        var people = people(shop);
        for (var person : people) {
            queue(shop, person);
            queue(shop, person, TEXT, true);
        }
        drain();
        var kept = 0;
        for (var person : people) {
            var held = lots.holds(shop, person);
            if (held) kept++;
            assertThat(why(shop, person))
                    .containsExactlyInAnyOrder(
                            held ? "held-out shop-holdout" : "send allowed", "send transactional");
        }
        // 24 fair coins: fewer than three of a kind once in 100,000 shops
        assertThat(kept).isBetween(3, 21);
        assertThat(
                        db.sql(
                                        """
                                        select count(*) from message where part = any(?)
                                            and shop_id = ? and status = 'skipped'
                                            and reason = 'shop-holdout' and sent_at is null
                                        """)
                                .params(shop.parts().all(), shop.id())
                                .query(Integer.class)
                                .single())
                .isEqualTo(kept);
    }

    @Test
    void aLargerShareKeepsThoseWhoWereKeptAndMore() {
        var shop = newShop();
        var people = new ArrayList<UUID>();
        for (var i = 0; i < 2_000; i++) people.add(UUID.randomUUID());
        var before = new HashSet<UUID>();
        for (var percent : List.of(0, 1, 10, 25, 50)) {
            shop = holding(shop, percent);
            var held = new HashSet<UUID>();
            for (var person : people) if (lots.holds(shop, person)) held.add(person);
            assertThat(held).containsAll(before);
            assertThat(held.size()).isBetween(percent * 20 - 120, percent * 20 + 120);
            before = held;
        }
    }

    @Test
    void theReasonThatHoldsWithoutItComesFirst() {
        var shop = holding(newShop(), 50);
        var held = held(shop);
        consents.suppress(shop, "email", "held@example.com", "manual", now());
        queue(shop, held);
        drain();
        assertThat(why(shop, held)).containsExactly("skip suppressed");
    }

    @Test
    void whoIsGoneIsNotHeldOut() {
        var shop = holding(newShop(), 50);
        var nobody = UUID.randomUUID();
        queue(shop, nobody);
        drain();
        assertThat(why(shop, nobody)).containsExactly("skip no-person");
    }

    @Test
    void theDecisionSaysHowManyAreKeptOut() {
        var shop = holding(newShop(), 50);
        var held = held(shop);
        queue(shop, held);
        drain();
        var decision = decisions.list(shop, held, null, 1).items().getFirst();
        assertThat(decision.detail().path("percent").asInt()).isEqualTo(50);
        assertThat(decision.message()).isNotNull();
    }

    /// Somebody with this address whose lot keeps her out.
    private UUID held(Shop shop) {
        for (var i = 0; i < 100; i++) {
            var person = person(shop, i + "@example.com");
            if (!lots.holds(shop, person)) continue;
            db.sql(
                            "update profile_trait set email = 'held@example.com' where part = ? and"
                                    + " shop_id = ? and profile_id = ?")
                    .params(shop.parts().of(person), shop.id(), person)
                    .update();
            return person;
        }
        throw new AssertionError("nobody of a hundred is kept out");
    }

    private List<UUID> people(Shop shop) {
        var people = new ArrayList<UUID>();
        for (var i = 0; i < PEOPLE; i++) people.add(person(shop, "p" + i + "@example.com"));
        return people;
    }

    private Shop holding(Shop shop, int percent) {
        return with(shop, json.createObjectNode().put("holdoutPercent", percent));
    }
}
