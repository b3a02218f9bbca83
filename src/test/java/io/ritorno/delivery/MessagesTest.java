package io.ritorno.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Lane;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

class MessagesTest extends IntegrationTest {
    @Autowired Messages messages;
    @Autowired Decisions decisions;
    @Autowired JsonMapper json;

    @Test
    void anOccurrenceIsWrittenAboutOnce() {
        var shop = newShop();
        var anna = UUID.randomUUID();
        var reason = UUID.randomUUID();

        var first = queue(shop, message(anna, reason, null), message(anna, reason, null));
        var again = queue(shop, message(anna, reason, null));

        assertThat(first).isEqualTo(1);
        assertThat(again).isZero();
        assertThat(statuses(shop)).containsExactly("queued");
    }

    @Test
    void anOccurrenceOfAnotherShopIsAnother() {
        var reason = UUID.randomUUID();
        assertThat(queue(newShop(), message(UUID.randomUUID(), reason, null))).isEqualTo(1);
        assertThat(queue(newShop(), message(UUID.randomUUID(), reason, null))).isEqualTo(1);
    }

    @Test
    void aStoppedRunTakesItsMessagesBackAndSaysWhy() {
        var shop = newShop(8);
        var anna = UUID.randomUUID();
        var run = UUID.randomUUID();
        queue(shop, message(anna, UUID.randomUUID(), run));
        queue(shop, message(anna, UUID.randomUUID(), UUID.randomUUID()));

        var part = shop.parts().of(anna);
        var taken =
                lanes.inPart(
                        Lane.EVENT,
                        part,
                        () -> messages.cancel(part, shop, List.of(run), "ordered"));

        assertThat(taken).isEqualTo(1);
        assertThat(statuses(shop)).containsExactlyInAnyOrder("queued", "skipped");
        assertThat(decisions.list(shop, anna, null, 10).items())
                .singleElement()
                .satisfies(
                        d -> assertThat(d.outcome() + " " + d.reason()).isEqualTo("skip ordered"));
    }

    private int queue(Shop shop, NewMessage... all) {
        var part = shop.parts().of(all[0].profile());
        return lanes.inPart(
                Lane.EVENT, part, () -> messages.queue(part, shop, List.of(all)).size());
    }

    private NewMessage message(UUID profile, UUID occurrence, @Nullable UUID run) {
        return new NewMessage(
                occurrence,
                profile,
                "email",
                false,
                Ids.next(now()),
                1,
                run,
                "mail",
                null,
                json.createObjectNode(),
                now());
    }

    private List<String> statuses(Shop shop) {
        return db.sql("select status from message where part = any(?) and shop_id = ?")
                .params(shop.parts().all(), shop.id())
                .query(String.class)
                .list();
    }
}
