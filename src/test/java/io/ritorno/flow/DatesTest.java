package io.ritorno.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.flow.Dates.Occurrence;
import io.ritorno.flow.Trigger.DayTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DatesTest {
    private static final ZoneId WARSAW = ZoneId.of("Europe/Warsaw");

    private static DayTime on(String offset, String at) {
        return new DayTime(Period.parse(offset), LocalTime.parse(at), false);
    }

    private static @Nullable Occurrence next(String date, DayTime on, boolean yearly, String from) {
        return Dates.next(LocalDate.parse(date), on, yearly, WARSAW, Instant.parse(from))
                .orElse(null);
    }

    private static Occurrence at(String about, String due) {
        return new Occurrence(LocalDate.parse(about), Instant.parse(due));
    }

    @Test
    void birthdayAtNineOfTheDay() {
        var nine = on("P0D", "09:00");
        assertThat(next("1990-05-01", nine, true, "2026-03-01T00:00:00Z"))
                .isEqualTo(at("2026-05-01", "2026-05-01T07:00:00Z"));
        // on the very moment still this year, a moment later the next
        assertThat(next("1990-05-01", nine, true, "2026-05-01T07:00:00Z"))
                .isEqualTo(at("2026-05-01", "2026-05-01T07:00:00Z"));
        assertThat(next("1990-05-01", nine, true, "2026-05-01T07:00:00.000001Z"))
                .isEqualTo(at("2027-05-01", "2027-05-01T07:00:00Z"));
    }

    @Test
    void leapDayIsKeptOnTheDayBeforeInOtherYears() {
        var nine = on("P0D", "09:00");
        assertThat(next("2000-02-29", nine, true, "2026-01-01T00:00:00Z"))
                .isEqualTo(at("2026-02-28", "2026-02-28T08:00:00Z"));
        assertThat(next("2000-02-29", nine, true, "2028-01-01T00:00:00Z"))
                .isEqualTo(at("2028-02-29", "2028-02-29T08:00:00Z"));
        assertThat(next("2000-02-29", on("P1D", "09:00"), true, "2026-01-01T00:00:00Z"))
                .isEqualTo(at("2026-02-28", "2026-03-01T08:00:00Z"));
    }

    @Test
    void daysBeforeReachOverTheTurnOfTheYear() {
        var week = on("-P7D", "10:00");
        assertThat(next("1990-01-03", week, true, "2026-12-20T00:00:00Z"))
                .isEqualTo(at("2027-01-03", "2026-12-27T09:00:00Z"));
        assertThat(next("1990-12-30", on("P7D", "10:00"), true, "2027-01-01T00:00:00Z"))
                .isEqualTo(at("2026-12-30", "2027-01-06T09:00:00Z"));
        assertThat(next("1990-12-30", on("P2Y", "10:00"), true, "2027-01-01T00:00:00Z"))
                .isEqualTo(at("2025-12-30", "2027-12-30T09:00:00Z"));
    }

    @Test
    void whatIsNotYearlyIsNeverOfThePast() {
        assertThat(next("2026-05-01", on("-P3D", "09:00"), false, "2026-04-01T00:00:00Z"))
                .isEqualTo(at("2026-05-01", "2026-04-28T07:00:00Z"));
        assertThat(next("2026-05-01", on("-P3D", "09:00"), false, "2026-04-28T07:00:00.1Z"))
                .isNull();
    }

    @Test
    void dateToComeHasNoAnniversaryBefore() {
        assertThat(next("2030-05-01", on("P0D", "09:00"), true, "2026-01-01T00:00:00Z"))
                .isEqualTo(at("2030-05-01", "2030-05-01T07:00:00Z"));
    }

    @Test
    void hourThatSummerTimeLeavesOutIsAnHourLater() {
        // on 2026-03-29 the clocks of Warsaw go from 2 to 3
        assertThat(next("2026-03-29", on("P0D", "02:30"), false, "2026-01-01T00:00:00Z"))
                .isEqualTo(at("2026-03-29", "2026-03-29T01:30:00Z"));
    }

    @Test
    void ofTheHourThatComesTwiceTheFirstCounts() {
        // on 2026-10-25 they go from 3 back to 2
        assertThat(next("2026-10-25", on("P0D", "02:30"), false, "2026-01-01T00:00:00Z"))
                .isEqualTo(at("2026-10-25", "2026-10-25T00:30:00Z"));
    }
}
