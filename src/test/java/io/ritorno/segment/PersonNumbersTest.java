package io.ritorno.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.platform.Ids;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PersonNumbersTest {
    private static final Instant NOW = Instant.parse("2026-10-01T10:00:00Z");

    @Test
    void aPersonKeepsHerNumber() {
        var numbers = new PersonNumbers();
        var people = people(100_000);
        for (var i = 0; i < people.size(); i++) assertThat(numbers.of(people.get(i))).isEqualTo(i);
        for (var i = 0; i < people.size(); i++) {
            assertThat(numbers.of(people.get(i))).isEqualTo(i);
            assertThat(numbers.id(i)).isEqualTo(people.get(i));
        }
    }

    @Test
    void repeatsCountOnce() {
        var numbers = new PersonNumbers();
        var people = people(10);
        var twice = new ArrayList<>(people);
        twice.addAll(people);
        assertThat(numbers.setOf(bytes(twice)).cardinality()).isEqualTo(10);
        assertThat(numbers.setOf(bytes(people.subList(3, 5))).stream()).containsExactly(3, 4);
        assertThat(numbers.setOf(new byte[0]).isEmpty()).isTrue();
    }

    /// Ids that differ in one half only are different people.
    @Test
    void halvesAreNotMixedUp() {
        var numbers = new PersonNumbers();
        for (var i = 0; i < 2_000; i++) {
            assertThat(numbers.of(new UUID(i, 7))).isEqualTo(2 * i);
            assertThat(numbers.of(new UUID(7L << 32, i))).isEqualTo(2 * i + 1);
        }
    }

    private static List<UUID> people(int n) {
        var people = new ArrayList<UUID>();
        for (var i = 0; i < n; i++)
            people.add(i % 2 == 0 ? Ids.next(NOW) : Ids.stable("person", "" + i));
        return people;
    }

    private static byte[] bytes(List<UUID> ids) {
        var bytes = ByteBuffer.allocate(16 * ids.size());
        for (var id : ids)
            bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        return bytes.array();
    }
}
