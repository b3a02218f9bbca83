package io.ritorno.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/// What a calendar month back is, at the ends of months.
class MonthsTest {
    @Test
    void theSameDateAMonthBefore() {
        assertThat(before("2026-06-15", 1)).isEqualTo("2026-05-15");
        assertThat(before("2026-06-15", 18)).isEqualTo("2024-12-15");
        assertThat(before("2026-06-15", 0)).isEqualTo("2026-06-15");
    }

    @Test
    void aDayThatTheMonthDoesNotHave() {
        assertThat(before("2026-03-29", 1)).isEqualTo("2026-02-28");
        assertThat(before("2026-03-31", 1)).isEqualTo("2026-02-28");
        assertThat(before("2024-03-30", 1)).isEqualTo("2024-02-29");
    }

    @Test
    void onTheLastDayOfAMonthNoDayOfTheOneBeforeIsLeftOut() {
        assertThat(before("2026-02-28", 1)).isEqualTo("2026-01-31");
        assertThat(before("2024-02-28", 1)).isEqualTo("2024-01-28");
        assertThat(before("2024-02-29", 1)).isEqualTo("2024-01-31");
        assertThat(before("2026-04-30", 1)).isEqualTo("2026-03-31");
    }

    /// As adding months forward says it: every day has exactly one day that is a month later.
    @Test
    void agreesWithAddingMonthsForFourYears() {
        for (var today = LocalDate.of(2023, 1, 1);
                today.isBefore(LocalDate.of(2027, 1, 1));
                today = today.plusDays(1)) {
            for (var months = 0; months < 14; months++) {
                var last = When.monthsBefore(today, months);
                assertThat(last.plusMonths(months)).isBeforeOrEqualTo(today);
                assertThat(last.plusDays(1).plusMonths(months)).isAfter(today);
            }
        }
    }

    private static String before(String day, int months) {
        return When.monthsBefore(LocalDate.parse(day), months).toString();
    }
}
