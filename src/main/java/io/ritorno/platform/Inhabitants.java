package io.ritorno.platform;

import java.time.Instant;
import java.util.Map;

/// Whoever lives in the time that passes when the manual clock is moved by hand: the demo's
/// simulated shoppers. Without a bean of this type nobody does anything by himself.
public interface Inhabitants {
    /// Lets time pass up to `target`, and people act in it. Moves the clock.
    ///
    /// @return how many things each work did, see [ClockMover#moveTo]
    Map<String, Integer> liveUntil(Instant target);
}
