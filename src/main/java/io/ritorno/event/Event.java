package io.ritorno.event;

import io.ritorno.account.Shop;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Something that happened to a person, already known to be hers.
///
/// @param id stable: a repeat of the same message has the same id
/// @param part the part of `profile`
/// @param profile whose it is now
/// @param call what kind of call brought it
/// @param name in the words of Segment's e-commerce spec, whatever the sender called it: `Order
///   Completed`, also for GA4's `purchase`; a custom event keeps its own name. At most 200
///   characters
/// @param at when it happened, corrected for the sender's clock
/// @param source where it came from: `web`, `server`, `import`, `webhook:…`, `ritorno` for what we
///   derived ourselves
/// @param history whether it was told long after it happened: counts everywhere, starts no flow
/// @param properties as sent (traits, for an identify call), cleaned of what PostgreSQL cannot
///   hold; never changed once it is here
public record Event(
        UUID id,
        Shop shop,
        int part,
        UUID profile,
        Call call,
        String name,
        Instant at,
        Instant receivedAt,
        String source,
        boolean history,
        ObjectNode properties) {

    /// The calls of Segment's tracking spec. `alias` and `group` are turned into these by intake.
    public enum Call {
        TRACK,
        IDENTIFY,
        PAGE
    }

    /// Stands for nobody: events about the shop's things, such as a product's new price, are
    /// applied but not logged.
    public static final UUID NOBODY = new UUID(0, 0);

    /// Whether it happened to a person.
    public boolean personal() {
        return !profile.equals(NOBODY);
    }

    /// Source of events that this program derived from others or from the clock.
    public static final String OWN = "ritorno";

    /// The property as text, or null when it is missing, null, empty, an object or a list.
    public @Nullable String text(String property) {
        return text(properties, property);
    }

    public static @Nullable String text(JsonNode object, String property) {
        var value = object.get(property);
        if (value == null || !value.isValueNode() || value.isNull()) return null;
        var text = value.asString().strip();
        return text.isEmpty() ? null : text;
    }

    public boolean is(String other) {
        return name.equals(other);
    }
}
