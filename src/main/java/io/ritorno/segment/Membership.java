package io.ritorno.segment;

import static java.util.Objects.requireNonNull;

import io.ritorno.account.Shop;
import io.ritorno.platform.Columns;
import io.ritorno.platform.Times;
import io.ritorno.profile.Move;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/// Who is in which segment. Written only by whoever holds the part's event lane, so that what was
/// read is still true when it is written.
///
/// A row without `member` belongs to somebody who may become a member by time alone; it waits for
/// that moment.
@Component
class Membership {
    /// Tables joined by one statement: more make it long to plan, fewer make more statements.
    private static final int MOST_TABLES = 8;

    private static final int MOST_SEGMENTS = 100;

    private final JdbcOperations db;
    private final SegmentStore store;
    private final Sizes sizes;

    Membership(JdbcOperations db, SegmentStore store, Sizes sizes) {
        this.db = db;
        this.store = store;
        this.sizes = sizes;
    }

    /// Somebody came into a segment or left it.
    ///
    /// @param quiet whether it is not the person who moved: the segment is still being calculated
    ///   since it was made or changed, she is another person's profile now, or is herself again
    record Change(Segment segment, UUID profile, boolean entered, boolean quiet) {}

    private record Key(UUID segment, UUID profile) {}

    private record Row(
            UUID segment,
            UUID profile,
            boolean member,
            Instant since,
            @Nullable Instant next,
            boolean quiet) {
        Key key() {
            return new Key(segment, profile);
        }
    }

    /// Looks again at all segments of the shop for these people of one part, writes what is
    /// different now, and says who moved.
    List<Change> refresh(Shop shop, int part, Collection<UUID> profiles, Instant now) {
        var segments = store.list(shop);
        var before = rows(shop, part, profiles);
        if (segments.isEmpty() && before.isEmpty()) return List.of();
        var present = new HashSet<UUID>();
        var after = evaluate(shop, part, profiles, segments, now, present);
        var building = building(shop, part);

        var byId = new HashMap<UUID, Segment>();
        for (var segment : segments) byId.put(segment.id(), segment);
        var changes = new ArrayList<Change>();
        var write = new ArrayList<Row>();
        var drop = new ArrayList<Key>();
        for (var row : after.values()) {
            var old = before.remove(row.key());
            var was = old != null && old.member();
            var kept = old == null || was != row.member() ? row : since(row, old.since());
            if (!kept.equals(old)) write.add(kept);
            if (was == row.member()) continue;
            var segment = requireNonNull(byId.get(row.segment()));
            var quiet = building.contains(row.segment()) || (old != null && old.quiet());
            changes.add(new Change(segment, row.profile(), row.member(), quiet));
        }
        for (var old : before.values()) {
            drop.add(old.key());
            var segment = byId.get(old.segment());
            if (!old.member() || segment == null) continue;
            var quiet =
                    building.contains(old.segment())
                            || !present.contains(old.profile())
                            || old.quiet();
            changes.add(new Change(segment, old.profile(), false, quiet));
        }
        write(shop, part, write, drop);
        var deltas = new LinkedHashMap<UUID, Long>();
        for (var change : changes)
            deltas.merge(change.segment().id(), change.entered() ? 1L : -1L, Long::sum);
        count(shop, part, deltas, now);
        return changes;
    }

    /// Whoever takes over another's rows is in the segments in which the other was, until she is
    /// looked at again: two who turn out to be one have not come into a segment by that, and flows
    /// that begin there have written to her already. Call before they are looked at.
    void inherit(Shop shop, Move move, Instant now) {
        var segments =
                Sql.of(
                                """
                                select segment_id from membership
                                where part = ? and shop_id = ? and profile_id = ? and member
                                """,
                                move.fromPart(),
                                shop.id(),
                                move.from())
                        .query(db, row -> row.getObject(1, UUID.class));
        if (segments.isEmpty()) return;
        var taken =
                Sql.of(
                                """
                                insert into membership (part, shop_id, segment_id, profile_id,
                                    member, since, next_check_at)
                                select ?, ?, s, ?, true, ?, ? from unnest(?) s
                                on conflict (part, shop_id, segment_id, profile_id) do update set
                                    member = true, since = excluded.since
                                    where not membership.member
                                returning segment_id
                                """,
                                move.toPart(),
                                shop.id(),
                                move.to(),
                                now,
                                now,
                                segments.toArray(UUID[]::new))
                        .query(db, row -> row.getObject(1, UUID.class));
        var deltas = new LinkedHashMap<UUID, Long>();
        for (var segment : taken) deltas.put(segment, 1L);
        count(shop, move.toPart(), deltas, now);
    }

    /// She is no member of anything any more. Her rows are deleted by whoever calls this.
    void leave(Shop shop, int part, UUID profile, Instant now) {
        var deltas = new LinkedHashMap<UUID, Long>();
        for (var row : rows(shop, part, List.of(profile)).values())
            if (row.member()) deltas.put(row.segment(), -1L);
        count(shop, part, deltas, now);
    }

    private static Row since(Row row, Instant since) {
        return new Row(row.segment(), row.profile(), row.member(), since, row.next(), false);
    }

    private Map<Key, Row> rows(Shop shop, int part, Collection<UUID> profiles) {
        var rows = new LinkedHashMap<Key, Row>();
        Sql.of(
                        """
                        select segment_id, profile_id, member, since, next_check_at, quiet
                        from membership
                        where part = ? and shop_id = ? and profile_id = any(?)
                        """,
                        part,
                        shop.id(),
                        profiles.toArray(UUID[]::new))
                .query(db, Membership::row)
                .forEach(row -> rows.put(row.key(), row));
        return rows;
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getObject("segment_id", UUID.class),
                row.getObject("profile_id", UUID.class),
                row.getBoolean("member"),
                Times.instant(row, "since"),
                Times.instantOrNull(row, "next_check_at"),
                row.getBoolean("quiet"));
    }

    /// The rows as they must be, those of people who neither are members nor wait left out.
    private Map<Key, Row> evaluate(
            Shop shop,
            int part,
            Collection<UUID> profiles,
            List<Segment> segments,
            Instant now,
            Set<UUID> present) {
        var references = new References(segments);
        var resolved = new LinkedHashMap<Segment, Condition>();
        for (var segment : segments) {
            try {
                resolved.put(segment, references.of(segment));
            } catch (References.Broken e) {
                // matches nobody; the segment says so where it is shown
            }
        }
        var scope = Scope.some(shop, part, profiles);
        var known = Lookups.load(db, scope, resolved.values(), now);
        var rows = new LinkedHashMap<Key, Row>();
        var waiting = new ArrayList<>(resolved.entrySet());
        while (!waiting.isEmpty()) {
            var sql = new ConditionSql(scope, now, false, true, known);
            var asked = new ArrayList<Segment>();
            var columns = new ArrayList<Sql>(List.of(Sql.of("p.id")));
            while (!waiting.isEmpty()
                    && asked.size() < MOST_SEGMENTS
                    && sql.tables() < MOST_TABLES) {
                var next = waiting.removeFirst();
                var answer = sql.compile(next.getValue());
                asked.add(next.getKey());
                columns.add(answer.matches());
                columns.add(answer.next());
            }
            Sql.of("select ")
                    .then(Sql.join(", ", columns))
                    .then(" from profile p")
                    .then(sql.joins())
                    .then(" where ")
                    .then(scope.rows("p", "id"))
                    .then(" and p.known and p.merged_into is null")
                    .query(db, row -> read(row, asked, now, rows, present));
        }
        return rows;
    }

    private static boolean read(
            ResultSet row, List<Segment> asked, Instant now, Map<Key, Row> rows, Set<UUID> present)
            throws SQLException {
        var profile = row.getObject(1, UUID.class);
        present.add(profile);
        for (var i = 0; i < asked.size(); i++) {
            var member = row.getBoolean(2 + 2 * i);
            var next = next(row, 3 + 2 * i);
            if (!member && next == null) continue;
            var found = new Row(asked.get(i).id(), profile, member, now, next, false);
            rows.put(found.key(), found);
        }
        return true;
    }

    private static @Nullable Instant next(ResultSet row, int column) throws SQLException {
        var next = row.getObject(column, OffsetDateTime.class);
        return next == null ? null : next.toInstant();
    }

    /// The segments of the shop that are not calculated to the end in this part.
    private Set<UUID> building(Shop shop, int part) {
        return new HashSet<>(
                Sql.of(
                                """
                                select segment_id from segment_build
                                where part = ? and shop_id = ? and not gone and not renew
                                """,
                                part,
                                shop.id())
                        .query(db, row -> row.getObject(1, UUID.class)));
    }

    private void write(Shop shop, int part, List<Row> write, List<Key> drop) {
        Columns.of(write)
                .uuids(Row::segment)
                .uuids(Row::profile)
                .booleans(Row::member)
                .instants(Row::since)
                .instants(Row::next)
                .update(
                        db,
                        """
                        insert into membership (part, shop_id, segment_id, profile_id, member, since,
                            next_check_at)
                        select ?, ?, m.* from unnest(?, ?, ?, ?, ?) m
                        on conflict (part, shop_id, segment_id, profile_id) do update set
                            member = excluded.member,
                            since = excluded.since,
                            next_check_at = excluded.next_check_at,
                            quiet = false
                        """,
                        part,
                        shop.id());
        Columns.of(drop)
                .uuids(Key::segment)
                .uuids(Key::profile)
                .update(
                        db,
                        """
                        delete from membership
                        where part = ? and shop_id = ?
                        and (segment_id, profile_id) in (select s, p from unnest(?, ?) m (s, p))
                        """,
                        part,
                        shop.id());
    }

    private void count(Shop shop, int part, Map<UUID, Long> deltas, Instant now) {
        Columns.of(deltas.entrySet().stream().filter(delta -> delta.getValue() != 0).toList())
                .uuids(Map.Entry::getKey)
                .longs(Map.Entry::getValue)
                .update(
                        db,
                        """
                        insert into segment_count (part, shop_id, segment_id, members)
                        select ?, ?, c.* from unnest(?, ?) c
                        on conflict (part, shop_id, segment_id) do update set
                            members = segment_count.members + excluded.members
                        """,
                        part,
                        shop.id());
        sizes.note(shop, part, deltas.keySet(), now);
    }
}
