package io.ritorno.flow;

import io.ritorno.webhook.Call;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What becomes of a run at a step.
sealed interface Next {
    /// On to this step, at once.
    record Go(String step) implements Next {}

    /// On to this step, since the step's question was answered so.
    ///
    /// @param reason as in the decision log: `yes`, `no`, `case`, `way`, `event`, `timeout` …
    /// @param answer more exactly: the value, the way's name
    record Choose(String reason, @Nullable String answer, String step) implements Next {
        Choose(String reason, String step) {
            this(reason, null, step);
        }
    }

    /// Queue the step's message, then on.
    record Deliver(String step) implements Next {}

    /// No message, for this reason, then on.
    record Skip(String reason, String step) implements Next {}

    /// Change what is known about the person, then on.
    record Change(String step) implements Next {}

    /// No change, for this reason, then on.
    record Leave(String reason, String step) implements Next {}

    /// Give a coupon, then on; elsewhere when there is none.
    record Give(String step, String empty) implements Next {}

    /// No coupon, since she belongs to the shop's control group: on as if there were none.
    record Withhold(String empty) implements Next {}

    /// Have the other program called, and come again when it is known what became of it.
    record Ring() implements Next {}

    /// What became of the call is known: on to this step.
    record Told(Call call, String step) implements Next {}

    /// Into the other flow, and here it is over.
    record Enter(UUID flow) implements Next {}

    /// Come again then, or when something happens before.
    ///
    /// @param until null when only something that happens can wake it
    /// @param awaits the name of an event, [#ANYTHING], or null when only time can
    record Sleep(@Nullable Instant until, @Nullable String awaits) implements Next {
        /// Whatever happens to her.
        static final String ANYTHING = "*";

        Sleep(Instant until) {
            this(until, null);
        }
    }

    /// She is one of those who are held out: it is over.
    record HoldOut() implements Next {}

    /// It is over.
    record Finish() implements Next {}
}
