package io.ritorno.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.delivery.Gate.Agreed;
import io.ritorno.delivery.Gate.Facts;
import io.ritorno.delivery.Gate.Hold;
import io.ritorno.delivery.Gate.Rules;
import io.ritorno.delivery.Gate.Send;
import io.ritorno.delivery.Gate.Skip;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
    private static final ZoneId WARSAW = ZoneId.of("Europe/Warsaw");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final Rules RULES =
            new Rules(true, 6, Duration.ofDays(7), at("21:00"), at("08:00"), WARSAW);
    // Saturday noon in Warsaw, six in the morning in New York
    private static final Instant NOON = Instant.parse("2026-11-21T11:00:00Z");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
                    # transactional, address, suppressed, consent, recent, answer
                    false, anna@example.com, false, YES,     0, allowed
                    false, anna@example.com, false, YES,     5, allowed
                    false, anna@example.com, false, YES,     6, frequency-cap
                    false, anna@example.com, false, NO,      0, unsubscribed
                    false, anna@example.com, false, PENDING, 0, consent-pending
                    false, anna@example.com, false, -,       0, no-consent
                    false, anna@example.com, true,  YES,     0, suppressed
                    false, -,                false, YES,     0, no-address
                    false, anna.example.com, false, YES,     0, invalid-address
                    true,  anna@example.com, false, NO,      9, transactional
                    true,  anna@example.com, false, -,       0, transactional
                    true,  anna@example.com, true,  YES,     0, suppressed
                    true,  -,                false, YES,     0, no-address
                    """)
    void answersByDay(
            boolean transactional,
            @Nullable String address,
            boolean suppressed,
            @Nullable Agreed consent,
            int recent,
            String answer) {
        var facts =
                new Facts(
                        true,
                        transactional,
                        address,
                        suppressed,
                        consent,
                        recent,
                        null,
                        false,
                        false);
        assertThat(Gate.decide(facts, RULES, NOON).reason()).isEqualTo(answer);
    }

    @Test
    void someoneWhoIsGoneIsNotWrittenTo() {
        assertThat(
                        Gate.decide(
                                new Facts(false, true, null, false, null, 0, null, false, false),
                                RULES,
                                NOON))
                .isEqualTo(new Skip("no-person"));
    }

    @Test
    void addressOfSomebodyErasedGetsNoMarketingUntilSheAgreesAnew() {
        var before = new Facts(true, false, "a@b.it", false, Agreed.YES, 0, null, false, true);
        assertThat(Gate.decide(before, RULES, NOON)).isEqualTo(new Skip("erased"));
        var order = new Facts(true, true, "a@b.it", false, null, 0, null, false, true);
        assertThat(Gate.decide(order, RULES, NOON)).isEqualTo(new Send("transactional"));
    }

    @Test
    void withoutTheNeedForConsentOnlyANoCounts() {
        var rules = new Rules(false, 6, Duration.ofDays(7), at("21:00"), at("08:00"), WARSAW);
        assertThat(Gate.decide(facts(null, null), rules, NOON)).isEqualTo(new Send("allowed"));
        assertThat(Gate.decide(facts(Agreed.NO, null), rules, NOON))
                .isEqualTo(new Skip("unsubscribed"));
    }

    @Test
    void herNightCountsAndNotTheShops() {
        assertThat(Gate.decide(facts(Agreed.YES, NEW_YORK), RULES, NOON))
                .isEqualTo(new Hold(Instant.parse("2026-11-21T13:00:00Z"), "quiet-hours"));
    }

    @Test
    void theCapIsCountedWhenTheNightIsOver() {
        var facts =
                new Facts(
                        true, false, "a@example.com", false, Agreed.YES, 6, NEW_YORK, false, false);
        assertThat(Gate.decide(facts, RULES, NOON)).isInstanceOf(Hold.class);
    }

    @Test
    void transactionalMailGoesAtNight() {
        var facts = new Facts(true, true, "a@example.com", false, null, 0, NEW_YORK, false, false);
        assertThat(Gate.decide(facts, RULES, NOON)).isEqualTo(new Send("transactional"));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
                    # from,  to,    zone,          now,                  until
                    21:00, 08:00, Europe/Warsaw, 2026-11-21T19:59:59Z, -
                    21:00, 08:00, Europe/Warsaw, 2026-11-21T20:00:00Z, 2026-11-22T07:00:00Z
                    21:00, 08:00, Europe/Warsaw, 2026-11-22T06:59:59Z, 2026-11-22T07:00:00Z
                    21:00, 08:00, Europe/Warsaw, 2026-11-22T07:00:00Z, -
                    13:00, 15:00, Europe/Warsaw, 2026-11-21T12:00:00Z, 2026-11-21T14:00:00Z
                    00:00, 00:00, Europe/Warsaw, 2026-11-21T23:00:00Z, -
                    # the night of the change to summer time is an hour shorter, to winter an hour longer
                    21:00, 08:00, Europe/Warsaw, 2026-03-28T23:00:00Z, 2026-03-29T06:00:00Z
                    21:00, 08:00, Europe/Warsaw, 2026-10-24T23:00:00Z, 2026-10-25T07:00:00Z
                    # half past two does not exist on 29 March …
                    22:00, 02:30, Europe/Warsaw, 2026-03-29T00:30:00Z, 2026-03-29T01:00:00Z
                    # … and comes twice on 25 October
                    22:00, 02:30, Europe/Warsaw, 2026-10-25T00:15:00Z, 2026-10-25T00:30:00Z
                    22:00, 02:30, Europe/Warsaw, 2026-10-25T00:45:00Z, -
                    22:00, 02:30, Europe/Warsaw, 2026-10-25T01:15:00Z, 2026-10-25T01:30:00Z
                    """)
    void quietHoursEnd(String from, String to, String zone, Instant now, @Nullable Instant until) {
        assertThat(Gate.quietUntil(at(from), at(to), ZoneId.of(zone), now)).isEqualTo(until);
    }

    @Property
    void whatIsHeldGoesOutAtItsTimeAndWithinADay(
            @ForAll @LongRange(min = 1_767_225_600L, max = 1_830_297_600L) long now,
            @ForAll @IntRange(max = 95) int from,
            @ForAll @IntRange(max = 95) int to,
            @ForAll @IntRange(max = 4) int zone) {
        var zones =
                new String[] {
                    "Europe/Warsaw",
                    "America/New_York",
                    "Australia/Lord_Howe",
                    "Asia/Kathmandu",
                    "Africa/Cairo"
                };
        var where = ZoneId.of(zones[zone]);
        var instant = Instant.ofEpochSecond(now);
        var start = LocalTime.MIN.plusMinutes(15L * from);
        var end = LocalTime.MIN.plusMinutes(15L * to);
        var until = Gate.quietUntil(start, end, where, instant);
        if (until == null) return;
        assertThat(until).isAfter(instant).isBefore(instant.plus(Duration.ofHours(25)));
        assertThat(Gate.quietUntil(start, end, where, until)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna@example.com",
                "a.b+c@x-y.example.it",
                "jurgen@köln.example",
                "jürgen@example.com",
                "用户@example.com",
                "o'hara@example.com"
            })
    void addressesThatAreFine(String address) {
        assertThat(Gate.valid(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a@b",
                "a b@example.com",
                "a@example..com",
                ".a@example.com",
                "a.@example.com",
                "a@-x.com",
                "a@example.com\nBcc: b@c.it",
                "a,b@example.com",
                "<a@example.com>",
                "a\u00a0b@example.com",
                "a\u202e@example.com"
            })
    void addressesThatAreNot(String address) {
        assertThat(Gate.valid(address)).isFalse();
    }

    private static Facts facts(@Nullable Agreed consent, @Nullable ZoneId zone) {
        return new Facts(true, false, "a@example.com", false, consent, 0, zone, false, false);
    }

    private static LocalTime at(String time) {
        return LocalTime.parse(time);
    }
}
