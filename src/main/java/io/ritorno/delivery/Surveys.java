package io.ritorno.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The questions that a mail can ask, each a resource with its words in every language.
@Component
class Surveys {
    /// A link in a mail names a survey by its place here, so a new one goes to the end.
    private static final List<String> KEYS = List.of("satisfaction", "leaving");

    /// @param key part of the attribute that has the answer: `survey.satisfaction`
    /// @param number stands in links
    private record Survey(String key, int number, Map<String, Asked> asked) {}

    /// A survey in one language.
    ///
    /// @param answers what she may say, by what is kept of it
    record Asked(String key, int number, String question, Map<String, String> answers) {
        String attribute() {
            return "survey." + key;
        }
    }

    /// What the page says besides.
    record PageWords(
            String title,
            String comment,
            String send,
            String choose,
            String thanks,
            String thanksText,
            String shop) {}

    private final List<Survey> all = new ArrayList<>();
    private final Map<String, PageWords> words = new HashMap<>();

    Surveys(JsonMapper json) {
        for (var key : KEYS) {
            var asked = new HashMap<String, Asked>();
            for (var language : read(json, key).properties()) {
                var answers = new LinkedHashMap<String, String>();
                for (var answer : language.getValue().path("answers").properties())
                    answers.put(answer.getKey(), answer.getValue().asString());
                var question = language.getValue().path("question").asString();
                asked.put(language.getKey(), new Asked(key, all.size(), question, answers));
            }
            all.add(new Survey(key, all.size(), asked));
        }
        for (var language : read(json, "words").properties())
            words.put(language.getKey(), json.treeToValue(language.getValue(), PageWords.class));
    }

    Optional<Asked> find(int number, String language) {
        return number >= all.size()
                ? Optional.empty()
                : Optional.of(in(all.get(number).asked(), language));
    }

    PageWords words(String language) {
        return in(words, language);
    }

    /// What templates see as `survey`: by key, the question and the answers with their links.
    Map<String, Object> model(Links.Of links, String language) {
        var model = new HashMap<String, Object>();
        for (var survey : all) {
            var asked = in(survey.asked(), language);
            var answers = new ArrayList<Map<String, Object>>();
            asked.answers()
                    .forEach(
                            (value, label) ->
                                    answers.add(
                                            Map.of(
                                                    "value", value,
                                                    "label", label,
                                                    "url", links.survey(survey.number(), value))));
            model.put(survey.key(), Map.of("question", asked.question(), "answers", answers));
        }
        return model;
    }

    /// English where a language is not spoken.
    private static <T> T in(Map<String, T> byLanguage, String language) {
        var own = byLanguage.get(language);
        if (own == null) own = byLanguage.get("en");
        if (own == null) throw new IllegalStateException("a survey without English");
        return own;
    }

    private static JsonNode read(JsonMapper json, String name) {
        try {
            return json.readTree(
                    new ClassPathResource("surveys/" + name + ".json")
                            .getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
