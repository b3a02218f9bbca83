package io.ritorno.bench;

import java.util.List;
import java.util.Map;

/// The recipe for the abandoned cart, tried on ninety days of the demo shop's history.
final class DryRunBench {
    private DryRunBench() {}

    static List<Row> run(boolean quick) throws Exception {
        var people = quick ? "2000" : "20000";
        var settings =
                Map.of(
                        "RITORNO_DEMO", "true",
                        "RITORNO_CLOCK", "manual",
                        "RITORNO_DEMO_PEOPLE", people);
        try (var server = new Server(settings)) {
            Server.await(
                    "the demo shop",
                    () ->
                            server.count("select count(*) from inbox") == 0
                                    && server.count(
                                                    "select count(*) from audit where action = 'demo loaded'")
                                            > 0);
            var shop = server.count("select min(id) from shop");
            var flows = "/api/shops/" + shop + "/flows";
            var flow =
                    server.call(
                                    "POST",
                                    flows,
                                    "{\"recipe\": \"abandoned-cart\", \"name\": \"Bench\"}")
                            .get("id")
                            .asString();
            server.db.sql("analyze").update();
            var runs = flows + "/" + flow + "/dry-runs";
            var start = System.nanoTime();
            var run = server.call("POST", runs, "{\"days\": 90}").get("id").asString();
            Server.await(
                    "the dry run",
                    () ->
                            server.count(
                                            "select count(*) from flow_dry_run where status = 'running'")
                                    == 0);
            var seconds = (System.nanoTime() - start) / 1e9;
            var done = server.call("GET", runs + "/" + run, null);
            if (!done.path("status").asString().equals("done")
                    || done.path("entered").asLong() < 100)
                throw new IllegalStateException("the dry run " + done.path("reason"));
            return List.of(
                    Row.atMost(
                            "dry run, 90 days, "
                                    + people
                                    + " people, "
                                    + done.path("entered").asLong()
                                    + " entered",
                            seconds,
                            "s",
                            null,
                            30));
        }
    }
}
