package io.ritorno.flow;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Numbers of a dry run by name, such as `step/mail-1/sent`: those of pieces and parts are added
/// up, and there are never more of them than the flow has steps and the period days. Those of the
/// flows to which people were moved stand under the flow, `flow/…/step/mail-1/sent`.
final class DryTally {
    private static final String FLOW = "flow/";

    private final Map<String, Long> counts;
    private final String prefix;

    DryTally() {
        this(new TreeMap<>(), "");
    }

    private DryTally(Map<String, Long> counts, String prefix) {
        this.counts = counts;
        this.prefix = prefix;
    }

    /// The numbers of another flow to which people were moved.
    DryTally of(UUID flow) {
        return new DryTally(counts, FLOW + flow + "/");
    }

    /// The other flows of which there are numbers.
    Set<UUID> flows() {
        var flows = new LinkedHashSet<UUID>();
        for (var name : counts.keySet())
            if (name.startsWith(FLOW)) flows.add(UUID.fromString(name.split("/", 3)[1]));
        return flows;
    }

    void add(long n, String... name) {
        counts.merge(prefix + String.join("/", name), n, Long::sum);
    }

    void one(String... name) {
        add(1, name);
    }

    void add(JsonNode stored) {
        for (var count : stored.properties())
            counts.merge(count.getKey(), count.getValue().asLong(), Long::sum);
    }

    long get(String name) {
        return counts.getOrDefault(prefix + name, 0L);
    }

    /// Those of this flow alone.
    Map<String, Long> all() {
        var own = new TreeMap<String, Long>();
        counts.forEach(
                (name, n) -> {
                    if (!name.startsWith(prefix)) return;
                    var rest = name.substring(prefix.length());
                    if (!rest.startsWith(FLOW)) own.put(rest, n);
                });
        return own;
    }

    /// All of them, as [#add(JsonNode)] takes them.

    ObjectNode json() {
        var json = JsonNodeFactory.instance.objectNode();
        counts.forEach(json::put);
        return json;
    }
}
