package io.ritorno.segment;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.ritorno.account.Shop;
import io.ritorno.segment.Condition.All;
import io.ritorno.segment.Condition.Any;
import io.ritorno.segment.Condition.Not;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcOperations;

/// Answers questions about the many people of a big shop by bitmaps. Each condition of a group is
/// asked for by itself, which needs no join, and is remembered for a minute; the groups are
/// computed here. Whoever changes one row of a condition, moves it or leaves it out waits for what
/// she changed only.
///
/// Why not one statement, see `docs/decisions/220-a-live-count-by-bitmaps.md`.
final class Bitmaps {
    /// How long an answer may be old, and how long it is kept.
    private static final Duration FRESH = Duration.ofMinutes(1);

    /// The numbers of people are given anew after this time, without those who are gone.
    private static final Duration NUMBERED = Duration.ofMinutes(30);

    /// People of all shops that have numbers at a time. Two million take up to 80 MB, and as much
    /// again for a moment while all are read; a bigger shop is asked by statements.
    private static final long MOST = 2_000_000;

    private final JdbcOperations db;
    private final Cache<Integer, Crowd> crowds =
            Caffeine.newBuilder()
                    .expireAfterWrite(NUMBERED)
                    .maximumWeight(MOST)
                    .weigher((Integer _, Crowd crowd) -> Math.toIntExact(crowd.people))
                    .build();

    Bitmaps(JdbcOperations db) {
        this.db = db;
    }

    /// Whether so many people can be numbered.
    static boolean canHold(long people) {
        return people <= MOST;
    }

    /// Known customers whom a condition holds.
    record Found(PersonNumbers numbers, BitSet people) {
        long count() {
            return people.cardinality();
        }

        /// Some of them, those of a list first.
        List<UUID> some(List<UUID> first, int n) {
            synchronized (numbers) {
                var chosen = first.stream().map(numbers::of).filter(people::get).limit(n).toList();
                var others = people.stream().filter(number -> !chosen.contains(number));
                return IntStream.concat(chosen.stream().mapToInt(number -> number), others)
                        .limit(n)
                        .mapToObj(numbers::id)
                        .toList();
            }
        }
    }

    /// @param condition references to other segments have been replaced
    /// @param people how many the shop has, about
    Found ask(Shop shop, Condition condition, Lookups known, Instant now, long people) {
        var crowd = crowds.get(shop.id(), _ -> new Crowd(people));
        var asked = new Asked(crowd, Scope.all(shop), known, now);
        var everybody = new All(List.of());
        var set = asked.of(condition);
        if (!set.known) set = set.and(asked.of(everybody));
        return new Found(crowd.numbers, set.people);
    }

    /// What is remembered of a shop.
    private static final class Crowd {
        final long people;
        final PersonNumbers numbers = new PersonNumbers();
        final Cache<Key, Set> sets =
                Caffeine.newBuilder().expireAfterWrite(FRESH).maximumSize(50).build();

        Crowd(long people) {
            this.people = people;
        }
    }

    private record Key(Condition condition, ZoneId zone, Instant minute) {}

    /// Some people, or all but these.
    ///
    /// @param but whether all others are meant
    /// @param known whether all whom it holds are known customers
    private record Set(BitSet people, boolean but, boolean known) {
        Set and(Set other) {
            if (but && other.but) return new Set(combined(other, BitSet::or), true, false);
            if (but) return other.and(this);
            return new Set(
                    combined(other, other.but ? BitSet::andNot : BitSet::and),
                    false,
                    known || other.known);
        }

        Set or(Set other) {
            var all = not().and(other.not()).not();
            return new Set(all.people, all.but, !all.but && known && other.known);
        }

        Set not() {
            return new Set(people, !but, false);
        }

        private BitSet combined(Set other, BiConsumer<BitSet, BitSet> how) {
            var result = (BitSet) people.clone();
            how.accept(result, other.people);
            return result;
        }
    }

    /// One question.
    private final class Asked {
        private final Crowd crowd;
        private final Scope scope;
        private final Lookups known;
        private final Instant now;

        Asked(Crowd crowd, Scope scope, Lookups known, Instant now) {
            this.crowd = crowd;
            this.scope = scope;
            this.known = known;
            this.now = now;
        }

        Set of(Condition condition) {
            return switch (condition) {
                case All(var of) -> group(of, All::new, Set::and, condition);
                case Any(var of) -> group(of, Any::new, Set::or, condition);
                case Not(var of) -> of(of).not();
                default -> read(condition);
            };
        }

        /// What stands in the people's own rows is asked for together.
        private Set group(
                List<Condition> of,
                Function<List<Condition>, Condition> kind,
                BinaryOperator<Set> how,
                Condition whole) {
            var own = of.stream().filter(this::isOwn).toList();
            if (own.size() == of.size()) return read(whole);
            var sets = new ArrayList<Set>();
            if (!own.isEmpty()) sets.add(read(kind.apply(own)));
            for (var each : of) if (!own.contains(each)) sets.add(of(each));
            return sets.stream().reduce(how).orElseThrow();
        }

        private boolean isOwn(Condition condition) {
            return whom(condition).own();
        }

        private ConditionSql.Whom whom(Condition condition) {
            return ConditionSql.whom(scope, now, known, condition);
        }

        private Set read(Condition condition) {
            var minute = now.truncatedTo(ChronoUnit.MINUTES);
            var key = new Key(condition, scope.shop().zone(), minute);
            return crowd.sets.get(key, _ -> read(whom(condition)));
        }

        /// One after another: each takes all processors, and megabytes while it is read.
        private Set read(ConditionSql.Whom whom) {
            synchronized (crowd.numbers) {
                var ids =
                        whom.ids()
                                .in("select string_agg(uuid_send(w.id), '') from (", ") w(id)")
                                .queryPlannedAnew(db, row -> row.getBytes(1))
                                .getFirst();
                var people = ids == null ? new BitSet() : crowd.numbers.setOf(ids);
                return new Set(people, whom.but(), whom.known());
            }
        }
    }
}
