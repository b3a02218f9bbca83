package io.ritorno.content;

import org.jspecify.annotations.Nullable;

/// A mail as a marketer writes it, in one language. All of it may hold Liquid.
///
/// @param preheader what a mailbox shows beside the subject; empty for none
/// @param mjml the body, a whole `<mjml>` document
/// @param text the plain text part; null to make it from the body
public record MailContent(String subject, String preheader, String mjml, @Nullable String text) {
    public MailContent {
        if (text != null && text.isBlank()) text = null;
    }
}
