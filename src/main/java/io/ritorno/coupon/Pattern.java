package io.ritorno.coupon;

import io.ritorno.platform.Problem;
import java.security.SecureRandom;
import java.util.LinkedHashSet;
import java.util.Set;

/// How made codes look: `#` stands for a digit, `@` for a letter, `*` for either; all else for
/// itself. Signs that are easily taken for one another (0 and O, 1 and I) are left out.
final class Pattern {
    private static final String DIGITS = "23456789";
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";

    /// So many codes there must be for each that is made, or they could be guessed.
    private static final double SPARSE = 1_000;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Pattern() {}

    /// Different codes.
    ///
    /// @throws Problem 400 when the pattern cannot be or is too short for so many
    static Set<String> make(String pattern, int count) {
        if (!pattern.matches("[A-Za-z0-9#@*_-]{1,40}"))
            throw Problem.invalid("pattern", "wrong-pattern");
        var possible = 1.0;
        for (var i = 0; i < pattern.length(); i++) possible *= signs(pattern.charAt(i)).length();
        if (possible < SPARSE * count) throw Problem.invalid("pattern", "guessable-pattern", count);
        var codes = new LinkedHashSet<String>();
        while (codes.size() < count) codes.add(one(pattern));
        return codes;
    }

    private static String one(String pattern) {
        var code = new StringBuilder();
        for (var i = 0; i < pattern.length(); i++) {
            var signs = signs(pattern.charAt(i));
            code.append(signs.charAt(RANDOM.nextInt(signs.length())));
        }
        return code.toString();
    }

    private static String signs(char sign) {
        return switch (sign) {
            case '#' -> DIGITS;
            case '@' -> LETTERS;
            case '*' -> DIGITS + LETTERS;
            default -> String.valueOf(sign);
        };
    }
}
