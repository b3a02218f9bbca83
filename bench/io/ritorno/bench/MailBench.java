package io.ritorno.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Mails with a cart's products and pictures, from queued to accepted by a local SMTP sink: one of
/// about 10 KB, and the one of the abandoned-cart recipe, which is twice as long.
final class MailBench {
    private static final String MJML =
            """
            <mjml>
              <mj-head>
                <mj-attributes>
                  <mj-all font-family="Helvetica, Arial, sans-serif" />
                  <mj-text font-size="16px" line-height="1.5" color="#1f2933" />
                </mj-attributes>
              </mj-head>
              <mj-body width="600px" background-color="#f3f4f6">
                <mj-section background-color="#ffffff" padding="24px 0">
                  <mj-column>
                    <mj-text align="center" font-size="20px"><a href="{{ shop.url }}">{{ shop.name }}</a></mj-text>
                    <mj-text font-size="26px">{{ person.firstName | default: "Dzień dobry" }}, Twój koszyk czeka</mj-text>
                    <mj-text>Te produkty trafiły niedawno do Twojego koszyka. Zachowaliśmy go, więc możesz dokończyć zakupy dokładnie w tym miejscu.</mj-text>
                    <mj-table>
                      {% for line in cart.lines %}
                      {% assign picture = line.image | default: "" %}
                      <tr>
                        <td style="padding:12px 0;border-bottom:1px solid #e6e8eb;width:72px">{% if picture != "" %}<a href="{{ line.url }}"><img src="{{ picture }}" alt="{{ line.name }}" width="64" height="64" /></a>{% endif %}</td>
                        <td style="padding:12px 0;border-bottom:1px solid #e6e8eb"><a href="{{ line.url }}" style="color:#1f2933;font-weight:600">{{ line.name }}</a><br />{{ line.quantity }} × {{ line.priceText }}</td>
                        <td style="padding:12px 0;border-bottom:1px solid #e6e8eb;text-align:right">{{ line.totalText }}</td>
                      </tr>
                      {% endfor %}
                      <tr><td colspan="2">Razem</td><td style="text-align:right">{{ cart.valueText }}</td></tr>
                    </mj-table>
                    <mj-button href="{{ cart.url }}" background-color="{{ shop.accentColor }}">Wróć do koszyka</mj-button>
                    <mj-text align="center" font-size="13px"><a href="{{ links.unsubscribe }}">Wypisz się</a> · <a href="{{ links.preferences }}">Preferencje</a> · <a href="{{ links.view }}">Zobacz w przeglądarce</a></mj-text>
                    <mj-text align="center" font-size="13px">{{ shop.postalAddress | default: shop.name }}</mj-text>
                  </mj-column>
                </mj-section>
              </mj-body>
            </mjml>
            """;

    private MailBench() {}

    static List<Row> run(boolean quick) throws Exception {
        var people = quick ? 4_000 : 30_000;
        try (var sink = new SmtpSink();
                var server =
                        new Server(Map.of("RITORNO_SMTP_URL", "smtp://127.0.0.1:" + sink.port()))) {
            var shop = server.shop().get("id").asInt();
            var part =
                    server.db
                            .sql("select part0 from shop where id = ?")
                            .param(shop)
                            .query(Integer.class)
                            .single();
            var rows = new ArrayList<Row>();
            var own = new Round(server, sink, shop, part, flow(server, shop, own()));
            // the compiler of the JVM needs as long as a measurement to be done with its work: a
            // third of
            // the program's time goes there until then
            own.send(0, people);
            rows.addAll(own.measure("mails", 100_000, people));
            rows.add(Row.atMost("the same, heap it was given", Server.HEAP, "MB", null, 512));
            rows.add(
                    Row.atMost(
                            "the same, most memory of the process (RSS)",
                            server.memory()[1],
                            "MB",
                            null,
                            1_024));
            var recipe = "{\"recipe\":\"abandoned-cart\",\"status\":\"live\"}";
            var shipped = new Round(server, sink, shop, part, flow(server, shop, recipe));
            shipped.send(200_000, 1_000);
            rows.addAll(shipped.measure("mails of a recipe", 300_000, people / 2));
            return rows;
        }
    }

    private static String own() {
        var json = JsonMapper.shared();
        var flow = json.createObjectNode().put("name", "Cart").put("status", "live");
        var definition = flow.putObject("definition");
        definition.putObject("trigger").put("type", "event").put("name", "Never");
        definition.putArray("stop");
        definition.putObject("reentry").put("type", "once-per-key");
        definition.put("first", "s");
        var steps = definition.putObject("steps");
        var send = steps.putObject("s").put("type", "send").put("channel", "email");
        send.put("transactional", false).put("name", "Cart").put("next", "e");
        send.putObject("content")
                .putObject("pl")
                .put("subject", "Twój koszyk w sklepie {{ shop.name }}")
                .put("mjml", MJML);
        steps.putObject("e").put("type", "end");
        return flow.toString();
    }

    /// A flow, and its first step that sends.
    private record Mailing(String flow, String step) {}

    private static Mailing flow(Server server, int shop, String definition) {
        var flow = server.call("POST", "/api/shops/" + shop + "/flows", definition);
        var step =
                flow.get("definition").get("steps").properties().stream()
                        .filter(s -> s.getValue().get("type").asString().equals("send"))
                        .findFirst()
                        .orElseThrow()
                        .getKey();
        return new Mailing(flow.get("id").asString(), step);
    }

    private record Round(Server server, SmtpSink sink, int shop, int part, Mailing mailing) {
        /// Seconds from queued to all accepted.
        double send(int from, int n) {
            prepare(server, shop, part, from, n);
            var before = sink.mails.get();
            var start = System.nanoTime();
            insert(server, shop, part, mailing.flow(), mailing.step(), from, n);
            Server.await("the mails", () -> sink.mails.get() >= before + n);
            return (System.nanoTime() - start) / 1e9;
        }

        List<Row> measure(String name, int from, int n) throws Exception {
            var before = sink.bytes.get();
            var cpu = server.cpu();
            var seconds = send(from, n);
            var used = server.cpu();
            System.out.printf(
                    Locale.ROOT,
                    "%s: %.1f s; processor %.1f s program, %.1f s PostgreSQL%n",
                    name,
                    seconds,
                    used[0] - cpu[0],
                    used[1] - cpu[1]);
            var size = (sink.bytes.get() - before) / n;
            // what follows from the mails is no part of them, and would disturb the next figure
            Server.await("the inbox", () -> server.count("select count(*) from inbox") == 0);
            var reference = sink.reference(8, (int) size, n / 8);
            return List.of(
                    Row.atLeast(
                            "%s of %.1f KB rendered and accepted".formatted(name, size / 1024.0),
                            n / seconds,
                            "mails/s",
                            reference,
                            2_000));
        }
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
