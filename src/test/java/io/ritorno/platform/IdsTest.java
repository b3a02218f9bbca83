package io.ritorno.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTest {
    private static final Instant NOW = Instant.parse("2031-05-04T10:00:00Z");

    @Test
    void idsOfOneMomentSortAsTheyWereMade() {
        var ids = new ArrayList<UUID>();
        for (var i = 0; i < 10_000; i++) ids.add(Ids.next(NOW));
        assertThat(ids.stream().map(UUID::toString).toList()).isSorted();
        assertThat(ids).doesNotHaveDuplicates();
        // 4,096 fit in a millisecond; the others lend from the next ones
        assertThat(Ids.time(ids.getLast())).isBetween(NOW, NOW.plusMillis(3));
    }

    @Test
    void aClockThatHesitatesDoesNotBreakTheOrder() {
        var first = Ids.next(NOW);
        var second = Ids.next(NOW.minusSeconds(5));
        assertThat(List.of(first.toString(), second.toString())).isSorted();
    }

    @Test
    void anIdTellsItsTimeAlsoBesideALaterClock() {
        Ids.next(NOW.plus(Duration.ofDays(400)));
        assertThat(Ids.time(Ids.next(NOW))).isEqualTo(NOW);
    }

    @Test
    void whatComesFromOutsideHasOneId() {
        assertThat(Ids.stable("order", "ab", "c")).isEqualTo(Ids.stable("order", "ab", "c"));
        assertThat(Ids.stable("order", "ab", "c")).isNotEqualTo(Ids.stable("order", "a", "bc"));
        assertThat(Ids.time(Ids.stableAt(NOW, "x"))).isEqualTo(NOW);
    }
}
