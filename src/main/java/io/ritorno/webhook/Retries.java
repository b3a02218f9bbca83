package io.ritorno.webhook;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What becomes of a call after an answer, purely.
final class Retries {
    /// Pauses after each try that failed but may not fail again, as Standard Webhooks advises: some
    /// seconds for a hiccup, hours for an outage, about 18 hours in all.
    static final List<Duration> PAUSES =
            List.of(
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2),
                    Duration.ofHours(5),
                    Duration.ofHours(10));

    /// A receiver's `Retry-After` may put a try off so far.
    static final Duration LONGEST = Duration.ofHours(10);

    private Retries() {}

    sealed interface Fate {}

    record Delivered(int status) implements Fate {}

    record Again(Instant at) implements Fate {}

    /// @param status 0 when there was no answer
    /// @param why `gone`, `redirect`, `status`, or as in [Answer]
    record Failed(int status, String why) implements Fate {}

    /// @param tries made so far, this one among them
    static Fate fate(Answer answer, int tries, Instant now) {
        if (answer.ok()) return new Delivered(answer.status());
        var why = why(answer);
        if (!passing(answer) || tries > PAUSES.size()) return new Failed(answer.status(), why);
        var own = now.plus(PAUSES.get(tries - 1));
        var asked = asked(answer.retryAfter(), now);
        if (asked == null || asked.isBefore(own)) return new Again(own);
        var last = now.plus(LONGEST);
        return new Again(asked.isAfter(last) ? last : asked);
    }

    static String why(Answer answer) {
        if (answer.status() == 0) return answer.why();
        if (answer.status() == 410) return "gone";
        return answer.status() >= 300 && answer.status() <= 399 ? "redirect" : "status";
    }

    /// Whether the same call may well succeed later. Of the 4xx only those that say so: the call
    /// will be the same, and somebody waits at the step.
    private static boolean passing(Answer answer) {
        return switch (answer.status()) {
            case 0 -> !answer.why().equals("address-refused");
            case 408, 425, 429 -> true;
            default -> answer.status() >= 500;
        };
    }

    /// RFC 9110 10.2.3: seconds or a date.
    private static @Nullable Instant asked(@Nullable String header, Instant now) {
        if (header == null) return null;
        var text = header.strip();
        if (text.matches("[0-9]{1,9}")) return now.plusSeconds(Long.parseLong(text));
        try {
            return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
