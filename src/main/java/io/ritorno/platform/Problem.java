package io.ritorno.platform;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/// The caller's mistake, answered as RFC 9457 `application/problem+json` with a `code` that stays
/// the same for ever, and a `detail` in the language the caller asks for (`Accept-Language`;
/// English where that is none of ours). See [Reason] for its sentence.
public final class Problem extends ErrorResponseException {
    private final Reason reason;

    private Problem(HttpStatus status, @Nullable String field, String code, Object... args) {
        super(status, ProblemDetail.forStatus(status), null);
        this.reason = Reason.about(field, code, args);
        getBody().setProperty("code", code);
        if (field != null) getBody().setProperty("field", field);
        getBody().setDetail(reason.toString());
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

    /// Several things are wrong; `errors` says each, the reasons in it in the language of the call.
    public static Problem of(HttpStatus status, List<?> errors, String code, Object... args) {
        var problem = new Problem(status, null, code, args);
        problem.getBody().setProperty("errors", errors);
        return problem;
    }

    @Override
    public ProblemDetail updateAndGetBody(@Nullable MessageSource messages, Locale locale) {
        getBody().setDetail(reason.in(locale));
        return getBody();
    }
}
