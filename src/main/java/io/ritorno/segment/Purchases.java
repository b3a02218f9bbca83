package io.ritorno.segment;

import io.ritorno.platform.Times;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Questions about a person's orders in a period, over her row `b` of the table `purchases`, where
/// they stand sorted by time: which of them lie in the period is told by two searches.
///
/// @param before how many orders lie before the period
/// @param upTo how many lie before its end
record Purchases(Sql before, Sql upTo) {
    static final String TABLE = "purchases";
    static final String ALIAS = "b";

    /// @param asOf the moment of asking
    /// @param past whether what happened after it is left aside
    static Purchases in(@Nullable Period period, Instant asOf, boolean past, ZoneId zone) {
        var span = period == null ? Span.EVER : period.span(asOf, zone);
        if (past && (span.to() == null || span.to().isAfter(asOf)))
            span = new Span(span.from(), span.fromIncluded(), asOf, true);
        var from = span.from();
        var to = span.to();
        if (from != null && to != null && !from.isBefore(to))
            return new Purchases(Sql.of("0"), Sql.of("0"));
        return new Purchases(
                from == null ? Sql.of("0") : placedBy(from, !span.fromIncluded()),
                to == null ? Sql.of("cardinality(b.placed_at)") : placedBy(to, span.toIncluded()));
    }

    /// How many orders were placed until then.
    private static Sql placedBy(Instant at, boolean included) {
        var last = included ? at : at.minus(1, ChronoUnit.MICROS);
        return Sql.of("width_bucket(?::timestamptz, b.placed_at)", Times.utc(last));
    }

    /// The number of orders: an expression.
    Sql count() {
        return upTo.then(" - ").then(before).in("(", ")");
    }

    /// What they came to.
    Sql spent() {
        return upTo.in("(coalesce(b.spent[", "], 0)")
                .then(before.in(" - coalesce(b.spent[", "], 0))"));
    }

    /// Whether one of them had such an amount.
    Sql some(Whole amount) {
        var totals = before.in(" any(b.totals[", " + 1 : ").then(upTo).then("])");
        var to = amount.to();
        var value = amount.value();
        return switch (amount.op()) {
            case EQUAL -> Sql.of("?::bigint =", value).then(totals);
            case NOT_EQUAL -> Sql.of("?::bigint <>", value).then(totals);
            case MORE -> Sql.of("?::bigint <", value).then(totals);
            case LESS -> Sql.of("?::bigint >", value).then(totals);
            case AT_LEAST -> Sql.of("?::bigint <=", value).then(totals);
            case AT_MOST -> Sql.of("?::bigint >=", value).then(totals);
            // a range is kept with its end left out, so its end must have a successor
            case BETWEEN ->
                    Sql.of(
                                    "int8range(?, ?, '[]') @>",
                                    value,
                                    Math.min(to == null ? value : to, Long.MAX_VALUE - 1))
                            .then(totals);
        };
    }

    /// When the first of them was placed, or null.
    Sql first() {
        return at(before.then(" + 1"));
    }

    /// When the last of them was placed; null where there never was one before the end.
    Sql last() {
        return at(upTo);
    }

    private Sql at(Sql place) {
        return place.in("b.placed_at[", "]");
    }
}
