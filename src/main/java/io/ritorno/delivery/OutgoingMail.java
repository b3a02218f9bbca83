package io.ritorno.delivery;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A whole mail, ready for a provider.
///
/// @param message its id: a second hand-over of the same message has the same `Message-ID`
/// @param from the sender's address
/// @param fromName empty for none
/// @param replyTo empty for none
/// @param headers further ones, such as `List-Unsubscribe`
/// @param dkim signs it; null for no signature
record OutgoingMail(
        UUID message,
        String from,
        String fromName,
        String replyTo,
        String to,
        String subject,
        String html,
        String text,
        Map<String, String> headers,
        Dkim.@Nullable Key dkim) {

    /// The recipient's domain, in lower case: limits hold for each.
    String domain() {
        return to.substring(to.lastIndexOf('@') + 1).toLowerCase(java.util.Locale.ROOT);
    }
}
