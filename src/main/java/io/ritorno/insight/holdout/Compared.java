package io.ritorno.insight.holdout;

import io.ritorno.account.Holdout;
import io.ritorno.account.Shop;
import io.ritorno.account.ShopHoldouts;
import io.ritorno.account.Shops;
import io.ritorno.delivery.ShopLots;
import io.ritorno.event.Batch;
import io.ritorno.event.EventStage;
import io.ritorno.platform.Columns;
import io.ritorno.platform.Lane;
import io.ritorno.platform.LaneWork;
import io.ritorno.platform.Lanes;
import io.ritorno.platform.Times;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Who is compared while a shop keeps people out of marketing: the tables `holdout_person` and
/// `holdout_build`.
///
/// Both groups are made by one rule that no message can have touched: a person is in as soon as she
/// is known and may be written to, and stays in whatever she does later. Those who may be written
/// to when it begins are gathered in the background, some thousand at a time; whoever comes to be
/// one later is found by the event that makes her so. Whoever leaves is still counted: it is mostly
/// those who get messages that leave.
@Component
@Order(40)
class Compared implements LaneWork, EventStage {
    private static final int PIECE = 2_000;
    private static final UUID NOBODY_YET = new UUID(0, 0);

    private final JdbcClient db;
    private final JdbcOperations rows;
    private final Shops shops;
    private final ShopHoldouts holdouts;
    private final ShopLots lots;
    private final Lanes lanes;

    Compared(
            JdbcClient db,
            JdbcOperations rows,
            Shops shops,
            ShopHoldouts holdouts,
            ShopLots lots,
            Lanes lanes) {
        this.db = db;
        this.rows = rows;
        this.shops = shops;
        this.holdouts = holdouts;
        this.lots = lots;
        this.lanes = lanes;
    }

    // ------------------------------------------------------------ who is there when it begins

    @EventListener
    void begun(Holdout.Began begun) {
        for (var part : begun.shop().parts().all())
            db.sql(
                            """
                            insert into holdout_build (part, shop_id, holdout_id, after_id)
                            values (?, ?, ?, ?)
                            """)
                    .params(part, begun.shop().id(), begun.holdout().id(), NOBODY_YET)
                    .update();
        if (TransactionSynchronizationManager.isSynchronizationActive())
            TransactionSynchronizationManager.registerSynchronization(
                    new TransactionSynchronization() {
                        @Override
                        public void afterCommit() {
                            lanes.signal(Lane.EVENT);
                        }
                    });
    }

    @Override
    public String name() {
        return "holdout-builds";
    }

    @Override
    public Lane lane() {
        return Lane.EVENT;
    }

    @Override
    public List<Integer> ready(Instant now) {
        return db.sql("select distinct part from holdout_build").query(Integer.class).list();
    }

    private record Build(int shop, UUID holdout, UUID after) {}

    @Override
    public int run(int part, Instant now) {
        var builds =
                db.sql(
                                """
                                select shop_id, holdout_id, after_id from holdout_build
                                where part = ? order by shop_id, holdout_id limit 1
                                """)
                        .param(part)
                        .query(
                                (row, _) ->
                                        new Build(
                                                row.getInt("shop_id"),
                                                row.getObject("holdout_id", UUID.class),
                                                row.getObject("after_id", UUID.class)))
                        .list();
        for (var build : builds) piece(part, shops.get(build.shop()), build);
        return builds.size();
    }

    private void piece(int part, Shop shop, Build build) {
        var holdout =
                holdouts.running(shop).filter(h -> h.id().equals(build.holdout())).orElse(null);
        var ids = holdout == null ? List.<UUID>of() : next(part, shop, build.after());
        if (holdout != null) join(part, shop, holdout, ids, holdout.beganAt());
        if (ids.size() < PIECE)
            db.sql("delete from holdout_build where part = ? and shop_id = ? and holdout_id = ?")
                    .params(part, shop.id(), build.holdout())
                    .update();
        else
            db.sql(
                            """
                            update holdout_build set after_id = ?
                            where part = ? and shop_id = ? and holdout_id = ?
                            """)
                    .params(ids.getLast(), part, shop.id(), build.holdout())
                    .update();
    }

    private List<UUID> next(int part, Shop shop, UUID after) {
        return db.sql(
                        """
                        select id from profile
                        where part = ? and shop_id = ? and id > ? order by id limit ?
                        """)
                .params(part, shop.id(), after, PIECE)
                .query(UUID.class)
                .list();
    }

    /// Whether those who were there when it began are still being gathered.
    boolean building(Shop shop, UUID holdout) {
        return db.sql(
                        """
                        select exists (
                            select 1 from holdout_build
                            where part = any(?) and shop_id = ? and holdout_id = ?)
                        """)
                .params(shop.parts().all(), shop.id(), holdout)
                .query(Boolean.class)
                .single();
    }

    // ------------------------------------------------------------ who comes later

    /// After all that may make somebody known or let her agree.
    @Override
    public int order() {
        return EventStage.ATTRIBUTION + 1;
    }

    @Override
    public void apply(Batch batch) {
        for (var shop : batch.byShop().keySet()) {
            if (shop.settings().holdoutPercent() == 0) continue;
            var people = batch.profiles(shop);
            if (people.isEmpty()) continue;
            holdouts.running(shop)
                    .ifPresent(holdout -> join(batch.part(), shop, holdout, people, batch.now()));
        }
    }

    /// Takes in those of these people who may be written to and are not in yet.
    private void join(
            int part, Shop shop, Holdout holdout, Collection<UUID> people, Instant since) {
        var fresh =
                db.sql(
                                """
                                select p.id from profile p
                                where p.part = :part and p.shop_id = :shop and p.id = any(:people)
                                    and p.known and p.merged_into is null
                                    and (exists (
                                            select 1 from consent c
                                            where c.part = p.part and c.shop_id = p.shop_id
                                                and c.profile_id = p.id and c.state = 'in')
                                        or not :required and not exists (
                                            select 1 from consent c
                                            where c.part = p.part and c.shop_id = p.shop_id
                                                and c.profile_id = p.id and c.channel = 'email'))
                                    and not exists (
                                        select 1 from holdout_person h
                                        where h.part = p.part and h.shop_id = p.shop_id
                                            and h.profile_id = p.id and h.holdout_id = :holdout)
                                """)
                        .param("part", part)
                        .param("shop", shop.id())
                        .param("people", people.toArray(UUID[]::new))
                        .param("required", shop.settings().consentRequired())
                        .param("holdout", holdout.id())
                        .query(UUID.class)
                        .list();
        Columns.of(fresh)
                .uuids(id -> id)
                .uuids(id -> id)
                .booleans(id -> lots.holds(shop, id, holdout.percent()))
                .update(
                        rows,
                        """
                        insert into holdout_person (part, shop_id, holdout_id, at, origin_id,
                            profile_id, held)
                        select ?, ?, ?, ?, p.* from unnest(?, ?, ?) p
                        on conflict (part, shop_id, holdout_id, origin_id) do nothing
                        """,
                        part,
                        shop.id(),
                        holdout.id(),
                        Times.utc(since));
    }
}
