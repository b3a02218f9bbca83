package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.flow.RandomFlows.Begin;
import io.ritorno.flow.RandomFlows.Kind;
import io.ritorno.flow.RandomFlows.OneFlow;
import io.ritorno.flow.RandomFlows.OneStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Random flows through which a person's way is the same however long anything takes, so that it
/// can be said beforehand of servers that are killed meanwhile. Their waits are a few seconds.
public final class SteadyFlows {
    private static final List<Kind> KINDS =
            List.of(
                    Kind.SEND,
                    Kind.SEND,
                    Kind.SEND,
                    Kind.WAIT,
                    Kind.WAIT_SINCE_ENTRY,
                    Kind.WAIT_FOR,
                    Kind.SPLIT,
                    Kind.RANDOM,
                    Kind.HOLDOUT,
                    Kind.INCREMENT,
                    Kind.TAG,
                    Kind.COUPON,
                    Kind.MOVE);

    private static final JsonMapper JSON = JsonMapper.shared();

    private final List<OneFlow> flows = new ArrayList<>();

    /// @param seed of these very flows
    public SteadyFlows(long seed, int count) {
        var random = new Random(seed);
        for (var i = 0; i < count; i++) {
            var steps = new ArrayList<OneStep>();
            for (var j = 0; j < 8; j++)
                steps.add(
                        new OneStep(
                                KINDS.get(random.nextInt(KINDS.size())),
                                random.nextInt(2),
                                random.nextInt(2),
                                random.nextInt(30)));
            // into the last one people only come from the others, each time anew
            flows.add(
                    i < count - 1
                            ? new OneFlow(Begin.SIGNED_UP, 0, 0, false, steps)
                            : new OneFlow(Begin.PINGED, 2, 0, false, steps));
        }
    }

    public int count() {
        return flows.size();
    }

    /// What the API takes to make a flow that is live. Its mails' subjects are `flow 1 s3`.
    ///
    /// @param index from 0; the last is to be made first, since earlier ones may lead to it
    /// @param later ids of the flows after it
    /// @param pool of coupons
    public String body(int index, List<UUID> later, String pool) {
        var body = JsonNodeFactory.instance.objectNode();
        body.put("name", "flow " + index).put("status", "live");
        body.set("definition", definition(index, later, pool));
        return body.toString();
    }

    private ObjectNode definition(int index, List<UUID> later, String pool) {
        var text =
                RandomFlows.definition(flows.get(index), new RandomFlows.Around(later, pool, ""))
                        .toString()
                        .replaceAll("PT\\d*([123])H", "PT$1S")
                        .replaceAll("PT\\d+H", "PT2S")
                        .replace("\"Ping\"", "\"Never\"");
        var definition = (ObjectNode) JSON.readTree(text);
        for (var step : definition.get("steps").properties())
            if (step.getValue().path("type").asString().equals("send"))
                ((ObjectNode) step.getValue().at("/content/en"))
                        .put("subject", "flow " + index + " " + step.getKey());
        return definition;
    }

    /// What comes of one who signs up.
    ///
    /// @param runs `0 done s4 held-out`: flow, status, step, reason
    /// @param messages `flow 0 s1`
    /// @param n how often it was counted, times two
    /// @param coupons how many she is given
    public record Said(List<String> runs, List<String> messages, int n, int coupons) {}

    /// @param shop with its number and parts as they are
    /// @param ids of the flows, the first first
    public Said said(Shop shop, List<UUID> ids, String pool, UUID profile, String plan) {
        var start = Instant.EPOCH;
        var live = new ArrayList<Live>();
        for (var i = 0; i < ids.size(); i++) {
            var later = ids.subList(i + 1, ids.size());
            var read = DefinitionReader.read(definition(i, later, pool), _ -> List.of());
            live.add(
                    new Live(
                            new Flow(
                                    ids.get(i), "", Flow.Status.LIVE, null, 1, start, start, start),
                            read.definition()));
        }
        var model = new FlowModel(shop, live, false);
        model.known("she", profile, start);
        model.person("she").plan = plan;
        var nothing = JsonNodeFactory.instance.objectNode();
        model.track("she", "Signed Up", start, nothing, "sign-up", start);
        model.until(start.plus(Duration.ofDays(1)));
        var runs = new ArrayList<String>();
        var messages = new ArrayList<String>();
        for (var going : model.all) {
            var index = live.indexOf(going.live);
            var run = going.run;
            runs.add(index + " " + run.status().text() + " " + run.step() + " " + run.reason());
            for (var sent : going.sent)
                messages.add("flow " + index + " " + sent.substring(0, sent.indexOf(' ')));
        }
        runs.sort(String::compareTo);
        messages.sort(String::compareTo);
        return new Said(runs, messages, model.person("she").n, model.coupons);
    }
}
