package io.ritorno.flow;

import static io.ritorno.flow.Rules.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ritorno.event.Names;
import io.ritorno.flow.Next.Choose;
import io.ritorno.flow.Next.Go;
import io.ritorno.flow.Next.Sleep;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Each step by itself.
class StepRulesTest {
    private static final ZoneId WARSAW = ZoneId.of("Europe/Warsaw");

    /// A Saturday, ten o'clock in Warsaw.
    private static final Instant SATURDAY = Instant.parse("2026-11-21T09:00:00Z");

    private static final Facts PLAIN = new Facts(SATURDAY, SATURDAY, false, null).in(WARSAW, null);

    private static final LocalTime NINE = LocalTime.of(9, 0);

    // ------------------------------------------------------------ wait-until

    private static Step.WaitUntil until(@Nullable LocalTime at, DayOfWeek... days) {
        return new Step.WaitUntil(at, Set.of(days), Step.Zone.SHOP, "next");
    }

    @Test
    void hourThatHasPassedIsTomorrows() {
        var tomorrow = Instant.parse("2026-11-22T08:00:00Z");

        assertThat(next(until(NINE), PLAIN, SATURDAY)).isEqualTo(new Sleep(tomorrow));
        assertThat(next(until(NINE), PLAIN, tomorrow)).isEqualTo(new Go("next"));
    }

    @Test
    void hourOfThisMomentIsNow() {
        assertThat(next(until(LocalTime.of(10, 0)), PLAIN, SATURDAY)).isEqualTo(new Go("next"));
    }

    @Test
    void weekdayIsTheNextOne() {
        assertThat(next(until(NINE, DayOfWeek.MONDAY, DayOfWeek.THURSDAY), PLAIN, SATURDAY))
                .isEqualTo(new Sleep(Instant.parse("2026-11-23T08:00:00Z")));
        assertThat(next(until(null, DayOfWeek.SATURDAY), PLAIN, SATURDAY))
                .isEqualTo(new Go("next"));
        assertThat(next(until(null, DayOfWeek.SUNDAY), PLAIN, SATURDAY))
                .isEqualTo(new Sleep(Instant.parse("2026-11-21T23:00:00Z")));
    }

    @Test
    void sameWeekdayAtAnHourThatHasPassedIsAWeekAway() {
        assertThat(next(until(NINE, DayOfWeek.SATURDAY), PLAIN, SATURDAY))
                .isEqualTo(new Sleep(Instant.parse("2026-11-28T08:00:00Z")));
    }

    @Test
    void hourThatTheClocksSkipIsTheMomentAfter() {
        var before = Instant.parse("2026-03-28T12:00:00Z");
        var facts = new Facts(before, before, true, null).in(WARSAW, null);

        // 02:30 on 29 March 2026 does not exist in Warsaw: it is 03:30 there
        assertThat(next(until(LocalTime.of(2, 30)), facts, before))
                .isEqualTo(new Sleep(Instant.parse("2026-03-29T01:30:00Z")));
    }

    @Test
    void whoComesMuchTooLateWaitsForTheNextSuchHour() {
        var due = Instant.parse("2026-11-22T08:00:00Z");

        assertThat(next(until(NINE), PLAIN, due.plus(Rules.TOO_LATE))).isEqualTo(new Go("next"));
        assertThat(next(until(NINE), PLAIN, due.plus(Rules.TOO_LATE).plusSeconds(1)))
                .isEqualTo(new Sleep(due.plus(Duration.ofDays(1))));
    }

    // ------------------------------------------------------------ wait-date

    private static Step.WaitDate date(String offset, boolean yearly) {
        return new Step.WaitDate(
                new DateOf.Attribute("renewal"),
                Period.parse(offset),
                NINE,
                Step.Zone.SHOP,
                yearly,
                "next",
                "missing");
    }

    private static Facts on(@Nullable String day) {
        return PLAIN.in(WARSAW, day == null ? null : LocalDate.parse(day));
    }

    @Test
    void dateIsWaitedForAndMayMove() {
        assertThat(next(date("-P3D", false), on("2026-12-10"), SATURDAY))
                .isEqualTo(new Sleep(Instant.parse("2026-12-07T08:00:00Z"), Sleep.ANYTHING));
        assertThat(next(date("P7D", false), on("2026-12-10"), SATURDAY))
                .isEqualTo(new Sleep(Instant.parse("2026-12-17T08:00:00Z"), Sleep.ANYTHING));
    }

    @Test
    void noDateOrAPastOneGoesElsewhere() {
        assertThat(next(date("P0D", false), on(null), SATURDAY))
                .isEqualTo(new Choose("no-date", "missing"));
        assertThat(next(date("P0D", false), on("2026-11-20"), SATURDAY))
                .isEqualTo(new Choose("no-date", "missing"));
        assertThat(next(date("-P30D", false), on("2026-12-01"), SATURDAY))
                .isEqualTo(new Choose("no-date", "missing"));
    }

    @Test
    void yearlyDateIsTheNextOne() {
        assertThat(next(date("P0D", true), on("1990-11-20"), SATURDAY))
                .isEqualTo(new Sleep(Instant.parse("2027-11-20T08:00:00Z"), Sleep.ANYTHING));
        assertThat(next(date("-P7D", true), on("1990-01-02"), SATURDAY))
                .isEqualTo(new Sleep(Instant.parse("2026-12-26T08:00:00Z"), Sleep.ANYTHING));
    }

    @Test
    void leapDayIsTheDayBeforeInOtherYears() {
        assertThat(next(date("P0D", true), on("1992-02-29"), SATURDAY))
                .isEqualTo(new Sleep(Instant.parse("2027-02-28T08:00:00Z"), Sleep.ANYTHING));
        var in2028 = Instant.parse("2028-01-01T00:00:00Z");
        var facts = new Facts(in2028, in2028, true, null).in(WARSAW, LocalDate.of(1992, 2, 29));
        assertThat(next(date("P0D", true), facts, in2028))
                .isEqualTo(new Sleep(Instant.parse("2028-02-29T08:00:00Z"), Sleep.ANYTHING));
    }

    // ------------------------------------------------------------ wait-for

    @Test
    void eventOrTimeout() {
        var wait =
                new Step.WaitFor(
                        new Awaited("Order Completed", List.of()),
                        null,
                        Duration.ofDays(2),
                        "thanks",
                        "remind");
        var end = SATURDAY.plus(Duration.ofDays(2));

        assertThat(next(wait, PLAIN, SATURDAY)).isEqualTo(new Sleep(end, "Order Completed"));
        assertThat(next(wait, PLAIN.after(true), SATURDAY))
                .isEqualTo(new Choose("event", "thanks"));
        assertThat(next(wait, PLAIN, end)).isEqualTo(new Choose("timeout", "remind"));
        assertThat(next(wait, PLAIN.after(true), end)).isEqualTo(new Choose("event", "thanks"));
    }

    @Test
    void conditionIsLookedAtEveryHourAndWhenSomethingHappens() {
        var wait =
                new Step.WaitFor(
                        null, Definitions.everyone(), Duration.ofMinutes(90), "yes", "late");
        var now = SATURDAY.plusSeconds(60);

        assertThat(next(wait, PLAIN, now))
                .isEqualTo(new Sleep(SATURDAY.plus(Rules.LOOK), Sleep.ANYTHING));
        assertThat(next(wait, PLAIN, SATURDAY.plus(Rules.LOOK)))
                .isEqualTo(new Sleep(SATURDAY.plus(Duration.ofMinutes(90)), Sleep.ANYTHING));
        assertThat(next(wait, new Facts(SATURDAY, SATURDAY, true, null), now))
                .isEqualTo(new Choose("condition", "yes"));
    }

    // ------------------------------------------------------------ split, random, holdout

    @Test
    void firstCaseThatHasHerValue() {
        var split =
                new Step.Split(
                        new Step.Field("country", false),
                        List.of(
                                new Step.Case(List.of("PL", "CZ"), "east"),
                                new Step.Case(List.of("pl", "IT"), "south")),
                        "other");

        assertThat(next(split, PLAIN.having(List.of("pl")), SATURDAY))
                .isEqualTo(new Choose("case", "PL", "east"));
        assertThat(next(split, PLAIN.having(List.of("de", "it")), SATURDAY))
                .isEqualTo(new Choose("case", "IT", "south"));
        assertThat(next(split, PLAIN, SATURDAY)).isEqualTo(new Choose("otherwise", "other"));
    }

    private static final Step.Random THREE =
            new Step.Random(
                    List.of(
                            new Step.Way("A", 50, "a"),
                            new Step.Way("B", 30, "b"),
                            new Step.Way("C", 20, "c")),
                    new Step.Winner(Step.By.CLICKED, Duration.ofDays(1), 10));

    @Test
    void lotDecidesUntilThereIsAWinner() {
        assertThat(next(THREE, PLAIN.drawing(4_999, null), SATURDAY))
                .isEqualTo(new Choose("way", "A", "a"));
        assertThat(next(THREE, PLAIN.drawing(5_000, null), SATURDAY))
                .isEqualTo(new Choose("way", "B", "b"));
        assertThat(next(THREE, PLAIN.drawing(9_999, null), SATURDAY))
                .isEqualTo(new Choose("way", "C", "c"));
        assertThat(next(THREE, PLAIN.drawing(0, "C"), SATURDAY))
                .isEqualTo(new Choose("winner", "C", "c"));
    }

    @Test
    void winnerHasTheLargestShareOnceEachHadEnough() {
        var a = new Draws.Result(100, 0, 20, 0);
        var b = new Draws.Result(40, 0, 12, 0);
        var few = new Draws.Result(9, 0, 9, 0);
        var rule = Objects.requireNonNull(THREE.winner());

        assertThat(Draws.best(THREE, rule, Map.of("A", a, "B", b, "C", few))).isNull();
        assertThat(Draws.best(THREE, rule, Map.of("A", a, "B", b, "C", a))).isEqualTo("B");
        assertThat(Draws.best(THREE, rule, Map.of("A", a, "B", a, "C", a))).isEqualTo("A");
        assertThat(Draws.best(THREE, rule, Map.of("A", a))).isNull();
        var nobody = new Draws.Result(100, 0, 0, 0);
        assertThat(Draws.best(THREE, rule, Map.of("A", nobody, "B", nobody, "C", nobody))).isNull();
    }

    @Test
    void lotsAreEvenStableAndOfEachStepItsOwn() {
        var flow = new UUID(1, 2);
        var ways = new HashMap<String, Integer>();
        var both = 0;
        var n = 20_000;
        for (var i = 0; i < n; i++) {
            var person = new UUID(7, i);
            var lot = Draw.lot(flow, "s", person);
            assertThat(lot).isBetween(0, Draw.LOTS - 1).isEqualTo(Draw.lot(flow, "s", person));
            ways.merge(Rules.way(THREE, lot).name(), 1, Integer::sum);
            if (lot < 5_000 && Draw.lot(flow, "t", person) < 5_000) both++;
        }
        // four standard deviations of a share of 0.5 among 20,000
        var off = within(4 * Math.sqrt(n / 4.0));
        assertThat((double) ways.getOrDefault("A", 0)).isCloseTo(n * 0.5, off);
        assertThat((double) ways.getOrDefault("B", 0)).isCloseTo(n * 0.3, off);
        assertThat((double) ways.getOrDefault("C", 0)).isCloseTo(n * 0.2, off);
        assertThat((double) both).isCloseTo(n * 0.25, off);
    }

    @Test
    void holdoutTakesItsShare() {
        var tenth = new Step.Holdout(10, "next");

        assertThat(next(tenth, PLAIN.drawing(999, null), SATURDAY)).isEqualTo(new Next.HoldOut());
        assertThat(next(tenth, PLAIN.drawing(1_000, null), SATURDAY)).isEqualTo(new Go("next"));
        assertThat(next(new Step.Holdout(0, "next"), PLAIN, SATURDAY)).isEqualTo(new Go("next"));
    }

    // ------------------------------------------------------------ changes

    @Test
    void changeOnlyWhenTheMessageWasReallySent() { // I25
        var tag = new Step.Tag(List.of("written"), List.of(), "mail", "next");

        assertThat(next(tag, PLAIN.after(Facts.Message.SENT), SATURDAY))
                .isEqualTo(new Next.Change("next"));
        assertThat(next(tag, PLAIN.after(Facts.Message.NOT_SENT), SATURDAY))
                .isEqualTo(new Next.Leave("not-sent", "next"));
        assertThat(next(tag, PLAIN.after(Facts.Message.OPEN), SATURDAY))
                .isEqualTo(new Sleep(SATURDAY.plus(Rules.SENDING), Names.MESSAGE_SENT));
        assertThat(next(tag, PLAIN.after(Facts.Message.OPEN), SATURDAY.plus(Rules.UNSENT)))
                .isEqualTo(new Next.Leave("not-sent", "next"));
        assertThat(next(new Step.Tag(List.of("x"), List.of(), null, "n"), PLAIN, SATURDAY))
                .isEqualTo(new Next.Change("n"));
    }
}
