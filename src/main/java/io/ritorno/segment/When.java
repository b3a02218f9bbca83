package io.ritorno.segment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
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
@JsonInclude(JsonInclude.Include.NON_NULL)
public record When(
        Is is,
        @Nullable LocalDate date,
        @Nullable LocalDate to,
        @Nullable Integer days,
        @Nullable Integer hours) {
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
        /// On the day so many days ago, or in the hour so many hours ago.
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
        Checks.span(days, "days", 36_500);
        Checks.span(hours, "hours", 876_000);
        switch (is) {
            case BEFORE, AFTER, ON -> Checks.present(date, "date");
            case BETWEEN -> {
                Checks.present(date, "date");
                Checks.present(to, "to");
                if (date != null && to != null && date.isAfter(to))
                    throw new IllegalArgumentException("date must not be after to");
            }
            case EXACTLY_AGO, AT_LEAST_AGO, LESS_THAN_AGO -> {
                if ((days == null) == (hours == null))
                    throw new IllegalArgumentException("either days or hours must be given");
            }
        }
    }

    public static When of(Is is, LocalDate date) {
        return new When(is, date, null, null, null);
    }

    public static When between(LocalDate date, LocalDate to) {
        return new When(Is.BETWEEN, date, to, null, null);
    }

    public static When daysAgo(Is is, int days) {
        return new When(is, null, null, days, null);
    }

    public static When hoursAgo(Is is, int hours) {
        return new When(is, null, null, null, hours);
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
                    var day = asOf.atZone(zone).toLocalDate().minusDays(length().toDays());
                    yield Span.days(day, day, zone);
                }
                var end = asOf.minus(length());
                yield new Span(end.minus(Duration.ofHours(1)), false, end, true);
            }
            case AT_LEAST_AGO -> new Span(null, false, asOf.minus(length()), true);
            case LESS_THAN_AGO -> new Span(asOf.minus(length()), false, null, false);
        };
    }

    /// Which days a plain date must lie between, both included, either open.
    Days days(LocalDate today) {
        return switch (is) {
            case BEFORE -> new Days(null, day().minusDays(1));
            case AFTER -> new Days(day().plusDays(1), null);
            case ON -> new Days(day(), day());
            case BETWEEN -> new Days(day(), to());
            case EXACTLY_AGO -> {
                var day = today.minusDays(length().toDays());
                yield new Days(day, day);
            }
            case AT_LEAST_AGO -> new Days(null, today.minusDays(length().toDays()));
            case LESS_THAN_AGO -> new Days(today.minusDays(length().toDays() - 1), null);
        };
    }

    record Days(@Nullable LocalDate from, @Nullable LocalDate to) {
        boolean contains(LocalDate day) {
            return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
        }
    }

    /// When the answer about the moment in `column` next changes by time alone: a `timestamptz`,
    /// null when never again.
    Sql next(String column, Instant asOf, ZoneId zone) {
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
        var days = (int) length().toDays();
        var first = midnight(value, days, zone);
        if (is != Is.EXACTLY_AGO) return Sql.firstAfter(asOf, first);
        return Sql.firstAfter(asOf, first, midnight(value, days + 1, zone));
    }

    private static Sql midnight(Sql day, int later, ZoneId zone) {
        return day.in("(", "").then(" + ?::int)::timestamp at time zone ?", later, zone.getId());
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
