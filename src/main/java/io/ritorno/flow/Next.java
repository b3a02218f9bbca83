package io.ritorno.flow;

import java.time.Instant;

/// What becomes of a run at a step.
sealed interface Next {
    /// On to this step, at once.
    record Go(String step) implements Next {}

    /// On to this step, since the step's question was answered so.
    record Choose(boolean yes, String step) implements Next {}

    /// Queue the step's message, then on.
    record Deliver(String step) implements Next {}

    /// No message, for this reason, then on.
    record Skip(String reason, String step) implements Next {}

    /// Come again then.
    record Sleep(Instant until) implements Next {}

    /// It is over.
    record Finish() implements Next {}
}
