package io.ritorno.content;

import io.ritorno.content.Liquid.Escape;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.BiFunction;
import liqp.TemplateContext;
import liqp.filters.Filter;
import liqp.filters.Filters;
import org.jspecify.annotations.Nullable;

/// Liquid's own filters, the ones among them that must be tamed, and ours: `money` (minor units of
/// the shop's currency), `day` and `time`, all in the person's language, and `json`, which writes
/// any value as JSON.
final class LiquidFilters {
    static final Filters ALL =
            Filters.DEFAULT_FILTERS.mergeWith(
                    List.of(
                            filter("money", (value, formats) -> formats.money(minor(value))),
                            filter("day", (value, formats) -> formats.day(date(value, formats))),
                            filter(
                                    "time",
                                    (value, formats) -> formats.time(moment(value, formats))),
                            new Filter("json") {
                                @Override
                                public Object apply(
                                        @Nullable Object value,
                                        TemplateContext context,
                                        Object... params) {
                                    return new StrictNodes.Ready(
                                            JsonText.write(value), Escape.JSON);
                                }
                            },
                            new HtmlFilter("escape"),
                            new HtmlFilter("escape_once"),
                            new HtmlFilter("newline_to_br"),
                            new Grows("replace", 1),
                            new Grows("replace_first", 1),
                            new Grows("join", 0)));

    private LiquidFilters() {}

    private static Filter filter(String name, BiFunction<Object, Formats, String> change) {
        return new Filter(name) {
            @Override
            public Object apply(@Nullable Object value, TemplateContext context, Object... params) {
                if (value == null) return "";
                var formats = context.get(Formats.KEY) instanceof Formats f ? f : Formats.NEUTRAL;
                return change.apply(value, formats);
            }
        };
    }

    static String text(Object value, TemplateContext context) {
        return value instanceof String text ? text : TEXT.asString(value, context);
    }

    private static final Filter TEXT = new Filter("text") {};

    private static long minor(Object value) {
        if (value instanceof Number number) return number.longValue();
        try {
            return Long.parseLong(value.toString().strip());
        } catch (NumberFormatException e) {
            throw new Liquid.Unfilled("filter-no-money", value);
        }
    }

    private static LocalDate date(Object value, Formats formats) {
        if (value instanceof LocalDate date) return date;
        try {
            return LocalDate.parse(value.toString());
        } catch (DateTimeParseException e) {
            return moment(value, formats).toLocalDate();
        }
    }

    private static ZonedDateTime moment(Object value, Formats formats) {
        try {
            return switch (value) {
                case ZonedDateTime moment -> moment;
                case Instant instant -> instant.atZone(formats.zone());
                default -> Instant.parse(value.toString()).atZone(formats.zone());
            };
        } catch (DateTimeParseException e) {
            throw new Liquid.Unfilled("filter-no-time", value);
        }
    }

    /// Filters that make HTML: their answer is escaped already and stays as it is.
    private static final class HtmlFilter extends Filter {
        HtmlFilter(String name) {
            super(name);
        }

        @Override
        public Object apply(@Nullable Object value, TemplateContext context, Object... params) {
            if (value == null) return "";
            if (StrictNodes.ready(value, Escape.HTML)) return value;
            var text = asString(value, context);
            var plain =
                    name.equals("escape_once")
                            ? org.jsoup.parser.Parser.unescapeEntities(text, true)
                            : text;
            var escaped = StrictNodes.escape(plain);
            return new StrictNodes.Ready(
                    name.equals("newline_to_br") ? escaped.replace("\n", "<br>\n") : escaped,
                    Escape.HTML);
        }
    }

    /// Filters whose answer may be the product of what they are given.
    private static final class Grows extends Filter {
        private final Filter own;
        private final int factor;

        Grows(String name, int factor) {
            super(name);
            this.own = Filters.DEFAULT_FILTERS.get(name);
            this.factor = factor;
        }

        @Override
        public Object apply(@Nullable Object value, TemplateContext context, Object... params) {
            long size =
                    isArray(value)
                            ? asArray(value, context).length
                            : asString(value, context).length() + 1;
            long by = params.length > factor ? asString(params[factor], context).length() : 1;
            if (size * by > Liquid.MOST) throw new Liquid.Unfilled("filter-too-long", name);
            return own.apply(value, context, params);
        }
    }
}
