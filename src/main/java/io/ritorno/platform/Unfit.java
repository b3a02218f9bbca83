package io.ritorno.platform;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What a sender or a file told cannot be taken as it is, and why. The reason is kept with what was
/// told and read later, by somebody else: it is kept as a code and told in the reader's language.
///
/// The sentences are those of [Problem]; about a field, they go on after its name.
public final class Unfit extends IllegalArgumentException {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final @Nullable String field;
    private final String code;
    private final Object[] args;

    public Unfit(@Nullable String field, String code, Object... args) {
        this.field = field;
        this.code = code;
        this.args = args;
    }

    @Override
    public String getMessage() {
        return sentence(Locale.ENGLISH, field, code, args);
    }

    /// The same about a field, found by what knew none.
    public Unfit in(String name) {
        return new Unfit(name, code, args);
    }

    /// To be kept: a list of field (empty when there is none), code and what the sentence speaks
    /// of.
    public String kept() {
        var name = field == null ? "" : field;
        var parts = Stream.concat(Stream.of(name, code), Stream.of(args).map(String::valueOf));
        return JSON.writeValueAsString(parts.toList());
    }

    /// What was kept, in a language. Whatever is not of [#kept] is a sentence already.
    public static String told(String kept, Locale locale) {
        if (!kept.startsWith("[")) return kept;
        try {
            var parts = JSON.readValue(kept, String[].class);
            if (parts.length < 2) return kept;
            Object[] args = Arrays.copyOfRange(parts, 2, parts.length);
            return sentence(locale, parts[0].isEmpty() ? null : parts[0], parts[1], args);
        } catch (JacksonException e) {
            return kept;
        }
    }

    private static String sentence(
            Locale locale, @Nullable String field, String code, Object... args) {
        var text = Problem.sentence(locale, code, args);
        if (text == null) text = code;
        return field == null ? text : Problem.about(field, text);
    }
}
