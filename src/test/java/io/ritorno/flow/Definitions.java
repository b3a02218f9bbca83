package io.ritorno.flow;

import io.ritorno.segment.Condition;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Definitions for tests.
final class Definitions {
    private static final JsonMapper JSON = JsonMapper.shared();

    private Definitions() {}

    static Condition everyone() {
        return new Condition.All(List.of());
    }

    /// JSON with single quotes.
    static ObjectNode json(String json) {
        return (ObjectNode) JSON.readTree(json.replace('\'', '"'));
    }

    /// A message in English that says nothing personal.
    static String mail() {
        return "{'en':{'subject':'Hello','mjml':'<mjml><mj-body><mj-section><mj-column><mj-text>Hello"
                + "</mj-text></mj-column></mj-section></mj-body></mjml>'}}";
    }
}
