package io.ritorno.imports;

import io.ritorno.platform.Problem;
import io.ritorno.platform.Unfit;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Reads amounts and times as people write them. What cannot be read throws [Unfit] with a reason
/// for the person whose file it is.
final class Values {
    private static final Pattern THOUSANDS = Pattern.compile("[+-]?\\d{1,3}(,\\d{3})+");
    private static final Pattern DOTS = Pattern.compile("[+-]?\\d{1,3}(\\.\\d{3}){2,}");
    private static final List<DateTimeFormatter> TIMES =
            List.of(
                    format("yyyy-M-d[['T'][ ]H:mm[:ss[.SSSSSSSSS][.SSSSSS][.SSS][.S]]]"),
                    format("d.M.yyyy[ H:mm[:ss]]"),
                    format("d/M/yyyy[ H:mm[:ss]]"),
                    format("M/d/yyyy[ H:mm[:ss]]"),
                    format("d-M-yyyy[ H:mm[:ss]]"),
                    format("yyyy/M/d[ H:mm[:ss]]"),
                    format("yyyyMMdd"));

    private final ZoneId zone;
    private final List<DateTimeFormatter> formats;
    private final String decimal;

    /// @param zone of times that name none
    Values(ZoneId zone, Mapping mapping) {
        this.zone = zone;
        this.formats = mapping.option("date_format").map(p -> List.of(pattern(p))).orElse(TIMES);
        this.decimal = mapping.option("decimal").orElse("");
    }

    /// @throws Problem 400 when it is no pattern
    static DateTimeFormatter pattern(String pattern) {
        try {
            return format(pattern);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("mapping", "wrong-date-format", pattern);
        }
    }

    private static DateTimeFormatter format(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
                .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
                .toFormatter(Locale.ENGLISH);
    }

    /// `1,234.50`, `1.234,50`, `1 234,50 zł`, `€ 12.5`, `-3`. A lone comma before groups of three
    /// digits parts thousands, a lone point never does, unless the mapping says what the mark is.
    BigDecimal amount(String text) {
        var digits = new StringBuilder(text.length());
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c >= '0' && c <= '9' || c == '.' || c == ',' || c == '-' || c == '+')
                digits.append(c);
            else if (c == '\u2212') digits.append('-');
            else if (c == 'e' || c == 'E') return plain(text, text.strip());
        }
        var number = trimMarks(digits.toString());
        var comma = number.lastIndexOf(',');
        var point = number.lastIndexOf('.');
        var mark = decimal;
        if (mark.isEmpty()) {
            if (comma >= 0 && point >= 0) mark = comma > point ? "," : ".";
            else if (comma >= 0) mark = THOUSANDS.matcher(number).matches() ? "." : ",";
            else mark = DOTS.matcher(number).matches() ? "," : ".";
        }
        var clean =
                mark.equals(",")
                        ? number.replace(".", "").replace(',', '.')
                        : number.replace(",", "");
        return plain(text, clean);
    }

    /// `zł.` and `Fr.` leave a mark that is none of the number's.
    private static String trimMarks(String number) {
        var from = 0;
        var to = number.length();
        while (to > from && (number.charAt(to - 1) == '.' || number.charAt(to - 1) == ',')) to--;
        while (from < to && number.charAt(from) == ',') from++;
        return number.substring(from, to);
    }

    private static BigDecimal plain(String text, String number) {
        try {
            var amount = new BigDecimal(number);
            if (amount.precision() - amount.scale() > 15 || amount.scale() > 20)
                throw new NumberFormatException();
            return amount;
        } catch (NumberFormatException e) {
            throw new Unfit(null, "not-a-number", cut(text));
        }
    }

    /// A time in a usual way of writing, without a zone in the shop's; a day is its beginning.
    Instant time(String text) {
        var written = text.strip();
        if (formats == TIMES) {
            if (written.matches("\\d{10}")) return Instant.ofEpochSecond(Long.parseLong(written));
            if (written.matches("\\d{13}")) return Instant.ofEpochMilli(Long.parseLong(written));
            try {
                if (written.endsWith("Z") || written.matches(".*[T ]\\d.*[+-]\\d{2}:?\\d{2}"))
                    return OffsetDateTime.parse(
                                    written.replaceFirst("(\\d) ", "$1T")
                                            .replaceFirst("([+-]\\d{2})(\\d{2})$", "$1:$2"))
                            .toInstant();
            } catch (DateTimeException e) {
                throw new Unfit(null, "no-time", cut(text));
            }
        }
        for (var format : formats) {
            try {
                return LocalDateTime.parse(written, format).atZone(zone).toInstant();
            } catch (DateTimeException e) {
                // perhaps it is written in the next way
            }
        }
        throw new Unfit(null, "no-time", cut(text));
    }

    /// A day, whatever its zone.
    LocalDate day(String text) {
        return time(text).atZone(zone).toLocalDate();
    }

    /// Yes in the words that files use.
    static boolean yes(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "1", "true", "t", "yes", "y", "x", "tak", "si", "sì", "subscribed", "in" -> true;
            default -> false;
        };
    }

    private static String cut(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60);
    }
}
