package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.platform.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Flows ready to switch on. Each is a folder of resources: `flow.json` with the settings a
/// marketer may choose and the definition, `layout.mjml` that all its mails share, and its words in
/// every language. A text `@…` in the definition stands for a setting's value or a message's name
/// and content; `[[…]]` in the layout for words.
@Component
class Recipes {
    private static final List<String> ALL = List.of("abandoned-cart");

    private final JsonMapper json;
    private final Map<String, Recipe> recipes = new LinkedHashMap<>();

    /// @param words by language
    private record Recipe(ObjectNode flow, String layout, Map<String, ObjectNode> words) {}

    Recipes(JsonMapper json) {
        this.json = json;
        for (var id : ALL) recipes.put(id, load(id));
    }

    /// A recipe as it is offered.
    ///
    /// @param trigger its type
    /// @param messages how many a person gets at most
    /// @param settings what may be chosen, with its default
    record Offer(
            String id,
            String name,
            String description,
            String trigger,
            int messages,
            List<Setting> settings) {}

    /// @param kind `money`: minor units of the shop's currency
    record Setting(String name, String kind, long value) {}

    /// A recipe made into a flow.
    record Made(String name, ObjectNode definition) {}

    List<Offer> list(Shop shop, String locale) {
        return recipes.entrySet().stream()
                .map(entry -> offer(entry.getKey(), entry.getValue(), shop, locale))
                .toList();
    }

    private static Offer offer(String id, Recipe recipe, Shop shop, String locale) {
        var words = words(recipe, locale);
        return new Offer(
                id,
                words.path("name").asString(),
                words.path("description").asString(),
                recipe.flow().path("definition").path("trigger").path("type").asString(),
                words.path("messages").size(),
                settings(recipe, shop));
    }

    private static List<Setting> settings(Recipe recipe, Shop shop) {
        return ((ArrayNode) recipe.flow().path("settings"))
                .valueStream()
                .map(
                        setting ->
                                new Setting(
                                        setting.path("name").asString(),
                                        setting.path("kind").asString(),
                                        minor(setting.path("default").decimalValue(), shop)))
                .toList();
    }

    private static long minor(BigDecimal amount, Shop shop) {
        return amount.movePointRight(Math.max(0, shop.currency().getDefaultFractionDigits()))
                .longValueExact();
    }

    /// The definition of a flow made from this recipe, its steps named in `locale` and its messages
    /// in every language; empty when there is no such recipe.
    ///
    /// @param chosen settings that shall not have their default
    /// @throws Problem 400 for a setting that there is not, or that cannot be so
    Optional<Made> make(String id, Shop shop, String locale, Map<String, Long> chosen) {
        return Optional.ofNullable(recipes.get(id))
                .map(recipe -> make(recipe, shop, locale, chosen));
    }

    private Made make(Recipe recipe, Shop shop, String locale, Map<String, Long> chosen) {
        var settings = new LinkedHashMap<String, Long>();
        for (var setting : settings(recipe, shop)) settings.put(setting.name(), setting.value());
        chosen.forEach(
                (name, value) -> {
                    if (!settings.containsKey(name))
                        throw Problem.invalid("settings." + name, "unknown-setting");
                    if (value < 0) throw Problem.invalid("settings." + name, "negative");
                    settings.put(name, value);
                });
        var words = words(recipe, locale);
        var definition = (ObjectNode) recipe.flow().path("definition").deepCopy();
        for (var step : definition.path("steps")) {
            var fields = (ObjectNode) step;
            for (var field : List.copyOf(fields.properties())) {
                var value = field.getValue();
                if (!(value instanceof StringNode text) || !text.asString().startsWith("@"))
                    continue;
                var name = text.asString().substring(1);
                var setting = settings.get(name);
                if (setting != null) fields.put(field.getKey(), setting);
                else if (field.getKey().equals("name"))
                    fields.put("name", words.path("messages").path(name).path("name").asString());
                else fields.set(field.getKey(), content(recipe, name));
            }
        }
        return new Made(words.path("name").asString(), definition);
    }

    /// A message in every language.
    private ObjectNode content(Recipe recipe, String message) {
        var content = json.createObjectNode();
        recipe.words()
                .forEach(
                        (locale, words) -> {
                            var own = (ObjectNode) words.path("messages").path(message);
                            var mjml = recipe.layout();
                            for (var from : List.of(own, (ObjectNode) words.path("words"))) {
                                for (var word : from.properties())
                                    mjml =
                                            mjml.replace(
                                                    "[[" + word.getKey() + "]]",
                                                    word.getValue().asString());
                            }
                            content.putObject(locale)
                                    .put("subject", own.path("subject").asString())
                                    .put("preheader", own.path("preheader").asString())
                                    .put("mjml", mjml);
                        });
        return content;
    }

    private static ObjectNode words(Recipe recipe, String locale) {
        var words = recipe.words().get(locale);
        if (words == null) words = recipe.words().get("en");
        if (words == null) throw new IllegalStateException("a recipe without English");
        return words;
    }

    private Recipe load(String id) {
        var words = new LinkedHashMap<String, ObjectNode>();
        for (var locale : List.of("en", "it", "pl"))
            words.put(locale, (ObjectNode) read(id + "/" + locale + ".json"));
        return new Recipe(
                (ObjectNode) read(id + "/flow.json"), text(id + "/layout.mjml"), Map.copyOf(words));
    }

    private JsonNode read(String path) {
        return json.readTree(text(path));
    }

    private static String text(String path) {
        try {
            return new ClassPathResource("recipes/" + path)
                    .getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
