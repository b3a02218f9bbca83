package io.ritorno.flow;

import static java.time.temporal.ChronoUnit.HOURS;
import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.account.Shop;
import io.ritorno.platform.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Each step on its own, from the event that starts a run to what became of the person.
class StepsTest extends FlowWorld {
    @Autowired private Draws draws;

    // ------------------------------------------------------------ waiting

    @Test
    void waitUntilIsOfThePersonsZone() {
        var shop = newShop();
        // at nine itself nobody would have to wait
        advance(Duration.between(now(), now().truncatedTo(HOURS).plus(Duration.ofMinutes(67))));
        flow(
                shop,
                "'w':{'type':'wait-until','at':'09:00','zone':'person','next':'s'}",
                send("s", "end"),
                END);
        var ann = person(shop, "ann", "{'timezone':'America/New_York'}");
        var ola = person(shop, "ola", "{}");
        signsUp(shop, "ann");
        signsUp(shop, "ola");

        for (var each : List.of(ann, ola)) {
            var zone = ZoneId.of(each.equals(ann) ? "America/New_York" : "Europe/Warsaw");
            var wake = wake(shop, each).atZone(zone);
            assertThat(wake.toLocalTime()).isEqualTo(LocalTime.of(9, 0));
            assertThat(wake.toInstant()).isAfter(now());
        }
        advance(Duration.ofHours(24));
        assertThat(messages(shop, ann)).containsExactly("s");
        assertThat(messages(shop, ola)).containsExactly("s");
    }

    @Test
    void whoHasPassedOneMessageAHundredTimesIsStopped() {
        var shop = newShop();
        flow(shop, send("s", "w"), "'w':{'type':'wait','duration':'PT1H','next':'s'}");
        var ann = person(shop, "ann", "{}");
        signsUp(shop, "ann");
        // as if she had come by often
        db.sql(
                        """
                        update flow_run set context = jsonb_set(context, '{sends,s}', '98')
                        where part = ? and shop_id = ? and profile_id = ?
                        """)
                .params(shop.parts().of(ann), shop.id(), ann)
                .update();
        advance(Duration.ofHours(2));
        assertThat(runs(shop, ann)).containsExactly("running w");
        assertThat(messages(shop, ann)).containsExactly("s", "s", "s");

        advance(Duration.ofHours(1));
        assertThat(runs(shop, ann)).containsExactly("stopped s");
        assertThat(decisions(shop, ann)).contains("stopped loop-limit");
        assertThat(messages(shop, ann)).hasSize(3);
    }

    @Test
    void dateThatMovesMovesTheRun() {
        var shop = newShop();
        flow(
                shop,
                "'w':{'type':'wait-date','of':{'attribute':'renewal'},'offset':'-P3D','next':'s','missing':'none'}",
                send("s", "end"),
                "'none':{'type':'end'}",
                END);
        var today = shop.day(now());
        var ann = person(shop, "ann", "{'renewal':'%s'}".formatted(today.plusDays(20)));
        var bob = person(shop, "bob", "{}");
        signsUp(shop, "ann");
        signsUp(shop, "bob");
        assertThat(runs(shop, bob)).containsExactly("done none");
        assertThat(decisions(shop, bob)).contains("branched no-date");
        assertThat(shop.day(wake(shop, ann))).isEqualTo(today.plusDays(17));

        identify(shop, "ann", "{'renewal':'%s'}".formatted(today.plusDays(40)));
        drain();
        assertThat(shop.day(wake(shop, ann))).isEqualTo(today.plusDays(37));
        advance(Duration.ofDays(38));
        assertThat(messages(shop, ann)).containsExactly("s");
    }

    @Test
    void eventWithTheRightPropertiesEndsTheWait() {
        var shop = newShop();
        flow(
                shop,
                """
                'w':{'type':'wait-for','event':{'name':'Survey Answered','where':[
                    {'property':'score','test':{'type':'number','is':{'op':'>=','value':8}}}]},
                    'timeout':'P2D','next':'thanks','late':'remind'}
                """
                        .strip(),
                send("thanks", "end"),
                send("remind", "end"),
                END);
        var ann = person(shop, "ann", "{}");
        var bob = person(shop, "bob", "{}");
        // what happened before she came does not count
        track(shop, "ann", "Survey Answered", p -> p.put("score", 10));
        drain();
        advance(Duration.ofMinutes(1));
        signsUp(shop, "ann");
        signsUp(shop, "bob");
        track(shop, "ann", "Survey Answered", p -> p.put("score", 3));
        drain();
        assertThat(runs(shop, ann)).containsExactly("running w");

        track(shop, "ann", "Survey Answered", p -> p.put("score", 9));
        drain();
        assertThat(messages(shop, ann)).containsExactly("thanks");
        advance(Duration.ofDays(2));
        assertThat(messages(shop, ann)).containsExactly("thanks");
        assertThat(messages(shop, bob)).containsExactly("remind");
        assertThat(decisions(shop, ann)).contains("branched event");
        assertThat(decisions(shop, bob)).contains("branched timeout");
    }

    @Test
    void conditionEndsTheWaitAsSoonAsItHolds() {
        var shop = newShop();
        flow(
                shop,
                "'w':{'type':'wait-for','condition':{'type':'attribute','name':'plan','test':{'type':'text','op':'is','values':['gold']}},'timeout':'P2D','next':'gold','late':'end'}",
                send("gold", "end"),
                END);
        var ann = person(shop, "ann", "{}");
        signsUp(shop, "ann");
        assertThat(messages(shop, ann)).isEmpty();
        identify(shop, "ann", "{'plan':'gold'}");
        drain();

        assertThat(messages(shop, ann)).containsExactly("gold");
        assertThat(decisions(shop, ann)).contains("branched condition");
    }

    // ------------------------------------------------------------ ways

    @Test
    void splitGoesByHerValue() {
        var shop = newShop();
        flow(
                shop,
                "'x':{'type':'split','attribute':'plan','cases':[{'values':['gold','silver'],'next':'good'}],'otherwise':'end'}",
                send("good", "end"),
                END);
        var ann = person(shop, "ann", "{'plan':'Silver'}");
        var bob = person(shop, "bob", "{'plan':'none'}");
        signsUp(shop, "ann");
        signsUp(shop, "bob");

        assertThat(messages(shop, ann)).containsExactly("good");
        assertThat(decisions(shop, ann)).contains("branched case silver");
        assertThat(messages(shop, bob)).isEmpty();
        assertThat(decisions(shop, bob)).contains("branched otherwise");
    }

    @Test
    void allWhoComeLaterGoTheWinnersWay() {
        var shop = newShop();
        var flow =
                flow(
                        shop,
                        "'r':{'type':'random','ways':[{'name':'A','percent':50,'next':'a'},{'name':'B','percent':50,'next':'b'}],'winner':{'by':'clicked','after':'P1D','minimum':3}}",
                        send("a", "end"),
                        send("b", "end"),
                        END);
        for (var i = 0; i < 24; i++) {
            person(shop, "p" + i, "{}");
            signsUp(shop, "p" + i);
        }
        var before = draws.results(shop, flow.id(), "r");
        assertThat(before).containsOnlyKeys("A", "B");
        assertThat(people(before, "A") + people(before, "B")).isEqualTo(24);
        // whoever had the second message clicked it
        db.sql(
                        "update message set clicked_at = ? where part = any(?) and shop_id = ? and"
                                + " step = 'b'")
                .params(Times.utc(now()), shop.parts().all(), shop.id())
                .update();
        advance(Duration.ofDays(1));

        for (var i = 30; i < 40; i++) {
            var late = person(shop, "p" + i, "{}");
            signsUp(shop, "p" + i);
            assertThat(messages(shop, late)).containsExactly("b");
            assertThat(decisions(shop, late)).contains("branched winner B");
        }
        // those whom the winner took are no part of the comparison
        assertThat(draws.results(shop, flow.id(), "r").get("A")).isEqualTo(before.get("A"));
    }

    private static long people(Map<String, Draws.Result> results, String way) {
        return results.getOrDefault(way, Draws.Result.NONE).people();
    }

    @Test
    void heldOutAreCountedAndNotWrittenTo() { // X4
        var shop = newShop();
        var flow =
                flow(shop, "'h':{'type':'holdout','percent':50,'next':'s'}", send("s", "end"), END);
        var held = 0;
        for (var i = 0; i < 30; i++) {
            var each = person(shop, "p" + i, "{}");
            signsUp(shop, "p" + i);
            var out = Draw.lot(flow.id(), "h", each) < 5_000;
            if (out) held++;
            assertThat(messages(shop, each)).isEqualTo(out ? List.of() : List.of("s"));
            assertThat(decisions(shop, each).contains("held-out holdout")).isEqualTo(out);
        }
        var results = draws.results(shop, flow.id(), "h");
        assertThat(held).isBetween(1, 29);
        assertThat(people(results, Draws.HELD_OUT)).isEqualTo(held);
        assertThat(people(results, Draws.LET_IN)).isEqualTo(30 - held);
    }

    // ------------------------------------------------------------ changes

    @Test
    void changesAreSeenByTheNextStep() {
        var shop = newShop();
        flow(
                shop,
                "'t':{'type':'tag','add':['vip','new'],'remove':['old'],'next':'set'}",
                "'set':{'type':'set','attributes':{'plan':'gold','gone':null},'next':'inc'}",
                "'inc':{'type':'increment','attribute':'visits','by':2,'next':'b'}",
                "'b':{'type':'branch','condition':{'type':'trait','name':'tags','test':{'type':'list','op':'has-all','values':['vip']}},'yes':'s','no':'end'}",
                send("s", "end"),
                END);
        var ann = person(shop, "ann", "{'tags':['old','kept'],'gone':'x','visits':5}");
        signsUp(shop, "ann");

        assertThat(tags(shop, ann)).containsExactlyInAnyOrder("kept", "vip", "new");
        assertThat(attributes(shop, ann).path("plan").asString()).isEqualTo("gold");
        assertThat(attributes(shop, ann).has("gone")).isFalse();
        assertThat(attributes(shop, ann).path("visits").asInt()).isEqualTo(7);
        assertThat(messages(shop, ann)).containsExactly("s");
        assertThat(decisions(shop, ann))
                .containsSubsequence("changed tag", "changed attribute", "branched yes");
    }

    /// Adding to it would fill all memory with zeros.
    @Test
    void aNumberNobodyCanHaveCountsAsNone() {
        var shop = newShop();
        flow(shop, "'inc':{'type':'increment','attribute':'visits','by':2,'next':'end'}", END);
        var ann = person(shop, "ann", "{'visits':'1e999999999'}");
        signsUp(shop, "ann");

        assertThat(attributes(shop, ann).path("visits").asInt()).isEqualTo(2);
    }

    @Test
    void twoFlowsThatTagAtOnceBothDo() {
        var shop = newShop();
        flow(shop, "'t':{'type':'tag','add':['one'],'next':'end'}", END);
        flow(shop, "'t':{'type':'tag','add':['two'],'next':'end'}", END);
        flow(
                shop,
                "'t':{'type':'increment','attribute':'n','next':'u'}",
                "'u':{'type':'increment','attribute':'n','next':'end'}",
                END);
        var ann = person(shop, "ann", "{}");
        signsUp(shop, "ann");

        assertThat(tags(shop, ann)).containsExactlyInAnyOrder("one", "two");
        assertThat(attributes(shop, ann).path("n").asInt()).isEqualTo(2);
    }

    @Test
    void tagOnlyWhenTheMessageWasReallySent() { // I25
        var shop = newShop();
        flow(
                shop,
                send("s", "t"),
                "'t':{'type':'tag','add':['written'],'onlyIfSent':'s','next':'end'}",
                END);
        var ann = person(shop, "ann", "{}");
        var bob = person(shop, "bob", "{'email':'not an address'}");
        signsUp(shop, "ann");
        signsUp(shop, "bob");
        advance(Duration.ofHours(1));

        assertThat(tags(shop, ann)).containsExactly("written");
        assertThat(tags(shop, bob)).isEmpty();
        assertThat(decisions(shop, ann)).contains("changed tag");
        assertThat(decisions(shop, bob)).contains("not-changed not-sent");
        assertThat(runs(shop, bob)).containsExactly("done end");
    }

    private Instant wake(Shop shop, UUID profile) {
        return db.sql(
                        "select wake_at from flow_run where part = ? and shop_id = ? and profile_id"
                                + " = ? and status = 'running'")
                .params(shop.parts().of(profile), shop.id(), profile)
                .query((row, _) -> Times.instant(row, "wake_at"))
                .single();
    }
}
