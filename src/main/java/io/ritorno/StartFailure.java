package io.ritorno;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/// A start that fails because of a setting ends with one sentence that names it. Whatever else goes
/// wrong is a bug and shown whole.
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailure implements SpringBootExceptionReporter {
    private static final String OURS = "RITORNO_";

    @Override
    public boolean reportException(Throwable failure) {
        var sentence = sentence(failure);
        sentence.ifPresent(text -> System.err.println("Ritorno cannot start: " + text));
        return sentence.isPresent();
    }

    static Optional<String> sentence(Throwable failure) {
        return causes(failure).map(StartFailure::say).flatMap(Optional::stream).findFirst();
    }

    private static Optional<String> say(Throwable cause) {
        return switch (cause) {
            case PortInUseException taken ->
                    Optional.of(
                            "RITORNO_PORT: port "
                                    + taken.getPort()
                                    + " is taken by another program; choose another");
            case InvalidConfigurationPropertyValueException wrong ->
                    Optional.of(wrong(wrong.getName(), wrong.getValue()));
            case BindException bind when root(bind).isEmpty() ->
                    Optional.of(wrong(bind.getName().toString(), value(bind)));
            default -> ours(cause.getMessage());
        };
    }

    /// A binding that failed in one of our own checks is told by that check.
    private static Optional<String> root(Throwable bind) {
        return causes(bind)
                .skip(1)
                .map(c -> ours(c.getMessage()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> ours(@Nullable String message) {
        if (message == null || !message.startsWith(OURS)) return Optional.empty();
        return Optional.of(message.lines().findFirst().orElse(message));
    }

    private static String wrong(String name, @Nullable Object value) {
        var port = name.startsWith("server.port");
        var setting =
                port
                        ? OURS + "PORT must be a number from 0 to 65535"
                        : name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT)
                                + " cannot be that";
        return value == null || name.contains("password") ? setting : setting + ": " + value;
    }

    private static @Nullable Object value(BindException bind) {
        var property = bind.getProperty();
        return property == null ? null : property.getValue();
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(50);
    }
}
