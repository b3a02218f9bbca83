package io.ritorno.bench;

import java.util.ArrayList;
import java.util.List;

/// What fifty live flows cost the lane: the ordinary mix of events with them, against the same mix
/// in a shop that has none. Among the flows is every trigger; most are for things that happen now
/// and then, as in a real shop, some are looked at with every view and order.
final class FlowEntryBench {
    private static final int FLOWS = 50;

    private static final List<String> TRIGGERS =
            List.of(
                    "{\"type\":\"order\"}",
                    "{\"type\":\"order\",\"amount\":{\"op\":\">=\",\"value\":20000}}",
                    "{\"type\":\"order\",\"nth\":{\"op\":\"=\",\"value\":2}}",
                    "{\"type\":\"order\",\"categories\":[\"C1\"]}",
                    "{\"type\":\"order-status\",\"statuses\":[\"shipped\"]}",
                    "{\"type\":\"threshold\",\"of\":\"spent\",\"value\":50000,\"period\":{\"lastDays\":90}}",
                    "{\"type\":\"cart-abandoned\",\"after\":\"PT4H\"}",
                    "{\"type\":\"checkout-abandoned\",\"after\":\"PT1H\"}",
                    "{\"type\":\"browse-abandoned\",\"after\":\"P1D\"}",
                    "{\"type\":\"search-abandoned\",\"after\":\"P1D\"}",
                    "{\"type\":\"registered\"}",
                    "{\"type\":\"subscribed\",\"channel\":\"email\"}",
                    "{\"type\":\"date\",\"of\":{\"trait\":\"birthday\"},\"offset\":\"P0D\",\"at\":\"09:00\",\"yearly\":true}",
                    "{\"type\":\"date\",\"of\":{\"moment\":\"last-order\"},\"offset\":\"P30D\",\"at\":\"09:00\"}",
                    "{\"type\":\"delivery\",\"offset\":\"-P1D\",\"at\":\"09:00\"}",
                    "{\"type\":\"inactive\",\"of\":\"last-seen\",\"days\":60}",
                    "{\"type\":\"changed\",\"attribute\":\"level\"}",
                    "{\"type\":\"back-in-stock\",\"for\":[\"viewed\"]}",
                    "{\"type\":\"price-drop\",\"percent\":10}",
                    "{\"type\":\"manual\"}");

    private FlowEntryBench() {}

    static List<Row> run(boolean quick) throws Exception {
        var batches = quick ? 300 : 1_200;
        var without = LaneBench.besides("flows", List.of(), batches);
        var with =
                LaneBench.besides(
                        "flows", definitions(FLOWS), batches, "select count(*) from flow_run");
        return List.of(
                Row.atLeast(
                        "flow-entry: real mix, " + FLOWS + " live flows",
                        with,
                        "events/s",
                        without,
                        5_000));
    }

    private static List<String> definitions(int n) {
        var definitions = new ArrayList<String>();
        for (var i = 0; i < n; i++) {
            var trigger =
                    i < TRIGGERS.size()
                            ? TRIGGERS.get(i)
                            : "{\"type\":\"event\",\"name\":\"Something " + i + "\"}";
            definitions.add(
                    """
                    {"name": "Flow %d", "status": "live", "definition": {
                      "trigger": %s, "stop": [{"type": "order"}], "reentry": {"type": "once-per-key"},
                      "first": "w", "steps": {
                        "w": {"type": "wait", "duration": "P1D", "next": "e"}, "e": {"type": "end"}}}}
                    """
                            .formatted(i, trigger));
        }
        return definitions;
    }
}
