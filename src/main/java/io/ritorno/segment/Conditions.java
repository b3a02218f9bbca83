package io.ritorno.segment;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.ritorno.account.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Questions that other features ask about conditions: is this one well made, and which of these
/// people satisfy it?
@Component
public class Conditions {
    private final JdbcOperations db;
    private final SegmentStore store;

    /// Borders as they were on nights of the past, since many are asked about on the same day.
    private final Cache<Night, Borders> nights =
            Caffeine.newBuilder()
                    .expireAfterWrite(Duration.ofMinutes(10))
                    .maximumSize(1_000)
                    .build();

    private record Night(int shop, Instant at, Condition condition) {}

    Conditions(JdbcOperations db, SegmentStore store) {
        this.db = db;
        this.store = store;
    }

    /// The condition in this JSON, or nothing when it has [#problems].
    public static Optional<Condition> read(@Nullable JsonNode json) {
        return switch (ConditionJson.read(json)) {
            case ConditionJson.Reading.Valid(var condition) -> Optional.of(condition);
            case ConditionJson.Reading.Faulty _ -> Optional.empty();
        };
    }

    /// What is wrong with a condition by itself, whatever the shop; null when nothing is.
    public static @Nullable ConditionProblem problem(JsonNode json) {
        return switch (ConditionJson.read(json)) {
            case ConditionJson.Reading.Valid _ -> null;
            case ConditionJson.Reading.Faulty(var problem) -> problem;
        };
    }

    /// The condition as its JSON.
    public static JsonNode json(Condition condition) {
        return ConditionJson.tree(condition);
    }

    /// What is wrong with a condition for use in this shop; nothing when it is well made and the
    /// segments that it names exist.
    public List<ConditionProblem> problems(Shop shop, @Nullable JsonNode json) {
        return switch (ConditionJson.read(json)) {
            case ConditionJson.Reading.Faulty(var problem) -> List.of(problem);
            case ConditionJson.Reading.Valid(var condition) -> {
                try {
                    new References(store.list(shop)).resolveNew(condition);
                    yield List.of();
                } catch (References.Broken e) {
                    yield List.of(new ConditionProblem(e.place, e.reason));
                }
            }
        };
    }

    /// Which of these people, all of one part, satisfy the condition. One that names a segment
    /// which is gone matches nobody.
    ///
    /// @param asOf the present moment, as the caller's clock has it
    public Set<UUID> matching(
            Shop shop, int part, Condition condition, Collection<UUID> ids, Instant asOf) {
        return matching(shop, part, condition, ids, asOf, false);
    }

    /// Which of these people satisfied the condition at a moment of the past. See [ConditionSql]
    /// for what is known of the past.
    public Set<UUID> matched(
            Shop shop, int part, Condition condition, Collection<UUID> ids, Instant asOf) {
        return matching(shop, part, condition, ids, asOf, true);
    }

    /// A question about one person at one moment.
    public record Asked(UUID person, Instant at) {}

    /// Moments asked about in one statement, at most. Fewer are asked in two, four, … so that the
    /// statements have few forms and PostgreSQL keeps their plans.
    private static final int MOMENTS = 32;

    /// Which of these questions about the past are answered with yes: many people of one part, each
    /// as of a moment of her own.
    public Set<Asked> matched(Shop shop, int part, Condition condition, Collection<Asked> asked) {
        if (asked.isEmpty()) return Set.of();
        Condition resolved;
        try {
            resolved = new References(store.list(shop)).resolve(condition);
        } catch (References.Broken e) {
            return Set.of();
        }
        var all = List.copyOf(new LinkedHashSet<>(asked));
        var people = all.stream().map(Asked::person).distinct().toList();
        var goods = Goods.load(db, Scope.some(shop, part, people), List.of(resolved));
        var yes = new HashSet<Asked>();
        for (var from = 0; from < all.size(); ) {
            var many = Math.min(MOMENTS, Integer.highestOneBit(all.size() - from));
            var some = all.subList(from, from + many);
            var questions = new ArrayList<Sql>();
            for (var i = 0; i < some.size(); i++)
                questions.add(
                        question(
                                shop,
                                part,
                                resolved,
                                new Lookups(goods, borders(shop, resolved, some.get(i).at())),
                                some.get(i),
                                i));
            for (var n : Sql.join(" union all ", questions).query(db, row -> row.getInt(1)))
                yes.add(some.get(n));
            from += many;
        }
        return yes;
    }

    private static Sql question(
            Shop shop, int part, Condition condition, Lookups known, Asked asked, int n) {
        var scope = Scope.some(shop, part, List.of(asked.person()));
        var sql = new ConditionSql(scope, asked.at(), true, false, known);
        var matches = sql.compile(condition).matches();
        return Sql.of("(select " + n + " as n ")
                .then("from profile p")
                .then(sql.joins())
                .then(" where ")
                .then(scope.rows("p", "id"))
                .then(" and p.merged_into is null and ")
                .then(matches)
                .then(")");
    }

    private Set<UUID> matching(
            Shop shop,
            int part,
            Condition condition,
            Collection<UUID> ids,
            Instant asOf,
            boolean past) {
        if (ids.isEmpty()) return Set.of();
        Condition resolved;
        try {
            resolved = new References(store.list(shop)).resolve(condition);
        } catch (References.Broken e) {
            return Set.of();
        }
        var scope = Scope.some(shop, part, ids);
        var known =
                new Lookups(
                        Goods.load(db, scope, List.of(resolved)),
                        past
                                ? borders(shop, resolved, asOf)
                                : Borders.load(db, scope, List.of(resolved), asOf));
        var sql = new ConditionSql(scope, asOf, past, false, known);
        var matches = sql.compile(resolved).matches();
        return new HashSet<>(
                Sql.of("select p.id from profile p")
                        .then(sql.joins())
                        .then(" where ")
                        .then(scope.rows("p", "id"))
                        .then(" and p.merged_into is null and ")
                        .then(matches)
                        .query(db, row -> row.getObject(1, UUID.class)));
    }

    /// Those that were computed in the night before.
    private Borders borders(Shop shop, Condition condition, Instant then) {
        var night = Ranks.night(shop, then.minus(Duration.ofDays(1)));
        return nights.get(
                new Night(shop.id(), night, condition),
                key -> Borders.past(db, shop, List.of(condition), key.at()));
    }
}
