package io.ritorno.content;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.ritorno.platform.Reason;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Texts with Liquid in them that make JSON, for other programs. `{{ person.firstName }}` puts a
/// text out as it may stand between the quotes of a JSON text, a list or an object as JSON; the
/// filter `json` writes any value with its quotes. As in mails, a value that is missing is an error
/// unless `default` says what to put instead.
@Component
public class JsonTemplates {
    /// Characters that a template, and what is made of it, may have.
    public static final int MOST = 100_000;

    private static final JsonMapper STRICT =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private record Attempt(@Nullable Liquid liquid, @Nullable Reason reason) {}

    private final LoadingCache<String, Attempt> cache =
            Caffeine.newBuilder()
                    .maximumWeight(8_000_000)
                    .weigher((String text, Attempt attempt) -> 1000 + 4 * text.length())
                    .build(JsonTemplates::compile);

    /// What came of a template for one person.
    public sealed interface Filled {}

    public record Made(String json) implements Filled {}

    /// @param reason may name a variable, and hold what a filter could not work with
    public record Failed(Reason reason) implements Filled {}

    /// What is wrong with a template: broken Liquid, names and filters that do not exist.
    public List<Fault> check(String text) {
        if (text.length() > MOST)
            return List.of(new Fault("body", 1, null, Reason.of("text-too-long", MOST)));
        try {
            var tree = Liquid.parse(text, Liquid.Escape.JSON).tree();
            return Variables.check("body", tree, Variables.CALLS);
        } catch (Liquid.Broken e) {
            return List.of(e.in("body"));
        }
    }

    /// Fills a template for one person. Safe for any number of threads.
    ///
    /// @param model maps, lists, texts, numbers; [Formats] under [Formats#KEY]
    public Filled fill(String text, Map<String, Object> model) {
        var attempt = cache.get(text);
        if (attempt.liquid() == null) return new Failed(Objects.requireNonNull(attempt.reason()));
        try {
            var json = attempt.liquid().fill(model);
            if (json.length() > MOST) return new Failed(Reason.of("text-too-long", MOST));
            STRICT.readTree(json);
            if (json.isBlank()) return new Failed(Reason.of("json-empty"));
            return new Made(json);
        } catch (JacksonException e) {
            var at = e.getLocation();
            return new Failed(
                    at == null
                            ? Reason.of("not-json")
                            : Reason.of("json-broken", at.getLineNr(), at.getColumnNr()));
        } catch (Liquid.Unfilled e) {
            return new Failed(e.reason);
        }
    }

    private static Attempt compile(String text) {
        try {
            return new Attempt(Liquid.parse(text, Liquid.Escape.JSON), null);
        } catch (Liquid.Broken e) {
            return new Attempt(null, e.placed());
        }
    }
}
