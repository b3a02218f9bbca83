package io.ritorno.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.delivery.Machine.Visit;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineTest {
    private static final Instant SENT = Instant.parse("2026-11-21T11:00:00Z");
    private static final String FIREFOX =
            "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            textBlock =
                    """
                    GET  | Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Mobile/15E148 | - | false
                    GET  | Mozilla/5.0 (Windows NT 5.1) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy) | - | false
                    GET  | curl/8.5.0 | - | false
                    HEAD | Mozilla/5.0 (iPhone) Mobile/15E148 | - | true
                    GET  | Mozilla/5.0 (iPhone) Mobile/15E148 | prefetch;prerender | true
                    GET  | Mozilla/5.0 (iPhone) Mobile/15E148 | preview | true
                    GET  | Mozilla/5.0 | - | true
                    GET  | - | - | true
                    GET  | Microsoft Office Existence Discovery | - | true
                    GET  | Mozilla/5.0 (compatible; Barracuda Sentinel) | - | true
                    GET  | Slackbot-LinkExpanding 1.0 | - | true
                    """)
    void oneRequest(
            String method, @Nullable String agent, @Nullable String purpose, boolean machine) {
        assertThat(Machine.request(method, agent, purpose)).isEqualTo(machine);
    }

    @Test
    void aPersonInFirefoxIsAPerson() {
        assertThat(Machine.request("GET", FIREFOX, null)).isFalse();
    }

    @Test
    void threeLinksAtOnceRightAfterDeliveryAreAScanner() {
        assertThat(burst(10, at(0, 5), at(1, 6), at(2, 8))).isTrue();
    }

    @Test
    void allLinksOfAShortMailAreAScanner() {
        assertThat(burst(2, at(0, 5), at(1, 6))).isTrue();
        assertThat(burst(3, at(0, 5), at(1, 6))).isFalse();
    }

    @Test
    void oneLinkManyTimesIsAnImpatientPerson() {
        assertThat(burst(10, at(4, 5), at(4, 6), at(4, 7), at(4, 8))).isFalse();
        assertThat(burst(1, at(0, 5), at(0, 6))).isFalse();
    }

    @Test
    void tabsOpenedAnHourLaterAreAPersons() {
        assertThat(burst(10, at(0, 3600), at(1, 3601), at(2, 3602))).isFalse();
    }

    @Test
    void linksReadOneAfterTheOtherAreAPersons() {
        assertThat(burst(10, at(0, 10), at(1, 25), at(2, 50))).isFalse();
    }

    private static boolean burst(int links, Visit... visits) {
        return Machine.burst(List.of(visits), links, SENT);
    }

    private static Visit at(int link, int seconds) {
        return new Visit(link, SENT.plusSeconds(seconds));
    }
}
