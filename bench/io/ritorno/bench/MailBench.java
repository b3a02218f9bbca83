package io.ritorno.bench;

import java.util.List;
import java.util.Map;

/// Mails with a cart's products and pictures, from queued to accepted by a local SMTP sink.
final class MailBench {
    private MailBench() {}

    static List<Row> run(boolean quick) throws Exception {
        var people = quick ? 4_000 : 30_000;
        try (var sink = new SmtpSink();
                var server =
                        new Server(Map.of("RITORNO_SMTP_URL", "smtp://127.0.0.1:" + sink.port()))) {
            var shop = server.shop();
            var id = shop.get("id").asInt();
            var flow =
                    server.call(
                            "POST",
                            "/api/shops/" + id + "/flows",
                            "{\"recipe\":\"abandoned-cart\",\"status\":\"live\"}");
            var part =
                    server.db
                            .sql("select part0 from shop where id = ?")
                            .param(id)
                            .query(Integer.class)
                            .single();
            var step =
                    flow.get("definition").get("steps").properties().stream()
                            .filter(s -> s.getValue().get("type").asString().equals("send"))
                            .findFirst()
                            .orElseThrow()
                            .getKey();
            // a few first, so that the program has warmed up
            queue(server, id, part, flow.get("id").asString(), step, 0, 1_000);
            Server.await("the first mails", () -> sink.mails.get() >= 1_000);
            var before = sink.bytes.get();
            prepare(server, id, part, 1_000, people);
            var start = System.nanoTime();
            insert(server, id, part, flow.get("id").asString(), step, 1_000, people);
            Server.await("all mails", () -> sink.mails.get() >= 1_000 + people);
            var seconds = (System.nanoTime() - start) / 1e9;
            var size = (sink.bytes.get() - before) / people;
            var reference = sink.reference(8, (int) size, quick ? 1_000 : 5_000);
            return List.of(
                    Row.atLeast(
                            "mails of " + size / 1024 + " KB rendered and accepted",
                            people / seconds,
                            "mails/s",
                            reference,
                            2_000),
                    Row.atMost("the same, heap it was given", Server.HEAP, "MB", null, 512),
                    Row.atMost(
                            "the same, most memory of the process (RSS)",
                            server.memory()[1],
                            "MB",
                            null,
                            1_024));
        }
    }

    private static void queue(
            Server server, int shop, int part, String flow, String step, int from, int n) {
        prepare(server, shop, part, from, n);
        insert(server, shop, part, flow, step, from, n);
    }

    private static void prepare(Server server, int shop, int part, int from, int n) {
        server.db
                .sql(
                        """
                        insert into profile (part, shop_id, id, known, created_at, last_seen_at)
                        select ?, ?, md5('p' || i)::uuid, true, '2026-01-01Z', '2026-01-01Z'
                        from generate_series(?, ?) i
                        """)
                .params(part, shop, from + 1, from + n)
                .update();
        server.db
                .sql(
                        """
                        insert into profile_trait (part, shop_id, profile_id, email, first_name, locale)
                        select ?, ?, md5('p' || i)::uuid, 'p' || i || '@example' || i % 500 || '.com', 'Anna', 'pl'
                        from generate_series(?, ?) i
                        """)
                .params(part, shop, from + 1, from + n)
                .update();
        server.db
                .sql(
                        """
                        insert into consent (part, shop_id, profile_id, channel, state, at, source)
                        select ?, ?, md5('p' || i)::uuid, 'email', 'in', '2026-01-01Z', 'bench'
                        from generate_series(?, ?) i
                        """)
                .params(part, shop, from + 1, from + n)
                .update();
        server.db
                .sql(
                        """
                        insert into cart (part, shop_id, id, profile_id, origin_id, state, currency, value,
                            items, lines, url, created_at, changed_at, abandoned_at)
                        select ?, ?, md5('c' || i)::uuid, md5('p' || i)::uuid, md5('p' || i)::uuid,
                            'abandoned', 'PLN', 74970, 3, (
                                select jsonb_agg(jsonb_build_object('product', 'x' || k, 'variant', null,
                                    'name', 'Buty trekkingowe męskie ' || k, 'quantity', 1, 'price', 24990,
                                    'image', 'https://shop.example/i/' || k || '.jpg',
                                    'url', 'https://shop.example/p/' || k))
                                from generate_series(i, i + 2) k),
                            'https://shop.example/cart/' || i, '2026-01-01Z', '2026-01-01Z', '2026-01-01 01:00Z'
                        from generate_series(?, ?) i
                        """)
                .params(part, shop, from + 1, from + n)
                .update();
    }

    private static void insert(
            Server server, int shop, int part, String flow, String step, int from, int n) {
        // the id's first bits hold the time, as the program makes them
        server.db
                .sql(
                        """
                        insert into message (part, shop_id, id, at, profile_id, origin_id, channel,
                            transactional, flow_id, flow_version, run_id, step, cart_id, status, due_at)
                        select ?, ?, (lpad(to_hex((extract(epoch from a.at) * 1000)::bigint), 12, '0') || '7000'
                                || '8' || substr(md5('m' || i), 1, 15))::uuid,
                            a.at, md5('p' || i)::uuid, md5('p' || i)::uuid, 'email', false, ?::uuid, 1,
                            md5('r' || i)::uuid, ?, md5('c' || i)::uuid, 'queued', a.at
                        from generate_series(?, ?) i,
                            (select date_trunc('milliseconds', ?::timestamptz) as at) a
                        """)
                .params(
                        part,
                        shop,
                        flow,
                        step,
                        from + 1,
                        from + n,
                        io.ritorno.platform.Times.utc(java.time.Instant.now()))
                .update();
    }
}
