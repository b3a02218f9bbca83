package io.ritorno.profile;

import io.ritorno.account.Shop;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// What a feature does about a person's data beyond the rows of its [PersonalTable]s. All but
/// [#told] is called inside a transaction that holds the event lane of her part.
public interface PersonalStage {
    /// Somebody asked that she be erased: nothing is written to her from now on. Called again when
    /// it is done. Doing it twice does no harm.
    default void leaving(Shop shop, Subject subject) {}

    /// Whether something of hers is in hand that must come to its end first.
    default boolean busy(Shop shop, Subject subject) {
        return false;
    }

    /// Removes what is hers, before the rows of tables go.
    ///
    /// @param nobody whose name rows that stay get
    /// @return how many rows went, by kind of data
    default Map<String, Integer> erase(Shop shop, Subject subject, UUID nobody) {
        return Map.of();
    }

    /// What is kept of her, by kind of data.
    default Map<String, List<JsonNode>> told(Shop shop, Subject subject) {
        return Map.of();
    }
}
