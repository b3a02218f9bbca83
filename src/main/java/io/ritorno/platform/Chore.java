package io.ritorno.platform;

import java.time.Instant;

/// Something that is done once a night for the whole installation. A bean of this type is found by
/// [Nightly].
public interface Chore {
    /// A word that stays the same for ever: what was done when is kept under it.
    String name();

    /// Does a piece of it, of at most some seconds, in a transaction of its own. Asked again as
    /// long as there is more.
    ///
    /// @return how many things were done; 0 when nothing is left
    int run(Instant now);
}
