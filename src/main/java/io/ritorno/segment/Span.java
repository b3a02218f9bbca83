package io.ritorno.segment;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// A stretch of time, open where an end is null.
record Span(
        @Nullable Instant from, boolean fromIncluded, @Nullable Instant to, boolean toIncluded) {
    static final Span EVER = new Span(null, false, null, false);

    /// From the first moment of `from` to the last of `to`.
    static Span days(@Nullable LocalDate from, @Nullable LocalDate to, ZoneId zone) {
        return new Span(
                from == null ? null : start(from, zone),
                true,
                to == null ? null : start(to.plusDays(1), zone),
                false);
    }

    static Instant start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    boolean contains(Instant at) {
        if (from != null && (fromIncluded ? at.isBefore(from) : !at.isAfter(from))) return false;
        return to == null || (toIncluded ? !at.isAfter(to) : at.isBefore(to));
    }

    /// A boolean over the column, null where the column is null.
    Sql over(String column) {
        var sql = Sql.of("true");
        if (from != null) {
            sql = Sql.of(column + (fromIncluded ? " >= ?" : " > ?"), from);
        }
        if (to == null) return sql;
        var end = Sql.of(column + (toIncluded ? " <= ?" : " < ?"), to);
        return from == null ? end : sql.and(end);
    }
}
