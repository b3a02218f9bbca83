package io.ritorno.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrackingTest {
    private static final String BASE = "https://r.example";

    @Test
    void targetsAreTheDifferentAddressesOfTheShop() {
        var html =
                """
                <link href="https://fonts.example/f.css" rel="stylesheet">
                <!--[if mso]><v:roundrect href="https://s.example/a?x=1&amp;y=2"><![endif]-->
                <a class="b" href="https://s.example/a?x=1&amp;y=2">1</a> <a href='https://s.example/b'>2</a>
                <a href="https://r.example/u/t">out</a> <a href="mailto:a@s.example">mail</a> <a href="#top">top</a>
                """;
        assertThat(Tracking.targets(html, BASE))
                .containsExactly("https://s.example/a?x=1&y=2", "https://s.example/b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JaVaScRiPt:alert(1)",
                " javascript:alert(1)",
                "java&#115;cript:alert(1)",
                "data:text/html,x",
                "vbscript:x",
                "file:///etc/passwd",
                "//evil.example",
                ""
            })
    void whatIsNoPlaceForPeopleIsCut(String href) {
        assertThat(Tracking.rewrite("<a href=\"" + href + "\">x</a>", h -> h))
                .isEqualTo("<a href=\"#\">x</a>");
    }

    @Test
    void anAddressWithQuotesStaysWithinItsAttribute() {
        assertThat(Tracking.rewrite("<a href=\"https://s.example/&quot;&gt;&lt;b\">x</a>", h -> h))
                .isEqualTo("<a href=\"https://s.example/&quot;&gt;&lt;b\">x</a>");
    }

    @Test
    void parametersGoBeforeTheFragmentAndReplaceNone() {
        var more = Map.of("utm_source", "ritorno");
        assertThat(Tracking.with("https://s.example/a#top", more))
                .isEqualTo("https://s.example/a?utm_source=ritorno#top");
        assertThat(Tracking.with("https://s.example/a?b=1", more))
                .isEqualTo("https://s.example/a?b=1&utm_source=ritorno");
        assertThat(Tracking.with("https://s.example/a?utm_source=own", more))
                .isEqualTo("https://s.example/a?utm_source=own");
    }

    @Test
    void headersHoldOnlyAscii() {
        assertThat(LinkController.ascii("https://s.example/żółć é\r\nX: y?a=%20"))
                .isEqualTo("https://s.example/%C5%BC%C3%B3%C5%82%C4%87%20%C3%A9%0D%0AX:%20y?a=%20");
    }

    @Test
    void aRateLetsMailsGoEvenly() {
        var rate = new Rate(new DeliverySettings(BASE, null, 1, 1, 2));
        var now = Instant.parse("2026-11-21T11:00:00Z");
        var gone = 0;
        while (rate.later("a@example.com", false, now) == null) gone++;
        assertThat(gone).isEqualTo(3);
        // the one that was refused was given half a second; each has a moment of its own
        assertThat(rate.later("a@Example.com", false, now)).isEqualTo(now.plusMillis(1_000));
        assertThat(rate.later("a@example.com", false, now)).isEqualTo(now.plusMillis(1_500));
        assertThat(rate.later("a@other.example", false, now)).isNull();
        assertThat(rate.later("a@example.com", true, now.plusMillis(500))).isNull();
        assertThat(rate.later("a@example.com", true, now.plusMillis(1_000))).isNull();
        assertThat(rate.later("a@example.com", true, now.plusMillis(1_500))).isNull();
        assertThat(rate.later("a@example.com", false, now.plusMillis(2_000))).isNull();
    }

    @Test
    void whatIsNoMarketingDoesNotStandInLine() {
        var rate = new Rate(new DeliverySettings(BASE, null, 1, 1, 2));
        var now = Instant.parse("2026-11-21T11:00:00Z");
        for (var i = 0; i < 1_000; i++) rate.later("a@example.com", false, now);

        assertThat(rate.later("a@example.com", true, now)).isEqualTo(now.plusMillis(500));
        assertThat(rate.later("a@example.com", true, now.plusMillis(500))).isNull();
        // and who comes now stands behind the thousand
        assertThat(rate.later("a@example.com", false, now.plusSeconds(1)))
                .isAfter(now.plusSeconds(490));
        // a minute in which none of them came: they have been taken back
        assertThat(rate.later("a@example.com", false, now.plusSeconds(61))).isNull();
    }
}
