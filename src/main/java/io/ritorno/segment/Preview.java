package io.ritorno.segment;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.ritorno.account.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/// Whom a condition would hold, while it is being built: how many, and some of them.
@Component
class Preview {
    /// From here on the number of all people of a shop is not counted anew for every question, nor
    /// what other questions asked for.
    private static final long MANY = 50_000;

    /// So many people are looked at for a sample before all are.
    private static final int RECENT = 1_000;

    private final JdbcOperations db;
    private final Bitmaps bitmaps;
    private final long many;
    private final Cache<Integer, Long> totals =
            Caffeine.newBuilder()
                    .expireAfterWrite(Duration.ofMinutes(1))
                    .maximumSize(1_000)
                    .build();

    @Autowired
    Preview(JdbcOperations db) {
        this(db, MANY);
    }

    /// @param many so many people are answered for by [Bitmaps]
    Preview(JdbcOperations db, long many) {
        this.db = db;
        this.bitmaps = new Bitmaps(db);
        this.many = many;
    }

    /// @param total all known customers of the shop
    record Answer(long count, long total, List<PersonRow> sample, long tookMs) {}

    /// In a big shop an answer may be a minute old.
    Answer ask(Shop shop, Condition resolved, int sample, Instant now) {
        var start = System.nanoTime();
        var known = Lookups.load(db, Scope.all(shop), List.of(resolved), now);
        var total = total(shop);
        long count;
        List<PersonRow> people;
        if (total >= many && Bitmaps.canHold(total)) {
            var found = bitmaps.ask(shop, resolved, known, now, total);
            count = found.count();
            people = sample == 0 ? List.of() : rows(shop, found.some(lastSeen(shop), sample));
        } else {
            var scope = Scope.all(shop);
            count = count(scope, resolved, known, now);
            people =
                    count == 0 || sample == 0
                            ? List.of()
                            : sample(scope, resolved, known, now, sample);
        }
        var took = Duration.ofNanos(System.nanoTime() - start).toMillis();
        return new Answer(count, total, people, took);
    }

    private List<PersonRow> rows(Shop shop, List<UUID> ids) {
        if (ids.isEmpty()) return List.of();
        return Sql.of(
                        "select "
                                + PersonRow.COLUMNS
                                + " from profile p"
                                + PersonRow.TRAITS
                                + """
                                 where p.part = any(?) and p.shop_id = ? and p.id = any(?)
                                  and p.known and p.merged_into is null
                                order by p.seen_hour desc""",
                        shop.parts().all(),
                        shop.id(),
                        ids.toArray(UUID[]::new))
                .query(db, PersonRow::read);
    }

    long count(Scope scope, Condition resolved, Lookups known, Instant now) {
        return from(scope, resolved, known, now, "select count(*)", "")
                .queryPlannedAnew(db, row -> row.getLong(1))
                .getFirst();
    }

    /// Some of them, looked for first among those who were here last: with many people it takes as
    /// long to find a few among all as to count them.
    private List<PersonRow> sample(
            Scope scope, Condition resolved, Lookups known, Instant now, int n) {
        var shop = scope.shop();
        var recent = Scope.some(shop, shop.home(), lastSeen(shop));
        var found = sampleOf(recent, resolved, known, now, n);
        return found.size() == n ? found : sampleOf(scope, resolved, known, now, n);
    }

    private List<UUID> lastSeen(Shop shop) {
        return Sql.of(
                        """
                        select p.id from profile p
                        where p.part = ? and p.shop_id = ? and p.known and p.merged_into is null
                        order by p.seen_hour desc limit ?
                        """,
                        shop.home(),
                        shop.id(),
                        RECENT)
                .query(db, row -> row.getObject(1, UUID.class));
    }

    private List<PersonRow> sampleOf(
            Scope scope, Condition resolved, Lookups known, Instant now, int n) {
        return from(scope, resolved, known, now, "select " + PersonRow.COLUMNS, PersonRow.TRAITS)
                .then(" limit ?", n)
                .queryPlannedAnew(db, PersonRow::read);
    }

    private static Sql from(
            Scope scope,
            Condition resolved,
            Lookups known,
            Instant now,
            String select,
            String join) {
        var sql = new ConditionSql(scope, now, false, false, known);
        var matches = sql.compile(resolved).matches();
        return Sql.of(select + " from profile p" + join)
                .then(sql.joins())
                .then(" where ")
                .then(sql.people())
                .then(" and p.known and p.merged_into is null and ")
                .then(matches);
    }

    private long total(Shop shop) {
        var known = totals.getIfPresent(shop.id());
        if (known != null) return known;
        var scope = Scope.all(shop);
        var total =
                Sql.of("select count(*) from profile p where ")
                        .then(scope.rows("p", "id"))
                        .then(" and p.known and p.merged_into is null")
                        .query(db, row -> row.getLong(1))
                        .getFirst();
        if (total >= many) totals.put(shop.id(), total);
        return total;
    }
}
