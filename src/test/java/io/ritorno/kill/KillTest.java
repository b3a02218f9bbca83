package io.ritorno.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.ritorno.TestPostgres;
import jakarta.mail.Message;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// Three servers on one PostgreSQL, one of them killed a dozen times while events come in, timers
/// fall due and mails go out (X15): every accepted event counts once, and no mail is handed over
/// twice.
class KillTest {
    private static final int KILLS = 12;
    private static final int LEAST_EVENTS = 600;
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
        await("the first node", () -> nodes.getFirst().healthy());
        nodes.get(1).start();
        nodes.get(2).start();
        await("all nodes", () -> nodes.stream().allMatch(Node::healthy));
    }

    @AfterEach
    void stop() {
        nodes.forEach(Node::kill);
        mail.stop();
    }

    @Test
    void nothingIsLostAndNothingIsSentTwiceWhenServersDie() throws Exception {
        var json = JsonMapper.shared();
        var shop =
                json.readTree(
                        nodes.getFirst()
                                .answer(
                                        "POST",
                                        "/api/shops",
                                        """
                                        {"name": "Shop", "url": "https://shop.example", "currency": "PLN",
                                         "timezone": "Europe/Warsaw", "locale": "en", "parts": 8}
                                        """));
        var id = shop.get("id").asInt();
        var key = shop.get("writeKey").asString();
        nodes.getFirst()
                .answer(
                        "PATCH",
                        "/api/shops/" + id,
                        "{\"settings\": {\"senderEmail\": \"shop@shop.example\", \"senderName\": \"Shop\"}}");
        flow(id, "At once", "send");
        flow(id, "Soon", "wait");

        var running = new AtomicBoolean(true);
        var accepted = new AtomicInteger();
        var sending = new ArrayList<Future<?>>();
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var thread = 0; thread < 4; thread++) {
                var random = new Random(thread);
                sending.add(
                        senders.submit(
                                () -> {
                                    while (running.get() || accepted.get() < LEAST_EVENTS) {
                                        send(key, accepted.getAndIncrement(), random);
                                        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
                                    }
                                }));
            }
            killAndRestart();
            running.set(false);
            for (var sender : sending) sender.get();
        }
        await("everything handled", () -> waiting() == 0);

        assertThat(
                        count(
                                "select count(*) from event where shop_id = "
                                        + id
                                        + " and name = 'Signed Up'"))
                .isEqualTo(accepted.get());
        var sent = count("select count(*) from message where status = 'sent'");
        var uncertain = count("select count(*) from message where status = 'uncertain'");
        assertThat(sent + uncertain).isEqualTo(2L * accepted.get());

        var received = new HashMap<String, Integer>();
        for (var message : mail.getReceivedMessages())
            received.merge(
                    message.getSubject() + " " + message.getRecipients(Message.RecipientType.TO)[0],
                    1,
                    Integer::sum);
        assertThat(received.values()).allMatch(n -> n == 1);
        // what is uncertain may have arrived or not; what is called sent has
        assertThat((long) received.size()).isBetween(sent, sent + uncertain);
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

    /// Sends one event until one of the nodes has accepted it.
    private void send(String key, int number, Random random) {
        var body =
                """
                {"writeKey": "%s", "messageId": "signup-%d", "event": "Signed Up", "userId": "u%d",
                 "context": {"traits": {"email": "u%d@example.com"}},
                 "properties": {"email": "u%d@example.com"}}
                """
                        .formatted(key, number, number, number, number);
        while (true) {
            var status = nodes.get(random.nextInt(nodes.size())).call("POST", "/v1/track", body);
            if (status == 200) return;
            // nobody there, or just coming up
            if (status != 0 && status < 500) throw new AssertionError("refused with " + status);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private void killAndRestart() {
        var random = new Random(7);
        for (var i = 0; i < KILLS; i++) {
            var node = nodes.get(random.nextInt(nodes.size()));
            node.kill();
            node.start();
            await("a killed node", node::healthy);
        }
    }

    /// What is still on its way.
    private long waiting() {
        return count("select count(*) from inbox")
                + count("select count(*) from message where status in ('queued', 'sending')")
                + count("select count(*) from flow_run where status = 'running'");
    }

    private long count(String sql) {
        try (var connection = DriverManager.getConnection(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        var end = System.nanoTime() + Duration.ofMinutes(4).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) throw new AssertionError("waited too long for " + what);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }
}
