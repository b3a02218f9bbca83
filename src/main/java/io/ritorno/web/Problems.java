package io.ritorno.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
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
        return super.handleExceptionInternal(problem, body, answer, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException problem,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        var body = ProblemDetail.forStatus(HttpStatus.BAD_REQUEST);
        switch (problem.getCause()) {
            case StreamReadException broken -> body.setDetail(broken(broken));
            case JacksonException other -> {
                var field = path(other);
                body.setDetail(
                        field.isEmpty() ? "not what was expected" : field + " cannot be that");
                if (!field.isEmpty()) body.setProperty("field", field);
            }
            case null, default -> body.setDetail("a JSON body is needed");
        }
        return handleExceptionInternal(problem, body, headers, HttpStatus.BAD_REQUEST, request);
    }

    private static String broken(StreamReadException broken) {
        var at = broken.getLocation();
        return at == null
                ? "malformed JSON"
                : "malformed JSON at line " + at.getLineNr() + ", column " + at.getColumnNr();
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
        var body = ProblemDetail.forStatus(HttpStatus.BAD_REQUEST);
        if (problem instanceof MethodArgumentTypeMismatchException argument) {
            // an id that cannot be one is the id of nothing
            if (argument.getParameter().hasParameterAnnotation(PathVariable.class)) {
                body = ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, "no such thing");
            } else {
                body.setDetail(argument.getName() + " cannot be that");
                body.setProperty("field", argument.getName());
            }
        }
        return handleExceptionInternal(
                problem, body, headers, HttpStatusCode.valueOf(body.getStatus()), request);
    }

    @ExceptionHandler(Exception.class)
    @Nullable ResponseEntity<Object> bug(Exception bug, WebRequest request) {
        // nobody is left to be told, and nothing of ours is wrong
        if (DisconnectedClientHelper.isClientDisconnectedException(bug)) return null;
        var code = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        LOG.error("error {}", code, bug);
        var body =
                ProblemDetail.forStatusAndDetail(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "something went wrong here; the log says more under " + code);
        return handleExceptionInternal(
                bug, body, new HttpHeaders(), HttpStatus.INTERNAL_SERVER_ERROR, request);
    }

    private static boolean gone(WebRequest request) {
        return request instanceof ServletWebRequest servlet
                && servlet.getResponse() instanceof HttpServletResponse response
                && response.isCommitted();
    }
}
