package io.ritorno.flow;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Numbers of a dry run by name, such as `step/mail-1/sent`: those of pieces and parts are added
/// up, and there are never more of them than the flow has steps and the period days.
final class DryTally {
    private final Map<String, Long> counts = new TreeMap<>();

    void add(long n, String... name) {
        counts.merge(String.join("/", name), n, Long::sum);
    }

    void one(String... name) {
        add(1, name);
    }

    void add(JsonNode stored) {
        for (var count : stored.properties())
            counts.merge(count.getKey(), count.getValue().asLong(), Long::sum);
    }

    long get(String name) {
        return counts.getOrDefault(name, 0L);
    }

    Map<String, Long> all() {
        return counts;
    }

    ObjectNode json() {
        var json = JsonNodeFactory.instance.objectNode();
        counts.forEach(json::put);
        return json;
    }
}
