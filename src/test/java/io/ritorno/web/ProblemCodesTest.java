package io.ritorno.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.Api;
import io.ritorno.IntegrationTest;
import io.ritorno.platform.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Every problem has a code, and every code a sentence in each language.
class ProblemCodesTest extends IntegrationTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path TEXTS = Path.of("src/main/resources");
    private static final List<Locale> LANGUAGES =
            List.of(Locale.ENGLISH, Locale.ITALIAN, Locale.of("pl"));
    private static final List<Pattern> CODES =
            List.of(
                    Pattern.compile("Problem\\s*\\.invalid\\(\\s*[^;]+?,\\s*\"([^\"]+)\""),
                    Pattern.compile("Problem\\s*\\.conflict\\(\\s*\"([^\"]+)\""),
                    Pattern.compile("Problem\\s*\\.of\\(\\s*[\\w.]+,\\s*\"([^\"]+)\""),
                    Pattern.compile("Problem\\s*\\.of\\(\\s*[\\w.]+,\\s*\\w+,\\s*\"([^\"]+)\""),
                    Pattern.compile("new Unfit\\(\\s*[\\w\".]+,\\s*\"([^\"]+)\""),
                    Pattern.compile("\\bwrong\\(name, \"([^\"]+)\""),
                    Pattern.compile("Reason\\s*\\.of\\(\\s*\"([^\"]+)\""),
                    Pattern.compile("Reason\\s*\\.about\\(\\s*[\\w\".]+,\\s*\"([^\"]+)\""),
                    Pattern.compile("new (?:Liquid\\.)?Unfilled\\(\\s*\"([^\"]+)\""),
                    Pattern.compile("new (?:References\\.)?Broken\\(\\s*\"([^\"]+)\""),
                    // of a template
                    Pattern.compile(
                            "\\bfault\\(\\s*(?:line|\\w+\\.line\\(\\)|1|lookup|include|tag),\\s*\"([^\"]+)\""),
                    // of a flow's definition
                    Pattern.compile("r\\.fault\\(\\s*[^;]+?,\\s*\"([a-z-]+)\"\\s*[,)]"),
                    Pattern.compile(
                            "\\bfault\\((?:at|field|place)\\b[^;]*?,\\s*\"([a-z-]+)\"\\s*[,)]"),
                    Pattern.compile(
                            "(?<!\\.)\\bfault\\(\\s*\"[a-z-]+\",\\s*[^;]+?\"([a-z-]+)\"\\);"),
                    Pattern.compile(
                            "Fault\\.of\\(\\s*\"[a-z-]+\",[^;]*?\"([a-z-]+)\"(?:,\\s*\\w+)*\\)\\)"));
    private static final Pattern MISSING =
            Pattern.compile("Problem\\s*\\.notFound\\(\\s*\"([^\"]+)\"");

    /// What codes that end in a variable may be.
    private static final Map<String, List<String>> PUT_TOGETHER =
            Map.of(
                    "import-",
                    List.of("uploading", "waiting", "running", "done", "failed", "cancelled"),
                    "role-",
                    List.of("viewer", "marketer", "owner"));

    @Test
    void everyCodeHasASentenceInEachLanguage() throws IOException {
        var codes = codes();
        assertThat(codes)
                .hasSizeGreaterThan(220)
                .contains("missing", "no-shop", "wrong-login")
                // of templates, conditions and flows
                .contains(
                        "value-missing",
                        "nothing-to-show",
                        "tag-misplaced",
                        "between-needs-to",
                        "segment-gone")
                .contains("not-known-here", "flow-leads-nowhere", "flow-move-circle");
        for (var language : LANGUAGES)
            for (var code : codes)
                assertThat(Reason.sentence(language, code, "1", "2"))
                        .as(code + " in " + language)
                        .isNotBlank();
    }

    @Test
    void everySentenceIsSaidSomewhere() throws IOException {
        var source = String.join("\n", sources());
        var parts = Set.of("http-", "import-", "no-", "role-");
        for (var code : texts("").stringPropertyNames())
            if (parts.stream().noneMatch(code::startsWith))
                assertThat(source.contains('"' + code + '"')).as(code).isTrue();
    }

    @Test
    void sentencesSayTheSameInEachLanguage() throws IOException {
        var english = texts("");
        for (var language : List.of("_it", "_pl")) {
            var other = texts(language);
            assertThat(other.keySet()).isEqualTo(english.keySet());
            for (var code : english.stringPropertyNames())
                assertThat(places(other.getProperty(code)))
                        .as(code + language)
                        .isEqualTo(places(english.getProperty(code)));
        }
    }

    @Test
    void callerIsAnsweredInTheLanguageAskedFor() {
        var shop = newShop();
        assertThat(nameless(api(shop))).isEqualTo("name is missing");
        assertThat(nameless(api(shop).with("Accept-Language", "it-IT,it;q=0.9")))
                .isEqualTo("name: manca");
        assertThat(nameless(api(shop).with("Accept-Language", "pl"))).isEqualTo("name: brakuje");
        assertThat(nameless(api(shop).with("Accept-Language", "de"))).isEqualTo("name is missing");
    }

    private static String nameless(Api api) {
        var body = api.post("segments", Map.of("name", " ")).expect(400).json();
        assertThat(body.get("code").asString()).isEqualTo("missing");
        assertThat(body.get("field").asString()).isEqualTo("name");
        return body.get("detail").asString();
    }

    @Test
    void whatTheFrameworkRefusesHasACodeToo() {
        var shop = newShop();
        var polish = api(shop).with("Accept-Language", "pl");
        assertThat(code(polish.put("search?q=x", "{}").expect(405))).isEqualTo("http-405");
        assertThat(code(polish.post("segments", "{\"name\":").expect(400))).isEqualTo("malformed");
        assertThat(code(polish.with("Content-Type", "text/csv").post("imports", "a").expect(400)))
                .isEqualTo("parameter-missing");
        assertThat(code(polish.get("orders/none").expect(404))).isEqualTo("no-thing");
        assertThat(code(polish.get("nothing-here").expect(404))).isEqualTo("http-404");
        assertThat(code(anybody().get("/api/shops").expect(401))).isEqualTo("not-logged-in");
        assertThat(polish.get("orders/none").json().get("detail").asString())
                .isEqualTo("Nie ma niczego takiego.");
    }

    private static String code(Api.Answer answer) {
        return answer.json().path("code").asString();
    }

    private static Set<String> codes() throws IOException {
        var codes = new TreeSet<String>();
        for (var source : sources()) {
            for (var pattern : CODES)
                pattern.matcher(source).results().forEach(found -> codes.add(found.group(1)));
            MISSING.matcher(source)
                    .results()
                    .forEach(found -> codes.add("no-" + found.group(1).replace(' ', '-')));
        }
        PUT_TOGETHER.forEach(
                (start, ends) -> {
                    if (codes.remove(start)) ends.forEach(end -> codes.add(start + end));
                });
        return codes;
    }

    private static List<String> sources() throws IOException {
        var sources = new ArrayList<String>();
        try (var files = Files.walk(SOURCES)) {
            for (var file : files.filter(f -> f.toString().endsWith(".java")).toList())
                sources.add(Files.readString(file));
        }
        return sources;
    }

    private static Properties texts(String language) throws IOException {
        var texts = new Properties();
        var file = TEXTS.resolve("problems" + language + ".properties");
        try (var in = Files.newBufferedReader(file)) {
            texts.load(in);
        }
        return texts;
    }

    private static Set<String> places(String text) {
        var places = new TreeSet<String>();
        Pattern.compile("\\{\\d}").matcher(text).results().forEach(m -> places.add(m.group()));
        return places;
    }
}
