package io.ritorno.flow;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Moments that a marketer names by hour, weekday and date. An hour that a day does not have, since
/// its clocks go forward, is as much later as they go; one that it has twice is the first.
final class Clockwork {
    private Clockwork() {}

    /// The first moment from `from` on that has this hour and is on one of these days.
    ///
    /// @param at null for any hour: `from` itself when its day is one of them, else the day's start
    /// @param days empty for any
    static Instant next(Instant from, @Nullable LocalTime at, Set<DayOfWeek> days, ZoneId zone) {
        var start = from.atZone(zone).toLocalDate();
        for (var i = 0; i < 9; i++) {
            var day = start.plusDays(i);
            if (!days.isEmpty() && !days.contains(day.getDayOfWeek())) continue;
            if (at == null) {
                if (i == 0) return from;
                return day.atStartOfDay(zone).toInstant();
            }
            var moment = moment(day, at, zone);
            if (!moment.isBefore(from)) return moment;
        }
        throw new IllegalStateException("a week without " + days);
    }

    /// That hour so long after (or before) the date.
    static Instant on(LocalDate date, Period offset, LocalTime at, ZoneId zone) {
        return moment(date.plus(offset), at, zone);
    }

    /// The same for a date that comes every year: the first from `from` on. 29 February is 28
    /// February in years without.
    static Instant nextYearly(
            LocalDate date, Period offset, LocalTime at, ZoneId zone, Instant from) {
        var year = from.atZone(zone).getYear();
        // an offset may reach into the years around
        var reach = (int) Math.abs(offset.toTotalMonths() / 12 + offset.getDays() / 366) + 1;
        for (var y = year - reach; ; y++) {
            var moment = on(date.withYear(y), offset, at, zone);
            if (!moment.isBefore(from)) return moment;
        }
    }

    private static Instant moment(LocalDate day, LocalTime at, ZoneId zone) {
        return day.atTime(at).atZone(zone).toInstant();
    }
}
