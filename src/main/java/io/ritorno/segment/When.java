package io.ritorno.segment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.ritorno.platform.Unfit;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// When one moment of a person's life (her last order, her last cart, a date on her profile) was.
/// Days are of the shop's zone.
///
/// @param date for `before`, `after`, `on` and `between`
/// @param to the last day, for `between`
/// @param days for the kinds that end in `ago`: so many days of 24 hours; for `exactly-ago` the
///   whole calendar day so many days back
/// @param hours … or so many hours; for `exactly-ago` the hour that began then
/// @param months … or so many calendar months: a day is a month ago from the same date of the next
///   month on, or from that month's last day where there is no such date
@JsonInclude(JsonInclude.Include.NON_NULL)
public record When(
        Is is,
        @Nullable LocalDate date,
        @Nullable LocalDate to,
        @Nullable Integer days,
        @Nullable Integer hours,
        @Nullable Integer months) {
    /// What is asked about the moment.
    public enum Is {
        /// Earlier than the day.
        @JsonProperty("before")
        BEFORE,
        /// Later than the day.
        @JsonProperty("after")
        AFTER,
        @JsonProperty("on")
        ON,
        @JsonProperty("between")
        BETWEEN,
        /// On the day so many days or months ago, or in the hour so many hours ago.
        @JsonProperty("exactly-ago")
        EXACTLY_AGO,
        /// So long ago or longer.
        @JsonProperty("at-least-ago")
        AT_LEAST_AGO,
        /// Not yet so long ago.
        @JsonProperty("less-than-ago")
        LESS_THAN_AGO
    }

    public When {
        Checks.present(is, "is");
        Checks.day(date, "date");
        Checks.day(to, "to");
        Checks.span(days, "days", 36_500);
        Checks.span(hours, "hours", 876_000);
        Checks.span(months, "months", 1_200);
        switch (is) {
            case BEFORE, AFTER, ON -> {
                Checks.present(date, "date");
                Checks.absent(to, "to", "date");
                noUnit(days, hours, months);
            }
            case BETWEEN -> {
                Checks.present(date, "date");
                Checks.present(to, "to");
                noUnit(days, hours, months);
                if (date != null && to != null && date.isAfter(to))
                    throw new Unfit("date", "ends-reversed");
            }
            case EXACTLY_AGO, AT_LEAST_AGO, LESS_THAN_AGO -> {
                var units =
                        (days != null ? 1 : 0) + (hours != null ? 1 : 0) + (months != null ? 1 : 0);
                Checks.one(units, "days, hours, months");
                Checks.absent(date, "date", "days, hours, months");
                Checks.absent(to, "to", "days, hours, months");
            }
        }
    }

    private static void noUnit(
            @Nullable Integer days, @Nullable Integer hours, @Nullable Integer months) {
        Checks.absent(days, "days", "date");
        Checks.absent(hours, "hours", "date");
        Checks.absent(months, "months", "date");
    }

    public static When of(Is is, LocalDate date) {
        return new When(is, date, null, null, null, null);
    }

    public static When between(LocalDate date, LocalDate to) {
        return new When(Is.BETWEEN, date, to, null, null, null);
    }

    public static When daysAgo(Is is, int days) {
        return new When(is, null, null, days, null, null);
    }

    public static When hoursAgo(Is is, int hours) {
        return new When(is, null, null, null, hours, null);
    }

    public static When monthsAgo(Is is, int months) {
        return new When(is, null, null, null, null, months);
    }

    /// The last day that is `months` calendar months before `day`, or more. On the last day of a
    /// month it is the last day of that month before, so that no day is left out: 31 January is a
    /// month before 28 February.
    static LocalDate monthsBefore(LocalDate day, int months) {
        var before = day.minusMonths(months);
        return day.getDayOfMonth() == day.lengthOfMonth()
                ? before.withDayOfMonth(before.lengthOfMonth())
                : before;
    }

    /// The beginning of the day `months` and `days` after the moment `at`: a `timestamptz`.
    static Sql monthsLater(Sql at, int months, int days, ZoneId zone) {
        return at.in("((", " at time zone ")
                .then("?)::date", zone.getId())
                .then(" + ?::int * interval '1 month' + ?::int * interval '1 day')", months, days)
                .then(" at time zone ?", zone.getId());
    }

    /// Whether the answer changes by time alone.
    boolean moves() {
        return switch (is) {
            case BEFORE, AFTER, ON, BETWEEN -> false;
            case EXACTLY_AGO, AT_LEAST_AGO, LESS_THAN_AGO -> true;
        };
    }

    /// Where a moment must lie.
    Span span(Instant asOf, ZoneId zone) {
        return switch (is) {
            case BEFORE -> Span.days(null, day().minusDays(1), zone);
            case AFTER -> Span.days(day().plusDays(1), null, zone);
            case ON -> Span.days(day(), day(), zone);
            case BETWEEN -> Span.days(day(), to(), zone);
            case EXACTLY_AGO -> {
                if (hours == null) {
                    var days = days(asOf.atZone(zone).toLocalDate());
                    yield Span.days(days.from(), days.to(), zone);
                }
                var end = asOf.minus(length());
                yield new Span(end.minus(Duration.ofHours(1)), false, end, true);
            }
            case AT_LEAST_AGO, LESS_THAN_AGO -> {
                if (months != null) {
                    var days = days(asOf.atZone(zone).toLocalDate());
                    yield Span.days(days.from(), days.to(), zone);
                }
                var limit = asOf.minus(length());
                yield is == Is.AT_LEAST_AGO
                        ? new Span(null, false, limit, true)
                        : new Span(limit, false, null, false);
            }
        };
    }

    /// Which days a plain date must lie between, both included, either open.
    Days days(LocalDate today) {
        return switch (is) {
            case BEFORE -> new Days(null, day().minusDays(1));
            case AFTER -> new Days(day().plusDays(1), null);
            case ON -> new Days(day(), day());
            case BETWEEN -> new Days(day(), to());
            case EXACTLY_AGO -> new Days(ago(today.minusDays(1)).plusDays(1), ago(today));
            case AT_LEAST_AGO -> new Days(null, ago(today));
            case LESS_THAN_AGO -> new Days(ago(today).plusDays(1), null);
        };
    }

    /// The last day that is so long before `today`, or longer.
    private LocalDate ago(LocalDate today) {
        return months == null ? today.minusDays(length().toDays()) : monthsBefore(today, months);
    }

    /// Empty where `from` is later than `to`.
    record Days(@Nullable LocalDate from, @Nullable LocalDate to) {
        boolean contains(LocalDate day) {
            return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
        }
    }

    /// When the answer about the moment in `column` next changes by time alone: a `timestamptz`,
    /// null when never again.
    Sql next(String column, Instant asOf, ZoneId zone) {
        if (months != null) {
            var first = monthsLater(Sql.of(column), months, 0, zone);
            if (is != Is.EXACTLY_AGO) return Sql.firstAfter(asOf, first);
            return Sql.firstAfter(asOf, first, monthsLater(Sql.of(column), months, 1, zone));
        }
        var length = length();
        if (is == Is.EXACTLY_AGO && hours == null) {
            var day = "((%s at time zone ?)::date + ?::int)::timestamp at time zone ?";
            return Sql.firstAfter(
                    asOf,
                    Sql.of(
                            day.formatted(column),
                            zone.getId(),
                            (int) length.toDays(),
                            zone.getId()),
                    Sql.of(
                            day.formatted(column),
                            zone.getId(),
                            (int) length.toDays() + 1,
                            zone.getId()));
        }
        var moment = Sql.of(column + " + ? * interval '1 hour'", length.toHours());
        if (is != Is.EXACTLY_AGO) return Sql.firstAfter(asOf, moment);
        return Sql.firstAfter(
                asOf, moment, Sql.of(column + " + ? * interval '1 hour'", length.toHours() + 1));
    }

    /// The same about a plain date; `value` is of type `date`.
    Sql nextDay(Sql value, Instant asOf, ZoneId zone) {
        var first = midnight(value, 0, zone);
        if (is != Is.EXACTLY_AGO) return Sql.firstAfter(asOf, first);
        return Sql.firstAfter(asOf, first, midnight(value, 1, zone));
    }

    /// The beginning of the day so long, and `more` days, after a day.
    private Sql midnight(Sql day, int more, ZoneId zone) {
        if (months == null)
            return day.in("(", "")
                    .then(
                            " + ?::int)::timestamp at time zone ?",
                            (int) length().toDays() + more,
                            zone.getId());
        return day.in("(", "")
                .then(" + ?::int * interval '1 month' + ?::int * interval '1 day')", months, more)
                .then(" at time zone ?", zone.getId());
    }

    private Duration length() {
        if (days != null) return Duration.ofDays(days);
        if (hours != null) return Duration.ofHours(hours);
        throw new IllegalStateException(this + " has no length");
    }

    private LocalDate day() {
        if (date == null) throw new IllegalStateException(this + " has no date");
        return date;
    }
}
