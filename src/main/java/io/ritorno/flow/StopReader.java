package io.ritorno.flow;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads what ends runs, and whether people may come again.
final class StopReader {
    private final Reading r;

    StopReader(Reading reading) {
        this.r = reading;
    }

    @Nullable Stop stop(JsonNode json, String field) {
        var at = field + ".";
        switch (r.type(json, field)) {
            case "order" -> {
                r.only(json, at, "type");
                return new Stop.Order();
            }
            case "event" -> {
                r.only(json, at, "type", "name", "properties", "where");
                return new Stop.Happened(
                        r.text(json, "name", at, 200), r.properties(json, at), r.where(json, at));
            }
            case "condition" -> {
                r.only(json, at, "type", "condition");
                var condition = r.condition(json, "condition", at);
                if (condition != null) return new Stop.Matches(condition);
                r.fault(at + "condition", "missing");
            }
            case "segment-left" -> {
                r.only(json, at, "type", "segment");
                return new Stop.SegmentLeft(r.segment(json, at));
            }
            case "" -> {}
            case String other ->
                    r.unknown(field + ".type", other, "order, event, condition, segment-left");
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
                return new Reentry.After(r.duration(json, "duration", "reentry."));
            }
            case "" -> {}
            case String other ->
                    r.unknown("reentry.type", other, "once-per-key, never, after, always");
        }
        return new Reentry.OncePerKey();
    }
}
