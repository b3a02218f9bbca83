package io.ritorno.profile;

import java.util.Locale;
import java.util.Optional;

/// A person's gender, as far as she said. Events, imports and conditions say it in many words; kept
/// is a letter.
public enum Gender {
    FEMALE("f"),
    MALE("m"),
    OTHER("x");

    private final String kept;

    Gender(String kept) {
        this.kept = kept;
    }

    /// `f`, `m` or `x`.
    public String kept() {
        return kept;
    }

    /// What a word means, in English, Italian or Polish, whatever its capitals; the digits are
    /// those of ISO/IEC 5218. Empty when it is no gender.
    public static Optional<Gender> of(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "f", "female", "woman", "k", "kobieta", "donna", "femmina", "2" ->
                    Optional.of(FEMALE);
            case "m", "male", "man", "mężczyzna", "uomo", "maschio", "1" -> Optional.of(MALE);
            case "x", "other", "diverse", "altro", "inna", "inne" -> Optional.of(OTHER);
            default -> Optional.empty();
        };
    }
}
