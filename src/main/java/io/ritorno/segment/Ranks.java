package io.ritorno.segment;

import io.ritorno.account.Shop;
import io.ritorno.account.Shops;
import io.ritorno.event.Batch;
import io.ritorno.event.EventStage;
import io.ritorno.event.Names;
import io.ritorno.platform.Lane;
import io.ritorno.platform.LaneWork;
import io.ritorno.platform.Lanes;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/// Computes the borders of the shops' fifths (RFM) and best customers anew: at three o'clock in the
/// night of the shop's zone after something changed, and when somebody asks. Then has the members
/// of the segments that depend on them looked at again.
@Component
class Ranks implements LaneWork, EventStage {
    private static final LocalTime NIGHT = LocalTime.of(3, 0);

    private static final DueRows RENEWALS = new DueRows(Lane.JOB, "rank_renewal", "due_at");

    private static final Set<String> TOUCHING =
            Set.of(
                    Names.ORDER_COMPLETED,
                    Names.ORDER_UPDATED,
                    Names.ORDER_REFUNDED,
                    Names.ORDER_CANCELLED);

    private final JdbcOperations db;
    private final Shops shops;
    private final SegmentStore store;
    private final SegmentBuilds builds;
    private final Lanes lanes;
    private final InstantSource time;

    Ranks(
            JdbcOperations db,
            Shops shops,
            SegmentStore store,
            SegmentBuilds builds,
            Lanes lanes,
            InstantSource time) {
        this.db = db;
        this.shops = shops;
        this.store = store;
        this.builds = builds;
        this.lanes = lanes;
        this.time = time;
    }

    @Override
    public String name() {
        return "ranks";
    }

    @Override
    public Lane lane() {
        return Lane.JOB;
    }

    @Override
    public int order() {
        return SEGMENTS;
    }

    /// Orders move borders: in the next night.
    @Override
    public void apply(Batch batch) {
        for (var shop : batch.byShop().keySet())
            if (!batch.named(shop, TOUCHING).isEmpty())
                renewAt(db, shop, batch.part(), night(shop, batch.now()));
    }

    /// Has them computed anew as soon as may be.
    void ask(Shop shop) {
        Sql.of(
                        """
                        insert into rank_renewal (part, shop_id, due_at) values (?, ?, ?)
                        on conflict (part, shop_id) do update set
                            due_at = least(rank_renewal.due_at, excluded.due_at)
                        """,
                        shop.home(),
                        shop.id(),
                        time.instant())
                .update(db);
        lanes.signal(Lane.JOB);
    }

    /// Has them computed when a segment asks for what was never computed.
    void need(Shop shop, Condition condition) {
        if (Borders.asked(List.of(condition)).stream().anyMatch(Condition.Rfm.class::isInstance)
                && Fifths.find(db, shop) == null) ask(shop);
    }

    /// When they will be computed next; nothing while nothing has changed.
    Optional<Instant> due(Shop shop) {
        return Sql.of(
                        """
                        select min(due_at) from rank_renewal where part = any(?) and shop_id = ?
                        """,
                        shop.parts().all(),
                        shop.id())
                .query(db, row -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
                .getFirst()
                .map(OffsetDateTime::toInstant);
    }

    static void renewAt(JdbcOperations db, Shop shop, int part, Instant due) {
        Sql.of(
                        """
                        insert into rank_renewal (part, shop_id, due_at) values (?, ?, ?)
                        on conflict (part, shop_id) do nothing
                        """,
                        part,
                        shop.id(),
                        due)
                .update(db);
    }

    /// The next night of the shop's zone that is yet to come.
    static Instant night(Shop shop, Instant now) {
        var day = shop.day(now);
        var tonight = day.atTime(NIGHT).atZone(shop.zone()).toInstant();
        return tonight.isAfter(now)
                ? tonight
                : day.plusDays(1).atTime(NIGHT).atZone(shop.zone()).toInstant();
    }

    @Override
    public List<Integer> ready(Instant now) {
        return RENEWALS.parts(db, now);
    }

    @Override
    public Optional<Instant> nextDue(Instant after) {
        return RENEWALS.next(db, after);
    }

    /// One shop.
    @Override
    public int run(int part, Instant now) {
        var due =
                Sql.of(
                                """
                                select shop_id from rank_renewal
                                where part = ? and due_at <= ?
                                order by due_at, shop_id limit 1
                                """,
                                part,
                                now)
                        .query(db, row -> row.getInt(1));
        for (var shop : due) renew(shops.get(shop), now);
        return due.size();
    }

    private void renew(Shop shop, Instant now) {
        Sql.of(
                        """
                        delete from rank_renewal where part = any(?) and shop_id = ? and due_at <= ?
                        """,
                        shop.parts().all(),
                        shop.id(),
                        now)
                .update(db);
        var moved = new HashSet<Condition>();
        var segments = store.list(shop);
        var references = new References(segments);
        var asked = new ArrayList<Set<Condition>>();
        for (var segment : segments) asked.add(asked(references, segment));

        var before = Fifths.find(db, shop);
        var fifths = Fifths.compute(db, shop, now, false);
        Fifths.keep(db, shop, fifths);
        var same = before != null && Objects.equals(before.fifths(), fifths.fifths());
        var tops = new LinkedHashSet<Condition.Top>();
        for (var each : asked) {
            tops.addAll(Borders.tops(each));
            if (!same) for (var of : each) if (of instanceof Condition.Rfm) moved.add(of);
        }
        moved.addAll(renew(shop, tops, now));
        for (var i = 0; i < segments.size(); i++)
            if (asked.get(i).stream().anyMatch(moved::contains))
                builds.renew(shop, segments.get(i).id());
        // what is asked of a time that rolls on moves every night
        if (tops.stream().anyMatch(top -> top.period() != null && top.period().rolls()))
            renewAt(db, shop, shop.home(), night(shop, now));
    }

    /// The borders that segments need; those that were only asked for otherwise are forgotten, and
    /// computed when they are asked for again.
    ///
    /// @return which have moved
    private Set<Condition> renew(Shop shop, Set<Condition.Top> tops, Instant now) {
        var before = Borders.kept(db, shop, tops);
        Sql.of("delete from top_border where shop_id = ?", shop.id()).update(db);
        var moved = new HashSet<Condition>();
        for (var top : tops) {
            var border = Border.compute(db, shop, top, now, false);
            Borders.keep(db, shop, top, border, now);
            if (!border.equals(before.get(top))) moved.add(top);
        }
        return moved;
    }

    private static Set<Condition> asked(References references, Segment segment) {
        try {
            return Borders.asked(List.of(references.of(segment)));
        } catch (References.Broken e) {
            return Set.of();
        }
    }
}
