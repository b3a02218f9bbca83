package io.ritorno.profile;

import java.util.Set;
import java.util.UUID;

/// Rows of one person that become another's: at a merge all of the loser's, at its undoing those of
/// the winner that were the loser's before.
///
/// @param origins empty at a merge; at an undoing, the profiles whose rows go back
public record Move(UUID from, int fromPart, UUID to, int toPart, Set<UUID> origins) {
    public Move {
        origins = Set.copyOf(origins);
    }

    public boolean undoes() {
        return !origins.isEmpty();
    }
}
