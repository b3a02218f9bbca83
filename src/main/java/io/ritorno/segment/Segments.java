package io.ritorno.segment;

import io.ritorno.account.Shop;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Lane;
import io.ritorno.platform.Lanes;
import io.ritorno.platform.Problem;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/// A shop's segments: made, changed, deleted, and how many they hold.
@Component
public class Segments {
    /// Each is looked at whenever something happens to somebody.
    private static final int MOST = 500;

    private static final int LONGEST_NAME = 200;

    private final JdbcOperations db;
    private final SegmentStore store;
    private final SegmentBuilds builds;
    private final SegmentUses uses;
    private final Ranks ranks;
    private final Lanes lanes;
    private final InstantSource time;
    private final TransactionTemplate transaction;

    Segments(
            JdbcOperations db,
            SegmentStore store,
            SegmentBuilds builds,
            SegmentUses uses,
            Ranks ranks,
            Lanes lanes,
            InstantSource time,
            PlatformTransactionManager transactions) {
        this.db = db;
        this.store = store;
        this.builds = builds;
        this.uses = uses;
        this.ranks = ranks;
        this.lanes = lanes;
        this.time = time;
        this.transaction = new TransactionTemplate(transactions);
    }

    /// How far a segment is.
    ///
    /// @param members how many it holds, as far as it is calculated
    /// @param ready whether it has been calculated to the end since it was made or changed
    /// @param progress 0 to 1
    public record State(long members, boolean ready, double progress) {
        static final State EMPTY = new State(0, true, 1);
    }

    /// By name.
    public List<Segment> list(Shop shop) {
        return store.list(shop);
    }

    public Optional<Segment> find(Shop shop, UUID id) {
        return store.find(shop, id);
    }

    /// Makes a segment; its members are calculated in the background.
    ///
    /// @throws Problem 400 naming the field
    public Segment create(Shop shop, @Nullable String name, @Nullable JsonNode condition) {
        var called = name(name);
        var valid = condition(condition);
        var id = Ids.next(time.instant());
        return changed(
                () -> {
                    var others = store.list(shop);
                    if (others.size() >= MOST) throw Problem.conflict("too-many-segments", MOST);
                    check(others, id, valid);
                    store.insert(shop, id, called, valid, time.instant());
                    builds.add(shop, id, false);
                    ranks.need(shop, valid);
                    return get(shop, id);
                });
    }

    /// Makes a segment that is kept by hand, with nobody on it.
    ///
    /// @throws Problem 400 naming the field
    public Segment createList(Shop shop, @Nullable String name) {
        var called = name(name);
        var id = Ids.next(time.instant());
        return changed(
                () -> {
                    if (store.list(shop).size() >= MOST)
                        throw Problem.conflict("too-many-segments", MOST);
                    store.insert(shop, id, called, new Condition.Listed(id), time.instant());
                    return get(shop, id);
                });
    }

    /// Changes what is not null. With another condition, the segment and those that refer to it are
    /// calculated anew.
    ///
    /// @throws Problem 400 naming the field, 404
    public Segment change(Shop shop, UUID id, @Nullable String name, @Nullable JsonNode condition) {
        var called = name == null ? null : name(name);
        var valid = condition == null ? null : condition(condition);
        return changed(
                () -> {
                    var before = get(shop, id);
                    var kept = valid == null ? before.condition() : valid;
                    if (before.isList() && valid != null && !valid.equals(before.condition()))
                        throw Problem.invalid("condition", "list-by-hand");
                    if (kept == null) throw Problem.invalid("condition", "condition-unreadable");
                    var all = store.list(shop);
                    check(all, id, kept);
                    store.update(
                            shop,
                            id,
                            called == null ? before.name() : called,
                            kept,
                            time.instant());
                    if (!kept.equals(before.condition())) {
                        ranks.need(shop, kept);
                        builds.add(shop, id, false);
                        for (var dependent : new References(all).dependents(id))
                            builds.add(shop, dependent, false);
                    }
                    return get(shop, id);
                });
    }

    /// Deletes a segment that nothing needs; its memberships go in the background, without events.
    ///
    /// @throws Problem 404; 409 with `usedBy` when something needs it
    public void delete(Shop shop, UUID id) {
        changed(
                () -> {
                    get(shop, id);
                    var usedBy = uses.of(shop, store.list(shop)).getOrDefault(id, List.of());
                    if (!usedBy.isEmpty()) {
                        var problem = Problem.conflict("segment-in-use");
                        problem.getBody().setProperty("usedBy", usedBy);
                        throw problem;
                    }
                    store.delete(shop, id);
                    builds.add(shop, id, true);
                    return true;
                });
    }

    /// How far the shop's segments are. Those without an entry are [State#EMPTY].
    public Map<UUID, State> states(Shop shop) {
        var members = new HashMap<UUID, Long>();
        Sql.of(
                        """
                        select segment_id, sum(members) from segment_count
                        where part = any(?) and shop_id = ?
                        group by segment_id
                        """,
                        shop.parts().all(),
                        shop.id())
                .query(db, row -> members.put(row.getObject(1, UUID.class), row.getLong(2)));
        var states = new HashMap<UUID, State>();
        members.forEach((id, n) -> states.put(id, new State(n, true, 1)));
        Sql.of(
                        """
                        select segment_id, sum(done) as done, sum(total) as total, count(*) as parts
                        from segment_build
                        where part = any(?) and shop_id = ? and not gone and not renew
                        group by segment_id
                        """,
                        shop.parts().all(),
                        shop.id())
                .query(
                        db,
                        row -> {
                            var id = row.getObject("segment_id", UUID.class);
                            var waiting = (double) row.getInt("parts") / shop.parts().count();
                            var share =
                                    (double) row.getLong("done")
                                            / Math.max(1, row.getLong("total"));
                            var progress = 1 - waiting * (1 - Math.min(1, share));
                            return states.put(
                                    id, new State(members.getOrDefault(id, 0L), false, progress));
                        });
        return states;
    }

    /// What needs each segment.
    public Map<UUID, List<SegmentUse>> uses(Shop shop) {
        return uses.of(shop, store.list(shop));
    }

    private Segment get(Shop shop, UUID id) {
        return store.find(shop, id).orElseThrow(() -> Problem.notFound("segment"));
    }

    private <T> T changed(Supplier<T> change) {
        var result = transaction.execute(_ -> change.get());
        lanes.signal(Lane.EVENT);
        return result;
    }

    private static String name(@Nullable String name) {
        if (name == null || name.isBlank()) throw Problem.invalid("name", "missing");
        var clean = name.strip();
        if (clean.length() > LONGEST_NAME) throw Problem.invalid("name", "not-text", LONGEST_NAME);
        if (clean.indexOf('\0') >= 0) throw Problem.invalid("name", "not-text", LONGEST_NAME);
        return clean;
    }

    /// @throws Problem 400 with the place within the condition
    static Condition condition(@Nullable JsonNode json) {
        return switch (ConditionJson.read(json)) {
            case ConditionJson.Reading.Valid(var condition) -> condition;
            case ConditionJson.Reading.Faulty(var problem) ->
                    throw Problem.invalid(
                            field(problem.field()), "condition-faulty", problem.reason());
        };
    }

    static String field(String place) {
        return place.isEmpty() ? "condition" : "condition." + place;
    }

    private static void check(List<Segment> all, UUID id, Condition condition) {
        try {
            new References(all).check(id, condition);
        } catch (References.Broken e) {
            throw Problem.invalid(field(e.place), "condition-unusable", e.reason);
        }
    }
}
