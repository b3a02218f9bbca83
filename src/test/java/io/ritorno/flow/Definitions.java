package io.ritorno.flow;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Definitions for tests.
final class Definitions {
    private static final JsonMapper JSON = JsonMapper.shared();

    private Definitions() {}

    static ObjectNode condition(String type) {
        return JSON.createObjectNode().put("type", type);
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
