package io.ritorno.flow;

import io.ritorno.platform.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that is wrong with a definition, and where.
///
/// @param code what kind of mistake, by which screens choose their own words: `next-missing`,
///   `step-unreachable`, …
/// @param step null when it concerns the flow as a whole
/// @param message what exactly, without its place
/// @param line of the template, from 1
public record Fault(
        String code,
        @Nullable String step,
        @Nullable String field,
        Reason message,
        @Nullable Integer line) {

    /// @param what the code of the sentence
    static Fault of(
            String code,
            @Nullable String step,
            @Nullable String field,
            String what,
            Object... args) {
        return new Fault(code, step, field, Reason.of(what, args), null);
    }

    /// How many there are, for the end of a sentence that tells the first; nothing for one alone.
    static Object all(List<Fault> faults) {
        return faults.size() == 1 ? "" : Reason.of("flow-faults", faults.size());
    }

    /// The place and the message in one sentence.
    Reason text() {
        var text = message;
        if (line != null) text = Reason.of("at-line", line, text);
        if (field != null) text = text.at(field);
        return step == null ? text : Reason.of("at-step", step, text);
    }
}
