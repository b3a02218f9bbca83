package io.ritorno.web;

import io.ritorno.platform.Problem;
import io.ritorno.platform.Reason;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;

/// Turns whatever a controller throws into `application/problem+json`. A bug is logged whole, with
/// a code; the caller gets the code and nothing else.
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final Pattern LIST_INDEX = Pattern.compile("\\.\\[");

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception problem,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        if (gone(request)) return null;
        var answer = new HttpHeaders();
        headers.forEach((name, values) -> values.forEach(value -> answer.add(name, value)));
        // whatever the caller said it accepts: a CSV export can fail too
        answer.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (body == null && problem instanceof ErrorResponse told) {
            var locale = LocaleContextHolder.getLocale();
            body = told.updateAndGetBody(getMessageSource(), locale);
            if (!(problem instanceof Problem)) coded(told.getBody(), status, locale);
        }
        return super.handleExceptionInternal(problem, body, answer, status, request);
    }

    /// What the framework itself refuses: by its status, its own words where we have none.
    static void coded(ProblemDetail body, HttpStatusCode status, Locale locale) {
        var code = "http-" + status.value();
        body.setProperty("code", code);
        var sentence = Reason.sentence(locale, code);
        if (sentence != null) body.setDetail(sentence);
    }

    private static ProblemDetail body(HttpStatus status, String code, Object... args) {
        var body =
                ProblemDetail.forStatusAndDetail(
                        status, Reason.sentence(LocaleContextHolder.getLocale(), code, args));
        body.setProperty("code", code);
        return body;
    }

    private static ProblemDetail about(String field, String code) {
        var body = body(HttpStatus.BAD_REQUEST, code);
        body.setDetail(Reason.joined(field, String.valueOf(body.getDetail())));
        body.setProperty("field", field);
        return body;
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException problem,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        var body = about(problem.getParameterName(), "parameter-missing");
        return handleExceptionInternal(problem, body, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException problem,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        var body =
                switch (problem.getCause()) {
                    case StreamReadException broken -> broken(broken);
                    case JacksonException other -> {
                        var field = path(other);
                        yield field.isEmpty()
                                ? body(HttpStatus.BAD_REQUEST, "not-expected")
                                : about(field, "wrong-kind");
                    }
                    case null, default -> body(HttpStatus.BAD_REQUEST, "body-missing");
                };
        return handleExceptionInternal(problem, body, headers, HttpStatus.BAD_REQUEST, request);
    }

    private static ProblemDetail broken(StreamReadException broken) {
        var at = broken.getLocation();
        return at == null
                ? body(HttpStatus.BAD_REQUEST, "not-expected")
                : body(HttpStatus.BAD_REQUEST, "malformed", at.getLineNr(), at.getColumnNr());
    }

    private static String path(JacksonException wrong) {
        var path = new StringBuilder();
        for (var step : wrong.getPath()) {
            if (step.getPropertyName() == null)
                path.append('[').append(step.getIndex()).append(']');
            else path.append('.').append(step.getPropertyName());
        }
        var text = LIST_INDEX.matcher(path).replaceAll("[");
        return text.startsWith(".") ? text.substring(1) : text;
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException problem,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        var body = body(HttpStatus.BAD_REQUEST, "not-expected");
        if (problem instanceof MethodArgumentTypeMismatchException argument)
            body =
                    // an id that cannot be one is the id of nothing
                    argument.getParameter().hasParameterAnnotation(PathVariable.class)
                            ? body(HttpStatus.NOT_FOUND, "no-thing")
                            : about(argument.getName(), "wrong-kind");
        return handleExceptionInternal(
                problem, body, headers, HttpStatusCode.valueOf(body.getStatus()), request);
    }

    @ExceptionHandler(Exception.class)
    @Nullable ResponseEntity<Object> bug(Exception bug, WebRequest request) {
        // nobody is left to be told, and nothing of ours is wrong
        if (DisconnectedClientHelper.isClientDisconnectedException(bug)) return null;
        var code = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        LOG.error("error {}", code, bug);
        var body = body(HttpStatus.INTERNAL_SERVER_ERROR, "bug", code);
        return handleExceptionInternal(
                bug, body, new HttpHeaders(), HttpStatus.INTERNAL_SERVER_ERROR, request);
    }

    private static boolean gone(WebRequest request) {
        return request instanceof ServletWebRequest servlet
                && servlet.getResponse() instanceof HttpServletResponse response
                && response.isCommitted();
    }
}
