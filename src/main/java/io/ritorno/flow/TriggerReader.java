package io.ritorno.flow;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads what begins and ends runs: trigger, stop triggers, re-entry.
final class TriggerReader {
    private final Reading r;

    TriggerReader(Reading reading) {
        this.r = reading;
    }

    Trigger trigger(JsonNode json) {
        switch (r.type(json, "trigger")) {
            case "cart-abandoned" -> {
                r.only(json, "trigger.", "type");
                return new Trigger.CartAbandoned();
            }
            case "event" -> {
                r.only(json, "trigger.", "type", "name", "properties");
                return new Trigger.Happened(
                        r.text(json, "name", "trigger.", 200), r.properties(json, "trigger."));
            }
            case "segment-entered" -> {
                r.only(json, "trigger.", "type", "segment");
                return new Trigger.SegmentEntered(segment(json));
            }
            case "" -> {}
            case String other ->
                    r.unknown("trigger.type", other, "cart-abandoned, event, segment-entered");
        }
        return new Trigger.CartAbandoned();
    }

    private UUID segment(JsonNode json) {
        try {
            return UUID.fromString(r.text(json, "segment", "trigger.", 100));
        } catch (IllegalArgumentException e) {
            r.fault("trigger.segment", "must be a segment's id");
            return new UUID(0, 0);
        }
    }

    @Nullable Stop stop(JsonNode json, String field) {
        switch (r.type(json, field)) {
            case "order" -> {
                r.only(json, field + ".", "type");
                return new Stop.Order();
            }
            case "event" -> {
                r.only(json, field + ".", "type", "name", "properties");
                return new Stop.Happened(
                        r.text(json, "name", field + ".", 200), r.properties(json, field + "."));
            }
            case "condition" -> {
                r.only(json, field + ".", "type", "condition");
                var condition = r.condition(json, "condition", field + ".");
                if (condition != null) return new Stop.Matches(condition);
                r.fault(field + ".condition", "is missing");
            }
            case "" -> {}
            case String other -> r.unknown(field + ".type", other, "order, event, condition");
        }
        return null;
    }

    Reentry reentry(JsonNode json) {
        if (!Reading.given(json)) return new Reentry.OncePerKey();
        switch (r.type(json, "reentry")) {
            case "once-per-key" -> {
                return new Reentry.OncePerKey();
            }
            case "never" -> {
                return new Reentry.Never();
            }
            case "always" -> {
                return new Reentry.Always();
            }
            case "after" -> {
                r.only(json, "reentry.", "type", "duration");
                return new Reentry.After(r.duration(json, "reentry."));
            }
            case "" -> {}
            case String other ->
                    r.unknown("reentry.type", other, "once-per-key, never, after, always");
        }
        return new Reentry.OncePerKey();
    }
}
