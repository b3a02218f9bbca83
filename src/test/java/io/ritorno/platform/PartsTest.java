package io.ritorno.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class PartsTest {
    @Test
    void hashIsFrozen() { // rows stored by an earlier version are found by it
        var giant = new Parts(250, 64);
        assertThat(Parts.hash("email:anna@example.com")).isEqualTo(4730749269743980019L);
        assertThat(giant.of(UUID.fromString("018f3f5e-7b1a-7c3d-8e4f-5a6b7c8d9e0f"))).isEqualTo(12);
    }

    @Test
    void partsRunRoundTheEnd() {
        assertThat(new Parts(254, 4).all()).containsExactly(254, 255, 0, 1);
    }

    @Test
    void ordinaryShopHasOnePart() {
        var shop = new Parts(7, 1);
        assertThat(shop.of(UUID.randomUUID())).isEqualTo(7);
        assertThat(shop.of("email", "a@b.example")).isEqualTo(7);
    }
}
