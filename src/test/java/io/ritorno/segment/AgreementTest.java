package io.ritorno.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import io.ritorno.platform.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcOperations;

/// The SQL of conditions agrees with [Evaluator] on random conditions and random people.
class AgreementTest extends IntegrationTest {
    private static final int PEOPLE = 60;
    private static final int CONDITIONS = 400;

    /// Just after a change to winter time, so that days of 25 hours are among those asked about.
    private static final Instant NOW = Instant.parse("2026-10-27T09:00:00Z");

    @Autowired private JdbcOperations plain;
    @Autowired private Conditions conditions;

    private record Town(Shop shop, List<Life> people, Dice dice) {}

    private Town town(int parts, long seed) {
        var shop = newShop(parts);
        var dice = new Dice(seed, NOW, shop.zone());
        var people = new ArrayList<Life>();
        for (var i = 0; i < PEOPLE; i++) people.add(dice.life());
        people.forEach(life -> life.store(db, shop));
        Dice.CATALOG.store(db, shop, NOW);
        Fifths.keep(plain, shop, Fifths.compute(plain, shop, NOW, false));
        return new Town(shop, people, dice);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void aWholeShopIsAnsweredAsTheEvaluatorDoes(int parts) {
        var town = town(parts, 100 + parts);
        var evaluator = evaluator(town, NOW, false);
        for (var i = 0; i < CONDITIONS; i++) {
            var condition = town.dice().condition(3);
            assertThat(shopWide(town.shop(), condition, NOW, false))
                    .as("%s", ConditionJson.write(condition))
                    .isEqualTo(expected(town, evaluator, condition));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void aBigShopIsAnsweredAlikeByBitmaps(int parts) {
        var town = town(parts, 500 + parts);
        var evaluator = evaluator(town, NOW, false);
        var preview = new Preview(plain, 0);
        for (var i = 0; i < CONDITIONS; i++) {
            var condition = town.dice().condition(3);
            var answer = preview.ask(town.shop(), condition, PEOPLE, NOW);
            var known = town.people().stream().filter(Life::known).map(Life::id);
            var holds = expected(town, evaluator, condition);
            assertThat(answer.sample())
                    .as("%s", ConditionJson.write(condition))
                    .extracting(PersonRow::id)
                    .containsExactlyInAnyOrderElementsOf(known.filter(holds::contains).toList());
            assertThat(answer.count()).isEqualTo(answer.sample().size());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void aHandfulOfPeopleIsAnsweredAlike(int parts) {
        var town = town(parts, 200 + parts);
        var evaluator = evaluator(town, NOW, false);
        for (var i = 0; i < CONDITIONS / 2; i++) {
            var condition = town.dice().condition(2);
            var matching = new HashSet<UUID>();
            byPart(town)
                    .forEach(
                            (part, ids) ->
                                    matching.addAll(
                                            conditions.matching(
                                                    town.shop(), part, condition, ids, NOW)));
            assertThat(matching)
                    .as("%s", ConditionJson.write(condition))
                    .isEqualTo(expected(town, evaluator, condition));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void thePastIsCountedFromWhatHadHappened(int parts) {
        var town = town(parts, 300 + parts);
        for (var i = 0; i < CONDITIONS / 2; i++) {
            var then = NOW.minus(Duration.ofHours(24 * (i % 9) + i % 5));
            var evaluator = evaluator(town, then, true);
            var condition = town.dice().condition(2);
            assertThat(shopWide(town.shop(), condition, then, true))
                    .as("%s at %s", ConditionJson.write(condition), then)
                    .isEqualTo(expected(town, evaluator, condition));
        }
    }

    /// Until the time that the SQL names, the answer stays what it is.
    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void nobodyChangesBeforeTheNextCheck(int parts) {
        var town = town(parts, 400 + parts);
        var random = new Random(parts);
        for (var i = 0; i < CONDITIONS; i++) {
            var condition = town.dice().condition(2);
            var next = next(town.shop(), condition);
            for (var life : town.people()) {
                var due = next.get(life.id());
                if (due != null)
                    assertThat(due).as("%s", ConditionJson.write(condition)).isAfter(NOW);
                var now = matches(town, condition, life, NOW);
                for (var probe = 0; probe < 8; probe++) {
                    var limit = due == null ? NOW.plus(Duration.ofDays(60)) : due;
                    var hours = Duration.between(NOW, limit).toHours();
                    // the last moment before, and whole hours and seconds on the way
                    var at =
                            probe == 0
                                    ? limit.minusNanos(1000)
                                    : NOW.plus(Duration.ofHours(random.nextLong(hours + 1)))
                                            .minusSeconds(random.nextInt(2));
                    if (!at.isBefore(limit) || at.isBefore(NOW)) continue;
                    assertThat(matches(town, condition, life, at))
                            .as("%s at %s, next %s", ConditionJson.write(condition), at, due)
                            .isEqualTo(now);
                }
            }
        }
    }

    private static boolean matches(Town town, Condition condition, Life life, Instant at) {
        return evaluator(town, NOW, false).at(at).matches(condition, life);
    }

    private static Evaluator evaluator(Town town, Instant asOf, boolean past) {
        return new Evaluator(Dice.CATALOG, town.shop().zone(), asOf, past, town.people());
    }

    private static Set<UUID> expected(Town town, Evaluator evaluator, Condition condition) {
        return town.people().stream()
                .filter(life -> evaluator.matches(condition, life))
                .map(Life::id)
                .collect(Collectors.toSet());
    }

    private Map<Integer, List<UUID>> byPart(Town town) {
        return town.people().stream()
                .map(Life::id)
                .collect(Collectors.groupingBy(id -> town.shop().parts().of(id)));
    }

    private Set<UUID> shopWide(Shop shop, Condition condition, Instant asOf, boolean past) {
        var scope = Scope.all(shop);
        var sql = new ConditionSql(scope, asOf, past, false, known(scope, condition, asOf, past));
        var matches = sql.compile(condition).matches();
        return new HashSet<>(
                Sql.of("select p.id from profile p")
                        .then(sql.joins())
                        .then(" where ")
                        .then(sql.people())
                        .then(" and ")
                        .then(matches)
                        .queryPlannedAnew(plain, row -> row.getObject(1, UUID.class)));
    }

    private Lookups known(Scope scope, Condition condition, Instant asOf, boolean past) {
        var of = List.of(condition);
        return new Lookups(
                Goods.load(plain, scope, of),
                past
                        ? Borders.past(plain, scope.shop(), of, asOf)
                        : Borders.load(plain, scope, of, asOf));
    }

    private Map<UUID, Instant> next(Shop shop, Condition condition) {
        var scope = Scope.all(shop);
        var sql = new ConditionSql(scope, NOW, false, true, known(scope, condition, NOW, false));
        var answer = sql.compile(condition);
        var next = new HashMap<UUID, Instant>();
        Sql.of("select p.id, ")
                .then(answer.next())
                .then(" as next from profile p")
                .then(sql.joins())
                .then(" where ")
                .then(scope.rows("p", "id"))
                .query(
                        plain,
                        row -> {
                            var at = Times.instantOrNull(row, "next");
                            if (at != null) next.put(row.getObject(1, UUID.class), at);
                            return true;
                        });
        return next;
    }
}
