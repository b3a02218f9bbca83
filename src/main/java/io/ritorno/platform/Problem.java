package io.ritorno.platform;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/// The caller's mistake, answered as RFC 9457 `application/problem+json`.
public final class Problem extends ErrorResponseException {
    private Problem(HttpStatus status, String detail, @Nullable String field) {
        super(status, body(status, detail, field), null);
    }

    /// 400: the field cannot be what was sent.
    public static Problem invalid(String field, String detail) {
        return new Problem(HttpStatus.BAD_REQUEST, field + " " + detail, field);
    }

    /// 404: there is none, or it is not the caller's.
    public static Problem notFound(String what) {
        return new Problem(HttpStatus.NOT_FOUND, "no such " + what, null);
    }

    /// 409: not in the state in which it now is.
    public static Problem conflict(String detail) {
        return new Problem(HttpStatus.CONFLICT, detail, null);
    }

    public static Problem of(HttpStatus status, String detail) {
        return new Problem(status, detail, null);
    }

    /// Several things are wrong; `errors` says each.
    public static Problem of(HttpStatus status, String detail, List<?> errors) {
        var problem = new Problem(status, detail, null);
        problem.getBody().setProperty("errors", errors);
        return problem;
    }

    private static ProblemDetail body(HttpStatus status, String detail, @Nullable String field) {
        var body = ProblemDetail.forStatusAndDetail(status, detail);
        if (field != null) body.setProperty("field", field);
        return body;
    }
}
