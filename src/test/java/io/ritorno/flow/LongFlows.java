package io.ritorno.flow;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Flows of very many steps, to be worked with on screen.
public final class LongFlows {
    /// As long as the message of a recipe.
    private static final String MAIL =
            "<mjml><mj-body><mj-section><mj-column>"
                    + "<mj-text>Hello {{ person.firstName }}, this is for you today.</mj-text>"
                            .repeat(30)
                    + "</mj-column></mj-section></mj-body></mjml>";

    private LongFlows() {}

    /// Messages, waits, branches and ways by chance that come together again: `s0`, `s1`, … and
    /// `end`.
    public static ObjectNode of(int steps) {
        var definition = JsonMapper.shared().createObjectNode();
        definition.putObject("trigger").put("type", "event").put("name", "Hello");
        definition.put("first", "s0");
        var all = definition.putObject("steps");
        for (var i = 0; i < steps - 1; i++) {
            var step = all.putObject("s" + i);
            var next = i + 1 == steps - 1 ? "end" : "s" + (i + 1);
            var after = i + 2 >= steps - 1 ? "end" : "s" + (i + 2);
            switch (i % 5) {
                case 0 -> step.put("type", "wait").put("duration", "PT3H").put("next", next);
                case 1 -> {
                    step.put("type", "branch").put("yes", next).put("no", after);
                    step.putObject("condition")
                            .put("type", "event")
                            .put("event", "Order Completed");
                }
                case 3 -> {
                    step.put("type", "random");
                    var ways = step.putArray("ways");
                    ways.addObject().put("name", "A").put("percent", 50).put("next", next);
                    ways.addObject().put("name", "B").put("percent", 50).put("next", after);
                }
                default -> {
                    step.put("type", "send").put("channel", "email").put("name", "Mail " + i);
                    step.put("next", next);
                    var content = step.putObject("content");
                    for (var language : List.of("en", "pl"))
                        content.putObject(language)
                                .put("subject", "Subject " + i)
                                .put("mjml", MAIL);
                }
            }
        }
        all.putObject("end").put("type", "end");
        return definition;
    }
}
