package io.ritorno.flow;

import io.ritorno.event.Event;
import io.ritorno.event.Names;
import io.ritorno.segment.Condition;
import io.ritorno.segment.Condition.Did.Filter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// What ends a run before its last step, together with the messages it has queued.
public sealed interface Stop {
    /// Names of the events that may be the one.
    Set<String> events();

    /// Whether this event, which happened while the person was in the flow, is the one.
    boolean by(Event event);

    /// The code under which the decision log has it.
    String reason();

    /// She ordered; for a flow about a cart, also: that cart was ordered, whoever said so.
    record Order() implements Stop {
        @Override
        public Set<String> events() {
            return Set.of(Names.ORDER_COMPLETED, Names.CART_RECOVERED);
        }

        @Override
        public boolean by(Event event) {
            return event.is(Names.ORDER_COMPLETED)
                    || event.is(Names.CART_RECOVERED) && event.source().equals(Event.OWN);
        }

        @Override
        public String reason() {
            return "ordered";
        }
    }

    /// An event of this name with these properties.
    record Happened(String name, Map<String, String> properties, List<Filter> where)
            implements Stop {
        public Happened {
            properties = Map.copyOf(properties);
            where = List.copyOf(where);
        }

        @Override
        public Set<String> events() {
            return Set.of(name);
        }

        @Override
        public boolean by(Event event) {
            return Filters.pass(name, properties, where, event);
        }

        @Override
        public String reason() {
            return "stop-event";
        }
    }

    /// She satisfies the condition. Looked at when something happens to her, and whenever the run
    /// moves, so also before each message.
    record Matches(Condition condition) implements Stop {
        @Override
        public Set<String> events() {
            return Set.of();
        }

        @Override
        public boolean by(Event event) {
            return false;
        }

        @Override
        public String reason() {
            return "stop-condition";
        }
    }

    /// She is in this segment no more.
    record SegmentLeft(UUID segment) implements Stop {
        @Override
        public Set<String> events() {
            return Set.of(Names.SEGMENT_LEFT);
        }

        @Override
        public boolean by(Event event) {
            return event.is(Names.SEGMENT_LEFT)
                    && event.source().equals(Event.OWN)
                    && segment.toString().equals(event.text("segment"));
        }

        @Override
        public String reason() {
            return "segment-left";
        }
    }
}
