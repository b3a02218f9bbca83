package io.ritorno.delivery;

import io.ritorno.account.Shop;
import io.ritorno.content.Mail;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Page;
import io.ritorno.platform.Problem;
import io.ritorno.platform.Reason;
import io.ritorno.platform.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The messages of a shop as the screens and the links of mails read them.
@Component
class MessageLog {
    private static final String SELECT =
            """
            select m.*, t.email, t.first_name, t.last_name, f.name as flow_name from message m
            left join profile_trait t on t.part = m.part and t.shop_id = m.shop_id
                and t.profile_id = m.profile_id
            left join flow f on f.shop_id = m.shop_id and f.id = m.flow_id
            where m.part = any(?) and m.shop_id = ?
            """;
    private static final Instant FAR = Instant.parse("9999-01-01T00:00:00Z");

    record Someone(
            UUID id,
            @Nullable String email,
            @Nullable String firstName,
            @Nullable String lastName) {}

    /// A message in a list.
    record Shown(
            UUID id,
            Instant at,
            Someone profile,
            String channel,
            boolean transactional,
            Decisions.@Nullable FlowName flow,
            @Nullable String step,
            String status,
            @Nullable String reason,
            @Nullable String subject,
            @Nullable String address,
            @Nullable Instant sentAt,
            @Nullable Instant openedAt,
            @Nullable Instant clickedAt,
            @Nullable Instant machineOpenedAt,
            @Nullable Instant machineClickedAt,
            @Nullable Instant orderedAt,
            @Nullable Instant dueAt) {}

    /// The mail as it was written.
    record Body(String subject, String html, String text, JsonNode headers) {
        Body(Mail mail, JsonNode headers) {
            this(mail.subject(), mail.html(), mail.text(), headers);
        }
    }

    /// What a list may be narrowed by; null for all.
    ///
    /// @param from first day of the shop's zone
    /// @param to last one, included
    record Filter(
            @Nullable String status,
            @Nullable String channel,
            @Nullable UUID profile,
            @Nullable UUID flow,
            @Nullable LocalDate from,
            @Nullable LocalDate to) {}

    private final JdbcTemplate db;
    private final JsonMapper json;

    MessageLog(JdbcTemplate db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    /// Newest first.
    Page<Shown> list(Shop shop, Filter filter, @Nullable String cursor, int limit) {
        Page.limit(limit);
        var sql = new StringBuilder(SELECT);
        var params = new ArrayList<Object>();
        // a person's messages are all on her part
        params.add(
                filter.profile() == null
                        ? shop.parts().all()
                        : new Integer[] {shop.parts().of(filter.profile())});
        params.add(shop.id());
        narrow(sql, params, "m.status = ?", filter.status());
        narrow(sql, params, "m.channel = ?", filter.channel());
        narrow(sql, params, "m.profile_id = ?", filter.profile());
        narrow(sql, params, "m.flow_id = ?", filter.flow());
        if (filter.from() != null)
            narrow(
                    sql,
                    params,
                    "m.at >= ?",
                    Times.utc(filter.from().atStartOfDay(shop.zone()).toInstant()));
        if (filter.to() != null)
            narrow(
                    sql,
                    params,
                    "m.at < ?",
                    Times.utc(filter.to().plusDays(1).atStartOfDay(shop.zone()).toInstant()));
        var position = Page.position(cursor, 2);
        sql.append(" and (m.at, m.id) < (?, ?) order by m.at desc, m.id desc limit ?");
        try {
            params.add(Times.utc(position.isEmpty() ? FAR : Instant.parse(position.get(0))));
            params.add(position.isEmpty() ? new UUID(-1, -1) : UUID.fromString(position.get(1)));
        } catch (RuntimeException e) {
            throw Problem.invalid("cursor", "not-a-cursor");
        }
        params.add(limit + 1);
        var read = db.query(sql.toString(), this::shown, params.toArray());
        return Page.of(read, limit, row -> List.of(row.at().toString(), row.id().toString()));
    }

    private static void narrow(
            StringBuilder sql, List<Object> params, String condition, @Nullable Object value) {
        if (value == null) return;
        sql.append(" and ").append(condition);
        params.add(value);
    }

    Optional<Shown> find(Shop shop, UUID id) {
        return db
                .query(
                        SELECT + " and m.id = ? and m.at = ?",
                        this::shown,
                        shop.parts().all(),
                        shop.id(),
                        id,
                        Times.utc(Ids.time(id)))
                .stream()
                .findFirst();
    }

    Optional<Body> body(Shop shop, UUID id) {
        return db
                .query(
                        """
                        select subject, html, text, packed, headers from message_body
                        where part = any(?) and shop_id = ? and message_id = ? and at = ?
                        """,
                        (row, _) ->
                                new Body(
                                        KeptMail.read(row),
                                        json.readTree(row.getString("headers"))),
                        shop.parts().all(),
                        shop.id(),
                        id,
                        Times.utc(Ids.time(id)))
                .stream()
                .findFirst();
    }

    private Shown shown(ResultSet row, int index) throws SQLException {
        var flow = row.getObject("flow_id", UUID.class);
        var flowName = row.getString("flow_name");
        var reason = row.getString("reason");
        return new Shown(
                row.getObject("id", UUID.class),
                Times.instant(row, "at"),
                new Someone(
                        row.getObject("profile_id", UUID.class),
                        row.getString("email"),
                        row.getString("first_name"),
                        row.getString("last_name")),
                row.getString("channel"),
                row.getBoolean("transactional"),
                flow == null
                        ? null
                        : new Decisions.FlowName(flow, flowName == null ? "" : flowName),
                row.getString("step"),
                row.getString("status"),
                reason == null ? null : Reason.told(reason),
                row.getString("subject"),
                row.getString("address"),
                Times.instantOrNull(row, "sent_at"),
                Times.instantOrNull(row, "opened_at"),
                Times.instantOrNull(row, "clicked_at"),
                Times.instantOrNull(row, "machine_opened_at"),
                Times.instantOrNull(row, "machine_clicked_at"),
                Times.instantOrNull(row, "ordered_at"),
                Times.instantOrNull(row, "due_at"));
    }
}
