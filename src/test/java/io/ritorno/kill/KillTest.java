package io.ritorno.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.ritorno.TestPostgres;
import io.ritorno.account.Shop;
import io.ritorno.account.ShopSettings;
import io.ritorno.flow.SteadyFlows;
import io.ritorno.platform.Parts;
import jakarta.mail.Message;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// Three servers on one PostgreSQL, killed a dozen times while events come in, timers fall due,
/// codes are given and mails go out (X15): every accepted event counts once, everybody goes the way
/// through random flows that the pure functions say she goes, and no mail is handed over twice.
class KillTest {
    private static final int KILLS = 12;
    private static final int LEAST_EVENTS = 600;

    /// Between two kills so many mails are sent at least, so that each kill is one at work.
    private static final int MAILS_BETWEEN = 20;

    private static final List<String> PLANS = List.of("a", "b", "d");
    private static final String MAIL =
            """
            {"en": {"subject": "%s", "mjml": "<mjml><mj-body><mj-section><mj-column><mj-text>Hello</mj-text></mj-column></mj-section></mj-body></mjml>"}}
            """;
    private static final String FLOW =
            """
            {"name": "%1$s", "status": "live", "definition": {
              "trigger": {"type": "event", "name": "Signed Up"}, "stop": [],
              "reentry": {"type": "once-per-key"}, "first": "%2$s",
              "steps": {%4$s
                "send": {"type": "send", "channel": "email", "transactional": true, "name": "%1$s",
                         "content": %3$s, "next": "end"},
                "end": {"type": "end"}}}}
            """;

    private static final String WAIT =
            "\"wait\": {\"type\": \"wait\", \"duration\": \"PT2S\", \"next\": \"send\"},";

    private final String database = TestPostgres.create();
    private final GreenMail mail =
            new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final List<Node> nodes = new ArrayList<>();

    @BeforeEach
    void start() {
        mail.start();
        mail.setUser("anybody@example.com", "x");
        for (var i = 0; i < 3; i++) {
            nodes.add(
                    new Node(
                            Map.of(
                                    "RITORNO_DB_URL",
                                    database,
                                    "RITORNO_SMTP_URL",
                                    "smtp://127.0.0.1:" + mail.getSmtp().getPort(),
                                    "RITORNO_ADMIN_EMAIL",
                                    "admin@example.com",
                                    "RITORNO_ADMIN_PASSWORD",
                                    "a long enough password",
                                    "RITORNO_API_KEY",
                                    Node.KEY)));
        }
        // the first makes the tables and the account
        nodes.getFirst().start();
        Node.await("the first node", () -> nodes.getFirst().healthy());
        nodes.get(1).start();
        nodes.get(2).start();
    }

    @AfterEach
    void stop() {
        nodes.forEach(Node::kill);
        mail.stop();
    }

    @Test
    void nothingIsLostAndNothingIsSentTwiceWhenServersDie() throws Exception {
        var seed = System.nanoTime();
        var random = new SteadyFlows(seed, 4);
        var world = world(random);

        var running = new AtomicBoolean(true);
        var accepted = new AtomicInteger();
        var sending = new ArrayList<Future<?>>();
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var thread = 0; thread < 4; thread++) {
                var chance = new Random(thread);
                sending.add(
                        senders.submit(
                                () -> {
                                    while (running.get() || accepted.get() < LEAST_EVENTS) {
                                        send(world.key(), accepted.getAndIncrement(), chance);
                                        LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
                                    }
                                }));
            }
            killAndRestart();
            running.set(false);
            for (var sender : sending) sender.get();
        }
        Node.await("everything handled", () -> waiting() == 0);

        assertThat(
                        count(
                                "select count(*) from event where shop_id = "
                                        + world.shop().id()
                                        + " and name = 'Signed Up'"))
                .isEqualTo(accepted.get());
        var expected = everybodyWentHerWay(world, random, accepted.get(), seed);
        var unclear = count("select count(*) from message where status = 'uncertain'");
        assertThat(count("select count(*) from message where status = 'sent'") + unclear)
                .isEqualTo(count("select count(*) from message"));

        var received = new HashMap<String, Integer>();
        for (var message : mail.getReceivedMessages())
            received.merge(
                    message.getSubject() + " " + message.getRecipients(Message.RecipientType.TO)[0],
                    1,
                    Integer::sum);
        // what is uncertain may have arrived or not; what is called sent has, and nothing twice
        assertThat(received)
                .as("seed %s", seed)
                .allSatisfy(
                        (what, times) ->
                                assertThat(times)
                                        .isLessThanOrEqualTo(expected.getOrDefault(what, 0)));
        var arrived = received.values().stream().mapToInt(n -> n).sum();
        assertThat((long) arrived)
                .isBetween(
                        count("select count(*) from message") - unclear,
                        count("select count(*) from message"));
    }

    // ------------------------------------------------------------ the world

    /// @param key to write with
    /// @param flows of chance, the first first
    private record World(Shop shop, String key, List<UUID> flows, String pool) {}

    private World world(SteadyFlows random) {
        var json = JsonMapper.shared();
        var made =
                json.readTree(
                        nodes.getFirst()
                                .answer(
                                        "POST",
                                        "/api/shops",
                                        """
                                        {"name": "Shop", "url": "https://shop.example", "currency": "PLN",
                                         "timezone": "Europe/Warsaw", "locale": "en", "parts": 8}
                                        """));
        var id = made.get("id").asInt();
        var api = "/api/shops/" + id;
        nodes.getFirst()
                .answer(
                        "PATCH",
                        api,
                        "{\"settings\": {\"senderEmail\": \"shop@shop.example\", \"senderName\": \"Shop\"}}");
        flow(id, "At once", "send");
        flow(id, "Soon", "wait");
        var pool =
                json.readTree(
                                nodes.getFirst()
                                        .answer("POST", api + "/coupon-pools", "{\"name\": \"P\"}"))
                        .get("id")
                        .asString();
        for (var i = 0; i < 4; i++)
            nodes.getFirst()
                    .answer(
                            "POST",
                            api + "/coupon-pools/" + pool + "/generate",
                            "{\"pattern\": \"K-****-****-****\", \"count\": 10000}");
        var flows = new ArrayList<UUID>();
        for (var i = random.count() - 1; i >= 0; i--)
            flows.addFirst(
                    UUID.fromString(
                            json.readTree(
                                            nodes.getFirst()
                                                    .answer(
                                                            "POST",
                                                            api + "/flows",
                                                            random.body(i, flows, pool)))
                                    .get("id")
                                    .asString()));
        var shop =
                new Shop(
                        id,
                        new UUID(0, 0),
                        new Parts((int) count("select part0 from shop where id = " + id), 8),
                        "Shop",
                        "https://shop.example",
                        Currency.getInstance("PLN"),
                        ZoneId.of("Europe/Warsaw"),
                        "en",
                        "PL",
                        "",
                        ShopSettings.DEFAULTS,
                        Instant.EPOCH);
        return new World(shop, made.get("writeKey").asString(), flows, pool);
    }

    private void flow(int shop, String name, String first) {
        nodes.getFirst()
                .answer(
                        "POST",
                        "/api/shops/" + shop + "/flows",
                        FLOW.formatted(
                                name,
                                first,
                                MAIL.formatted(name),
                                first.equals("wait") ? WAIT : ""));
    }

    /// Somebody with a plan signs up: sent until one of the nodes has accepted it.
    private void send(String key, int number, Random random) {
        var body =
                """
                {"writeKey": "%1$s", "batch": [
                  {"type": "identify", "messageId": "is-%2$d", "userId": "u%2$d",
                   "traits": {"email": "u%2$d@example.com", "plan": "%3$s", "n": 0}},
                  {"type": "track", "messageId": "signup-%2$d", "event": "Signed Up", "userId": "u%2$d",
                   "properties": {}}]}
                """
                        .formatted(key, number, plan(number));
        while (true) {
            var status = nodes.get(random.nextInt(nodes.size())).call("POST", "/v1/batch", body);
            if (status == 200) return;
            // nobody there, or just coming up
            if (status != 0 && status < 500) throw new AssertionError("refused with " + status);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static String plan(int number) {
        return PLANS.get(number % PLANS.size());
    }

    /// Kills a node that is at work, a dozen times, and starts it again. Others come up meanwhile;
    /// two are there at each kill, so that one is left.
    private void killAndRestart() {
        var random = new Random();
        for (var i = 0; i < KILLS; i++) {
            var before = sent();
            Node.await(
                    "two nodes and mails",
                    () -> alive().size() >= 2 && sent() >= before + MAILS_BETWEEN);
            var alive = alive();
            var node = alive.get(random.nextInt(alive.size()));
            node.kill();
            node.start();
        }
    }

    private List<Node> alive() {
        return nodes.stream().filter(Node::healthy).toList();
    }

    // ------------------------------------------------------------ what came of it

    /// Compares everybody's runs, messages, attributes and codes with what the functions say.
    ///
    /// @return how often each mail may arrive, by subject and recipient
    private Map<String, Integer> everybodyWentHerWay(
            World world, SteadyFlows random, int people, long seed) {
        var profiles = rows("select external_id, profile_id from profile_trait", 2);
        assertThat(profiles).hasSize(people);
        var runs =
                byFirst(
                        rows(
                                "select profile_id, flow_id, concat_ws(' ', status, step, coalesce(reason, 'null')) from flow_run",
                                3));
        var messages = byFirst(rows("select profile_id, flow_id, step from message", 3));
        var counted =
                byFirst(
                        rows(
                                "select profile_id, coalesce(attributes ->> 'n', '0'), '' from profile_trait",
                                3));
        var expected = new HashMap<String, Integer>();
        var coupons = 0;
        for (var row : profiles) {
            var number = Integer.parseInt(row.get(0).substring(1));
            var address = "u" + number + "@example.com";
            var profile = row.get(1);
            var said =
                    random.said(
                            world.shop(),
                            world.flows(),
                            world.pool(),
                            UUID.fromString(profile),
                            plan(number));
            coupons += said.coupons();
            var went = new ArrayList<String>();
            for (var run : runs.getOrDefault(profile, List.of())) {
                var index = world.flows().indexOf(UUID.fromString(run.get(1)));
                if (index >= 0) went.add(index + " " + run.get(2));
            }
            var wrote = new ArrayList<String>();
            for (var message : messages.getOrDefault(profile, List.of())) {
                var index = world.flows().indexOf(UUID.fromString(message.get(1)));
                if (index >= 0) wrote.add("flow " + index + " " + message.get(2));
            }
            went.sort(String::compareTo);
            wrote.sort(String::compareTo);
            assertThat(went).as("runs, seed %s", seed).isEqualTo(said.runs());
            assertThat(wrote).as("messages, seed %s", seed).isEqualTo(said.messages());
            assertThat(messages.getOrDefault(profile, List.of())).hasSize(wrote.size() + 2);
            assertThat(counted.getOrDefault(profile, List.of()).getFirst().get(1))
                    .as("n, seed %s", seed)
                    .isEqualTo("" + said.n());
            for (var message : said.messages())
                expected.merge(message + " " + address, 1, Integer::sum);
            expected.put("At once " + address, 1);
            expected.put("Soon " + address, 1);
        }
        assertThat(count("select count(*) from coupon_code where given_at is not null"))
                .as("codes, seed %s", seed)
                .isEqualTo(coupons);
        return expected;
    }

    private static Map<String, List<List<String>>> byFirst(List<List<String>> rows) {
        var by = new HashMap<String, List<List<String>>>();
        for (var row : rows) by.computeIfAbsent(row.getFirst(), _ -> new ArrayList<>()).add(row);
        return by;
    }

    private long sent() {
        return count("select count(*) from message where status = 'sent'");
    }

    /// What is still on its way.
    private long waiting() {
        return count("select count(*) from inbox")
                + count("select count(*) from message where status in ('queued', 'sending')")
                + count("select count(*) from flow_run where status = 'running'");
    }

    private long count(String sql) {
        return Long.parseLong(rows(sql, 1).getFirst().getFirst());
    }

    private List<List<String>> rows(String sql, int columns) {
        try (var connection = DriverManager.getConnection(database);
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<List<String>>();
            while (result.next()) {
                var row = new ArrayList<String>();
                for (var i = 1; i <= columns; i++) row.add(result.getString(i));
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
