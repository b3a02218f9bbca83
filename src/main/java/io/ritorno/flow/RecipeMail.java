package io.ritorno.flow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Puts a recipe's mail together from the pieces that all recipes share: the head with heading,
/// greeting and introduction, the blocks that the recipe names, a last word, the foot. What comes
/// out is a whole template that the marketer owns and may change.
///
/// A block is a file in `mail`, with a value behind a colon where it takes one: `cart`, `button:{{
/// cart.url }}`, `products:picks.best`. In pieces `[[word]]` stands for a word of the message, or
/// of `words`, which hold for all.
final class RecipeMail {
    static final List<String> LOCALES = List.of("en", "it", "pl");

    /// Between two pieces in a column of the whole width. Each section is a kilobyte and a half of
    /// tables within tables, so pieces that look like one are one.
    private static final Pattern JOIN =
            Pattern.compile(
                    "\\s*</mj-column>\\s*</mj-section>\\s*<mj-section>\\s*<mj-column>(?=\\s)");

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, String> PIECES = new ConcurrentHashMap<>();
    private static final Map<String, ObjectNode> WORDS = new HashMap<>();

    static {
        for (var locale : LOCALES) WORDS.put(locale, read(JSON, "words/" + locale + ".json"));
    }

    private RecipeMail() {}

    /// @param plan `blocks`, and `foot` where it is not the usual one
    /// @param words of the message
    static String of(JsonNode plan, JsonNode words, String locale, RecipeSettings settings) {
        var mjml = new StringBuilder(piece("head"));
        for (var block : plan.path("blocks")) {
            var named = block.asString().split(":", 2);
            var value = named.length == 2 ? named[1] : "";
            mjml.append(
                    piece(named[0])
                            .replace("[[title]]", "[[" + value + "]]")
                            .replace("[[value]]", settings.inText(value)));
        }
        if (words.hasNonNull("outro")) mjml.append(piece("outro"));
        mjml.append(piece(plan.path("foot").asString("foot")));
        var text = JOIN.matcher(mjml).replaceAll("");
        for (var from : List.of(words, WORDS.getOrDefault(locale, JSON.createObjectNode())))
            for (var word : from.properties())
                text = text.replace("[[" + word.getKey() + "]]", word.getValue().asString(""));
        return text;
    }

    private static String piece(String name) {
        return PIECES.computeIfAbsent(name, _ -> text("mail/" + name + ".mjml"));
    }

    static ObjectNode read(JsonMapper json, String path) {
        return (ObjectNode) json.readTree(text(path));
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
