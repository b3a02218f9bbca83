package io.ritorno.flow;

import static java.util.stream.Collectors.toSet;

import io.ritorno.account.Shop;
import io.ritorno.platform.Columns;
import io.ritorno.platform.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The table `flow_run`. Whoever changes a run holds its part's event lane, so nothing here locks.
@Component
class RunStore {
    private static final String COLUMNS =
            """
            shop_id, id, flow_id, version, profile_id, key, cart_id, status, step, entered_at,
                anchor_at, entered_step_at, wake_at, context, ended_at, reason, awaits, retry_at
            """;

    private final JdbcClient db;
    private final JdbcOperations rows;
    private final JsonMapper json;

    RunStore(JdbcClient db, JdbcOperations rows, JsonMapper json) {
        this.db = db;
        this.rows = rows;
        this.json = json;
    }

    /// The parts in which a run is due.
    List<Integer> ready(Instant now) {
        return db.sql(
                        """
                        select l.part from lane l
                        where l.kind = 'event' and exists (
                            select 1 from flow_run r
                            where r.part = l.part and r.status = 'running' and r.wake_at <= ?
                            union all
                            select 1 from flow_run r
                            where r.part = l.part and r.status = 'parked' and r.retry_at <= ?)
                        order by l.part
                        """)
                .params(Times.utc(now), Times.utc(now))
                .query(Integer.class)
                .list();
    }

    Optional<Instant> nextDue(Instant after) {
        return db.sql(
                        """
                        select min(r.at) from lane l, lateral (
                            (select wake_at as at from flow_run
                            where part = l.part and status = 'running' and wake_at > ?
                            order by wake_at limit 1)
                            union all
                            (select retry_at as at from flow_run
                            where part = l.part and status = 'parked' and retry_at > ?
                            order by retry_at limit 1)) r
                        where l.kind = 'event'
                        """)
                .params(Times.utc(after), Times.utc(after))
                .query((row, _) -> Optional.ofNullable(Times.instantOrNull(row, "min")))
                .single();
    }

    /// Runs that are due, of all shops of the part: those that have been for longest and, where
    /// more wait, for a quarter those that have only just become so. Whoever enters a flow now need
    /// not wait until a hundred thousand have been moved who became due at once.
    List<Run> due(int part, Instant now, int limit) {
        var fresh = limit / 4;
        var due = due(part, now, "asc", limit - fresh);
        if (due.size() < limit - fresh || fresh == 0) return due;
        var known = due.stream().map(Run::id).collect(toSet());
        var all = new ArrayList<>(due);
        for (var run : due(part, now, "desc", fresh).reversed())
            if (!known.contains(run.id())) all.add(run);
        return all;
    }

    private List<Run> due(int part, Instant now, String order, int limit) {
        return db.sql(
                        "select "
                                + COLUMNS
                                + """
                                from flow_run
                                where part = ? and status = 'running' and wake_at <= ?
                                order by wake_at %s
                                limit ?
                                """
                                        .formatted(order))
                .params(part, Times.utc(now), limit)
                .query(this::run)
                .list();
    }

    /// Lets parked runs whose pause is over try again.
    ///
    /// @return how many
    int retry(int part, Instant now) {
        return db.sql(
                        """
                        update flow_run set status = 'running', retry_at = null
                        where part = ? and status = 'parked' and retry_at <= ?
                        """)
                .params(part, Times.utc(now))
                .update();
    }

    /// Runs of these people that wait for something to happen.
    List<Run> awaiting(int part, Shop shop, Set<UUID> profiles) {
        return Columns.of(List.copyOf(profiles))
                .uuids(id -> id)
                .query(
                        rows,
                        "select "
                                + COLUMNS
                                + """
                                from flow_run
                                where part = ? and shop_id = ? and awaits is not null
                                    and status in ('running', 'paused')
                                    and profile_id = any(?)
                                """,
                        row -> run(row, 0),
                        part,
                        shop.id());
    }

    /// Runs of these people that are not over, and those that ended within `recent` before now,
    /// whose last message may still be held.
    List<Run> active(int part, Shop shop, Set<UUID> profiles, Instant now, Duration recent) {
        return Columns.of(List.copyOf(profiles))
                .uuids(id -> id)
                .query(
                        rows,
                        "select "
                                + COLUMNS
                                + """
                                from flow_run
                                where part = ? and shop_id = ?
                                    and (status in ('running', 'paused', 'parked')
                                        or status = 'done' and ended_at > ?)
                                    and profile_id = any(?)
                                """,
                        row -> run(row, 0),
                        part,
                        shop.id(),
                        now.minus(recent));
    }

    /// A time that a person was in a flow.
    record Earlier(UUID id, UUID flow, UUID profile, Reentry.Before run) {}

    List<Earlier> earlier(int part, Shop shop, Set<UUID> profiles, Set<UUID> flows) {
        return db.sql(
                        """
                        select id, flow_id, profile_id, key, entered_at from flow_run
                        where part = ? and shop_id = ? and profile_id = any(?) and flow_id = any(?)
                        """)
                .params(part, shop.id(), profiles.toArray(UUID[]::new), flows.toArray(UUID[]::new))
                .query(
                        (row, _) ->
                                new Earlier(
                                        row.getObject("id", UUID.class),
                                        row.getObject("flow_id", UUID.class),
                                        row.getObject("profile_id", UUID.class),
                                        new Reentry.Before(
                                                row.getString("key"),
                                                Times.instant(row, "entered_at"))))
                .list();
    }

    /// Writes new runs.
    ///
    /// @return ids of those that were not there before
    Set<UUID> insert(int part, Shop shop, List<Run> runs) {
        return new HashSet<>(
                Columns.of(runs)
                        .uuids(Run::id)
                        .uuids(Run::flow)
                        .ints(Run::version)
                        .uuids(Run::profile)
                        .uuids(Run::profile)
                        .texts(Run::key)
                        .uuids(Run::cart)
                        .texts(run -> run.status().text())
                        .texts(Run::step)
                        .instants(Run::enteredAt)
                        .instants(Run::anchor)
                        .instants(Run::enteredStepAt)
                        .instants(Run::wakeAt)
                        .jsons(Run::context)
                        .query(
                                rows,
                                """
                                insert into flow_run (part, shop_id, id, flow_id, version, profile_id,
                                    origin_id, key, cart_id, status, step, entered_at, anchor_at,
                                    entered_step_at, wake_at, context)
                                select ?, ?, r.*
                                from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) r
                                on conflict do nothing
                                returning id
                                """,
                                row -> row.getObject(1, UUID.class),
                                part,
                                shop.id()));
    }

    /// Writes what became of runs.
    void update(int part, Shop shop, List<Run> runs) {
        Columns.of(runs)
                .uuids(Run::id)
                .texts(run -> run.status().text())
                .texts(Run::step)
                .instants(Run::anchor)
                .instants(Run::enteredStepAt)
                .instants(Run::wakeAt)
                .jsons(Run::context)
                .instants(Run::endedAt)
                .texts(Run::reason)
                .ints(Run::version)
                .texts(Run::awaits)
                .instants(Run::retryAt)
                .update(
                        rows,
                        """
                        update flow_run r set status = c.status, step = c.step,
                            anchor_at = c.anchor_at, entered_step_at = c.entered_step_at,
                            wake_at = c.wake_at, context = c.context, ended_at = c.ended_at,
                            reason = c.reason, version = c.version, awaits = c.awaits,
                            retry_at = c.retry_at
                        from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                            c (id, status, step, anchor_at, entered_step_at, wake_at, context,
                                ended_at, reason, version, awaits, retry_at)
                        where r.part = ? and r.shop_id = ? and r.id = c.id
                        """,
                        List.of(),
                        List.of(part, shop.id()));
    }

    Optional<Run> find(Shop shop, UUID flow, UUID id) {
        return db.sql(
                        "select "
                                + COLUMNS
                                + """
                                from flow_run
                                where part = any(?) and shop_id = ? and flow_id = ? and id = ?
                                """)
                .params(shop.parts().all(), shop.id(), flow, id)
                .query(this::run)
                .optional();
    }

    List<Run> load(int part, Shop shop, List<UUID> ids) {
        if (ids.isEmpty()) return List.of();
        return db.sql(
                        "select "
                                + COLUMNS
                                + """
                                from flow_run
                                where part = ? and shop_id = ? and id = any(?)
                                """)
                .params(part, shop.id(), ids.toArray(UUID[]::new))
                .query(this::run)
                .list();
    }

    /// Makes those of these runs due that wait for no time.
    void wake(int part, Shop shop, List<UUID> ids, Instant now) {
        db.sql(
                        """
                        update flow_run set wake_at = ?
                        where part = ? and shop_id = ? and id = any(?)
                            and status = 'running' and wake_at is null
                        """)
                .params(Times.utc(now), part, shop.id(), ids.toArray(UUID[]::new))
                .update();
    }

    /// Runs of a flow, those that entered last first.
    ///
    /// @param before entry and id of the last one seen
    List<Run> list(
            Shop shop,
            UUID flow,
            Collection<Run.Status> statuses,
            @Nullable String step,
            Instant before,
            UUID beforeId,
            int limit) {
        return db.sql(
                        "select "
                                + COLUMNS
                                + """
                                from flow_run
                                where part = any(:parts) and shop_id = :shop and flow_id = :flow
                                    and status = any(:statuses)
                                    and (:step::text is null or step = :step)
                                    and (entered_at, id) < (:before, :id)
                                order by entered_at desc, id desc
                                limit :limit
                                """)
                .param("parts", shop.parts().all())
                .param("shop", shop.id())
                .param("flow", flow)
                .param("statuses", statuses.stream().map(Run.Status::text).toArray(String[]::new))
                .param("step", step)
                .param("before", Times.utc(before))
                .param("id", beforeId)
                .param("limit", limit)
                .query(this::run)
                .list();
    }

    /// How many runs there are on each version that are not over.
    record OnVersion(int version, long running) {}

    List<OnVersion> versions(Shop shop, UUID flow) {
        return db.sql(
                        """
                        select version, count(*) as running from flow_run
                        where part = any(?) and shop_id = ? and flow_id = ?
                            and status in ('running', 'paused', 'parked')
                        group by version
                        """)
                .params(shop.parts().all(), shop.id(), flow)
                .query((row, _) -> new OnVersion(row.getInt("version"), row.getLong("running")))
                .list();
    }

    /// How many who are not over stand at a step.
    record Place(String step, long people) {}

    List<Place> places(Shop shop, UUID flow, int version) {
        return db.sql(
                        """
                        select step, count(*) as people from flow_run
                        where part = any(?) and shop_id = ? and flow_id = ? and version = ?
                            and status in ('running', 'paused', 'parked')
                        group by step order by step
                        """)
                .params(shop.parts().all(), shop.id(), flow, version)
                .query((row, _) -> new Place(row.getString("step"), row.getLong("people")))
                .list();
    }

    /// Some of the runs of a version that are not over and stand at one of these steps.
    List<Run> onVersion(int part, Shop shop, UUID flow, int version, Set<String> steps, int limit) {
        return db.sql(
                        "select "
                                + COLUMNS
                                + """
                                from flow_run
                                where part = ? and shop_id = ? and flow_id = ? and version = ?
                                    and status in ('running', 'paused', 'parked')
                                    and step = any(?)
                                order by id limit ?
                                """)
                .params(part, shop.id(), flow, version, steps.toArray(String[]::new), limit)
                .query(this::run)
                .list();
    }

    /// Lets the runs that lay aside while the flow was paused go on.
    void resume(Shop shop, UUID flow) {
        db.sql(
                        """
                        update flow_run set status = 'running'
                        where part = any(?) and shop_id = ? and flow_id = ? and status = 'paused'
                        """)
                .params(shop.parts().all(), shop.id(), flow)
                .update();
    }

    /// Makes all runs of the flow that are not over due now, so that the worker ends them.
    void wakeAll(Shop shop, UUID flow, Instant now) {
        db.sql(
                        """
                        update flow_run set status = 'running', wake_at = ?
                        where part = any(?) and shop_id = ? and flow_id = ?
                            and status in ('running', 'paused', 'parked')
                        """)
                .params(Times.utc(now), shop.parts().all(), shop.id(), flow)
                .update();
    }

    private Run run(ResultSet row, int index) throws SQLException {
        return new Run(
                row.getObject("id", UUID.class),
                row.getInt("shop_id"),
                row.getObject("flow_id", UUID.class),
                row.getInt("version"),
                row.getObject("profile_id", UUID.class),
                row.getString("key"),
                row.getObject("cart_id", UUID.class),
                Run.Status.of(row.getString("status")),
                row.getString("step"),
                Times.instant(row, "entered_at"),
                Times.instant(row, "anchor_at"),
                Times.instant(row, "entered_step_at"),
                Times.instantOrNull(row, "wake_at"),
                (ObjectNode) json.readTree(row.getString("context")),
                Times.instantOrNull(row, "ended_at"),
                row.getString("reason"),
                row.getString("awaits"),
                Times.instantOrNull(row, "retry_at"));
    }
}
