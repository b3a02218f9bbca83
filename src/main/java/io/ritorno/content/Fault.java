package io.ritorno.content;

import io.ritorno.platform.Reason;
import org.jspecify.annotations.Nullable;

/// Something in a template that would make bad mails.
///
/// @param field `subject`, `preheader`, `mjml` or `text`
/// @param line from 1
/// @param column from 1; null when only the line is known
public record Fault(String field, int line, @Nullable Integer column, Reason message) {}
