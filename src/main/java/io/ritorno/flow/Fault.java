package io.ritorno.flow;

import org.jspecify.annotations.Nullable;

/// Something that is wrong with a definition, and where.
///
/// @param code for the screens, which have it in words: `next-missing`, `step-unreachable`, …
/// @param step null when it concerns the flow as a whole
/// @param message in English, for those who call the API
/// @param line of the template, from 1
public record Fault(
        String code,
        @Nullable String step,
        @Nullable String field,
        String message,
        @Nullable Integer line) {

    static Fault of(String code, @Nullable String step, @Nullable String field, String message) {
        return new Fault(code, step, field, message, null);
    }

    /// The place and the message in one sentence.
    String text() {
        var place = new StringBuilder();
        if (step != null) place.append("step ").append(step).append(": ");
        if (field != null) place.append(field).append(' ');
        if (line != null) place.append("line ").append(line).append(": ");
        return place + message;
    }
}
