package io.ritorno.platform;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/// Numbers that somebody wrote as text. Exponents are left out, and so is what is longer than any
/// amount: `1e999999999` is a few letters to send and would take all memory to add one to.
public final class Numbers {
    private static final Pattern WRITTEN = Pattern.compile("-?[0-9]{1,18}([.][0-9]{1,18})?");

    private Numbers() {}

    /// The number that the text is, or nothing.
    public static Optional<BigDecimal> written(String text) {
        return WRITTEN.matcher(text).matches()
                ? Optional.of(new BigDecimal(text))
                : Optional.empty();
    }
}
