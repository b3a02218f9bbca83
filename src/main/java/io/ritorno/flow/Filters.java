package io.ritorno.flow;

import io.ritorno.event.Event;
import io.ritorno.flow.Trigger.Changed;
import io.ritorno.profile.TraitChange;
import io.ritorno.segment.Condition.Did.Filter;
import io.ritorno.segment.ValueCheck;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Whether an event or a change is one that a trigger or a stop asks for.
final class Filters {
    private Filters() {}

    static boolean pass(Trigger.Happened wanted, Event event) {
        return pass(wanted.name(), wanted.properties(), wanted.where(), event);
    }

    static boolean pass(
            String name, Map<String, String> properties, List<Filter> where, Event event) {
        return event.is(name)
                && Properties.match(properties, event)
                && ValueCheck.passes(where, event.properties(), event.shop().day(event.at()));
    }

    static boolean pass(Changed wanted, TraitChange change, LocalDate today) {
        if (wanted.of() == Changed.Of.TAG) {
            if (change.attribute() || !change.name().equals("tags")) return false;
            var before = has(change.before(), wanted.name());
            var after = has(change.after(), wanted.name());
            return wanted.how() == Changed.How.ADDED ? after && !before : before && !after;
        }
        if (change.attribute() != (wanted.of() == Changed.Of.ATTRIBUTE)) return false;
        if (!change.name().equals(wanted.name())) return false;
        var to = wanted.to();
        return to == null || ValueCheck.passes(to, change.after(), today);
    }

    private static boolean has(@Nullable JsonNode tags, String tag) {
        if (tags != null) for (var each : tags) if (each.asString().equals(tag)) return true;
        return false;
    }
}
