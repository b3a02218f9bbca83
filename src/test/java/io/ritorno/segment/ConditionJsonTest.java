package io.ritorno.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.segment.ConditionJson.Reading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConditionJsonTest {
    @Test
    void everyExampleOfTheDocumentCanBeRead() throws Exception {
        var text = Files.readString(Path.of("docs/conditions.md"));
        var examples = new ArrayList<String>();
        var example =
                Pattern.compile("`(\\{\"type\": \"[^`]*})` \\|$", Pattern.MULTILINE).matcher(text);
        while (example.find()) examples.add(example.group(1));
        assertThat(examples).hasSizeGreaterThan(20);
        for (var each : examples)
            assertThat(ConditionJson.read(each)).as(each).isInstanceOf(Reading.Valid.class);
    }

    @Test
    void whatIsWrittenIsReadBack() {
        var dice = new Dice(7, Instant.parse("2026-11-21T20:00:00Z"), ZoneOffset.UTC);
        for (var i = 0; i < 500; i++) {
            var condition = dice.condition(3);
            assertThat(ConditionJson.read(ConditionJson.write(condition)))
                    .isEqualTo(new Reading.Valid(condition));
        }
    }

    @Test
    void faultIsNamedWithItsPlace() {
        assertThat(problem("{\"type\":\"purchased\"}")).startsWith("is: ");
        assertThat(problem("{\"type\":\"tall\"}")).isEqualTo("type: is not known: tall");
        assertThat(problem("{}")).isEqualTo("type: is missing");
        assertThat(problem("[]")).isEqualTo(": must be an object with a type");
        assertThat(
                        problem(
                                "{\"type\":\"all\",\"of\":[{\"type\":\"purchased\",\"is\":true},{\"type\":\"total-spent\",\"amount\":{\"op\":\"~\",\"value\":1}}]}"))
                .isEqualTo("of[1].amount.op: cannot be ~");
        assertThat(
                        problem(
                                "{\"type\":\"total-spent\",\"amount\":{\"op\":\"between\",\"value\":1}}"))
                .startsWith("amount: “between” needs both ends");
        assertThat(problem("{\"type\":\"total-spent\",\"amount\":{\"op\":\">\",\"value\":1.5}}"))
                .startsWith("amount.value: ");
        assertThat(problem("{\"type\":\"purchased\",\"is\":true,\"perod\":{\"lastDays\":3}}"))
                .startsWith("perod: is not a field here");
        assertThat(
                        problem(
                                "{\"type\":\"purchased\",\"is\":true,\"period\":{\"lastDays\":3,\"lastHours\":3}}"))
                .isEqualTo("period: give exactly one of lastDays, lastHours, lastMonths, from/to");
        assertThat(problem("{\"type\":\"bought-brand\",\"brands\":[\"a\\u0000b\"]}"))
                .isEqualTo("brands: must not contain a NUL character");
    }

    @Test
    void depthAndNumberHaveLimits() {
        var deep = "{\"type\":\"purchased\",\"is\":true}";
        for (var i = 1; i < ConditionJson.DEEPEST; i++)
            deep = "{\"type\":\"not\",\"of\":" + deep + "}";
        assertThat(ConditionJson.read(deep)).isInstanceOf(Reading.Valid.class);
        assertThat(problem("{\"type\":\"not\",\"of\":" + deep + "}"))
                .isEqualTo(
                        "of.of.of.of.of.of.of.of: stands deeper than 8 conditions in one another");

        var many =
                String.join(
                        ",",
                        java.util.Collections.nCopies(99, "{\"type\":\"purchased\",\"is\":true}"));
        assertThat(ConditionJson.read("{\"type\":\"all\",\"of\":[" + many + "]}"))
                .isInstanceOf(Reading.Valid.class);
        assertThat(problem("{\"type\":\"all\",\"of\":[" + many + "," + deep + "]}"))
                .isEqualTo("of[99]: is one of more than 100 conditions");
    }

    @Test
    void hugeNestingIsRefusedWithoutHarm() {
        var deep = new StringBuilder();
        for (var i = 0; i < 100_000; i++) deep.append("{\"type\":\"not\",\"of\":");
        assertThat(ConditionJson.read(deep.toString())).isInstanceOf(Reading.Faulty.class);
    }

    private static String problem(String json) {
        return switch (ConditionJson.read(json)) {
            case Reading.Faulty(var problem) -> problem.field() + ": " + problem.reason();
            case Reading.Valid(var condition) -> List.of(condition).toString();
        };
    }
}
