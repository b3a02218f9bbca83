package io.ritorno.content;

import io.ritorno.platform.Reason;

/// What came of filling a template for one person: the whole mail or none of it.
public sealed interface Rendered permits Mail, Rendered.Failed {
    /// The mail cannot be made for this person.
    ///
    /// @param reason for the marketer: names the variable that is missing and where
    record Failed(Reason reason) implements Rendered {}
}
