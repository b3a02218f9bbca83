package io.ritorno.segment;

import io.ritorno.account.Shop;
import io.ritorno.account.Shops;
import io.ritorno.event.Batch;
import io.ritorno.event.Event;
import io.ritorno.event.Pipeline;
import io.ritorno.platform.Lane;
import io.ritorno.platform.LaneWork;
import io.ritorno.platform.Times;
import io.ritorno.profile.MergeStage;
import io.ritorno.profile.Move;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/// Looks again at people whose answer may change by time alone, when that time has come, and at
/// those who were merged or parted.
@Component
@Order(20)
class SegmentChecks implements LaneWork, MergeStage {
    private static final int MOST = 500;
    private static final DueRows CHECKS = new DueRows(Lane.EVENT, "membership", "next_check_at");

    private final JdbcOperations db;
    private final Shops shops;
    private final Membership membership;
    private final Pipeline pipeline;
    private final InstantSource time;

    SegmentChecks(
            JdbcOperations db,
            Shops shops,
            Membership membership,
            Pipeline pipeline,
            InstantSource time) {
        this.db = db;
        this.shops = shops;
        this.membership = membership;
        this.pipeline = pipeline;
        this.time = time;
    }

    private record Due(int shop, UUID profile) {}

    @Override
    public String name() {
        return "segment-checks";
    }

    @Override
    public Lane lane() {
        return Lane.EVENT;
    }

    @Override
    public List<Integer> ready(Instant now) {
        return CHECKS.parts(db, now);
    }

    @Override
    public Optional<Instant> nextDue(Instant after) {
        return CHECKS.next(db, after);
    }

    @Override
    public int run(int part, Instant now) {
        var due =
                Sql.of(
                                """
                                select shop_id, profile_id from membership
                                where part = ? and next_check_at <= ?
                                order by next_check_at
                                limit ?
                                """,
                                part,
                                now,
                                MOST)
                        .query(db, row -> new Due(row.getInt(1), row.getObject(2, UUID.class)));
        var people = new LinkedHashMap<Integer, Set<UUID>>();
        for (var each : due)
            people.computeIfAbsent(each.shop(), _ -> new LinkedHashSet<>()).add(each.profile());
        var events = new ArrayList<Event>();
        people.forEach(
                (id, profiles) -> {
                    var shop = shops.get(id);
                    var changes = membership.refresh(shop, part, profiles, now);
                    events.addAll(SegmentStage.events(shop, part, changes, profiles, now));
                });
        pipeline.run(new Batch(part, now, events));
        return due.size();
    }

    /// Both are looked at as soon as the merge is done; after an undoing without a word, since each
    /// is where she was before.
    @Override
    public void moving(Shop shop, Move move) {
        if (!move.undoes()) membership.inherit(shop, move, time.instant());
        check(shop, move.fromPart(), move.from(), move.undoes());
        check(shop, move.toPart(), move.to(), move.undoes());
    }

    private void check(Shop shop, int part, UUID profile, boolean quiet) {
        var now = Times.utc(time.instant());
        Sql.of(
                        """
                        insert into membership (part, shop_id, segment_id, profile_id, member, since,
                            next_check_at, quiet)
                        select ?, s.shop_id, s.id, ?, false, ?, ?, ? from segment s
                        where s.shop_id = ?
                        on conflict (part, shop_id, segment_id, profile_id) do update set
                            next_check_at = excluded.next_check_at,
                            quiet = membership.quiet or excluded.quiet
                        """,
                        part,
                        profile,
                        now,
                        now,
                        quiet,
                        shop.id())
                .update(db);
    }
}
