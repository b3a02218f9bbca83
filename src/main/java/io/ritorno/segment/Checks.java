package io.ritorno.segment;

import io.ritorno.consent.Consents;
import io.ritorno.platform.Unfit;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What constructors of conditions refuse, each with the field and why.
final class Checks {
    /// A text in a condition may have this many characters.
    static final int LONGEST = 500;

    private static final int MOST_NAMES = 200;

    private Checks() {}

    /// Beyond these days the database and the calendar cannot count.
    private static final LocalDate FIRST_DAY = LocalDate.of(1000, 1, 1);

    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

    static void day(@Nullable LocalDate value, String name) {
        if (value != null && (value.isBefore(FIRST_DAY) || value.isAfter(LAST_DAY)))
            throw new Unfit(name, "day-not-in-range", FIRST_DAY, LAST_DAY);
    }

    /// What has no meaning beside another field.
    static void absent(@Nullable Object value, String name, String beside) {
        if (value != null) throw new Unfit(name, "not-beside", beside);
    }

    /// None is missing in a list of pieces.
    static void whole(List<?> pieces, String name) {
        for (var i = 0; i < pieces.size(); i++) present(pieces.get(i), name + "[" + i + "]");
    }

    static void present(@Nullable Object value, String name) {
        if (value == null) throw new Unfit(name, "missing");
    }

    static String text(@Nullable String value, String name) {
        if (value == null || value.isBlank()) throw new Unfit(name, "missing");
        if (value.length() > LONGEST) throw new Unfit(name, "too-long", LONGEST);
        if (value.indexOf('\0') >= 0) throw new Unfit(name, "has-nul");
        return value;
    }

    static List<String> names(@Nullable List<String> values, String name) {
        if (values == null || values.isEmpty()) throw new Unfit(name, "missing");
        most(values, name, MOST_NAMES);
        for (var value : values) text(value, name);
        return List.copyOf(values);
    }

    /// Names that may also be none at all.
    static List<String> someNames(@Nullable List<String> values, String name) {
        return values == null || values.isEmpty() ? List.of() : names(values, name);
    }

    static void channel(@Nullable String value) {
        if (value != null && !Consents.CHANNELS.contains(value))
            throw new Unfit("channel", "not-one-of", String.join(", ", Consents.CHANNELS));
    }

    static void most(List<?> values, String name, int most) {
        if (values.size() > most) throw new Unfit(name, "too-many", most);
    }

    static void span(@Nullable Integer value, String name, int most) {
        between(value, name, 0, most);
    }

    static void between(@Nullable Integer value, String name, int least, int most) {
        if (value != null && (value < least || value > most))
            throw new Unfit(name, "not-in-range", least, most);
    }

    /// Fifths, ascending and each once; none for all.
    static List<Integer> fifths(@Nullable List<Integer> values, String name) {
        if (values == null) return List.of();
        for (var value : values) {
            if (value == null) throw new Unfit(name, "not-in-range", 1, 5);
            between(value, name, 1, 5);
        }
        return values.stream().distinct().sorted().toList();
    }

    /// @param order the result of comparing the lower end with the upper; null without one
    static void between(Op op, @Nullable Integer order) {
        if ((op == Op.BETWEEN) != (order != null)) throw new Unfit(null, "between-needs-to");
        if (order != null && order > 0) throw new Unfit("value", "ends-reversed");
    }

    /// One of these, and only one.
    ///
    /// @param given how many there are
    static void one(int given, String names) {
        if (given != 1) throw new Unfit(null, "exactly-one-of", names);
    }
}
