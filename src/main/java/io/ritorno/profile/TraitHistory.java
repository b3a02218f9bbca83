package io.ritorno.profile;

import io.ritorno.account.Shop;
import io.ritorno.event.Event;
import io.ritorno.event.Names;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;

/// What events changed of a person's traits, told again from the log: the table holds only what
/// they came to in the end.
public final class TraitHistory {
    /// The events that say something about traits.
    public static final Set<String> EVENTS = events();

    private TraitHistory() {}

    private static Set<String> events() {
        var names = new HashSet<>(TraitStage.CONTACT);
        names.add(Names.IDENTIFIED);
        return Set.copyOf(names);
    }

    /// @param events all that the log has of one person with these names, from the beginning, in
    ///   the order in which they shall be applied
    public static List<TraitChange> changes(Shop shop, List<Event> events) {
        var traits = new Traits(JsonNodeFactory.instance.objectNode(), Map.of(), List.of());
        for (var column : TraitStage.COLUMNS) traits.columns.put(column, null);
        for (var event : events) {
            if (event.properties().isEmpty()) continue;
            if (event.call() == Event.Call.IDENTIFY) traits.identify(event, shop.country());
            else if (TraitStage.CONTACT.contains(event.name()))
                traits.contact(event, shop.country());
        }
        return List.copyOf(traits.changes);
    }
}
