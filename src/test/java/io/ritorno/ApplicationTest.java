package io.ritorno;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ApplicationTest extends IntegrationTest {
    @Test
    void startsOnAnEmptyDatabase() {
        var shop = newShop(8);
        assertThat(shops.find(shop.id())).contains(shop);
        assertThat(shops.findByWriteKey(shop.writeKey())).contains(shop);
    }

    @Test
    void clockMovesWhenTold() {
        var before = now();
        advance(Duration.ofHours(3));
        assertThat(now()).isEqualTo(before.plus(Duration.ofHours(3)));
    }
}
