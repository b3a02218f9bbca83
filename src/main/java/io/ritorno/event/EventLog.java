package io.ritorno.event;

import static io.ritorno.platform.Times.utc;

import io.ritorno.account.Shop;
import io.ritorno.platform.Columns;
import io.ritorno.platform.Months;
import io.ritorno.platform.Page;
import io.ritorno.platform.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Everything that happened to everybody, for ever (or as long as retention keeps it).
@Component
public class EventLog {
    /// A line of the log.
    public record Entry(
            UUID id,
            UUID profile,
            String name,
            Instant at,
            Instant receivedAt,
            String source,
            JsonNode properties) {}

    private final JdbcClient db;
    private final JdbcTemplate batches;
    private final Months months;
    private final JsonMapper json;

    EventLog(JdbcClient db, JdbcTemplate batches, Months months, JsonMapper json) {
        this.db = db;
        this.batches = batches;
        this.months = months;
        this.json = json;
    }

    /// Writes events that concern a person. A repeat of the same event is written once.
    void append(Batch batch, List<Event> events) {
        var personal = events.stream().filter(Event::personal).toList();
        if (personal.isEmpty()) return;
        months.ensure("event", personal.stream().map(Event::at).toList());
        Columns.of(personal)
                .ints(event -> event.shop().id())
                .uuids(Event::profile)
                .instants(Event::at)
                .uuids(Event::id)
                .uuids(batch::origin)
                .texts(Event::name)
                .texts(Event::source)
                .instants(Event::receivedAt)
                .jsons(Event::properties)
                .update(
                        batches,
                        """
                        insert into event (part, shop_id, profile_id, at, id, origin_id, name,
                            source, received_at, properties)
                        select ?, e.* from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?) e
                        on conflict do nothing
                        """,
                        batch.part());
    }

    /// A person's events, newest first.
    ///
    /// @param before only what is older than this position (time, id); null for the first page
    public List<Entry> ofProfile(
            Shop shop, UUID profile, @Nullable Instant before, @Nullable UUID beforeId, int limit) {
        var sql =
                """
                select id, profile_id, name, at, received_at, source, properties from event
                where part = ? and shop_id = ? and profile_id = ? and (at, id) < (?, ?)
                order by at desc, id desc limit ?
                """;
        var last = new UUID(-1L, -1L);
        return db.sql(sql)
                .params(
                        shop.parts().of(profile),
                        shop.id(),
                        profile,
                        utc(before == null ? Instant.parse("9999-01-01T00:00:00Z") : before),
                        beforeId == null ? last : beforeId,
                        limit)
                .query(this::entry)
                .list();
    }

    /// The shop's newest events, for the integrator who watches them come in.
    public Page<Entry> newest(
            Shop shop, @Nullable String name, @Nullable String cursor, int limit) {
        var position = Page.position(cursor, 2);
        var before =
                position.isEmpty()
                        ? Instant.parse("9999-01-01T00:00:00Z")
                        : Instant.parse(position.get(0));
        var beforeId = position.isEmpty() ? new UUID(-1L, -1L) : UUID.fromString(position.get(1));
        var wanted = name == null ? "" : name;
        var sql =
                """
                select id, profile_id, name, at, received_at, source, properties from event
                where part = any(?) and shop_id = ? and (? = '' or name = ?)
                  and (at, id) < (?, ?)
                order by at desc, id desc limit ?
                """;
        var read =
                db.sql(sql)
                        .params(
                                shop.parts().all(),
                                shop.id(),
                                wanted,
                                wanted,
                                utc(before),
                                beforeId,
                                limit + 1)
                        .query(this::entry)
                        .list();
        return Page.of(read, limit, e -> List.of(e.at().toString(), e.id().toString()));
    }

    private Entry entry(ResultSet row, int index) throws SQLException {
        return new Entry(
                row.getObject("id", UUID.class),
                row.getObject("profile_id", UUID.class),
                row.getString("name"),
                Times.instant(row, "at"),
                Times.instant(row, "received_at"),
                row.getString("source"),
                json.readTree(row.getString("properties")));
    }
}
