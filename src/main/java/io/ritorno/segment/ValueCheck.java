package io.ritorno.segment;

import io.ritorno.platform.Numbers;
import io.ritorno.segment.Condition.Did.Filter;
import io.ritorno.segment.ValueTest.Date;
import io.ritorno.segment.ValueTest.Flag;
import io.ritorno.segment.ValueTest.Items;
import io.ritorno.segment.ValueTest.Known;
import io.ritorno.segment.ValueTest.Text;
import io.ritorno.segment.ValueTest.TextOp;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Tests of values that are at hand, for what cannot wait for a query: whether this very event
/// starts a flow. The answers are those of [ValueSql], which a test on random values proves.
public final class ValueCheck {
    private static final Pattern DAY = Pattern.compile("[12][0-9]{3}-[0-9]{2}-[0-9]{2}");

    private ValueCheck() {}

    /// Whether the properties pass all of these filters.
    public static boolean passes(List<Filter> where, JsonNode properties, LocalDate today) {
        for (var filter : where)
            if (!passes(filter.test(), properties.get(filter.property()), today)) return false;
        return true;
    }

    /// Whether a value passes.
    ///
    /// @param value null when there is none
    /// @param today for tests that say how many days ago a date was
    public static boolean passes(ValueTest test, @Nullable JsonNode value, LocalDate today) {
        return test.denies() != holds(test, value == null || value.isNull() ? null : value, today);
    }

    /// What a test asks for; for one that denies, what it denies.
    private static boolean holds(ValueTest test, @Nullable JsonNode value, LocalDate today) {
        if (value == null) return false;
        return switch (test) {
            case Known _ -> true;
            case Text(var op, var values) -> !value.isContainer() && words(text(value), op, values);
            case ValueTest.Number(var is) -> {
                var number = number(value);
                yield number != null && is.holds(number);
            }
            case Flag(var is) ->
                    (value.isBoolean() || value.isString())
                            && value.asString().equalsIgnoreCase(Boolean.toString(is));
            case Date(var is) -> {
                var day = value.isString() ? day(value.asString()) : null;
                yield day != null && is.days(today).contains(day);
            }
            case ValueTest.Anniversary yearly -> {
                var day = value.isString() ? day(value.asString()) : null;
                yield day != null && yearly.returns(day, today);
            }
            case Items(var op, var values) -> {
                var items = new HashSet<String>();
                if (value.isString()) items.add(value.asString());
                for (var item : value) if (item.isString()) items.add(item.asString());
                yield op == ValueTest.ListOp.HAS_ALL
                        ? items.containsAll(values)
                        : values.stream().anyMatch(items::contains);
            }
        };
    }

    private static boolean words(String value, TextOp op, List<String> values) {
        var low = value.toLowerCase(Locale.ROOT);
        for (var each : values) {
            var wanted = each.toLowerCase(Locale.ROOT);
            var is =
                    switch (op) {
                        case IS, IS_NOT -> low.equals(wanted);
                        case CONTAINS, CONTAINS_NOT -> low.contains(wanted);
                        case STARTS_WITH -> low.startsWith(wanted);
                        case ENDS_WITH -> low.endsWith(wanted);
                    };
            if (is) return true;
        }
        return false;
    }

    private static String text(JsonNode value) {
        return value.isNumber() ? value.decimalValue().toPlainString() : value.asString();
    }

    private static @Nullable BigDecimal number(JsonNode value) {
        if (value.isNumber()) return value.decimalValue();
        return value.isString() ? Numbers.written(value.asString()).orElse(null) : null;
    }

    /// The day with which a text begins, or null.
    public static @Nullable LocalDate day(String text) {
        if (text.length() < 10) return null;
        var day = text.substring(0, 10);
        if (!DAY.matcher(day).matches()) return null;
        try {
            return LocalDate.parse(day);
        } catch (java.time.DateTimeException e) {
            return null;
        }
    }
}
