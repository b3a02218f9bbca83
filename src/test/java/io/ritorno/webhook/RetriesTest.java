package io.ritorno.webhook;

import static io.ritorno.webhook.Retries.PAUSES;
import static io.ritorno.webhook.Retries.fate;
import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.webhook.Retries.Again;
import io.ritorno.webhook.Retries.Delivered;
import io.ritorno.webhook.Retries.Failed;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetriesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static Answer answer(int status, @Nullable String retryAfter) {
        return new Answer(status, "", "", retryAfter);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void whatIsTakenIsDelivered(int status) {
        assertThat(fate(answer(status, null), 1, NOW)).isEqualTo(new Delivered(status));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 599})
    void whatMayPassIsTriedAgainUntilThereIsNoPauseLeft(int status) {
        for (var tries = 1; tries <= PAUSES.size(); tries++)
            assertThat(fate(answer(status, null), tries, NOW))
                    .isEqualTo(new Again(NOW.plus(PAUSES.get(tries - 1))));
        assertThat(fate(answer(status, null), PAUSES.size() + 1, NOW))
                .isEqualTo(new Failed(status, "status"));
    }

    @Test
    void whatWillNotPassIsGivenUpAtOnce() {
        for (var status : new int[] {400, 401, 403, 404, 413, 422})
            assertThat(fate(answer(status, null), 1, NOW)).isEqualTo(new Failed(status, "status"));
        assertThat(fate(answer(410, null), 1, NOW)).isEqualTo(new Failed(410, "gone"));
        assertThat(fate(answer(302, null), 1, NOW)).isEqualTo(new Failed(302, "redirect"));
        assertThat(fate(Answer.none("address-refused"), 1, NOW))
                .isEqualTo(new Failed(0, "address-refused"));
        assertThat(fate(Answer.none("timeout"), 1, NOW)).isEqualTo(new Again(NOW.plusSeconds(5)));
        assertThat(fate(Answer.none("timeout"), 7, NOW)).isEqualTo(new Failed(0, "timeout"));
    }

    @Test
    void retryAfterPutsOffButWithinReason() {
        assertThat(fate(answer(429, "3600"), 1, NOW)).isEqualTo(new Again(NOW.plusSeconds(3600)));
        assertThat(fate(answer(503, "Sun, 1 Mar 2026 13:30:00 GMT"), 1, NOW))
                .isEqualTo(new Again(NOW.plus(Duration.ofMinutes(90))));
        // never sooner than we would have come ourselves, and not next year
        assertThat(fate(answer(429, "1"), 2, NOW)).isEqualTo(new Again(NOW.plusSeconds(300)));
        assertThat(fate(answer(429, "999999999"), 1, NOW))
                .isEqualTo(new Again(NOW.plus(Retries.LONGEST)));
        for (var odd : new String[] {"", "soon", "-5", "99999999999999999999"})
            assertThat(fate(answer(429, odd), 1, NOW)).isEqualTo(new Again(NOW.plusSeconds(5)));
    }
}
