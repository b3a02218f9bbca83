package io.ritorno.imports;

import io.ritorno.platform.Problem;
import java.util.Locale;

/// How the file is written.
enum Format {
    CSV,
    NDJSON;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws Problem 400 when it is none
    static Format of(String word) {
        for (var format : values()) if (format.word().equals(word)) return format;
        throw Problem.invalid("format", "not-one-of", "csv, ndjson");
    }
}
