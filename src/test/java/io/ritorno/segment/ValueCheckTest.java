package io.ritorno.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.IntegrationTest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcOperations;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Tests of single values give the same answer in Java as in SQL.
class ValueCheckTest extends IntegrationTest {
    // numbers as the intake reads them
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    private static final ZoneId WARSAW = ZoneId.of("Europe/Warsaw");
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-03-01");

    private static final List<String> VALUES =
            List.of(
                    "null",
                    "true",
                    "false",
                    "0",
                    "7",
                    "7.50",
                    "-3",
                    "1e3",
                    "12345678901234567890",
                    "\"\"",
                    "\"Boots\"",
                    "\"boots and socks\"",
                    "\"TRUE\"",
                    "\"7.5\"",
                    "\"-3\"",
                    "\"+7\"",
                    "\" 7\"",
                    "\"1e3\"",
                    "\"2026-03-01\"",
                    "\"2026-02-29\"",
                    "\"2024-02-29T10:00:00Z\"",
                    "\"0999-01-01\"",
                    "\"2026-3-1\"",
                    "[]",
                    "[\"a\"]",
                    "[\"a\",\"B\",7]",
                    "[[\"a\"]]",
                    "{}",
                    "{\"a\":1}",
                    "\"50%_\\\\\"",
                    "\"żółty\"");

    private static final List<String> TESTS =
            List.of(
                    "{'type':'known','is':true}",
                    "{'type':'known','is':false}",
                    "{'type':'boolean','is':true}",
                    "{'type':'boolean','is':false}",
                    "{'type':'number','is':{'op':'>=','value':7}}",
                    "{'type':'number','is':{'op':'!=','value':7.5}}",
                    "{'type':'number','is':{'op':'between','value':-3,'to':7.5}}",
                    "{'type':'text','op':'is','values':['boots','7.50','true','1000']}",
                    "{'type':'text','op':'is-not','values':['BOOTS','7']}",
                    "{'type':'text','op':'contains','values':['and','ÓŁ','%_']}",
                    "{'type':'text','op':'contains-not','values':['o','7']}",
                    "{'type':'text','op':'starts-with','values':['boo','2026','-']}",
                    "{'type':'text','op':'ends-with','values':['socks','5','Y']}",
                    "{'type':'list','op':'has-any','values':['a','Boots']}",
                    "{'type':'list','op':'has-all','values':['a','B']}",
                    "{'type':'list','op':'has-none','values':['a','x']}",
                    "{'type':'date','is':{'is':'on','date':'2026-03-01'}}",
                    "{'type':'date','is':{'is':'before','date':'2026-03-01'}}",
                    "{'type':'date','is':{'is':'after','date':'2024-02-28'}}",
                    "{'type':'date','is':{'is':'between','date':'2024-01-01','to':'2026-12-31'}}",
                    "{'type':'date','is':{'is':'exactly-ago','days':0}}",
                    "{'type':'date','is':{'is':'at-least-ago','days':1}}",
                    "{'type':'date','is':{'is':'less-than-ago','days':1000}}");

    @Autowired private JdbcOperations plain;

    @Test
    void agreesWithTheDatabase() {
        for (var test : TESTS) {
            var read = JSON.readValue(test.replace('\'', '"'), ValueTest.class);
            for (var value : VALUES) agree(read, JSON.readTree(value), value);
        }
    }

    @Test
    void agreesOnNumbersAtRandom() {
        var random = new Random(7);
        for (var i = 0; i < 300; i++) {
            var number = random.nextInt(-20, 20) + (random.nextBoolean() ? ".5" : "");
            var test =
                    "{\"type\":\"number\",\"is\":{\"op\":\"%s\",\"value\":%d}}"
                            .formatted(
                                    List.of("=", "!=", "<", ">", "<=", ">=").get(i % 6),
                                    random.nextInt(-20, 20));
            var value = random.nextBoolean() ? number : "\"" + number + "\"";
            agree(JSON.readValue(test, ValueTest.class), JSON.readTree(value), value);
        }
    }

    private void agree(ValueTest test, JsonNode value, String text) {
        var tested = new ValueSql(NOW, WARSAW).json(Sql.of("?::jsonb", text), test);
        var said =
                Sql.of("select ")
                        .then(tested.holds())
                        .query(plain, row -> row.getBoolean(1))
                        .getFirst();
        assertThat(ValueCheck.passes(test, value, TODAY))
                .as("%s of %s", test, text)
                .isEqualTo(test.denies() != said);
    }

    @Test
    void missingValuePassesOnlyWhatDenies() {
        var is = new ValueTest.Text(ValueTest.TextOp.IS, List.of("a"));
        var isNot = new ValueTest.Text(ValueTest.TextOp.IS_NOT, List.of("a"));
        assertThat(ValueCheck.passes(is, null, TODAY)).isFalse();
        assertThat(ValueCheck.passes(isNot, null, TODAY)).isTrue();
        assertThat(ValueCheck.passes(new ValueTest.Known(false), null, TODAY)).isTrue();
    }
}
