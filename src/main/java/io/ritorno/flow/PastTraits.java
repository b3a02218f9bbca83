package io.ritorno.flow;

import io.ritorno.profile.Person;
import io.ritorno.profile.TraitChange;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What was known about a person by a moment, from what she told until then.
///
/// @param told null: that was not looked up, and what is known today counts
record PastTraits(@Nullable Map<String, @Nullable JsonNode> told, ObjectNode attributes) {
    static PastTraits at(Person today, @Nullable List<TraitChange> changes, Instant at) {
        if (changes == null) return new PastTraits(null, today.attributes());
        var told = new HashMap<String, @Nullable JsonNode>();
        var attributes = JsonNodeFactory.instance.objectNode();
        for (var change : changes) {
            if (change.event().at().isAfter(at)) break;
            var after = change.after();
            if (!change.attribute()) told.put(change.name(), after);
            else if (after == null) attributes.remove(change.name());
            else attributes.set(change.name(), after);
        }
        return new PastTraits(told, attributes);
    }

    @Nullable String text(String name, @Nullable String today) {
        if (told == null) return today;
        var value = told.get(name);
        return value == null ? null : value.asString();
    }

    @Nullable LocalDate day(String name, @Nullable LocalDate today) {
        if (told == null) return today;
        var value = text(name, null);
        return value == null ? null : LocalDate.parse(value);
    }

    List<String> tags(List<String> today) {
        if (told == null) return today;
        var tags = new ArrayList<String>();
        var value = told.get("tags");
        if (value != null) for (var tag : value) tags.add(tag.asString());
        return tags;
    }
}
