package io.ritorno.bench;

import io.ritorno.platform.Times;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// A flow's hundred thousand people are due in one minute, each with a marketing mail, and the shop
/// goes on meanwhile: how fast the runs are moved, whether the mails leave at the providers' rate,
/// and how long what happens now has to wait for it.
final class DueBurstBench {
    /// Mail providers, and what each takes in a second.
    private static final int PROVIDERS = 100;

    private static final int RATE = 5;

    private static final String MAIL =
            """
            {"en": {"subject": "%s", "mjml": "<mjml><mj-body><mj-section><mj-column><mj-text>Hello</mj-text></mj-column></mj-section></mj-body></mjml>"}}
            """;

    private static final String BURST =
            """
            {"name": "Burst", "status": "live", "definition": {
              "trigger": {"type": "event", "name": "Never"}, "first": "w",
              "steps": {
                "w": {"type": "wait", "duration": "PT1H", "next": "s"},
                "s": {"type": "send", "channel": "email", "transactional": false, "name": "Burst",
                      "content": %s, "next": "e"},
                "e": {"type": "end"}}}}
            """
                    .formatted(MAIL.formatted("Burst"));

    private static final String LIVE =
            """
            {"name": "Live", "status": "live", "definition": {
              "trigger": {"type": "event", "name": "Signed Up"}, "first": "s",
              "steps": {
                "s": {"type": "send", "channel": "email", "transactional": true, "name": "Live",
                      "content": %s, "next": "e"},
                "e": {"type": "end"}}}}
            """
                    .formatted(MAIL.formatted("Live"));

    private DueBurstBench() {}

    static List<Row> run(boolean quick) throws Exception {
        var people = quick ? 10_000 : 100_000;
        try (var sink = new SmtpSink();
                var server =
                        new Server(
                                Map.of(
                                        "RITORNO_SMTP_URL",
                                        "smtp://127.0.0.1:" + sink.port(),
                                        "RITORNO_SMTP_RATE",
                                        "" + RATE))) {
            var shop = server.shop();
            var id = shop.get("id").asInt();
            var api = "/api/shops/" + id + "/flows";
            server.call("POST", api, LIVE);
            var flow = server.call("POST", api, BURST).get("id").asString();
            var part =
                    server.db
                            .sql("select part0 from shop where id = ?")
                            .param(id)
                            .query(Integer.class)
                            .single();
            people(server.db, id, part, people);
            try (var live = new Live(server, part, shop.get("writeKey").asString(), sink)) {
                // the JVM's compiler has most of its work behind it
                live.go(10);
                live.clear();
                due(server.db, id, part, flow, people);
                return measure(server, sink, live, people);
            }
        }
    }

    private static List<Row> measure(Server server, SmtpSink sink, Live live, int people)
            throws Exception {
        var before = sink.mails.get() - live.mails();
        var start = System.nanoTime();
        live.dueSince = start;
        // as long as half of them take at the rate, and at least until all runs are moved
        var least = people / 2.0 / (PROVIDERS * RATE);
        while (live.movedAt == 0 || seconds(start) < least) live.go(1);
        var moved = (live.movedAt - start) / 1e9;
        var lasted = seconds(start);
        var mails = sink.mails.get() - live.mails() - before;
        live.await();
        System.out.printf(
                Locale.ROOT,
                "due-burst: runs moved in %.1f s; %d mails in %.1f s; %d live events and mails%n",
                moved,
                mails,
                lasted,
                live.handled.size());
        return List.of(
                Row.atLeast(
                        people + " due in a minute: steps",
                        people * 3 / moved,
                        "steps/s",
                        null,
                        10_000),
                Row.atLeast(
                        "the same, mails at the providers' rate",
                        mails / lasted,
                        "mails/s",
                        (double) PROVIDERS * RATE,
                        PROVIDERS * RATE * 0.9),
                // a second's worth may go at once
                Row.atMost(
                        "the same, mails above the rate",
                        Math.max(0, mails - (lasted + 2) * PROVIDERS * RATE),
                        "mails",
                        null,
                        0),
                Row.atMost("live events meanwhile, median", live.handled(50), "ms", null, 1_000),
                Row.atMost("live events meanwhile, 99 of 100", live.handled(99), "ms", null, 2_000),
                Row.atMost("their mails, median", live.mailed(50), "ms", null, 1_000),
                Row.atMost("their mails, 99 of 100", live.mailed(99), "ms", null, 3_000));
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void people(JdbcClient db, int shop, int part, int n) {
        db.sql(
                        """
                        insert into profile (part, shop_id, id, known, created_at, last_seen_at)
                        select ?, ?, md5('p' || i)::uuid, true, '2026-01-01Z', '2026-01-01Z'
                        from generate_series(1, ?) i
                        """)
                .params(part, shop, n)
                .update();
        db.sql(
                        """
                        insert into profile_trait (part, shop_id, profile_id, email)
                        select ?, ?, md5('p' || i)::uuid, 'p' || i || '@provider' || i % ? || '.example'
                        from generate_series(1, ?) i
                        """)
                .params(part, shop, PROVIDERS, n)
                .update();
        db.sql(
                        """
                        insert into consent (part, shop_id, profile_id, channel, state, at, source)
                        select ?, ?, md5('p' || i)::uuid, 'email', 'in', '2026-01-01Z', 'bench'
                        from generate_series(1, ?) i
                        """)
                .params(part, shop, n)
                .update();
        db.sql("analyze profile, profile_trait, consent").update();
    }

    /// All of them at once: within the last minute.
    private static void due(JdbcClient db, int shop, int part, String flow, int n) {
        var now = Times.utc(Instant.now());
        db.sql(
                        """
                        insert into flow_run (part, shop_id, id, flow_id, version, profile_id, origin_id,
                            key, status, step, entered_at, anchor_at, entered_step_at, wake_at)
                        select ?, ?, md5('r' || i)::uuid, ?::uuid, 1, md5('p' || i)::uuid,
                            md5('p' || i)::uuid, 'k' || i, 'running', 'w', at, at, at, at + interval '1 hour'
                        from generate_series(1, ?) i,
                            lateral (select ?::timestamptz - interval '61 minutes' + i % 60 * interval '1 second' as at) t
                        """)
                .params(part, shop, flow, n, now)
                .update();
    }

    /// What happens in the shop meanwhile: a hundred events a second, four of them with a mail that
    /// is no marketing. It is looked fifty times a second how far they are applied, which the lane
    /// does in the order in which they came.
    private static final class Live implements AutoCloseable {
        private static final int CALLS = 20;
        private final Server server;
        private final SmtpSink sink;
        private final String key;
        private final List<Long> sent = new ArrayList<>();
        private final List<String> mails = new ArrayList<>();
        private final List<Long> mailedAt = new ArrayList<>();
        private final Thread watcher;
        private final int part;
        private volatile boolean closed;

        /// Since when they are due, and when the last was moved; 0 while it is not so far.
        volatile long dueSince;

        volatile long movedAt;
        private int number;
        private int first;

        /// Milliseconds from the call until it was applied.
        final List<Double> handled = new ArrayList<>();

        Live(Server server, int part, String writeKey, SmtpSink sink) {
            this.server = server;
            this.part = part;
            this.key = IntakeBench.key(writeKey);
            this.sink = sink;
            this.watcher = Thread.ofPlatform().daemon().start(this::watch);
        }

        /// Events of so many seconds, evenly.
        void go(int seconds) throws Exception {
            var start = System.nanoTime();
            for (var i = 0; i < seconds * CALLS; i++) {
                var n = number++;
                synchronized (this) {
                    sent.add(System.nanoTime());
                    if (n % 5 == 0) {
                        mails.add("live" + n + "@shopper" + n % 50 + ".example");
                        mailedAt.add(System.nanoTime());
                    }
                }
                Load.post(server.port, "/v1/batch", key, 1, 1, _ -> batch(n));
                var next = start + (i + 1) * 1_000_000_000L / CALLS;
                LockSupport.parkNanos(Math.max(0, next - System.nanoTime()));
            }
        }

        private static byte[] batch(int n) {
            var mix = new String(Mix.batch(n, 4, Instant.now()), StandardCharsets.UTF_8);
            var text = new StringBuilder(mix.substring(0, mix.length() - 2));
            text.append(",{\"type\":\"track\",\"event\":\"")
                    .append(n % 5 == 0 ? "Signed Up" : "Looked")
                    .append("\",\"messageId\":\"live")
                    .append(n)
                    .append("\",\"userId\":\"live")
                    .append(n)
                    .append("\",\"properties\":{\"live\":true,\"email\":\"live")
                    .append(n)
                    .append("@shopper")
                    .append(n % 50)
                    .append(".example\"}}]}");
            return text.toString().getBytes(StandardCharsets.UTF_8);
        }

        private void watch() {
            var connection = new SingleConnectionDataSource(server.url, true);
            var db = JdbcClient.create(connection);
            while (!closed) {
                var seen =
                        db.sql(
                                        "select count(*) from event where part = ? and name in ('Signed Up', 'Looked')")
                                .param(part)
                                .query(Integer.class)
                                .single();
                var now = System.nanoTime();
                synchronized (this) {
                    for (var i = first + handled.size(); i < Math.min(seen, sent.size()); i++)
                        handled.add((now - sent.get(i)) / 1e6);
                }
                if (dueSince > 0 && movedAt == 0 && nobodyIsDue(db)) movedAt = System.nanoTime();
                LockSupport.parkNanos(20_000_000);
            }
            connection.destroy();
        }

        private boolean nobodyIsDue(JdbcClient db) {
            return db.sql(
                            """
                            select not exists (
                                select 1 from flow_run
                                where part = ? and status = 'running' and wake_at is not null)
                            """)
                    .param(part)
                    .query(Boolean.class)
                    .single();
        }

        /// Everything so far has been applied and sent, and does not count.
        void clear() {
            await();
            synchronized (this) {
                first += handled.size();
                handled.clear();
                mails.clear();
                mailedAt.clear();
            }
        }

        void await() {
            Server.await(
                    "the live events",
                    () -> {
                        synchronized (this) {
                            return first + handled.size() == sent.size()
                                    && sink.accepted.keySet().containsAll(mails);
                        }
                    });
        }

        /// Mails of live events that have arrived.
        synchronized long mails() {
            return mails.stream().filter(sink.accepted::containsKey).count();
        }

        synchronized double handled(int percent) {
            return of(handled, percent);
        }

        synchronized double mailed(int percent) {
            var times = new ArrayList<Double>();
            for (var i = 0; i < mails.size(); i++) {
                var at = sink.accepted.get(mails.get(i));
                times.add(at == null ? Double.MAX_VALUE : (at - mailedAt.get(i)) / 1e6);
            }
            return of(times, percent);
        }

        private static double of(List<Double> times, int percent) {
            var sorted = times.stream().sorted().toList();
            return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
        }

        @Override
        public void close() throws InterruptedException {
            closed = true;
            watcher.join();
        }
    }
}
