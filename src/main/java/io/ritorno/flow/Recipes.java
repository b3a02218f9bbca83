package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.platform.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Flows ready to switch on. Each is a folder of resources: `flow.json` with the settings a
/// marketer may choose, the pieces of its mails and the definition, and its words in every
/// language. Pieces and the words that all mails share stand beside the recipes, see [RecipeMail].
///
/// In a definition `@{days}` stands for the setting of that name: within a text its digits
/// (`"P@{days}D"`), alone its value (`"@{days}"`). A step that sends has the name and content of
/// the message of its id.
@Component
class Recipes {
    static final List<String> ALL =
            List.of(
                    "abandoned-cart",
                    "welcome",
                    "browse-abandoned",
                    "search-abandoned",
                    "order-thanks",
                    "delivery",
                    "cross-sell",
                    "up-sell",
                    "review",
                    "satisfaction-survey",
                    "leaving-survey",
                    "win-back",
                    "birthday",
                    "first-order",
                    "affiliate",
                    "back-in-stock",
                    "price-drop");

    private final JsonMapper json;
    private final Map<String, Recipe> recipes = new LinkedHashMap<>();

    /// @param words by language
    private record Recipe(ObjectNode flow, Map<String, ObjectNode> words) {
        JsonNode messages() {
            return flow.path("messages");
        }

        /// English where a language is not spoken.
        ObjectNode words(String locale) {
            var own = words.get(locale);
            if (own == null) own = words.get("en");
            if (own == null) throw new IllegalStateException("a recipe without English");
            return own;
        }
    }

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

    /// @param kind see [RecipeSettings]
    /// @param label what to ask the marketer
    /// @param text more about it; empty for nothing
    /// @param value its default; null for none
    record Setting(String name, String kind, String label, String text, @Nullable Object value) {}

    /// A recipe made into a flow.
    record Made(String name, ObjectNode definition) {}

    List<Offer> list(Shop shop, String locale) {
        return recipes.entrySet().stream()
                .map(entry -> offer(entry.getKey(), entry.getValue(), shop, locale))
                .toList();
    }

    private static Offer offer(String id, Recipe recipe, Shop shop, String locale) {
        var words = recipe.words(locale);
        var settings = RecipeSettings.defaults(recipe.flow(), shop);
        return new Offer(
                id,
                words.path("name").asString(),
                words.path("description").asString(),
                recipe.flow().path("definition").path("trigger").path("type").asString(),
                recipe.messages().size(),
                settings.all().stream()
                        .map(
                                setting -> {
                                    var own = words.path("settings").path(setting.name());
                                    return new Setting(
                                            setting.name(),
                                            setting.kind(),
                                            own.path("label").asString(),
                                            own.path("text").asString(""),
                                            setting.value());
                                })
                        .toList());
    }

    /// The definition of a flow made from this recipe, its steps named in `locale` and its messages
    /// in every language; empty when there is no such recipe.
    ///
    /// @param chosen settings that shall not have their default: numbers, and texts for pools and
    ///   addresses
    /// @throws Problem 400 for a setting that there is not, or that cannot be so
    Optional<Made> make(String id, Shop shop, String locale, Map<String, Object> chosen) {
        return Optional.ofNullable(recipes.get(id))
                .map(recipe -> make(recipe, shop, locale, chosen));
    }

    private Made make(Recipe recipe, Shop shop, String locale, Map<String, Object> chosen) {
        var settings = RecipeSettings.defaults(recipe.flow(), shop).with(chosen);
        var words = recipe.words(locale);
        var definition = (ObjectNode) recipe.flow().path("definition").deepCopy();
        settings.fill(definition);
        RecipeSettings.withoutPool(definition);
        for (var step : definition.path("steps").properties()) {
            if (!step.getValue().path("type").asString().equals("send")) continue;
            var send = (ObjectNode) step.getValue();
            var message = step.getKey();
            send.put("name", words.path("messages").path(message).path("name").asString());
            send.set("content", content(recipe, message, settings));
        }
        return new Made(words.path("name").asString(), definition);
    }

    /// A message in every language.
    private ObjectNode content(Recipe recipe, String message, RecipeSettings settings) {
        var content = json.createObjectNode();
        var plan = recipe.messages().path(message);
        recipe.words()
                .forEach(
                        (locale, words) -> {
                            var own = words.path("messages").path(message);
                            content.putObject(locale)
                                    .put("subject", own.path("subject").asString())
                                    .put("preheader", own.path("preheader").asString())
                                    .put("mjml", RecipeMail.of(plan, own, locale, settings));
                        });
        return content;
    }

    private Recipe load(String id) {
        var words = new LinkedHashMap<String, ObjectNode>();
        for (var locale : RecipeMail.LOCALES)
            words.put(locale, RecipeMail.read(json, id + "/" + locale + ".json"));
        return new Recipe(RecipeMail.read(json, id + "/flow.json"), words);
    }
}
