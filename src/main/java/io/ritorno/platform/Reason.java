package io.ritorno.platform;

import com.fasterxml.jackson.annotation.JsonValue;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Why something cannot be: a code that stays the same for ever, with what its sentence speaks of.
/// It is told in the language of whoever reads it: in an answer, in that of the call; kept, it is a
/// code, and told when somebody reads it.
///
/// The sentences stand in `problems*.properties` under their codes. About a field, a sentence goes
/// on after the field's name.
///
/// @param field null when it is about no field, or its place is told beside it
/// @param args texts, or reasons that the sentence tells in itself
public record Reason(@Nullable String field, String code, List<Object> args) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /// Details of a decision that may be kept reasons.
    private static final List<String> DETAILS = List.of("why", "error");

    public Reason {
        args = args.stream().map(arg -> arg instanceof Reason ? arg : String.valueOf(arg)).toList();
    }

    public static Reason of(String code, Object... args) {
        return about(null, code, args);
    }

    public static Reason about(@Nullable String field, String code, Object... args) {
        return new Reason(field, code, List.of(args));
    }

    /// The same about a field, found by what knew none; or, with null, without its field.
    public Reason at(@Nullable String name) {
        return new Reason(name, code, args);
    }

    /// The sentence. A code that has none is one already, told by something that is not ours.
    public String in(Locale locale) {
        var text = sentence(locale, code, args.toArray());
        if (text == null) text = code;
        if (field != null) return joined(field, text);
        return text.startsWith(": ") ? text.substring(2) : text;
    }

    /// The sentence in the language of the call that is being answered.
    @JsonValue
    public String told() {
        return in(asked());
    }

    /// To be kept: a list of field (empty when there is none), code and what the sentence speaks
    /// of, other reasons as lists of their own.
    public String kept() {
        return JSON.writeValueAsString(parts());
    }

    private List<Object> parts() {
        var parts = new ArrayList<Object>();
        parts.add(field == null ? "" : field);
        parts.add(code);
        for (var arg : args) parts.add(arg instanceof Reason reason ? reason.parts() : arg);
        return parts;
    }

    /// What was kept, in a language. Whatever is not of [#kept] is a sentence already.
    public static String told(String kept, Locale locale) {
        if (!kept.startsWith("[")) return kept;
        try {
            var reason = read(JSON.readTree(kept));
            return reason == null ? kept : reason.in(locale);
        } catch (JacksonException e) {
            return kept;
        }
    }

    /// What was kept, in the language of the call that is being answered.
    public static String told(String kept) {
        return told(kept, asked());
    }

    private static @Nullable Reason read(JsonNode parts) {
        if (parts.size() < 2 || !parts.get(0).isString() || !parts.get(1).isString()) return null;
        var args = new ArrayList<>();
        for (var i = 2; i < parts.size(); i++) {
            var part = parts.get(i);
            var inner = part.isArray() ? read(part) : null;
            args.add(inner == null ? part.asString() : inner);
        }
        var field = parts.get(0).asString();
        return new Reason(field.isEmpty() ? null : field, parts.get(1).asString(), args);
    }

    /// The details of a decision with the reasons among them told to the caller.
    public static ObjectNode told(ObjectNode details) {
        var told = details.deepCopy();
        for (var name : DETAILS) {
            var kept = told.path(name);
            if (kept.isString()) told.put(name, told(kept.asString()));
        }
        return told;
    }

    /// The language that the caller asks for; English where nobody does.
    private static Locale asked() {
        return LocaleContextHolder.getLocaleContext() == null
                ? Locale.ENGLISH
                : LocaleContextHolder.getLocale();
    }

    /// A sentence about a field, which is its subject or, before a colon, its heading.
    public static String joined(String field, String text) {
        return text.startsWith(":") ? field + text : field + " " + text;
    }

    /// The sentence of a code; null when there is none.
    public static @Nullable String sentence(Locale locale, String code, Object... args) {
        try {
            var values =
                    Stream.of(args)
                            .map(arg -> arg instanceof Reason of ? of.in(locale) : "" + arg)
                            .toArray();
            return new MessageFormat(texts(locale).getString(code), locale).format(values);
        } catch (MissingResourceException e) {
            return null;
        }
    }

    private static ResourceBundle texts(Locale locale) {
        return ResourceBundle.getBundle(
                "problems",
                locale,
                ResourceBundle.Control.getNoFallbackControl(
                        ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /// In English.
    @Override
    public String toString() {
        return in(Locale.ENGLISH);
    }
}
