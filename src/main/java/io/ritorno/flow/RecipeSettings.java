package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.platform.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a marketer may choose of a recipe. Kinds: `money` (minor units of the shop's currency),
/// `minutes`, `hours`, `days`, `number`, `percent`: whole numbers, 0 or more; `pool`: a coupon
/// pool's id, or none; `address`: a page of the shop.
record RecipeSettings(List<One> all) {
    private static final Pattern PLACE = Pattern.compile("@\\{([a-zA-Z]+)\\}");
    private static final long MOST = 1_000_000_000;

    /// @param value a long or a text; null for none
    record One(String name, String kind, @Nullable Object value) {}

    static RecipeSettings defaults(JsonNode recipe, Shop shop) {
        return new RecipeSettings(
                recipe.path("settings")
                        .valueStream()
                        .map(
                                setting -> {
                                    var kind = setting.path("kind").asString();
                                    return new One(
                                            setting.path("name").asString(),
                                            kind,
                                            value(kind, setting.path("default"), shop));
                                })
                        .toList());
    }

    private static @Nullable Object value(String kind, JsonNode given, Shop shop) {
        return switch (kind) {
            case "pool" -> null;
            case "address" -> shop.url() + given.asString("");
            case "money" ->
                    given.decimalValue()
                            .movePointRight(Math.max(0, shop.currency().getDefaultFractionDigits()))
                            .longValueExact();
            default -> given.longValue();
        };
    }

    /// @throws Problem 400 for a setting that there is not, or that cannot be so
    RecipeSettings with(Map<String, Object> chosen) {
        for (var name : chosen.keySet())
            if (all.stream().noneMatch(one -> one.name().equals(name)))
                throw Problem.invalid("settings." + name, "unknown-setting");
        return new RecipeSettings(
                all.stream()
                        .map(
                                one ->
                                        chosen.containsKey(one.name())
                                                ? new One(
                                                        one.name(),
                                                        one.kind(),
                                                        checked(one, chosen.get(one.name())))
                                                : one)
                        .toList());
    }

    private static @Nullable Object checked(One setting, @Nullable Object value) {
        var field = "settings." + setting.name();
        switch (setting.kind()) {
            case "pool" -> {
                if (value == null || value.equals("")) return null;
                try {
                    return UUID.fromString(value.toString()).toString();
                } catch (IllegalArgumentException e) {
                    throw Problem.invalid(field, "not-a-pool");
                }
            }
            case "address" -> {
                if (value instanceof String text && text.matches("https?://[^\\s\"'<>{}]+"))
                    return text;
                throw Problem.invalid(field, "not-an-address");
            }
            default -> {
                if (value instanceof Number number
                        && number.doubleValue() == number.longValue()
                        && number.longValue() <= MOST) {
                    if (number.longValue() < 0) throw Problem.invalid(field, "negative");
                    return number.longValue();
                }
                throw Problem.invalid(field, "not-whole");
            }
        }
    }

    /// Their values in the places of a definition, at any depth.
    void fill(JsonNode node) {
        switch (node) {
            case ObjectNode object -> {
                for (var field : List.copyOf(object.properties())) {
                    var value = filled(field.getValue());
                    if (value != field.getValue()) object.set(field.getKey(), value);
                    else fill(value);
                }
            }
            case ArrayNode list -> list.forEach(this::fill);
            default -> {
                // has no places
            }
        }
    }

    private JsonNode filled(JsonNode node) {
        if (!node.isString() || node.asString().indexOf('@') < 0) return node;
        var text = node.asString();
        var whole = PLACE.matcher(text);
        if (whole.matches()) {
            var value = get(whole.group(1));
            var nodes = JsonNodeFactory.instance;
            return value instanceof Long number
                    ? nodes.numberNode(number)
                    : value == null ? nodes.nullNode() : nodes.stringNode(value.toString());
        }
        return JsonNodeFactory.instance.stringNode(inText(text));
    }

    /// The text with the settings it names.
    String inText(String text) {
        return PLACE.matcher(text).replaceAll(found -> String.valueOf(get(found.group(1))));
    }

    private @Nullable Object get(String name) {
        for (var one : all) if (one.name().equals(name)) return one.value();
        throw new IllegalStateException("a recipe without the setting " + name);
    }

    /// Without a pool there is no step that takes a coupon from one, and nothing that only it leads
    /// to.
    static void withoutPool(ObjectNode definition) {
        var steps = (ObjectNode) definition.path("steps");
        for (var id : List.copyOf(steps.propertyNames())) {
            var step = steps.path(id);
            if (!step.path("type").asString().equals("coupon") || step.hasNonNull("pool")) continue;
            var instead = step.path("empty").asString();
            steps.remove(id);
            if (definition.path("first").asString().equals(id)) definition.put("first", instead);
            for (var other : steps)
                for (var field : List.copyOf(other.properties()))
                    if (NEXT.contains(field.getKey()) && field.getValue().asString("").equals(id))
                        ((ObjectNode) other).put(field.getKey(), instead);
        }
        var reached = new HashSet<String>();
        var open = new ArrayList<String>(List.of(definition.path("first").asString()));
        while (!open.isEmpty()) {
            var id = open.removeLast();
            if (!reached.add(id)) continue;
            for (var field : steps.path(id).properties())
                if (NEXT.contains(field.getKey())) open.add(field.getValue().asString(""));
        }
        for (var id : List.copyOf(steps.propertyNames()))
            if (!reached.contains(id)) steps.remove(id);
    }

    /// Fields of the steps that recipes use which name another step.
    private static final List<String> NEXT =
            List.of("next", "empty", "yes", "no", "late", "missing");
}
