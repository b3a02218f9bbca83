package io.ritorno.flow;

import io.ritorno.content.MailContent;
import io.ritorno.segment.Condition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One thing that a flow does with a person. A step names the next by its id; an empty name is a
/// draft's open end and never gets into a live flow.
public sealed interface Step {
    /// The steps that may follow.
    default List<String> targets() {
        return switch (this) {
            case Wait(_, _, var next) -> List.of(next);
            case Branch(_, var yes, var no) -> List.of(yes, no);
            case Send send -> List.of(send.next());
            case End() -> List.of();
        };
    }

    /// The condition on which this step asks about the person, if it does.
    default @Nullable Condition condition() {
        return switch (this) {
            case Branch branch -> branch.condition();
            case Send send -> send.filter();
            case Wait _, End _ -> null;
        };
    }

    /// Nothing, until so long after `since`.
    record Wait(Duration duration, Since since, String next) implements Step {}

    /// From when a wait is counted: from the moment the run came to it, or from when the person
    /// entered, so that touches keep their hour however long the steps between them took.
    enum Since {
        STEP,
        ENTRY
    }

    /// `yes` for those who satisfy the condition, `no` for the others. Without condition (a
    /// draft's) everyone is a `no`.
    record Branch(@Nullable Condition condition, String yes, String no) implements Step {}

    /// A message, unless its own filter holds it back; then the run goes on without.
    ///
    /// @param transactional whether it is part of an order or account and not marketing
    /// @param filter who gets it, among those who come here; null: all
    /// @param minimumCart least worth of the run's cart, in minor units; null: any, also none
    /// @param content by language: `en`, `it`, `pl`
    record Send(
            String channel,
            boolean transactional,
            String name,
            @Nullable Condition filter,
            @Nullable Long minimumCart,
            Map<String, MailContent> content,
            String next)
            implements Step {
        public Send {
            content = Map.copyOf(content);
        }
    }

    /// The run is over.
    record End() implements Step {}
}
