package io.ritorno.platform;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Something to be done part by part in the background. A bean of this type is found by [Lanes].
public interface LaneWork {
    /// A word for logs and metrics, such as `inbox` or `flow-runs`.
    String name();

    Lane lane();

    /// The parts that have something to do at this time. One cheap statement.
    List<Integer> ready(Instant now);

    /// Does one batch of at most some hundreds of rows. Called inside a transaction that holds the
    /// part's lane; a throw rolls it back and the part is tried again later.
    ///
    /// @return how many things were done; 0 says nothing is left for now
    int run(int part, Instant now);

    /// When the clock will next make something ready: the earliest due time after the given one.
    /// Asked only when a manual clock moves.
    default Optional<Instant> nextDue(Instant after) {
        return Optional.empty();
    }

    /// Waits until something is there to be done that comes of what this work has begun outside of
    /// its lane, such as a call whose answer it awaits. Not longer than such things may take. Asked
    /// only when a manual clock moves, so that it stands while they are under way.
    ///
    /// @return false when nothing is under way
    default boolean awaitOutside() {
        return false;
    }
}
