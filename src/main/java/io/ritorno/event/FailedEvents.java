package io.ritorno.event;

import static io.ritorno.platform.Times.utc;

import io.ritorno.account.Shop;
import io.ritorno.platform.Columns;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Lane;
import io.ritorno.platform.Lanes;
import io.ritorno.platform.Page;
import io.ritorno.platform.Problem;
import io.ritorno.platform.Reason;
import io.ritorno.platform.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ObjectNode;

/// What was accepted but could not be applied, each with its reason, until it is tried again or
/// thrown away. Written by [EventLane].
@Component
class FailedEvents {
    private static final int BATCH = 500;

    /// @param payload the call as JSON
    /// @param reason as [Reason] keeps it, or told in a language
    record FailedEvent(UUID id, Instant at, String source, String payload, String reason) {
        FailedEvent in(Locale locale) {
            return new FailedEvent(id, at, source, payload, Reason.told(reason, locale));
        }
    }

    private record Again(int part, UUID id, Instant at, String source, String payload) {}

    private final JdbcClient db;
    private final JdbcTemplate batches;
    private final TransactionTemplate transaction;
    private final Lanes lanes;
    private final InstantSource time;

    FailedEvents(
            JdbcClient db,
            JdbcTemplate batches,
            PlatformTransactionManager transactions,
            Lanes lanes,
            InstantSource time) {
        this.db = db;
        this.batches = batches;
        this.transaction = new TransactionTemplate(transactions);
        this.lanes = lanes;
        this.time = time;
    }

    /// Newest first.
    Page<FailedEvent> list(Shop shop, int limit, @Nullable String cursor) {
        var from = Page.position(cursor, 2);
        var before = from.isEmpty() ? Instant.parse("9999-01-01T00:00:00Z") : time(from.get(0));
        var beforeId = from.isEmpty() ? new UUID(-1L, -1L) : UUID.fromString(from.get(1));
        var rows =
                db.sql(
                                """
                                select id, at, source, payload, reason from failed_event
                                where part = any(?) and shop_id = ? and (at, id) < (?, ?)
                                order by at desc, id desc limit ?
                                """)
                        .params(shop.parts().all(), shop.id(), utc(before), beforeId, limit + 1)
                        .query(FailedEvents::failed)
                        .list();
        return Page.of(rows, limit, last -> List.of(last.at().toString(), last.id().toString()));
    }

    /// Puts one back into the inbox.
    ///
    /// @throws Problem 404 when there is none
    void retry(Shop shop, UUID id) {
        if (retry(shop, List.of(id)) == 0) throw Problem.notFound("failed event");
    }

    /// Puts all that are there now back into the inbox. One that fails again is not tried twice.
    ///
    /// @return how many
    int retryAll(Shop shop) {
        var after = new UUID(0, 0);
        var retried = 0;
        while (true) {
            var ids =
                    db.sql(
                                    """
                                    select id from failed_event
                                    where part = any(?) and shop_id = ? and id > ? order by id limit ?
                                    """)
                            .params(shop.parts().all(), shop.id(), after, BATCH)
                            .query(UUID.class)
                            .list();
            if (ids.isEmpty()) return retried;
            retried += retry(shop, ids);
            after = ids.getLast();
        }
    }

    /// @throws Problem 404 when there is none
    void delete(Shop shop, UUID id) {
        var deleted =
                db.sql("delete from failed_event where part = any(?) and shop_id = ? and id = ?")
                        .params(shop.parts().all(), shop.id(), id)
                        .update();
        if (deleted == 0) throw Problem.notFound("failed event");
    }

    /// In one transaction, so that a call is always in one of the two tables: the inbox's own
    /// writers commit for themselves.
    private int retry(Shop shop, List<UUID> ids) {
        var count =
                transaction.execute(
                        _ -> {
                            var failed =
                                    db.sql(
                                                    """
                                                    delete from failed_event
                                                    where part = any(?) and shop_id = ? and id = any(?)
                                                    returning id, at, source, payload, reason
                                                    """)
                                            .params(
                                                    shop.parts().all(),
                                                    shop.id(),
                                                    ids.toArray(UUID[]::new))
                                            .query(FailedEvents::failed)
                                            .list();
                            // on its way to another part it has been seen once already
                            db.sql(
                                            """
                                            delete from seen
                                            where part = any(?) and shop_id = ? and id = any(?)
                                            """)
                                    .params(
                                            shop.parts().all(),
                                            shop.id(),
                                            failed.stream()
                                                    .map(FailedEvent::id)
                                                    .toArray(UUID[]::new))
                                    .update();
                            var again = failed.stream().map(one -> again(shop, one)).toList();
                            Columns.of(again)
                                    .ints(Again::part)
                                    .uuids(Again::id)
                                    .instants(Again::at)
                                    .texts(Again::source)
                                    .texts(Again::payload)
                                    .update(
                                            batches,
                                            """
                                            insert into inbox (shop_id, part, id, received_at, source, payload)
                                            select ?, r.part, r.id, r.at, r.source, convert_to(r.payload, 'UTF8')
                                            from unnest(?, ?, ?, ?, ?) r (part, id, at, source, payload)
                                            """,
                                            shop.id());
                            return again.size();
                        });
        lanes.signal(Lane.EVENT);
        return count == null ? 0 : count;
    }

    private Again again(Shop shop, FailedEvent failed) {
        var call = (ObjectNode) Calls.JSON.readTree(failed.payload());
        return new Again(
                Calls.part(shop, call),
                Ids.next(time.instant()),
                failed.at(),
                failed.source(),
                "{\"batch\":[" + failed.payload() + "]}");
    }

    private static Instant time(String position) {
        try {
            return Instant.parse(position);
        } catch (java.time.DateTimeException e) {
            throw Problem.invalid("cursor", "not-a-cursor");
        }
    }

    private static FailedEvent failed(ResultSet row, int index) throws SQLException {
        return new FailedEvent(
                row.getObject("id", UUID.class),
                Times.instant(row, "at"),
                row.getString("source"),
                row.getString("payload"),
                row.getString("reason"));
    }
}
