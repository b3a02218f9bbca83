package io.ritorno.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.flow.Lots;
import io.ritorno.platform.Ids;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// X4: whom a shop keeps out.
class ShopLotsTest {
    private static final int PEOPLE = 100_000;
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    /// Every tenth of the lots has a tenth of the people: chi-square with nine degrees of freedom
    /// is above 27.9 once in a thousand shops, and these are fixed people of one fixed shop.
    @Test
    void lotsAreEven() {
        var tenths = new int[10];
        for (var i = 0; i < PEOPLE; i++) tenths[lot(7, person(i)) / 1_000]++;
        var square = 0.0;
        for (var n : tenths) {
            var off = n - PEOPLE / 10.0;
            square += off * off / (PEOPLE / 10.0);
        }
        assertThat(square).isLessThan(27.9);
    }

    /// Also for people whose ids follow one another in time, as they do.
    @Test
    void lotsOfPeopleWhoCameTogetherAreEven() {
        var held = 0;
        for (var i = 0; i < 10_000; i++) if (lot(7, Ids.next(NOW)) < 1_000) held++;
        // a tenth, within five times the spread of √(n·p·(1−p)) = 30
        assertThat(held).isBetween(850, 1_150);
    }

    @Test
    void aLargerShareKeepsWhomASmallerKept() {
        for (var i = 0; i < 1_000; i++) {
            var lot = lot(7, person(i));
            assertThat(lot).isEqualTo(lot(7, person(i))).isBetween(0, 9_999);
        }
    }

    /// Of those whom one shop holds, another holds its own share and no more; and a flow's own lots
    /// divide them as they divide everybody.
    @Test
    void theLotSaysNothingOfAnotherShopsOrAFlows() {
        var flow = new UUID(1, 2);
        var here = 0;
        var there = 0;
        var byFlow = 0;
        for (var i = 0; i < PEOPLE; i++) {
            var person = person(i);
            if (lot(7, person) >= 2_000) continue;
            here++;
            if (lot(8, person) < 2_000) there++;
            if (Lots.of(flow, "hold", person) < 2_000) byFlow++;
        }
        assertThat(here).isBetween(19_300, 20_700);
        assertThat((double) there / here).isBetween(0.18, 0.22);
        assertThat((double) byFlow / here).isBetween(0.18, 0.22);
    }

    @Test
    void anotherSaltHoldsOthers() {
        var both = 0;
        for (var i = 0; i < PEOPLE; i++)
            if (lot(7, person(i)) < 2_000 && ShopLots.lot("pepper", 7, person(i)) < 2_000) both++;
        assertThat((double) both / PEOPLE).isBetween(0.035, 0.045);
    }

    private static int lot(int shop, UUID person) {
        return ShopLots.lot("salt", shop, person);
    }

    private static UUID person(int i) {
        return Ids.stable("person", String.valueOf(i));
    }
}
