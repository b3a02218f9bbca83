package io.ritorno.account;

import io.ritorno.platform.Ids;
import io.ritorno.platform.Page;
import io.ritorno.platform.Problem;
import io.ritorno.platform.Times;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Who changed what. Every feature writes a row for a change that a person makes through `/api`.
@Component
public class Audit {
    /// @param user e-mail of whoever did it; null for an API key
    /// @param action a word and what it was done to: `shop.changed`
    record Entry(
            UUID id,
            Instant at,
            @Nullable String user,
            @Nullable Integer shop,
            String action,
            JsonNode detail) {}

    private final JdbcClient db;
    private final InstantSource time;
    private final JsonMapper json;

    Audit(JdbcClient db, InstantSource time, JsonMapper json) {
        this.db = db;
        this.time = time;
        this.json = json;
    }

    /// @param action such as `flow.published`
    /// @param detail what a reader needs to understand it; no secrets
    public void record(Caller caller, @Nullable Shop shop, String action, Map<String, ?> detail) {
        db.sql(
                        """
                        insert into audit (id, account_id, shop_id, user_id, at, action, detail)
                        values (?, ?, ?, ?, ?, ?, ?::jsonb)
                        """)
                .param(Ids.next(time.instant()))
                .param(caller.accountId())
                .param(shop == null ? null : shop.id())
                .param(caller.userId())
                .param(Times.utc(time.instant()))
                .param(action)
                .param(json.writeValueAsString(detail))
                .update();
    }

    Page<Entry> list(UUID account, int limit, @Nullable String cursor) {
        var position = Page.position(cursor, 1);
        var before =
                position.isEmpty()
                        ? UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff")
                        : id(position.getFirst());
        var read =
                db.sql(
                                """
                                select a.id, a.at, u.email, a.shop_id, a.action, a.detail
                                from audit a
                                left join app_user u on u.id = a.user_id
                                where a.account_id = ? and a.id < ?
                                order by a.id desc
                                limit ?
                                """)
                        .params(account, before, Page.limit(limit) + 1)
                        .query(
                                (row, _) ->
                                        new Entry(
                                                row.getObject(1, UUID.class),
                                                Times.instant(row, "at"),
                                                row.getString(3),
                                                row.getObject(4, Integer.class),
                                                row.getString(5),
                                                json.readTree(row.getString(6))))
                        .list();
        return Page.of(read, limit, entry -> List.of(entry.id().toString()));
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("cursor", "not-a-cursor");
        }
    }
}
