package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.content.MailContent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// The mails of the recipes as they become flows, for tests of other features.
public final class RecipeTexts {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public static final List<String> ALL =
            List.of(
                    "abandoned-cart",
                    "affiliate",
                    "back-in-stock",
                    "birthday",
                    "browse-abandoned",
                    "cross-sell",
                    "delivery",
                    "first-order",
                    "leaving-survey",
                    "order-thanks",
                    "price-drop",
                    "review",
                    "satisfaction-survey",
                    "search-abandoned",
                    "up-sell",
                    "welcome",
                    "win-back");

    private RecipeTexts() {}

    /// @param words as the marketer wrote them, without the shared layout
    public record Text(boolean transactional, MailContent content, String words) {}

    /// By message and language.
    public static Map<String, Map<String, Text>> of(String recipe, Shop shop) {
        var flow = RecipeMail.read(JSON, recipe + "/flow.json");
        var settings = RecipeSettings.defaults(flow, shop);
        var texts = new LinkedHashMap<String, Map<String, Text>>();
        for (var message : flow.path("messages").properties()) {
            var step = flow.path("definition").path("steps").path(message.getKey());
            var byLocale = new LinkedHashMap<String, Text>();
            for (var locale : RecipeMail.LOCALES) {
                var own =
                        RecipeMail.read(JSON, recipe + "/" + locale + ".json")
                                .path("messages")
                                .path(message.getKey());
                var words = new StringBuilder();
                for (var name : List.of("heading", "intro", "button", "outro"))
                    words.append(own.path(name).asString("")).append(' ');
                byLocale.put(
                        locale,
                        new Text(
                                step.path("transactional").asBoolean(),
                                new MailContent(
                                        own.path("subject").asString(),
                                        own.path("preheader").asString(),
                                        RecipeMail.of(message.getValue(), own, locale, settings),
                                        null),
                                words.toString()));
            }
            texts.put(message.getKey(), byLocale);
        }
        return texts;
    }
}
