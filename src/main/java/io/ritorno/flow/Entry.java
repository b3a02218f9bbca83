package io.ritorno.flow;

import io.ritorno.event.Event;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Somebody at the door of a flow: its trigger has fired for her.
///
/// @param key what her run would be about
/// @param at when it fired, not later than now
/// @param by what fired it: the event's id, or a stable id of whatever else
/// @param about the event's name or the trigger's type, for the decision log
/// @param properties what messages may say of it
/// @param reason how she comes, as in the decision log: `trigger`, `manual`, `moved`
record Entry(
        Live live,
        UUID profile,
        String key,
        @Nullable UUID cart,
        Instant at,
        UUID by,
        String about,
        ObjectNode properties,
        String reason,
        Carried carried) {

    /// What goes along from another flow.
    ///
    /// @param coupon the last one given; null for none
    /// @param moves how many flows she has been moved through in a row
    record Carried(@Nullable ObjectNode coupon, int moves) {
        static final Carried NOTHING = new Carried(null, 0);
    }

    Entry(
            Live live,
            UUID profile,
            String key,
            @Nullable UUID cart,
            Instant at,
            UUID by,
            String about,
            ObjectNode properties,
            String reason) {
        this(live, profile, key, cart, at, by, about, properties, reason, Carried.NOTHING);
    }

    /// By an event of hers.
    static Entry of(Live live, Event event, String key) {
        return of(live, event, key, null);
    }

    static Entry of(Live live, Event event, String key, @Nullable UUID cart) {
        return new Entry(
                live,
                event.profile(),
                key,
                cart,
                event.at(),
                event.id(),
                event.name(),
                event.properties(),
                "trigger");
    }
}
