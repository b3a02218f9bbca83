package io.ritorno.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValuesTest {
    private final Values warsaw = values(Map.of());

    @Test
    void amountsAreReadAsPeopleWriteThem() {
        assertThat(amount("12.5")).isEqualTo("12.5");
        assertThat(amount("12,50")).isEqualTo("12.50");
        assertThat(amount("1,234.50")).isEqualTo("1234.50");
        assertThat(amount("1.234,50 zł")).isEqualTo("1234.50");
        assertThat(amount("1\u00a0234,50 zł.")).isEqualTo("1234.50");
        assertThat(amount("€ 1,234")).isEqualTo("1234");
        assertThat(amount("1.234.567")).isEqualTo("1234567");
        assertThat(amount("0.001")).isEqualTo("0.001");
        assertThat(amount("-11062.06")).isEqualTo("-11062.06");
        assertThat(amount("\u22123")).isEqualTo("-3");
        assertThat(amount("1e3")).isEqualTo("1E+3");
    }

    @Test
    void decimalMarkMayBeSaid() {
        assertThat(values(Map.of("decimal", "=,")).amount("1.234").toPlainString())
                .isEqualTo("1234");
        assertThat(values(Map.of("decimal", "=,")).amount("1,234").toPlainString())
                .isEqualTo("1.234");
    }

    @Test
    void whatIsNoNumberSaysSo() {
        for (var bad : new String[] {"", "abc", "--1", "1-2", "1e99", "NaN"})
            assertThatThrownBy(() -> warsaw.amount(bad))
                    .as(bad)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is not a number");
    }

    @Test
    void timesWithoutAZoneAreTheShops() {
        assertThat(time("2010-12-01 08:26:00")).isEqualTo("2010-12-01T07:26:00Z");
        assertThat(time("2010-12-01T08:26")).isEqualTo("2010-12-01T07:26:00Z");
        assertThat(time("2010-07-01")).isEqualTo("2010-06-30T22:00:00Z");
        assertThat(time("1.12.2010 8:26")).isEqualTo("2010-12-01T07:26:00Z");
        assertThat(time("01/12/2010")).isEqualTo("2010-11-30T23:00:00Z");
        assertThat(time("12/31/2010 8:26")).isEqualTo("2010-12-31T07:26:00Z");
        assertThat(time("20101201")).isEqualTo("2010-11-30T23:00:00Z");
    }

    @Test
    void timesWithAZoneKeepIt() {
        assertThat(time("2010-12-01T08:26:00Z")).isEqualTo("2010-12-01T08:26:00Z");
        assertThat(time("2010-12-01T08:26:00+05:00")).isEqualTo("2010-12-01T03:26:00Z");
        assertThat(time("2010-12-01 08:26:00+0500")).isEqualTo("2010-12-01T03:26:00Z");
        assertThat(time("1291191960")).isEqualTo("2010-12-01T08:26:00Z");
    }

    @Test
    void patternMayBeSaid() {
        assertThat(values(Map.of("date_format", "=M/d/yyyy H:mm")).time("12/1/2010 8:26"))
                .isEqualTo("2010-12-01T07:26:00Z");
    }

    @Test
    void whatIsNoTimeSaysSo() {
        for (var bad : new String[] {"", "yesterday", "2010-13-01", "31.02.2010x", "99"})
            assertThatThrownBy(() -> warsaw.time(bad))
                    .as(bad)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is not a time");
    }

    private String amount(String text) {
        return warsaw.amount(text).toString();
    }

    private Instant time(String text) {
        return warsaw.time(text);
    }

    private static Values values(Map<String, String> options) {
        return new Values(ZoneId.of("Europe/Warsaw"), new Mapping(options));
    }
}
