package io.ritorno.flow;

import io.ritorno.event.Event;
import io.ritorno.event.Names;
import io.ritorno.segment.Condition;
import java.util.Map;

/// What ends a run before its last step, together with the messages it has queued.
public sealed interface Stop {
    /// Whether this event, which happened while the person was in the flow, is the one.
    boolean by(Event event);

    /// The code under which the decision log has it.
    String reason();

    /// She ordered; for a flow about a cart, also: that cart was ordered, whoever said so.
    record Order() implements Stop {
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
    record Happened(String name, Map<String, String> properties) implements Stop {
        public Happened {
            properties = Map.copyOf(properties);
        }

        @Override
        public boolean by(Event event) {
            return event.is(name) && Properties.match(properties, event);
        }

        @Override
        public String reason() {
            return "stop-event";
        }
    }

    /// She satisfies the condition. Looked at whenever the run moves, so also before each message.
    record Matches(Condition condition) implements Stop {
        @Override
        public boolean by(Event event) {
            return false;
        }

        @Override
        public String reason() {
            return "stop-condition";
        }
    }
}
