package io.ritorno.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.segment.ConditionJson.Reading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConditionJsonTest {
    @Test
    void everyExampleOfTheDocumentCanBeRead() throws Exception {
        var text = Files.readString(Path.of("docs/conditions.md"));
        var examples = new ArrayList<String>();
        var example =
                Pattern.compile("`(\\{\"type\": \"[^`]*})` \\|$", Pattern.MULTILINE).matcher(text);
        while (example.find()) examples.add(example.group(1));
        assertThat(examples).hasSizeGreaterThan(20);
        for (var each : examples)
            assertThat(ConditionJson.read(each)).as(each).isInstanceOf(Reading.Valid.class);
    }

    @Test
    void whatIsWrittenIsReadBack() {
        var dice = new Dice(7, Instant.parse("2026-11-21T20:00:00Z"), ZoneOffset.UTC);
        for (var i = 0; i < 500; i++) {
            var condition = dice.condition(3);
            assertThat(ConditionJson.read(ConditionJson.write(condition)))
                    .isEqualTo(new Reading.Valid(condition));
        }
    }

    @Test
    void faultIsNamedWithItsPlace() {
        assertThat(problem("{\"type\":\"purchased\"}")).isEqualTo("is: must be true or false");
        assertThat(problem("{\"type\":\"tall\"}"))
                .startsWith("type: “tall” is not known here; there are all, any, not, ");
        assertThat(problem("{}")).isEqualTo("type: is missing");
        assertThat(problem("[]")).isEqualTo(": must be an object with a type");
        assertThat(
                        problem(
                                "{\"type\":\"all\",\"of\":[{\"type\":\"purchased\",\"is\":true},{\"type\":\"total-spent\",\"amount\":{\"op\":\"~\",\"value\":1}}]}"))
                .isEqualTo("of[1].amount.op: must be one of: =, !=, >, <, >=, <=, between");
        assertThat(
                        problem(
                                "{\"type\":\"total-spent\",\"amount\":{\"op\":\"between\",\"value\":1}}"))
                .startsWith("amount: “between” needs both ends");
        assertThat(problem("{\"type\":\"total-spent\",\"amount\":{\"op\":\">\",\"value\":1.5}}"))
                .startsWith("amount.value: ");
        assertThat(problem("{\"type\":\"purchased\",\"is\":true,\"perod\":{\"lastDays\":3}}"))
                .startsWith("perod: is not a field here");
        assertThat(
                        problem(
                                "{\"type\":\"purchased\",\"is\":true,\"period\":{\"lastDays\":3,\"lastHours\":3}}"))
                .isEqualTo("period: give exactly one of lastDays, lastHours, lastMonths, from/to");
        assertThat(problem("{\"type\":\"bought-brand\",\"brands\":[\"a\\u0000b\"]}"))
                .isEqualTo("brands: must not contain a NUL character");
    }

    @Test
    void whatIsWrongSaysWhatShouldBeThere() {
        faulty(
                "{'type':'all','of':[{'type':'all','of':[]},null]}",
                "of[1]: must be an object with a type");
        faulty("{'type':'not','of':[]}", "of: must be a JSON object");
        faulty("{'type':'all','of':{'type':'all','of':[]}}", "of: must be a list");
        faulty(
                "{'type':'order-count','count':{'op':'>=','value':'1'}}",
                "count.value: must be a whole number");
        faulty(
                "{'type':'purchased','is':true,'period':{'lastDays':1.5}}",
                "period.lastDays: must be a whole number");
        faulty("{'type':'event','event':'X','where':[null]}", "where[0]: is missing");
        faulty("{'type':'segment','id':'abc','is':true}", "id: must be an id");
        faulty(
                "{'type':'message','act':'opened','channel':'emial'}",
                "channel: must be one of: email, sms, push, letter");
        faulty(
                "{'type':'consent','channel':'emial','state':'in'}",
                "channel: must be one of: email, sms, push, letter");
        faulty(
                "{'type':'cart-abandoned','atLeastHours':72,'lessThanHours':24}",
                "atLeastHours: the first value must not be greater than the second");
        faulty(
                "{'type':'last-purchase','when':{'is':'before','date':'2026-01-01','to':'2026-02-01'}}",
                "when.to: cannot stand beside date");
        faulty(
                "{'type':'last-purchase','when':{'is':'on','date':'2026-01-01','days':3}}",
                "when.days: cannot stand beside date");
        faulty(
                "{'type':'last-purchase','when':{'is':'at-least-ago','days':3,'date':'2026-01-01'}}",
                "when.date: cannot stand beside days, hours, months");
        faulty(
                "{'type':'purchased','is':true,'period':{'from':'2026-02-30'}}",
                "period.from: must be a day that exists, such as 2026-05-31, not 2026-02-30");
    }

    @Test
    void daysThatNoCalendarReachesAreRefused() {
        for (var day :
                List.of("+999999999-12-31", "-999999999-01-01", "+10000-01-01", "0999-12-31")) {
            var range = ": must be a day from 1000-01-01 to 9999-12-31";
            for (var is : List.of("before", "after", "on"))
                faulty(
                        "{'type':'last-cart','when':{'is':'" + is + "','date':'" + day + "'}}",
                        "when.date" + range);
            faulty(
                    "{'type':'purchased','is':true,'period':{'from':'" + day + "'}}",
                    "period.from" + range);
            faulty(
                    "{'type':'purchased','is':true,'period':{'to':'" + day + "'}}",
                    "period.to" + range);
            faulty(
                    "{'type':'last-purchase','when':{'is':'at-least-ago','days':1},'nothingSince':'"
                            + day
                            + "'}",
                    "nothingSince" + range);
        }
    }

    private static void faulty(String json, String problem) {
        assertThat(problem(json.replace('\'', '"'))).as(json).isEqualTo(problem);
    }

    @Test
    void depthAndNumberHaveLimits() {
        var deep = "{\"type\":\"purchased\",\"is\":true}";
        for (var i = 1; i < ConditionJson.DEEPEST; i++)
            deep = "{\"type\":\"not\",\"of\":" + deep + "}";
        assertThat(ConditionJson.read(deep)).isInstanceOf(Reading.Valid.class);
        assertThat(problem("{\"type\":\"not\",\"of\":" + deep + "}"))
                .isEqualTo(
                        "of.of.of.of.of.of.of.of: stands deeper than 8 conditions in one another");

        var many =
                String.join(
                        ",",
                        java.util.Collections.nCopies(99, "{\"type\":\"purchased\",\"is\":true}"));
        assertThat(ConditionJson.read("{\"type\":\"all\",\"of\":[" + many + "]}"))
                .isInstanceOf(Reading.Valid.class);
        assertThat(problem("{\"type\":\"all\",\"of\":[" + many + "," + deep + "]}"))
                .isEqualTo("of[99]: is one of more than 100 conditions");
    }

    @Test
    void hugeNestingIsRefusedWithoutHarm() {
        var deep = new StringBuilder();
        for (var i = 0; i < 100_000; i++) deep.append("{\"type\":\"not\",\"of\":");
        assertThat(ConditionJson.read(deep.toString())).isInstanceOf(Reading.Faulty.class);
    }

    private static String problem(String json) {
        return switch (ConditionJson.read(json)) {
            case Reading.Faulty(var problem) -> problem.field() + ": " + problem.reason();
            case Reading.Valid(var condition) -> List.of(condition).toString();
        };
    }
}
