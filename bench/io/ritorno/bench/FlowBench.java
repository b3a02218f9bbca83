package io.ritorno.bench;

import java.util.List;
import java.util.Map;

/// Many runs due at once: each wakes from a wait, takes a branch and ends.
final class FlowBench {
    private static final String FLOW =
            """
            {"name": "Steps", "status": "live", "definition": {
              "trigger": {"type": "event", "name": "Never"}, "stop": [{"type": "order"}],
              "reentry": {"type": "once-per-key"}, "first": "w",
              "steps": {
                "w": {"type": "wait", "duration": "PT1H", "next": "b"},
                "b": {"type": "branch", "condition": {"type": "order-count", "count": {"op": ">=", "value": 1}},
                      "yes": "e", "no": "e"},
                "e": {"type": "end"}}}}
            """;

    private FlowBench() {}

    static List<Row> run(boolean quick) throws Exception {
        var people = quick ? 20_000 : 200_000;
        try (var server = new Server(Map.of())) {
            var shop = server.shop();
            var id = shop.get("id").asInt();
            var flow =
                    server.call("POST", "/api/shops/" + id + "/flows", FLOW).get("id").asString();
            var part =
                    server.db
                            .sql("select part0 from shop where id = ?")
                            .param(id)
                            .query(Integer.class)
                            .single();
            server.db
                    .sql(
                            """
                            insert into profile (part, shop_id, id, known, created_at, last_seen_at, orders)
                            select ?, ?, md5('p' || i)::uuid, true, '2026-01-01Z', '2026-01-01Z', i % 3
                            from generate_series(1, ?) i
                            """)
                    .params(part, id, people)
                    .update();
            server.db
                    .sql(
                            """
                            insert into profile_trait (part, shop_id, profile_id, email)
                            select ?, ?, md5('p' || i)::uuid, 'p' || i || '@example.com'
                            from generate_series(1, ?) i
                            """)
                    .params(part, id, people)
                    .update();
            server.db.sql("analyze profile").update();
            server.db
                    .sql(
                            """
                            insert into flow_run (part, shop_id, id, flow_id, version, profile_id, origin_id,
                                key, status, step, entered_at, anchor_at, entered_step_at, wake_at)
                            select ?, ?, md5('r' || i)::uuid, ?::uuid, 1, md5('p' || i)::uuid,
                                md5('p' || i)::uuid, 'k' || i, 'running', 'w', '2026-01-01Z',
                                '2026-01-01Z', '2026-01-01Z', '2026-01-01 01:00Z'
                            from generate_series(1, ?) i
                            """)
                    .params(part, id, flow, people)
                    .update();
            var start = System.nanoTime();
            Server.await(
                    "the runs",
                    () ->
                            server.count("select count(*) from flow_run where wake_at is not null")
                                    == 0);
            var seconds = (System.nanoTime() - start) / 1e9;
            if (server.count("select count(*) from flow_run where status = 'done'") != people)
                throw new IllegalStateException("not every run ended");
            return List.of(
                    Row.atLeast(
                            "flow steps, " + people + " runs due at once",
                            people * 3 / seconds,
                            "steps/s",
                            null,
                            10_000));
        }
    }
}
