package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.platform.Columns;
import io.ritorno.platform.Times;
import io.ritorno.profile.MergeStage;
import io.ritorno.profile.Move;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The table `flow_plan`. Whoever changes it holds its part's event lane, so nothing here locks.
@Component
class PlanStore implements MergeStage {
    private final JdbcClient db;
    private final JdbcOperations rows;
    private final JsonMapper json;

    PlanStore(JdbcClient db, JdbcOperations rows, JsonMapper json) {
        this.db = db;
        this.rows = rows;
        this.json = json;
    }

    /// The parts in which a plan is due.
    List<Integer> ready(Instant now) {
        return db.sql(
                        """
                        select l.part from lane l
                        where l.kind = 'event' and exists (
                            select 1 from flow_plan p where p.part = l.part and p.due_at <= ?)
                        order by l.part
                        """)
                .param(Times.utc(now))
                .query(Integer.class)
                .list();
    }

    Optional<Instant> nextDue(Instant after) {
        return db.sql(
                        """
                        select min(p.at) from lane l, lateral (
                            select due_at as at from flow_plan
                            where part = l.part and due_at > ?
                            order by due_at limit 1) p
                        where l.kind = 'event'
                        """)
                .param(Times.utc(after))
                .query((row, _) -> Optional.ofNullable(Times.instantOrNull(row, "min")))
                .single();
    }

    /// Plans that are due, of all shops of the part, longest due first.
    List<Plan> due(int part, Instant until, int limit) {
        return db.sql(
                        """
                        select shop_id, flow_id, profile_id, slot, due_at, context from flow_plan
                        where part = ? and due_at <= ?
                        order by due_at, shop_id, flow_id, profile_id, slot
                        limit ?
                        """)
                .params(part, Times.utc(until), limit)
                .query(
                        (row, _) ->
                                new Plan(
                                        row.getInt("shop_id"),
                                        row.getObject("flow_id", UUID.class),
                                        row.getObject("profile_id", UUID.class),
                                        row.getString("slot"),
                                        Times.instant(row, "due_at"),
                                        (ObjectNode) json.readTree(row.getString("context"))))
                .list();
    }

    /// Writes plans; one that is there already is planned anew.
    void put(int part, Shop shop, List<Plan> plans) {
        columns(plans)
                .update(
                        rows,
                        """
                        insert into flow_plan (part, shop_id, flow_id, profile_id, slot, due_at, context)
                        select ?, ?, p.* from unnest(?, ?, ?, ?, ?) p
                        on conflict (part, shop_id, flow_id, profile_id, slot) do update set
                            due_at = excluded.due_at, context = excluded.context
                        """,
                        part,
                        shop.id());
    }

    /// Writes plans that are not there yet. One that is, is looked at in its time and then planned
    /// anew: most of what happens to a person costs no change here.
    void keep(int part, Shop shop, List<Plan> plans) {
        columns(plans)
                .update(
                        rows,
                        """
                        insert into flow_plan (part, shop_id, flow_id, profile_id, slot, due_at, context)
                        select ?, ?, p.* from unnest(?, ?, ?, ?, ?) p
                        on conflict do nothing
                        """,
                        part,
                        shop.id());
    }

    private static Columns<Plan> columns(List<Plan> plans) {
        return Columns.of(plans)
                .uuids(Plan::flow)
                .uuids(Plan::profile)
                .texts(Plan::slot)
                .instants(Plan::due)
                .jsons(Plan::context);
    }

    void remove(int part, Shop shop, List<Plan> plans) {
        Columns.of(plans)
                .uuids(Plan::flow)
                .uuids(Plan::profile)
                .texts(Plan::slot)
                .update(
                        rows,
                        """
                        delete from flow_plan p using unnest(?, ?, ?) g (flow, profile, slot)
                        where p.part = ? and p.shop_id = ? and p.flow_id = g.flow
                            and p.profile_id = g.profile and p.slot = g.slot
                        """,
                        List.of(),
                        List.of(part, shop.id()));
    }

    /// Forgets what these people are planned for in a flow.
    void clear(int part, Shop shop, UUID flow, Collection<UUID> profiles) {
        db.sql(
                        """
                        delete from flow_plan
                        where part = ? and shop_id = ? and flow_id = ? and profile_id = any(?)
                        """)
                .params(part, shop.id(), flow, profiles.toArray(UUID[]::new))
                .update();
    }

    /// Forgets all that a person is planned for.
    ///
    /// @return how much that was
    int forget(int part, Shop shop, UUID profile) {
        return db.sql("delete from flow_plan where part = ? and shop_id = ? and profile_id = ?")
                .params(part, shop.id(), profile)
                .update();
    }

    /// Plans known people to be looked at when they will have been away for so long, unless they
    /// are planned already.
    ///
    /// @param column of `profile`: from when it is counted
    void keepInactive(
            int part,
            Shop shop,
            UUID flow,
            Trigger.Inactive trigger,
            Collection<UUID> profiles,
            Instant now) {
        var column =
                switch (trigger.of()) {
                    case LAST_SEEN -> "last_seen_at";
                    case LAST_ORDER -> "last_order_at";
                };
        var due = "p." + column + " + ? * interval '1 hour'";
        db.sql(
                        """
                        insert into flow_plan (part, shop_id, flow_id, profile_id, slot, due_at)
                        select p.part, p.shop_id, ?, p.id, '', %s from profile p
                        where p.part = ? and p.shop_id = ? and p.id = any(?) and p.known
                            and p.merged_into is null and %s > ?
                        on conflict do nothing
                        """
                                .formatted(due, due))
                .params(
                        flow,
                        trigger.days() * 24,
                        part,
                        shop.id(),
                        profiles.toArray(UUID[]::new),
                        trigger.days() * 24,
                        Times.utc(now))
                .update();
    }

    /// Of two people who become one the earlier plan counts: it is looked at, and planned anew.
    @Override
    public void moving(Shop shop, Move move) {
        if (move.undoes()) return;
        rows.update(
                """
                insert into flow_plan as f (part, shop_id, flow_id, profile_id, slot, due_at, context)
                select ?, l.shop_id, l.flow_id, ?, l.slot, l.due_at, l.context from flow_plan l
                where l.part = ? and l.shop_id = ? and l.profile_id = ?
                on conflict (part, shop_id, flow_id, profile_id, slot) do update set
                    due_at = excluded.due_at, context = excluded.context
                where f.due_at > excluded.due_at
                """,
                move.toPart(),
                move.to(),
                move.fromPart(),
                shop.id(),
                move.from());
        rows.update(
                "delete from flow_plan where part = ? and shop_id = ? and profile_id = ?",
                move.fromPart(),
                shop.id(),
                move.from());
    }
}
