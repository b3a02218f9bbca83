package io.ritorno.platform;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/// The caller's mistake, answered as RFC 9457 `application/problem+json` with a `code` that stays
/// the same for ever, and a `detail` in the language the caller asks for (`Accept-Language`;
/// English where that is none of ours).
///
/// The sentences stand in `problems*.properties` under their codes. About a field, a sentence goes
/// on after the field's name.
public final class Problem extends ErrorResponseException {
    private final @Nullable String field;
    private final String code;
    private final Object[] args;

    private Problem(HttpStatus status, @Nullable String field, String code, Object... args) {
        super(status, ProblemDetail.forStatus(status), null);
        this.field = field;
        this.code = code;
        this.args = args;
        getBody().setProperty("code", code);
        if (field != null) getBody().setProperty("field", field);
        getBody().setDetail(detail(Locale.ENGLISH));
    }

    /// 400: the field cannot be what was sent.
    public static Problem invalid(String field, String code, Object... args) {
        return new Problem(HttpStatus.BAD_REQUEST, field, code, args);
    }

    /// 404: there is none, or it is not the caller's. Its code begins with `no-`.
    public static Problem notFound(String what) {
        return new Problem(HttpStatus.NOT_FOUND, null, "no-" + what.replace(' ', '-'));
    }

    /// 409: not in the state in which it now is.
    public static Problem conflict(String code, Object... args) {
        return new Problem(HttpStatus.CONFLICT, null, code, args);
    }

    public static Problem of(HttpStatus status, String code, Object... args) {
        return new Problem(status, null, code, args);
    }

    /// Several things are wrong; `errors` says each.
    public static Problem of(HttpStatus status, List<?> errors, String code, Object... args) {
        var problem = new Problem(status, null, code, args);
        problem.getBody().setProperty("errors", errors);
        return problem;
    }

    @Override
    public ProblemDetail updateAndGetBody(@Nullable MessageSource messages, Locale locale) {
        getBody().setDetail(detail(locale));
        return getBody();
    }

    private String detail(Locale locale) {
        var text = sentence(locale, code, args);
        // what has no sentence is one already, told by something that is not ours
        if (text == null) text = code;
        return field == null ? text : about(field, text);
    }

    /// A sentence about a field, which is its subject or, before a colon, its heading.
    public static String about(String field, String text) {
        return text.startsWith(":") ? field + text : field + " " + text;
    }

    /// The sentence of a code; null when there is none.
    public static @Nullable String sentence(Locale locale, String code, Object... args) {
        try {
            var values = Stream.of(args).map(String::valueOf).toArray();
            var pattern = texts(locale).getString(code);
            return new MessageFormat(pattern, locale).format(values);
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
}
