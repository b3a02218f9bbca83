package io.ritorno.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One person in twenty flows that would all write to her at the same moment: the shop's cap says
/// how many do, the flows' priorities which, and *why* says both. What is no marketing comes
/// through, before and after.
class OnePersonManyFlowsTest extends FlowWorld {
    private static final int FLOWS = 20;

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void capAndPriorityDecideAndWhySaysSo(int parts) { // X6
        var shop = newShop(parts);
        var cap = shop.settings().capMessages();
        assertThat(cap).isBetween(1, 10);
        var priorities = new ArrayList<>(IntStream.range(0, FLOWS).boxed().toList());
        // the order in which the marketer made them says nothing
        Collections.shuffle(priorities, new Random(parts));
        for (var priority : priorities)
            flows.create(
                    shop,
                    "Marketing " + priority,
                    definition(
                                    "'w':{'type':'wait','duration':'P2D','next':'s'}",
                                    "'s':{'type':'send','content':%s,'next':'end'}"
                                            .formatted(Definitions.mail()),
                                    END)
                            .put("priority", priority),
                    true);
        flows.create(
                shop,
                "Your order",
                definition(
                                "'w':{'type':'wait','duration':'P2D','next':'t0'}",
                                send("t0", "w1"),
                                "'w1':{'type':'wait','duration':'P1D','next':'t1'}",
                                send("t1", "end"),
                                END)
                        .put("priority", -100),
                true);
        var ann = person(shop, "ann", "{'consent':{'email':true}}");
        signsUp(shop, "ann");
        advance(Duration.ofDays(4));

        var sent = new ArrayList<String>();
        var skipped = new ArrayList<Integer>();
        for (var why : api(shop).get("profiles/" + ann + "/decisions?limit=200").items()) {
            if (!why.hasNonNull("message")) continue;
            var flow = why.at("/flow/name").asString();
            switch (why.get("outcome").asString() + " " + why.get("reason").asString()) {
                case "send allowed", "send transactional" -> sent.add(flow);
                case "skip frequency-cap" -> {
                    var detail = why.get("detail");
                    assertThat(flow).isEqualTo("Marketing " + detail.get("priority").asInt());
                    assertThat(detail.get("cap").asInt()).isEqualTo(cap);
                    assertThat(detail.get("recent").asInt()).isEqualTo(cap);
                    var first = new ArrayList<Integer>();
                    for (var each : detail.get("first")) first.add(each.get("priority").asInt());
                    assertThat(first).containsExactlyElementsOf(highest(cap));
                    skipped.add(detail.get("priority").asInt());
                }
                case "hold quiet-hours" -> {
                    // asked again when her night is over
                }
                case String other -> throw new AssertionError(other);
            }
        }
        var expected = new ArrayList<>(List.of("Your order", "Your order"));
        for (var priority : highest(cap)) expected.add("Marketing " + priority);
        assertThat(sent).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(skipped)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, FLOWS - cap).boxed().toList());
    }

    private static List<Integer> highest(int cap) {
        return IntStream.range(0, cap).mapToObj(i -> FLOWS - 1 - i).toList();
    }
}
