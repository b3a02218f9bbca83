package io.ritorno.segment;

import io.ritorno.segment.ValueTest.Anniversary;
import io.ritorno.segment.ValueTest.Date;
import io.ritorno.segment.ValueTest.Flag;
import io.ritorno.segment.ValueTest.Items;
import io.ritorno.segment.ValueTest.Known;
import io.ritorno.segment.ValueTest.Text;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tests of single values, as booleans that are never null.
///
/// A test that says *not* is compiled as what it denies; the caller turns it round. So a table that
/// holds only values answers for people who have none.
final class ValueSql {
    /// A text that starts with a day of the years 1000 to 2999 which exists: PostgreSQL 15 has no
    /// cast that says no instead of failing.
    private static final String DAY =
            "^([12][0-9]{3}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])"
                    + "|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
                    + "|02-(0[1-9]|1[0-9]|2[0-8]))"
                    + "|([12][0-9](0[48]|[2468][048]|[13579][26])|(12|16|20|24|28)00)-02-29)";

    private static final String NUMBER = "^-?[0-9]{1,18}([.][0-9]{1,18})?$";

    private final Instant asOf;
    private final ZoneId zone;

    ValueSql(Instant asOf, ZoneId zone) {
        this.asOf = asOf;
        this.zone = zone;
    }

    /// What a test found, and when its answer changes by time alone.
    record Tested(Sql holds, @Nullable Sql next) {}

    /// A value in JSON; `value` yields `jsonb` or null.
    Tested json(Sql value, ValueTest test) {
        var kind = value.in("jsonb_typeof(", ")");
        var text = value.in("(", " #>> '{}')");
        return switch (test) {
            case Text of ->
                    only(
                            words(
                                    kind.in(
                                                    "case when ",
                                                    " in ('string', 'number', 'boolean') then ")
                                            .then(text)
                                            .then(" end"),
                                    of));
            case ValueTest.Number(var is) -> only(sure(decimal(number(value), is)));
            case Flag(var is) ->
                    only(
                            sure(
                                    kind.in("case when ", " in ('boolean', 'string') then lower(")
                                            .then(text)
                                            .then(") = ? end", Boolean.toString(is))));
            case Date(var is) -> day(date(kind, text), is);
            case Anniversary yearly -> anniversary(date(kind, text), yearly);
            case Items(var op, var values) ->
                    only(
                            sure(
                                    kind.in("case when ", " in ('array', 'string') then ")
                                            .then(value)
                                            .then(
                                                    op == ValueTest.ListOp.HAS_ALL
                                                            ? " ??& ? end"
                                                            : " ??| ? end",
                                                    (Object) array(values))));
            case Known _ -> only(sure(kind.then(" <> 'null'")));
        };
    }

    /// A trait's column.
    Tested column(TraitName name, ValueTest test) {
        var value = Sql.of(name.sql);
        return switch (test) {
            case Text of -> only(words(value, of));
            case Date(var is) -> day(value, is);
            case Anniversary yearly -> anniversary(value, yearly);
            case Items(var op, var values) ->
                    only(
                            value.then(
                                    op == ValueTest.ListOp.HAS_ALL ? " @> ?" : " && ?",
                                    (Object) array(values)));
            case Known _ ->
                    only(
                            switch (name.kind) {
                                case TEXT -> sure(value.then(" <> ''"));
                                case DATE -> value.then(" is not null");
                                case LIST -> Sql.of("cardinality(" + name.sql + ") > 0");
                            });
            case ValueTest.Number _, Flag _ ->
                    throw new IllegalStateException(name + " with " + test);
        };
    }

    /// A column of text.
    Tested text(String column, ValueTest test) {
        var value = Sql.of(column);
        return switch (test) {
            case Text of -> only(words(value, of));
            case Known _ -> only(sure(value.then(" <> ''")));
            case ValueTest.Number _, Flag _, Date _, Anniversary _, Items _ ->
                    throw new IllegalStateException(column + " with " + test);
        };
    }

    /// The number in a piece of JSON, or null.
    static Sql number(Sql value) {
        var kind = value.in("jsonb_typeof(", ")");
        var text = value.in("(", " #>> '{}')");
        return kind.in("case when ", " = 'number' or (")
                .then(kind)
                .then(" = 'string' and ")
                .then(text)
                .then(" ~ '" + NUMBER + "') then ")
                .then(text)
                .then("::numeric end");
    }

    private static Sql date(Sql kind, Sql text) {
        return kind.in("case when ", " = 'string' and ")
                .then(text)
                .then(" ~ '" + DAY + "' then left(")
                .then(text)
                .then(", 10)::date end");
    }

    private static Sql words(Sql value, Text test) {
        var any = "any (array(select lower(v) from unnest(?) v))";
        var lower = value.in("lower(", ")");
        return sure(
                switch (test.op()) {
                    case IS, IS_NOT -> lower.then(" = " + any, (Object) array(test.values()));
                    case CONTAINS, CONTAINS_NOT ->
                            lower.then(" like " + any, (Object) pattern("%", test.values(), "%"));
                    case STARTS_WITH ->
                            lower.then(" like " + any, (Object) pattern("", test.values(), "%"));
                    case ENDS_WITH ->
                            lower.then(" like " + any, (Object) pattern("%", test.values(), ""));
                });
    }

    static Sql decimal(Sql value, Decimal is) {
        var to = is.to();
        return to == null
                ? value.then(" " + is.op().sql() + " ?", is.value())
                : value.then(" between ? and ?", is.value(), to);
    }

    private Tested day(Sql value, When is) {
        var days = is.days(asOf.atZone(zone).toLocalDate());
        var holds = Sql.TRUE;
        if (days.from() != null) holds = holds.and(value.then(" >= ?", days.from()));
        if (days.to() != null) holds = holds.and(value.then(" <= ?", days.to()));
        return new Tested(sure(holds), is.moves() ? is.nextDay(value, asOf, zone) : null);
    }

    /// By the first return of the day on or after the earliest day that is asked for. A year later
    /// than 29 February is the 28th, for PostgreSQL too.
    private Tested anniversary(Sql value, ValueTest.Anniversary yearly) {
        var today = asOf.atZone(zone).toLocalDate();
        var first = today.plusDays(yearly.from());
        var last = today.plusDays(yearly.to());
        var sameYear = returned(value, first.getYear());
        var next =
                sameYear.in("(case when ", "")
                        .then(" >= ? then ", first)
                        .then(sameYear)
                        .then(" else ")
                        .then(returned(value, first.getYear() + 1))
                        .then(" end)");
        var within = next.then(" <= ?", last);
        var changes =
                within.in("(case when ", " then ")
                        .then(next)
                        .then(" - ?::int + 1 else ", yearly.from())
                        .then(next)
                        .then(
                                " - ?::int end)::timestamp at time zone ?",
                                yearly.to(),
                                zone.getId());
        return new Tested(sure(within), changes);
    }

    private static Sql returned(Sql day, int year) {
        return day.in("(", "")
                .then(" + (?::int - extract(year from ", year)
                .then(day)
                .then(")::int) * interval '1 year')::date");
    }

    private static Tested only(Sql holds) {
        return new Tested(holds, null);
    }

    private static Sql sure(Sql holds) {
        return holds.in("coalesce(", ", false)");
    }

    private static String[] array(List<String> values) {
        return values.toArray(String[]::new);
    }

    private static String[] pattern(String before, List<String> values, String after) {
        return values.stream()
                .map(value -> value.replaceAll("[\\\\%_]", "\\\\$0"))
                .map(value -> before + value + after)
                .toArray(String[]::new);
    }
}
