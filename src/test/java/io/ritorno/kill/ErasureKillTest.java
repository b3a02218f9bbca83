package io.ritorno.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A server is killed in the middle of erasing somebody whose run waits: nothing of it is done, and
/// when a server is there again, all of it.
class ErasureKillTest {
    private static final String FLOW =
            """
            {"name": "Wait", "status": "live", "definition": {
              "trigger": {"type": "event", "name": "Order Completed"}, "first": "wait",
              "steps": {"wait": {"type": "wait", "duration": "P1D", "next": "end"},
                        "end": {"type": "end"}}}}
            """;
    private static final String EVENT =
            """
            {"writeKey": "%s", "messageId": "1", "event": "Order Completed", "userId": "ann",
             "properties": {"order_id": "1", "total": 5},
             "context": {"traits": {"email": "ann@example.com"}}}
            """;

    private static final List<String> TABLES =
            List.of("event", "orders", "flow_run", "identity", "decision", "profile_trait");

    private static final String CONNECTED =
            """
            select count(*) from pg_stat_activity
            where datname = current_database() and backend_type = 'client backend'
                and pid <> pg_backend_pid()
            """;

    private final String database = TestPostgres.create();
    private final JsonMapper json = JsonMapper.shared();

    @Test
    void whatWasHalfErasedIsNotAndThenIsAsAWhole() throws SQLException {
        var node =
                new Node(
                        Map.of(
                                "RITORNO_DB_URL",
                                database,
                                "RITORNO_ADMIN_EMAIL",
                                "admin@example.com",
                                "RITORNO_ADMIN_PASSWORD",
                                "a long enough password",
                                "RITORNO_API_KEY",
                                Node.KEY));
        try (var other = DriverManager.getConnection(database)) {
            node.start();
            Node.await("the server", node::healthy);
            var shop =
                    answer(
                            node,
                            "POST",
                            "/api/shops",
                            """
                            {"name": "Shop", "url": "https://shop.example", "currency": "PLN",
                             "timezone": "Europe/Warsaw", "locale": "en"}
                            """);
            var api = "/api/shops/" + shop.get("id").asInt();
            node.answer("POST", api + "/flows", FLOW);
            node.answer("POST", "/v1/track", EVENT.formatted(shop.get("writeKey").asString()));
            Node.await("her run", () -> texts("select step from flow_run").equals(List.of("wait")));
            var ann = texts("select profile_id from profile_trait").getFirst();

            // what is erased last cannot be: the server stands there with all the rest done
            other.setAutoCommit(false);
            hold(other, "select 1 from profile for update");
            node.answer("POST", api + "/profiles/" + ann + "/erase", "{}");
            Node.await("the middle", () -> !stuck().isEmpty());
            assertThat(stuck()).contains("event", "orders", "flow_run", "profile_trait");
            // what others see: she was taken out of her flow when it was asked for, no more
            var before = rows(ann);
            assertThat(before.values()).as("%s", before).allMatch(n -> n > 0);
            node.kill();
            other.rollback();
            Node.await("its connections to be gone", () -> texts(CONNECTED).equals(List.of("1")));

            assertThat(rows(ann)).isEqualTo(before);
            assertThat(texts("select count(erased_at) from erasure")).containsExactly("0");

            node.start();
            Node.await("the server again", node::healthy);
            Node.await(
                    "the end of it",
                    () -> texts("select count(erased_at) from erasure").equals(List.of("1")));
            assertThat(rows(ann).values()).as("%s", rows(ann)).allMatch(n -> n == 0);
            assertThat(texts("select status || ' ' || reason from flow_run"))
                    .containsExactly("stopped erased");
            assertThat(node.call("GET", api + "/profiles/" + ann, null)).isEqualTo(404);
        } finally {
            node.kill();
        }
    }

    private JsonNode answer(Node node, String method, String path, String body) {
        return json.readTree(node.answer(method, path, body));
    }

    /// Rows of hers, by table.
    private Map<String, Integer> rows(String profile) {
        var rows = new TreeMap<String, Integer>();
        for (var table : TABLES)
            rows.put(
                    table,
                    texts("select 1 from " + table + " where profile_id = '" + profile + "'")
                            .size());
        return rows;
    }

    /// The tables which a transaction has changed that waits for another.
    private List<String> stuck() {
        return texts(
                """
                select distinct c.relname from pg_stat_activity a
                    join pg_locks l on l.pid = a.pid and l.mode = 'RowExclusiveLock' and l.granted
                    join pg_class c on c.oid = l.relation
                where a.datname = current_database() and a.wait_event_type = 'Lock'
                """);
    }

    private static void hold(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> texts(String sql) {
        try (var connection = DriverManager.getConnection(database);
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var texts = new ArrayList<String>();
            while (result.next()) texts.add(result.getString(1));
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
