package io.ritorno.profile;

import io.ritorno.account.Shop;

/// What a feature does beyond moving rows when two people become one, or two again.
public interface MergeStage {
    /// Called before the rows of [MovedTable]s move, in the same transaction.
    default void moving(Shop shop, Move move) {}

    /// Called after they have moved, in the same transaction.
    default void moved(Shop shop, Move move) {}
}
