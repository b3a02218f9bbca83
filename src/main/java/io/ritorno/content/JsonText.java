package io.ritorno.content;

import java.lang.reflect.Array;
import java.util.Map;
import liqp.TemplateContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Values in a text that makes JSON. A person's value never ends the JSON text that it stands in.
final class JsonText {
    private JsonText() {}

    /// What `{{ value }}` puts out: a text as it stands between quotes, numbers and true or false
    /// as they are, lists and objects as JSON.
    static Object of(Object value, TemplateContext context) {
        if (StrictNodes.ready(value, Liquid.Escape.JSON)) return value;
        if (value instanceof Number || value instanceof Boolean) return value.toString();
        if (value instanceof Map<?, ?>
                || value instanceof Iterable<?>
                || value.getClass().isArray()) return write(value);
        var quoted = JsonMapper.shared().writeValueAsString(LiquidFilters.text(value, context));
        return quoted.substring(1, quoted.length() - 1);
    }

    /// The value as JSON of its own, a text with its quotes.
    static String write(@Nullable Object value) {
        return node(value).toString();
    }

    private static JsonNode node(@Nullable Object value) {
        var make = JsonNodeFactory.instance;
        return switch (value) {
            case null -> make.nullNode();
            case Map<?, ?> map -> {
                var object = make.objectNode();
                map.forEach((name, each) -> object.set(String.valueOf(name), node(each)));
                yield object;
            }
            case Iterable<?> list -> {
                var array = make.arrayNode();
                for (var each : list) array.add(node(each));
                yield array;
            }
            case Boolean flag -> make.booleanNode(flag);
            case Number number -> JsonMapper.shared().valueToTree(number);
            default ->
                    value.getClass().isArray() ? array(value) : make.stringNode(value.toString());
        };
    }

    private static ArrayNode array(Object values) {
        var array = JsonNodeFactory.instance.arrayNode();
        for (var i = 0; i < Array.getLength(values); i++) array.add(node(Array.get(values, i)));
        return array;
    }
}
