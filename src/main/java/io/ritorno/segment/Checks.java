package io.ritorno.segment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What constructors of conditions refuse. The messages are read by whoever sent the condition.
final class Checks {
    /// A text in a condition may have this many characters.
    private static final int LONGEST = 500;

    private Checks() {}

    static void present(@Nullable Object value, String name) {
        if (value == null) throw new IllegalArgumentException(name + " is missing");
    }

    static String text(@Nullable String value, String name) {
        if (value == null || value.isBlank())
            throw new IllegalArgumentException(name + " is missing");
        if (value.length() > LONGEST)
            throw new IllegalArgumentException(name + " is longer than " + LONGEST + " characters");
        if (value.indexOf('\0') >= 0)
            throw new IllegalArgumentException(name + " contains a NUL character");
        return value;
    }

    static List<String> names(@Nullable List<String> values, String name) {
        if (values == null || values.isEmpty())
            throw new IllegalArgumentException(name + " is missing");
        if (values.size() > 200) throw new IllegalArgumentException(name + " must be at most 200");
        for (var value : values) text(value, name);
        return List.copyOf(values);
    }

    /// Names that may also be none at all.
    static List<String> someNames(@Nullable List<String> values, String name) {
        return values == null || values.isEmpty() ? List.of() : names(values, name);
    }

    static void span(@Nullable Integer value, String name, int most) {
        if (value != null && (value < 0 || value > most))
            throw new IllegalArgumentException(name + " must be 0 to " + most);
    }

    static void between(@Nullable Integer value, String name, int least, int most) {
        if (value != null && (value < least || value > most))
            throw new IllegalArgumentException(name + " must be " + least + " to " + most);
    }

    /// Fifths, ascending and each once; none for all.
    static List<Integer> fifths(@Nullable List<Integer> values, String name) {
        if (values == null) return List.of();
        for (var value : values) {
            if (value == null) throw new IllegalArgumentException(name + " must be 1 to 5");
            between(value, name, 1, 5);
        }
        return values.stream().distinct().sorted().toList();
    }

    static void between(Op op, @Nullable Integer order) {
        if ((op == Op.BETWEEN) != (order != null))
            throw new IllegalArgumentException("to belongs to between, and between needs it");
        if (order != null && order > 0)
            throw new IllegalArgumentException("value must not be greater than to");
    }
}
