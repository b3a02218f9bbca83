package io.ritorno.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Whether a person who has been in the flow may enter it again.
public sealed interface Reentry {
    /// Once for each cart, order or other thing that a run can be about.
    record OncePerKey() implements Reentry {}

    /// Once in her life.
    record Never() implements Reentry {}

    /// When the last time is at least this long ago.
    record After(Duration duration) implements Reentry {}

    /// Each time.
    record Always() implements Reentry {}

    /// A time she entered before.
    record Before(String key, Instant enteredAt) {}

    /// Whether she may enter at `at` for `key`, having been there `before`.
    default boolean allows(String key, Instant at, List<Before> before) {
        return switch (this) {
            case OncePerKey() -> before.stream().noneMatch(run -> run.key().equals(key));
            case Never() -> before.isEmpty();
            case After(var duration) ->
                    before.stream().noneMatch(run -> at.isBefore(run.enteredAt().plus(duration)));
            case Always() -> true;
        };
    }

    /// What makes a run one of a kind for this rule: with the flow and the person, its id.
    default String unique(String key, String event) {
        return switch (this) {
            case OncePerKey() -> key;
            case Never() -> "";
            case After _, Always _ -> key + " " + event;
        };
    }

    /// As in JSON and in the decision log.
    default String type() {
        return switch (this) {
            case OncePerKey() -> "once-per-key";
            case Never() -> "never";
            case After _ -> "after";
            case Always() -> "always";
        };
    }
}
