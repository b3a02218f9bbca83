package io.ritorno.flow;

import io.ritorno.flow.Next.Choose;
import io.ritorno.flow.Next.Deliver;
import io.ritorno.flow.Next.Finish;
import io.ritorno.flow.Next.Go;
import io.ritorno.flow.Next.Skip;
import io.ritorno.flow.Next.Sleep;
import io.ritorno.flow.Step.Branch;
import io.ritorno.flow.Step.End;
import io.ritorno.flow.Step.Send;
import io.ritorno.flow.Step.Since;
import io.ritorno.flow.Step.Wait;
import java.time.Duration;
import java.time.Instant;

/// What flows do, as pure functions.
final class Rules {
    /// A run that is taken up later than this was held up: by a pause, or because nothing ran.
    static final Duration PUNCTUAL = Duration.ofMinutes(10);

    private Rules() {}

    /// What becomes, now, of a run at `step`.
    static Next next(Step step, Facts facts, Instant now) {
        return switch (step) {
            case Wait(var duration, var since, var next) -> {
                var from = since == Since.ENTRY ? facts.anchor() : facts.enteredStepAt();
                var end = from.plus(duration);
                yield now.isBefore(end) ? new Sleep(end) : new Go(next);
            }
            case Branch(var condition, var yes, var no) -> {
                var answer = condition != null && facts.holds();
                yield new Choose(answer, answer ? yes : no);
            }
            case Send send when !facts.holds() -> new Skip("message-filter", send.next());
            case Send send when tooSmall(send, facts) -> new Skip("cart-too-small", send.next());
            case Send send -> new Deliver(send.next());
            case End() -> new Finish();
        };
    }

    private static boolean tooSmall(Send send, Facts facts) {
        var least = send.minimumCart();
        if (least == null) return false;
        var value = facts.cartValue();
        return value == null || value < least;
    }

    /// The run's anchor after it was due at `due` and is taken up `now`. A run held up for days
    /// moves on as if those days had not been: its messages keep their distance and do not come all
    /// at once.
    static Instant anchor(Instant anchor, Instant due, Instant now) {
        var late = Duration.between(due, now);
        return late.compareTo(PUNCTUAL) > 0 ? anchor.plus(late) : anchor;
    }
}
