package io.ritorno.segment;

import static java.util.Objects.requireNonNull;

import io.ritorno.account.Shop;
import io.ritorno.account.Shops;
import io.ritorno.platform.Lane;
import io.ritorno.platform.LaneWork;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/// Calculates new and changed segments for all people of a part, some thousands at a time, and
/// removes the members of deleted ones. Where a segment stayed as it was but the borders moved with
/// which it compares people, it only finds out whose answer has changed, and has them looked at
/// again by [SegmentChecks], so that they enter and leave as by any event.
///
/// It holds the event lane, so nothing happens to the people it looks at meanwhile; between two
/// pieces events go on. Whoever is born during it has a higher id than all before her, and whoever
/// is passed already is kept right by the events.
@Component
class SegmentBuilds implements LaneWork {
    private static final int PIECE = 5_000;
    private static final UUID LAST = new UUID(-1, -1);

    private final JdbcOperations db;
    private final Shops shops;
    private final SegmentStore store;
    private final Sizes sizes;

    SegmentBuilds(JdbcOperations db, Shops shops, SegmentStore store, Sizes sizes) {
        this.db = db;
        this.shops = shops;
        this.store = store;
        this.sizes = sizes;
    }

    private record Build(
            int shop, UUID segment, boolean gone, boolean renew, @Nullable UUID after) {}

    @Override
    public String name() {
        return "segment-builds";
    }

    @Override
    public Lane lane() {
        return Lane.EVENT;
    }

    /// Puts a segment on the list, from the beginning if it stands there already. Call in the
    /// transaction that changes its definition.
    void add(Shop shop, UUID segment, boolean gone) {
        for (var part : shop.parts().all()) {
            Sql.of(
                            """
                            insert into segment_build (part, shop_id, segment_id, gone, after_id, done, total)
                            select ?, ?, ?, ?, null, 0,
                                (select count(*) from profile p where p.part = ? and p.shop_id = ?)
                            on conflict (part, shop_id, segment_id) do update set
                                gone = excluded.gone,
                                renew = false,
                                after_id = null,
                                done = 0,
                                total = excluded.total
                            """,
                            part,
                            shop.id(),
                            segment,
                            gone,
                            part,
                            shop.id())
                    .update(db);
        }
    }

    /// Has the members of a segment looked at again, since borders have moved. One that is being
    /// calculated begins anew.
    void renew(Shop shop, UUID segment) {
        for (var part : shop.parts().all()) {
            Sql.of(
                            """
                            insert into segment_build (part, shop_id, segment_id, gone, renew, after_id,
                                done, total)
                            values (?, ?, ?, false, true, null, 0, 0)
                            on conflict (part, shop_id, segment_id) do update set
                                after_id = null,
                                done = 0
                            where not segment_build.gone
                            """,
                            part,
                            shop.id(),
                            segment)
                    .update(db);
        }
    }

    @Override
    public List<Integer> ready(Instant now) {
        return Sql.of("select distinct part from segment_build").query(db, row -> row.getInt(1));
    }

    @Override
    public int run(int part, Instant now) {
        var builds =
                Sql.of(
                                """
                                select shop_id, segment_id, gone, renew, after_id from segment_build
                                where part = ?
                                order by shop_id, segment_id
                                limit 1
                                """,
                                part)
                        .query(
                                db,
                                row ->
                                        new Build(
                                                row.getInt(1),
                                                row.getObject(2, UUID.class),
                                                row.getBoolean(3),
                                                row.getBoolean(4),
                                                row.getObject(5, UUID.class)));
        for (var build : builds) {
            var shop = shops.get(build.shop());
            if (build.gone()) remove(shop, part, build);
            else calculate(shop, part, build, now);
        }
        return builds.size();
    }

    private void calculate(Shop shop, int part, Build build, Instant now) {
        var upTo = end(shop, part, build.after());
        var scope = Scope.stretch(shop, part, build.after(), upTo == null ? LAST : upTo);
        var n =
                build.renew()
                        ? mark(scope, part, build.segment(), now)
                        : write(scope, part, build.segment(), now);
        if (upTo == null) {
            if (build.renew()) done(shop, part, build.segment());
            else finish(shop, part, build.segment(), now);
            return;
        }
        Sql.of(
                        """
                        update segment_build set after_id = ?, done = done + ?
                        where part = ? and shop_id = ? and segment_id = ?
                        """,
                        upTo,
                        n,
                        part,
                        shop.id(),
                        build.segment())
                .update(db);
    }

    /// The id at which the piece ends, or null when it is the last.
    private @Nullable UUID end(Shop shop, int part, @Nullable UUID after) {
        return Sql.of(
                        """
                        select id from profile
                        where part = ? and shop_id = ? and id > ?
                        order by id offset ? limit 1
                        """,
                        part,
                        shop.id(),
                        after == null ? new UUID(0, 0) : after,
                        PIECE - 1)
                .query(db, row -> row.getObject(1, UUID.class))
                .stream()
                .findFirst()
                .orElse(null);
    }

    /// Who of these people is a member, and until when: the head of a statement.
    private Sql found(Scope scope, UUID segment, Instant now) {
        var condition = condition(scope.shop(), segment);
        var sql =
                new ConditionSql(
                        scope, now, false, true, Lookups.load(db, scope, List.of(condition), now));
        var answer = sql.compile(condition);
        return Sql.of("with found as materialized (select p.id, ")
                .then(answer.matches())
                .then(" as member, ")
                .then(answer.next())
                .then(" as next from profile p")
                .then(sql.joins())
                .then(" where ")
                .then(scope.rows("p", "id"));
    }

    private int write(Scope scope, int part, UUID segment, Instant now) {
        var shop = scope.shop();
        var after = requireNonNull(scope.after());
        var upTo = requireNonNull(scope.upTo());
        found(scope, segment, now)
                .then(
                        """
                         and p.known and p.merged_into is null),
                        gone as (
                            delete from membership m
                            where m.part = ? and m.shop_id = ? and m.segment_id = ?
                            and m.profile_id > ? and m.profile_id <= ?
                            and not exists (
                                select 1 from found f
                                where f.id = m.profile_id and (f.member or f.next is not null)))
                        insert into membership (part, shop_id, segment_id, profile_id, member, since,
                            next_check_at)
                        select ?, ?, ?, f.id, f.member, ?, f.next from found f
                        where f.member or f.next is not null
                        on conflict (part, shop_id, segment_id, profile_id) do update set
                            member = excluded.member,
                            since = case when membership.member = excluded.member
                                then membership.since else excluded.since end,
                            next_check_at = excluded.next_check_at
                        """,
                        part,
                        shop.id(),
                        segment,
                        after,
                        upTo,
                        part,
                        shop.id(),
                        segment,
                        now)
                .update(db);
        return PIECE;
    }

    /// Has those looked at who are members and should not be, or the other way round.
    private int mark(Scope scope, int part, UUID segment, Instant now) {
        var shop = scope.shop();
        found(scope, segment, now)
                .then(
                        """
                         and p.known and p.merged_into is null)
                        insert into membership (part, shop_id, segment_id, profile_id, member, since,
                            next_check_at)
                        select ?, ?, ?, f.id, false, ?, ? from found f
                        left join membership m on m.part = ? and m.shop_id = ? and m.segment_id = ?
                            and m.profile_id = f.id
                        where f.member <> coalesce(m.member, false)
                        on conflict (part, shop_id, segment_id, profile_id) do update set
                            next_check_at = excluded.next_check_at
                        """,
                        part,
                        shop.id(),
                        segment,
                        now,
                        now,
                        part,
                        shop.id(),
                        segment)
                .update(db);
        return PIECE;
    }

    /// What the segment asks, or what matches nobody.
    private Condition condition(Shop shop, UUID id) {
        var segments = store.list(shop);
        for (var segment : segments) {
            if (!segment.id().equals(id)) continue;
            try {
                return new References(segments).of(segment);
            } catch (References.Broken e) {
                return new Condition.Any(List.of());
            }
        }
        return new Condition.Any(List.of());
    }

    private void finish(Shop shop, int part, UUID segment, Instant now) {
        Sql.of(
                        """
                        insert into segment_count (part, shop_id, segment_id, members)
                        select ?, ?, ?, (
                            select count(*) from membership m
                            where m.part = ? and m.shop_id = ? and m.segment_id = ? and m.member)
                        on conflict (part, shop_id, segment_id) do update set members = excluded.members
                        """,
                        part,
                        shop.id(),
                        segment,
                        part,
                        shop.id(),
                        segment)
                .update(db);
        sizes.note(shop, part, List.of(segment), now);
        done(shop, part, segment);
    }

    private void remove(Shop shop, int part, Build build) {
        var removed =
                Sql.of(
                                """
                                delete from membership
                                where part = ? and shop_id = ? and segment_id = ?
                                and profile_id in (
                                    select profile_id from membership
                                    where part = ? and shop_id = ? and segment_id = ?
                                    limit ?)
                                """,
                                part,
                                shop.id(),
                                build.segment(),
                                part,
                                shop.id(),
                                build.segment(),
                                PIECE)
                        .update(db);
        if (removed == PIECE) return;
        Sql.of(
                        "delete from listed where part = ? and shop_id = ? and segment_id = ?",
                        part,
                        shop.id(),
                        build.segment())
                .update(db);
        Sql.of(
                        "delete from segment_day where part = ? and shop_id = ? and segment_id = ?",
                        part,
                        shop.id(),
                        build.segment())
                .update(db);
        Sql.of(
                        "delete from segment_count where part = ? and shop_id = ? and segment_id = ?",
                        part,
                        shop.id(),
                        build.segment())
                .update(db);
        done(shop, part, build.segment());
    }

    private void done(Shop shop, int part, UUID segment) {
        Sql.of(
                        "delete from segment_build where part = ? and shop_id = ? and segment_id = ?",
                        part,
                        shop.id(),
                        segment)
                .update(db);
    }
}
