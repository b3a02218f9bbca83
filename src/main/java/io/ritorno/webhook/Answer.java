package io.ritorno.webhook;

import org.jspecify.annotations.Nullable;

/// What came back from a call.
///
/// @param status of HTTP; 0 when none came
/// @param why none came: `timeout`, `unreachable`, `unknown-host`, `address-refused`, `tls`,
///   `no-http`, `broken`; empty when one came
/// @param text the first characters of the answer
/// @param retryAfter the header as it came
public record Answer(int status, String why, String text, @Nullable String retryAfter) {
    static Answer none(String why) {
        return new Answer(0, why, "", null);
    }

    public boolean ok() {
        return status >= 200 && status <= 299;
    }

    /// Why it was no delivery: a word of ours.
    public static String why(Answer answer) {
        return Retries.why(answer);
    }
}
