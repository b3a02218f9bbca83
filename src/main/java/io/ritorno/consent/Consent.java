package io.ritorno.consent;

import java.time.Instant;
import java.util.Locale;

/// What a person said about one channel.
///
/// @param source where she said it: `web`, `checkout`, `import`, `unsubscribe link`
/// @param shown the text she agreed to, as far as we were told
public record Consent(String channel, State state, Instant at, String source, String shown) {
    public enum State {
        IN,
        OUT,
        /// Asked for, not confirmed yet.
        PENDING;

        /// As stored and in JSON.
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// @throws IllegalArgumentException when it is none of them
        public static State of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }
}
