package io.ritorno.flow;

import io.ritorno.event.Event;
import io.ritorno.event.Names;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What lets a person enter a flow.
public sealed interface Trigger {
    /// The name of the events that may be this trigger.
    String event();

    /// Whether this event, which has the right name, is one.
    boolean matches(Event event);

    /// What a run started by this event is about: entering again for the same is entering twice.
    String key(Event event);

    /// The cart that a run started by this event is about.
    default @Nullable UUID cart(Event event) {
        return null;
    }

    /// A cart with something in it rested for as long as the shop has chosen. About that cart.
    record CartAbandoned() implements Trigger {
        @Override
        public String event() {
            return Names.CART_ABANDONED;
        }

        @Override
        public boolean matches(Event event) {
            return event.source().equals(Event.OWN) && cart(event) != null;
        }

        @Override
        public String key(Event event) {
            return String.valueOf(event.text("cart"));
        }

        @Override
        public @Nullable UUID cart(Event event) {
            var cart = event.text("cart");
            return cart == null ? null : UUID.fromString(cart);
        }
    }

    /// An event of this name, all of whose named properties have these values. About the order or
    /// cart it names, else about itself.
    record Happened(String name, Map<String, String> properties) implements Trigger {
        public Happened {
            properties = Map.copyOf(properties);
        }

        @Override
        public String event() {
            return name;
        }

        @Override
        public boolean matches(Event event) {
            return Properties.match(properties, event);
        }

        @Override
        public String key(Event event) {
            for (var about : new String[] {"order_id", "order", "cart_id", "cart"}) {
                var value = event.text(about);
                if (value != null) return about + " " + value;
            }
            return event.id().toString();
        }
    }

    /// The person has come to be in this segment. About this one time: she may leave and come
    /// again.
    record SegmentEntered(UUID segment) implements Trigger {
        @Override
        public String event() {
            return Names.SEGMENT_ENTERED;
        }

        @Override
        public boolean matches(Event event) {
            return event.source().equals(Event.OWN)
                    && segment.toString().equals(event.text("segment"));
        }

        @Override
        public String key(Event event) {
            return segment + " " + event.at();
        }
    }
}
