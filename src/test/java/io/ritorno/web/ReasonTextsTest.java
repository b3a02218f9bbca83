package io.ritorno.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.delivery.Reasons;
import io.ritorno.flow.WhatIfReasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every reason that can be decided has a plain sentence in every language. `Decision` refuses, in
/// tests, a reason that is not in [Reasons]; here the source is read for those that no test comes
/// by.
class ReasonTextsTest {
    private static final Path SOURCES = Path.of("src/main/java/io/ritorno");
    private static final Pattern HOLE = Pattern.compile("\\{\\{(\\w+)}}");

    /// Where a reason is written, with what stands before it saying the outcome.
    private static final Map<Pattern, String> WRITTEN =
            Map.of(
                    Pattern.compile("\\bnew (?:Next\\.)?Choose\\(\\s*\"([\\w-]+)\""), "branched",
                    Pattern.compile("\\bnew (?:Next\\.)?Leave\\(\\s*\"([\\w-]+)\""), "not-changed",
                    Pattern.compile("\\bnew (?:Next\\.|Gate\\.)?Skip\\(\\s*\"([\\w-]+)\""), "skip",
                    Pattern.compile("\\bnew (?:Gate\\.)?Hold\\(\\s*\\w+,\\s*\"([\\w-]+)\""), "hold",
                    Pattern.compile("\\bnew (?:Gate\\.)?HoldOut\\(\\s*\"([\\w-]+)\""), "held-out",
                    Pattern.compile("\\bnew Send\\(\\s*\"([\\w-]+)\""), "send",
                    Pattern.compile("\\bstop\\(\\s*[\\w.()]+,\\s*\"([\\w-]+)\""), "stopped",
                    Pattern.compile("\\bnew Result\\(\\s*entry,\\s*\"([\\w-]+)\""), "not-entered");

    /// Both at once: `log(run, "ended", "end"`, `decision(now, "skip", "…"`.
    private static final Pattern BOTH =
            Pattern.compile(
                    "\\b(?:log|decision)\\(\\s*[\\w.()]+,\\s*\"([\\w-]+)\",\\s*\"([\\w-]+)\"");

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void everyReasonHasASentence(String language) {
        var texts = texts(language);
        var missing = new TreeSet<String>();
        for (var all : List.of(Reasons.all(), WhatIfReasons.onlyForetold()))
            all.forEach(
                    (outcome, reasons) -> {
                        if (texts.path("outcome").path(outcome).asString("").isBlank())
                            missing.add(outcome);
                        for (var reason : reasons)
                            if (sentence(texts.path("reason"), outcome, reason).isBlank())
                                missing.add(outcome + ": " + reason);
                    });
        assertThat(missing).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void aSentenceIsOne(String language) {
        for (var texts :
                List.of(texts(language).path("reason"), texts(language).path("reasonWith")))
            for (var text : texts.properties()) {
                var sentence = text.getValue().asString();
                assertThat(sentence).as(text.getKey()).matches("(?s)\\p{Lu}.*[.!}]|\\{\\{.*");
                // codes are for programs
                assertThat(HOLE.matcher(sentence).replaceAll(""))
                        .as(text.getKey())
                        .doesNotContain("_")
                        .doesNotContainPattern("[a-z]-[a-z]+-[a-z]");
            }
    }

    @Test
    void nothingIsDecidedThatIsNotInTheList() throws IOException {
        var known = Reasons.all();
        var written = new ArrayList<String>();
        var unknown = new TreeSet<String>();
        var sources = sources();
        for (var source : sources) {
            WRITTEN.forEach(
                    (pattern, outcome) -> {
                        var match = pattern.matcher(source);
                        while (match.find())
                            check(known, outcome, match.group(1), written, unknown);
                    });
            var match = BOTH.matcher(source);
            while (match.find()) check(known, match.group(1), match.group(2), written, unknown);
        }
        assertThat(unknown).isEmpty();
        // the patterns find what they are made for
        assertThat(written)
                .contains(
                        "branched yes",
                        "skip no-consent",
                        "hold quiet-hours",
                        "held-out shop-holdout",
                        "stopped loop-limit",
                        "not-entered audience",
                        "ended end",
                        "parked failed")
                .hasSizeGreaterThan(35);
    }

    /// A reason that nothing writes any more leaves the list.
    @Test
    void whatIsInTheListIsWrittenSomewhere() throws IOException {
        var all = String.join("\n", sources());
        var gone = new TreeSet<String>();
        Reasons.all()
                .values()
                .forEach(
                        reasons ->
                                reasons.forEach(
                                        reason -> {
                                            if (!all.contains('"' + reason + '"')) gone.add(reason);
                                        }));
        assertThat(gone).isEmpty();
    }

    private static void check(
            Map<String, Set<String>> known,
            String outcome,
            String reason,
            List<String> written,
            Set<String> unknown) {
        var one = outcome + " " + reason;
        written.add(one);
        if (!known.getOrDefault(outcome, Set.of()).contains(reason)) unknown.add(one);
    }

    /// All Java of the program but the list itself.
    private static List<String> sources() throws IOException {
        var texts = new ArrayList<String>();
        try (var files = Files.walk(SOURCES)) {
            for (var file : files.filter(f -> f.toString().endsWith(".java")).toList())
                if (!file.endsWith("Reasons.java")) texts.add(Files.readString(file));
        }
        return texts;
    }

    /// That of the outcome, where the code means something else there, else that of the code.
    private static String sentence(JsonNode texts, String outcome, String reason) {
        var own = texts.path(outcome + "-" + reason).asString("");
        return own.isBlank() ? texts.path(reason).asString("") : own;
    }

    private static JsonNode texts(String language) {
        return JsonMapper.shared().readTree(Path.of("ui/src/i18n", language + ".json").toFile());
    }
}
