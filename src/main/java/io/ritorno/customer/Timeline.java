package io.ritorno.customer;

import static io.ritorno.platform.Times.utc;

import io.ritorno.account.Shop;
import io.ritorno.platform.Page;
import io.ritorno.platform.Problem;
import io.ritorno.platform.Reason;
import io.ritorno.platform.Times;
import io.ritorno.profile.Merges;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Everything about one customer in the order in which it happened, newest first: what she did,
/// what was decided about her, what was written to her.
@Component
class Timeline {
    /// @param kind `event`, `decision` or `message`
    /// @param name the event's name, the decision's outcome, the message's subject or channel
    /// @param source the event's source, the decision's reason, the message's status
    record Entry(
            UUID id, Instant at, String kind, String name, String source, JsonNode properties) {}

    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

    private final JdbcClient db;
    private final JsonMapper json;
    private final Merges merges;

    Timeline(JdbcClient db, JsonMapper json, Merges merges) {
        this.merges = merges;
        this.db = db;
        this.json = json;
    }

    Page<Entry> list(Shop shop, UUID profile, @Nullable String cursor, int limit) {
        Page.limit(limit);
        var position = Page.position(cursor, 2);
        var before = END;
        var beforeId = new UUID(-1, -1);
        try {
            if (!position.isEmpty()) {
                before = Instant.parse(position.get(0));
                beforeId = UUID.fromString(position.get(1));
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            throw Problem.invalid("cursor", "not-a-cursor");
        }
        var part = shop.parts().of(profile);
        // decisions stay with the one they were about; the rest moves with a merge
        var people = merges.everMergedInto(shop, profile);
        // each branch reads the newest few of its index
        var sql =
                """
                (select id, at, 'event' as kind, name, source, properties from event
                 where part = :part and shop_id = :shop and profile_id = :profile
                   and (at, id) < (:at, :id) order by at desc, id desc limit :n)
                union all
                (select id, at, 'decision', outcome, reason, detail || jsonb_strip_nulls(
                        jsonb_build_object('flow', flow_id, 'step', step, 'message', message_id))
                 from decision
                 where part = any(:parts) and shop_id = :shop and profile_id = any(:people)
                   and (at, id) < (:at, :id) order by at desc, id desc limit :n)
                union all
                (select id, at, 'message', coalesce(subject, channel), status, jsonb_strip_nulls(
                        jsonb_build_object('flow', flow_id, 'step', step, 'channel', channel))
                 from message
                 where part = :part and shop_id = :shop and profile_id = :profile
                   and (at, id) < (:at, :id) order by at desc, id desc limit :n)
                order by at desc, id desc limit :n
                """;
        var read =
                db.sql(sql)
                        .param("part", part)
                        .param("shop", shop.id())
                        .param("profile", profile)
                        .param(
                                "parts",
                                people.stream()
                                        .map(shop.parts()::of)
                                        .distinct()
                                        .toArray(Integer[]::new))
                        .param("people", people.toArray(UUID[]::new))
                        .param("at", utc(before))
                        .param("id", beforeId)
                        .param("n", limit + 1)
                        .query(
                                (row, _) ->
                                        new Entry(
                                                row.getObject("id", UUID.class),
                                                Times.instant(row, "at"),
                                                row.getString("kind"),
                                                row.getString("name"),
                                                row.getString("source"),
                                                properties(row)))
                        .list();
        return Page.of(read, limit, e -> List.of(e.at().toString(), e.id().toString()));
    }

    private JsonNode properties(ResultSet row) throws SQLException {
        var properties = json.readTree(row.getString("properties"));
        return row.getString("kind").equals("decision")
                ? Reason.told((ObjectNode) properties)
                : properties;
    }
}
