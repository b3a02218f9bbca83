package io.ritorno.segment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ritorno.platform.Unfit;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// When a fact must have happened to be counted: in the last so many hours or days (of 24 hours,
/// back from the moment of asking), in the last so many calendar months (of whole days, see
/// [When#monthsBefore]), or on the days `from` to `to` of the shop's zone, both included, either of
/// them open.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Period(
        @Nullable Integer lastDays,
        @Nullable Integer lastHours,
        @Nullable Integer lastMonths,
        @Nullable LocalDate from,
        @Nullable LocalDate to) {
    public Period {
        Checks.span(lastDays, "lastDays", 36_500);
        Checks.span(lastHours, "lastHours", 876_000);
        Checks.span(lastMonths, "lastMonths", 1_200);
        Checks.day(from, "from");
        Checks.day(to, "to");
        var kinds =
                (lastDays != null ? 1 : 0)
                        + (lastHours != null ? 1 : 0)
                        + (lastMonths != null ? 1 : 0)
                        + (from != null || to != null ? 1 : 0);
        Checks.one(kinds, "lastDays, lastHours, lastMonths, from/to");
        if (from != null && to != null && from.isAfter(to))
            throw new Unfit("from", "ends-reversed");
    }

    public static Period lastDays(int days) {
        return new Period(days, null, null, null, null);
    }

    public static Period lastHours(int hours) {
        return new Period(null, hours, null, null, null);
    }

    public static Period lastMonths(int months) {
        return new Period(null, null, months, null, null);
    }

    public static Period days(@Nullable LocalDate from, @Nullable LocalDate to) {
        return new Period(null, null, null, from, to);
    }

    /// Whether facts drop out of it by time alone.
    boolean rolls() {
        return lastDays != null || lastHours != null || lastMonths != null;
    }

    Span span(Instant asOf, ZoneId zone) {
        var length = length();
        if (length != null) return new Span(asOf.minus(length), false, null, false);
        if (lastMonths == null) return Span.days(from, to, zone);
        var today = asOf.atZone(zone).toLocalDate();
        return Span.days(When.monthsBefore(today, lastMonths).plusDays(1), null, zone);
    }

    /// When a fact drops out of a rolling period: a `timestamptz`.
    ///
    /// @param at when it happened
    Sql ends(Sql at, ZoneId zone) {
        var length = length();
        if (length != null) return at.then(" + ? * interval '1 hour'", length.toHours());
        if (lastMonths == null) throw new IllegalStateException(this + " does not roll");
        return When.monthsLater(at, lastMonths, 0, zone);
    }

    private @Nullable Duration length() {
        if (lastDays != null) return Duration.ofDays(lastDays);
        if (lastHours != null) return Duration.ofHours(lastHours);
        return null;
    }
}
