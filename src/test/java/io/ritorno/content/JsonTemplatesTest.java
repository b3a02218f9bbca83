package io.ritorno.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JsonTemplatesTest {
    private static final String NASTY = "\"},{\"x\": \\ \n\t\u0000\u2028 </script> żółć";

    private final JsonTemplates templates = new JsonTemplates();

    private static Map<String, Object> model() {
        var person = new HashMap<String, Object>();
        person.put("firstName", NASTY);
        person.put("orders", 3);
        person.put("tags", List.of("a\"b", "c"));
        person.put("attributes", Map.of("size", 42L, "vip", true));
        return new HashMap<>(Map.of("person", person));
    }

    private String made(String template) {
        assertThat(templates.check(template)).isEmpty();
        return templates.fill(template, model()) instanceof JsonTemplates.Made(var json)
                ? json
                : templates.fill(template, model()).toString();
    }

    @Test
    void aValueNeverEndsTheTextThatItStandsIn() {
        for (var template :
                List.of(
                        "{\"n\": \"{{ person.firstName }}\"}",
                        "{\"n\": {{ person.firstName | json }}}",
                        "{% assign a = person.firstName %}{\"n\": \"{{ a }}\"}",
                        "{% capture a %}{{ person.firstName }}{% endcapture %}{\"n\": \"{{ a }}\"}",
                        "{% for t in person.tags limit: 1 %}{\"n\": \"{{ person.firstName }}\"}{% endfor %}"))
            assertThat(JsonMapper.shared().readTree(made(template)).get("n").asString())
                    .as(template)
                    .isEqualTo(NASTY);
        // what a filter has made HTML of is text all the same
        var escaped = made("{\"n\": \"{{ person.firstName | escape }}\"}");
        assertThat(JsonMapper.shared().readTree(escaped).size()).isEqualTo(1);
    }

    @Test
    void numbersListsAndObjectsStandAsTheyAre() {
        var json =
                JsonMapper.shared()
                        .readTree(
                                made(
                                        "{\"o\": {{ person.orders }}, \"t\": {{ person.tags }}, \"a\": {{"
                                                + " person.attributes }}, \"p\": {{ person.phone | default:"
                                                + " nil | json }}, \"e\": \"{{ person.email | default: \"\" }}\"}"));
        assertThat(json.toString())
                .isEqualTo(
                        JsonMapper.shared()
                                .readTree(
                                        "{\"o\":3,\"t\":[\"a\\\"b\",\"c\"],\"a\":"
                                                + json.get("a")
                                                + ",\"p\":null,\"e\":\"\"}")
                                .toString());
        assertThat(json.at("/a/size").asInt()).isEqualTo(42);
        assertThat(json.at("/a/vip").asBoolean()).isTrue();
    }

    @Test
    void whatIsNoJsonSaysWhere() {
        assertThat(made("{\n\"a\": {{ person.firstName }}}")).contains("no JSON: line 2");
        assertThat(made("hello")).contains("no JSON");
        assertThat(made("{} {}")).contains("no JSON");
        assertThat(made(" {% comment %}nothing{% endcomment %} ")).contains("no JSON");
        assertThat(made("\"{{ person.phone }}\"")).contains("person.phone is missing");
    }

    @Test
    void whatCannotBeNamedIsToldWhenItIsSaved() {
        assertThat(templates.check("{\n {{ links.unsubscribe }} }").getFirst().line()).isEqualTo(2);
        assertThat(templates.check("{{ person.nickname }}")).hasSize(1);
        assertThat(templates.check("{{ flow.name }}{{ step.id }}{{ now }}{{ event.any }}"))
                .isEmpty();
        assertThat(templates.check("{{ person.firstName | explode }}")).hasSize(1);
        assertThat(templates.check("{% if %}")).hasSize(1);
        assertThat(templates.check("x".repeat(JsonTemplates.MOST + 1))).hasSize(1);
    }
}
