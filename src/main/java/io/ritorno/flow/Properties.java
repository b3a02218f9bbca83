package io.ritorno.flow;

import io.ritorno.event.Event;
import java.math.BigDecimal;
import java.util.Map;

/// Whether an event has the properties that a trigger or a stop asks for.
final class Properties {
    private Properties() {}

    /// Numbers are compared as numbers (`10` is `10.0`), all else as text.
    static boolean match(Map<String, String> wanted, Event event) {
        for (var property : wanted.entrySet()) {
            var value = event.text(property.getKey());
            if (value == null || !same(property.getValue(), value)) return false;
        }
        return true;
    }

    private static boolean same(String wanted, String value) {
        if (wanted.equals(value)) return true;
        try {
            return new BigDecimal(wanted).compareTo(new BigDecimal(value)) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
