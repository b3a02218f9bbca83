package io.ritorno.segment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// When a fact must have happened to be counted: in the last so many hours or days (of 24 hours,
/// back from the moment of asking), or on the days `from` to `to` of the shop's zone, both
/// included, either of them open.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Period(
        @Nullable Integer lastDays,
        @Nullable Integer lastHours,
        @Nullable LocalDate from,
        @Nullable LocalDate to) {
    public Period {
        Checks.span(lastDays, "lastDays", 36_500);
        Checks.span(lastHours, "lastHours", 876_000);
        var kinds =
                (lastDays != null ? 1 : 0)
                        + (lastHours != null ? 1 : 0)
                        + (from != null || to != null ? 1 : 0);
        if (kinds != 1)
            throw new IllegalArgumentException(
                    "a period is either lastDays, or lastHours, or from and to");
        if (from != null && to != null && from.isAfter(to))
            throw new IllegalArgumentException("from must not be after to");
    }

    public static Period lastDays(int days) {
        return new Period(days, null, null, null);
    }

    public static Period lastHours(int hours) {
        return new Period(null, hours, null, null);
    }

    public static Period days(@Nullable LocalDate from, @Nullable LocalDate to) {
        return new Period(null, null, from, to);
    }

    /// How far back a rolling period reaches, or null for one of fixed days.
    @Nullable Duration rolling() {
        if (lastDays != null) return Duration.ofDays(lastDays);
        if (lastHours != null) return Duration.ofHours(lastHours);
        return null;
    }

    Span span(Instant asOf, ZoneId zone) {
        var rolling = rolling();
        if (rolling != null) return new Span(asOf.minus(rolling), false, null, false);
        return Span.days(from, to, zone);
    }
}
