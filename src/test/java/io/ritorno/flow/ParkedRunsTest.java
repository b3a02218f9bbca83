package io.ritorno.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.account.Shop;
import io.ritorno.platform.Times;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A step that throws: its run is parked with the reason, tries again by itself for some hours and
/// then when somebody says so, and does nothing twice; the others have gone on.
class ParkedRunsTest extends FlowWorld {
    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void whatFailsIsShownWithItsReasonAndTriedAgain(int parts) {
        var shop = newShop(parts);
        var flow =
                flow(
                        shop,
                        "'w':{'type':'wait','duration':'PT1H','next':'i'}",
                        "'i':{'type':'increment','attribute':'n','by':1,'next':'s'}",
                        send("s", "end"),
                        END);
        var ann = person(shop, "ann", "{'n':0}");
        var bob = person(shop, "bob", "{'n':0}");
        var cat = person(shop, "cat", "{'n':0}");
        for (var name : List.of("ann", "bob", "cat")) signsUp(shop, name);
        breaks(shop, ann);
        breaks(shop, cat);
        advance(Duration.ofHours(1));

        assertThat(messages(shop, bob)).containsExactly("s");
        assertThat(runs(shop, bob)).containsExactly("done end");
        var of = "flows/" + flow.id() + "/runs";
        var parked = api(shop).get(of + "?status=parked").expect(200).items();
        assertThat(parked).hasSize(2);
        for (var run : parked) {
            assertThat(run.get("step").asString()).isEqualTo("s");
            assertThat(run.get("reason").asString()).contains("sends");
        }
        assertThat(numbers(shop, flow).at("/steps/s").get("waiting").asInt()).isEqualTo(2);

        heals(shop, cat);
        advance(Duration.ofMinutes(5));
        assertThat(runs(shop, cat)).containsExactly("done end");
        assertThat(messages(shop, cat)).containsExactly("s");

        advance(Duration.ofDays(3));
        assertThat(minutesParked(shop, ann)).containsExactly(0L, 5L, 35L, 155L, 875L);
        assertThat(runs(shop, ann)).containsExactly("parked s");
        heals(shop, ann);
        advance(Duration.ofDays(1));
        assertThat(messages(shop, ann)).isEmpty();

        var run = api(shop).get(of + "?status=parked").items().getFirst().get("id").asString();
        api(shop, "viewer").post(of + "/" + run + "/retry").expect(403);
        api(shop).post(of + "/" + run + "/retry").expect(204);
        api(shop).post(of + "/" + run + "/retry").expect(409);
        drain();
        assertThat(runs(shop, ann)).containsExactly("done end");
        assertThat(messages(shop, ann)).containsExactly("s");
        // the step before the one that failed was not done again
        for (var each : List.of(ann, bob, cat))
            assertThat(attributes(shop, each).get("n").asInt()).isEqualTo(1);
        assertThat(numbers(shop, flow).at("/steps/s").get("waiting").asInt()).isZero();
    }

    @Test
    void whatCannotBeChangedIsLeftAsItWasAndTriedAgain() {
        var shop = newShop();
        var flow =
                flow(
                        shop,
                        "'w':{'type':'wait','duration':'PT1H','next':'i'}",
                        "'i':{'type':'increment','attribute':'n','by':1,'next':'s'}",
                        send("s", "end"),
                        END);
        var ann = person(shop, "ann", "{'n':0}");
        var bob = person(shop, "bob", "{'n':0}");
        signsUp(shop, "ann");
        signsUp(shop, "bob");
        unchangeable(ann);
        try {
            advance(Duration.ofHours(1));
            assertThat(runs(shop, bob)).containsExactly("done end");
            assertThat(runs(shop, ann)).containsExactly("parked i");
            assertThat(decisions(shop, ann)).containsExactly("entered trigger", "parked failed");
            assertThat(numbers(shop, flow).at("/steps/i").get("waiting").asInt()).isEqualTo(1);
            // only Bob has come so far
            assertThat(numbers(shop, flow).at("/steps/s").get("entered").asInt()).isEqualTo(1);
        } finally {
            db.sql("drop function unchangeable() cascade").update();
        }
        advance(Duration.ofMinutes(5));
        assertThat(runs(shop, ann)).containsExactly("done end");
        assertThat(messages(shop, ann)).containsExactly("s");
        for (var each : List.of(ann, bob))
            assertThat(attributes(shop, each).get("n").asInt()).isEqualTo(1);
        assertThat(numbers(shop, flow).at("/steps/s").get("entered").asInt()).isEqualTo(2);
        assertThat(numbers(shop, flow).at("/steps/i").get("waiting").asInt()).isZero();
    }

    /// Nothing can be written about her.
    private void unchangeable(UUID profile) {
        db.sql(
                        """
                        create function unchangeable() returns trigger language plpgsql as $body$
                        begin raise exception 'not her'; end $body$
                        """)
                .update();
        db.sql(
                        """
                        create trigger unchangeable before update on profile_trait
                        for each row when (new.profile_id = '%s') execute function unchangeable()
                        """
                                .formatted(profile))
                .update();
    }

    /// What her run knows can no more be read by a step that writes.
    private void breaks(Shop shop, UUID profile) {
        context(shop, profile, "\"broken\"");
    }

    private void heals(Shop shop, UUID profile) {
        context(shop, profile, "{}");
    }

    private void context(Shop shop, UUID profile, String sends) {
        db.sql(
                        """
                        update flow_run set context = jsonb_set(context, '{sends}', ?::jsonb)
                        where part = ? and shop_id = ? and profile_id = ?
                        """)
                .params(sends, shop.parts().of(profile), shop.id(), profile)
                .update();
    }

    /// When she was parked, in minutes since the first time.
    private List<Long> minutesParked(Shop shop, UUID profile) {
        var times =
                db.sql(
                                """
                                select at from decision
                                where part = ? and shop_id = ? and profile_id = ?
                                    and outcome = 'parked' order by at
                                """)
                        .params(shop.parts().of(profile), shop.id(), profile)
                        .query((row, _) -> Times.instant(row, "at"))
                        .list();
        return times.stream()
                .map(at -> Duration.between(times.getFirst(), at).toMinutes())
                .toList();
    }
}
