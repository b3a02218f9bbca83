package io.ritorno.delivery;

import io.ritorno.account.Shop;
import io.ritorno.account.Shops;
import io.ritorno.platform.Columns;
import io.ritorno.platform.Months;
import io.ritorno.platform.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The statements of sending, each over a whole batch of one part.
@Component
class SendStore {
    private final JdbcTemplate db;
    private final Shops shops;
    private final Months months;
    private final JsonMapper json;

    SendStore(JdbcTemplate db, Shops shops, Months months, JsonMapper json) {
        this.db = db;
        this.shops = shops;
        this.months = months;
        this.json = json;
    }

    /// The condition of the index `message_due_first`.
    private static final String FIRST = "(transactional or reason = 'rate')";

    /// Parts in which a message is due, or was in hand when a process died.
    List<Integer> ready(Instant now) {
        return db.queryForList(
                """
                select l.part from lane l
                where l.kind = 'send'
                  and (exists (select 1 from message m
                               where m.part = l.part and m.status = 'queued' and m.due_at <= ?)
                    or exists (select 1 from message m
                               where m.part = l.part and m.status = 'sending'))
                order by l.part
                """,
                Integer.class,
                Times.utc(now));
    }

    Optional<Instant> nextDue(Instant after) {
        var next =
                db.queryForObject(
                        """
                        select min(d.due_at) from lane l
                        cross join lateral (
                            select m.due_at from message m
                            where m.part = l.part and m.status = 'queued' and m.due_at > ?
                            order by m.due_at limit 1
                        ) d
                        where l.kind = 'send'
                        """,
                        OffsetDateTime.class,
                        Times.utc(after));
        return Optional.ofNullable(next).map(OffsetDateTime::toInstant);
    }

    /// What was in hand when a process died may have arrived. Nobody else holds the lane, so nobody
    /// is sending it now.
    int giveUpOnSending(int part) {
        return db.update(
                """
                update message set status = 'uncertain', reason = 'process-ended', due_at = null
                where part = ? and status = 'sending'
                """,
                part);
    }

    /// What is no marketing comes first, and what was given this moment by its provider's rate; of
    /// the rest what has been due the longest. So an order's confirmation does not wait behind a
    /// hundred thousand who are written to at once.
    List<Outgoing> due(int part, Instant now, int limit) {
        var due = new ArrayList<>(due(part, now, FIRST, limit));
        // asked for only where there is room: the others are found past all of the first
        if (due.size() < limit)
            due.addAll(due(part, now, FIRST + " is not true", limit - due.size()));
        return due;
    }

    private List<Outgoing> due(int part, Instant now, String which, int limit) {
        return db.query(
                """
                select * from message
                where part = ? and status = 'queued' and due_at <= ? and %s
                order by due_at, priority desc, id limit ?
                """
                        .formatted(which),
                (row, _) -> outgoing(row),
                part,
                Times.utc(now),
                limit);
    }

    /// What these messages are, as far as they are still queued.
    List<Outgoing> queued(int part, Shop shop, Collection<UUID> ids) {
        return db.query(
                """
                select * from message
                where part = ? and shop_id = ? and id = any(?) and status = 'queued'
                order by id
                """,
                (row, _) -> outgoing(row),
                part,
                shop.id(),
                ids.toArray(UUID[]::new));
    }

    private Outgoing outgoing(ResultSet row) throws SQLException {
        return new Outgoing(
                shops.get(row.getInt("shop_id")),
                row.getObject("id", UUID.class),
                Times.instant(row, "at"),
                row.getObject("profile_id", UUID.class),
                row.getBoolean("transactional"),
                row.getObject("flow_id", UUID.class),
                row.getInt("flow_version"),
                row.getObject("run_id", UUID.class),
                row.getString("step"),
                row.getObject("cart_id", UUID.class),
                (ObjectNode) json.readTree(row.getString("context")),
                row.getInt("attempts"),
                row.getInt("priority"),
                coupon(row.getString("coupon")),
                "rate".equals(row.getString("reason")));
    }

    private @Nullable JsonNode coupon(@Nullable String stored) {
        return stored == null ? null : json.readTree(stored);
    }

    /// Marketing messages handed over to these people since then.
    ///
    /// @param made when the first of them may have been queued, so that older months are not read
    Map<UUID, Integer> recent(
            Shop shop, int part, Collection<UUID> profiles, Instant since, Instant made) {
        var counts = new HashMap<UUID, Integer>();
        db.query(
                """
                select profile_id, count(*) from message
                where part = ? and shop_id = ? and profile_id = any(?) and not transactional
                    and sent_at > ? and at > ?
                    and status in ('sending', 'sent', 'uncertain', 'bounced')
                group by profile_id
                """,
                row -> {
                    counts.put(row.getObject(1, UUID.class), row.getInt(2));
                },
                part,
                shop.id(),
                profiles.toArray(UUID[]::new),
                Times.utc(since),
                Times.utc(made));
        return counts;
    }

    /// A message that goes out, as it will be handed over.
    record Claim(Outgoing message, String address, KeptMail body, Map<String, String> headers) {}

    /// Takes messages in hand and keeps their bodies. Left out are those taken back meanwhile.
    Set<UUID> claim(int part, Shop shop, List<Claim> claims, Instant now) {
        var claimed =
                new HashSet<>(
                        Columns.of(claims)
                                .uuids(c -> c.message().id())
                                .instants(c -> c.message().at())
                                .texts(Claim::address)
                                .texts(c -> c.body().subject())
                                .query(
                                        db,
                                        """
                                        update message m set status = 'sending', due_at = null,
                                            reason = null, attempts = attempts + 1, sent_at = ?,
                                            address = c.address, subject = c.subject
                                        from unnest(?, ?, ?, ?) c (id, at, address, subject)
                                        where m.part = ? and m.shop_id = ? and m.id = c.id
                                            and m.at = c.at and m.status = 'queued'
                                        returning m.id
                                        """,
                                        row -> row.getObject(1, UUID.class),
                                        List.of(now),
                                        List.of(part, shop.id())));
        var bodies = claims.stream().filter(c -> claimed.contains(c.message().id())).toList();
        months.ensure(
                "message_body", bodies.stream().map(c -> c.message().at()).distinct().toList());
        Columns.of(bodies)
                .uuids(c -> c.message().id())
                .instants(c -> c.message().at())
                .texts(c -> c.body().subject())
                .bytes(c -> c.body().packed())
                .jsons(c -> json.valueToTree(c.headers()))
                .update(
                        db,
                        """
                        insert into message_body (part, shop_id, message_id, at, subject, packed,
                            headers)
                        select ?, ?, b.* from unnest(?, ?, ?, ?, ?) b
                        on conflict (part, shop_id, message_id, at) do update set
                            subject = excluded.subject, packed = excluded.packed,
                            headers = excluded.headers, html = null, text = null
                        """,
                        part,
                        shop.id());
        return claimed;
    }

    /// What has become of a message.
    ///
    /// @param dueAt when it is looked at again; null for never
    /// @param tries to be added to its attempts: -1 for one that did not count
    record Change(
            Outgoing message,
            String status,
            @Nullable String reason,
            @Nullable Instant dueAt,
            @Nullable Instant sentAt,
            int tries) {}

    /// Writes changes of messages that are in the state `from`; says which were.
    Set<UUID> change(int part, Shop shop, String from, List<Change> changes) {
        return new HashSet<>(
                Columns.of(changes)
                        .uuids(c -> c.message().id())
                        .instants(c -> c.message().at())
                        .texts(Change::status)
                        .texts(Change::reason)
                        .instants(Change::dueAt)
                        .instants(Change::sentAt)
                        .ints(Change::tries)
                        .query(
                                db,
                                """
                                update message m set status = c.status, reason = c.reason,
                                    due_at = c.due_at, sent_at = c.sent_at,
                                    attempts = attempts + c.tries
                                from unnest(?, ?, ?, ?, ?, ?, ?)
                                    c (id, at, status, reason, due_at, sent_at, tries)
                                where m.part = ? and m.shop_id = ? and m.id = c.id and m.at = c.at
                                    and m.status = ?
                                returning m.id
                                """,
                                row -> row.getObject(1, UUID.class),
                                List.of(),
                                List.of(part, shop.id(), from)));
    }
}
