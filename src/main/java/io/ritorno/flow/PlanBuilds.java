package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.account.Shops;
import io.ritorno.platform.Lane;
import io.ritorno.platform.LaneWork;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Plans those who were there already when a flow that begins by a date goes live, and gathers who
/// has shown interest in products when one that tells of them does: some thousand people at a time;
/// between two pieces events go on.
///
/// It holds the event lane, so nothing happens to the people it looks at meanwhile. Whoever is born
/// during it is planned by her own events.
@Component
@Order(30)
class PlanBuilds implements LaneWork {
    private static final int PIECE = 1_000;

    private final JdbcClient db;
    private final Shops shops;
    private final FlowStore flows;
    private final PlanStore plans;
    private final Planner planner;
    private final Interests interests;

    PlanBuilds(
            JdbcClient db,
            Shops shops,
            FlowStore flows,
            PlanStore plans,
            Planner planner,
            Interests interests) {
        this.db = db;
        this.shops = shops;
        this.flows = flows;
        this.plans = plans;
        this.planner = planner;
        this.interests = interests;
    }

    private record Build(int shop, UUID flow, @Nullable UUID after) {}

    @Override
    public String name() {
        return "flow-plan-builds";
    }

    @Override
    public Lane lane() {
        return Lane.EVENT;
    }

    /// Puts a flow that has gone live, or does something else from now on, on the list. Call in the
    /// transaction that makes it so.
    void add(Shop shop, UUID flow, Definition definition) {
        var trigger = definition.trigger();
        if (!Planner.plannedByFacts(trigger) && !Interests.asked(trigger)) return;
        for (var part : shop.parts().all()) {
            db.sql(
                            """
                            insert into flow_plan_build (part, shop_id, flow_id, after_id, done, total)
                            select ?, ?, ?, null, 0,
                                (select count(*) from profile p where p.part = ? and p.shop_id = ?)
                            on conflict (part, shop_id, flow_id) do update set
                                after_id = null, done = 0, total = excluded.total
                            """)
                    .params(part, shop.id(), flow, part, shop.id())
                    .update();
        }
    }

    /// How far it is with the flows that are not yet planned for all, from 0 to 1.
    Map<UUID, Double> progress(Shop shop) {
        var progress = new HashMap<UUID, Double>();
        db.sql(
                        """
                        select flow_id, sum(done)::float8 / greatest(1, sum(total)) as share
                        from flow_plan_build where part = any(?) and shop_id = ?
                        group by flow_id
                        """)
                .params(shop.parts().all(), shop.id())
                .query(
                        row -> {
                            progress.put(
                                    row.getObject("flow_id", UUID.class),
                                    Math.min(1, row.getDouble("share")));
                        });
        return progress;
    }

    @Override
    public List<Integer> ready(Instant now) {
        return db.sql("select distinct part from flow_plan_build").query(Integer.class).list();
    }

    @Override
    public int run(int part, Instant now) {
        var builds =
                db.sql(
                                """
                                select shop_id, flow_id, after_id from flow_plan_build where part = ?
                                order by shop_id, flow_id limit 1
                                """)
                        .param(part)
                        .query(
                                (row, _) ->
                                        new Build(
                                                row.getInt("shop_id"),
                                                row.getObject("flow_id", UUID.class),
                                                row.getObject("after_id", UUID.class)))
                        .list();
        for (var build : builds) piece(part, shops.get(build.shop()), build, now);
        return builds.size();
    }

    private void piece(int part, Shop shop, Build build, Instant now) {
        var flow = flows.find(shop, build.flow());
        var live = flow.map(found -> flows.live(shop, List.of(found))).orElse(List.of());
        var ids =
                live.isEmpty() || flow.orElseThrow().status() == Flow.Status.ARCHIVED
                        ? List.<UUID>of()
                        : next(part, shop, build.after());
        if (!ids.isEmpty()) {
            plans.clear(part, shop, build.flow(), ids);
            switch (live.getFirst().trigger()) {
                case Trigger.OnDate trigger ->
                        planner.dates(part, shop, build.flow(), trigger, ids, now);
                case Trigger.Delivery trigger ->
                        planner.deliveries(part, shop, build.flow(), trigger, ids, now);
                case Trigger.Inactive trigger ->
                        plans.keepInactive(part, shop, build.flow(), trigger, ids, now);
                case Trigger.BackInStock(_, var days) ->
                        interests.gather(part, shop, ids, days, now);
                case Trigger.PriceDrop(_, var days, _) ->
                        interests.gather(part, shop, ids, days, now);
                default -> {}
            }
        }
        if (ids.size() < PIECE) {
            db.sql("delete from flow_plan_build where part = ? and shop_id = ? and flow_id = ?")
                    .params(part, shop.id(), build.flow())
                    .update();
            return;
        }
        db.sql(
                        """
                        update flow_plan_build set after_id = ?, done = done + ?
                        where part = ? and shop_id = ? and flow_id = ?
                        """)
                .params(ids.getLast(), ids.size(), part, shop.id(), build.flow())
                .update();
    }

    private List<UUID> next(int part, Shop shop, @Nullable UUID after) {
        return new ArrayList<>(
                db.sql(
                                """
                                select id from profile
                                where part = ? and shop_id = ? and id > ?
                                order by id limit ?
                                """)
                        .params(part, shop.id(), after == null ? new UUID(0, 0) : after, PIECE)
                        .query(UUID.class)
                        .list());
    }
}
