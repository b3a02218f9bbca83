package io.ritorno.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.account.Shop;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Lane;
import io.ritorno.platform.LaneWork;
import io.ritorno.platform.Times;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// What becomes of runs that wait while the world around them changes, and of all others while many
/// are due at once.
class WaitingRunsTest extends FlowWorld {
    private static final String WAIT_A_DAY = "'w':{'type':'wait','duration':'P1D','next':'s'}";

    @Autowired private List<LaneWork> works;

    // ------------------------------------------------------------ a person who is taken out

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void whoIsTakenOutIsWrittenToNoMore(int parts) {
        var shop = atNight(newShop(parts));
        var waiting = flow(shop, WAIT_A_DAY, send("s", "end"), END);
        flow(shop, marketing(), END);
        flows.create(
                shop,
                "Renewal",
                Definitions.json(
                        "{'trigger':{'type':'date','of':{'attribute':'renewal'},'offset':'-P3D','at':'10:00'},'first':'s','steps':{"
                                + send("s", "end")
                                + ","
                                + END
                                + "}}"),
                true);
        var renewal = shop.day(now()).plusDays(20);
        var ann = person(shop, "ann", "{'consent':{'email':true},'renewal':'" + renewal + "'}");
        var bob = person(shop, "bob", "{'consent':{'email':true},'renewal':'" + renewal + "'}");
        signsUp(shop, "ann");
        signsUp(shop, "bob");
        assertThat(statuses(shop, ann)).containsExactly("queued quiet-hours");

        var taken = api(shop).post("profiles/" + ann + "/stop").expect(200).json();
        assertThat(taken.get("runs").asInt()).isEqualTo(1);
        assertThat(taken.get("plans").asInt()).isEqualTo(1);
        assertThat(taken.get("messages").asInt()).isEqualTo(1);
        assertThat(runs(shop, ann)).contains("stopped w").doesNotContain("running w");
        assertThat(decisions(shop, ann)).contains("stopped taken-out");
        assertThat(statuses(shop, ann)).containsExactly("skipped taken-out");
        assertThat(
                        api(shop)
                                .get("flows/" + waiting.id() + "/numbers")
                                .json()
                                .get("waiting")
                                .asInt())
                .isEqualTo(1);

        advance(Duration.ofDays(21));
        assertThat(statuses(shop, ann)).containsExactly("skipped taken-out");
        assertThat(messages(shop, bob)).hasSize(3);

        // a second time there is nothing to do; and what she does then lets her in again
        var again = api(shop).post("profiles/" + ann + "/stop").expect(200).json();
        assertThat(again.get("runs").asInt() + again.get("messages").asInt()).isZero();
        signsUp(shop, "ann");
        assertThat(runs(shop, ann)).contains("running w");
    }

    @Test
    void onlyWhoMayChangeTheShopTakesSomebodyOut() {
        var shop = newShop();
        var ann = person(shop, "ann", "{}");
        api(shop, "viewer").post("profiles/" + ann + "/stop").expect(403);
        api(shop).post("profiles/" + UUID.randomUUID() + "/stop").expect(404);
        api(newShop()).post("profiles/" + ann + "/stop").expect(404);
    }

    @Test
    void aPersonWhoseRowsAreGoneIsNotWrittenTo() {
        var shop = newShop();
        flow(shop, WAIT_A_DAY, send("s", "end"), END);
        var ann = person(shop, "ann", "{}");
        var bob = person(shop, "bob", "{}");
        signsUp(shop, "ann");
        signsUp(shop, "bob");
        for (var table : List.of("profile_trait where profile_id", "profile where id"))
            db.sql("delete from " + table + " = ? and part = ? and shop_id = ?")
                    .params(ann, shop.parts().of(ann), shop.id())
                    .update();
        advance(Duration.ofDays(1));

        assertThat(runs(shop, ann)).containsExactly("done end");
        assertThat(statuses(shop, ann)).allMatch(status -> status.startsWith("skipped"));
        assertThat(statuses(shop, bob)).containsExactly("sent");
    }

    // ------------------------------------------------------------ what they ask about changes

    @Test
    void aSegmentIsAskedAsItIsWhenTheRunComesToIt() {
        var shop = newShop();
        var gold = segment(shop, "gold");
        flow(
                shop,
                "'w':{'type':'wait','duration':'P1D','next':'b'}",
                "'b':{'type':'branch','condition':{'type':'segment','id':'"
                        + gold
                        + "','is':true},'yes':'s','no':'end'}",
                send("s", "end"),
                END);
        var ann = person(shop, "ann", "{'plan':'gold'}");
        var bob = person(shop, "bob", "{'plan':'silver'}");
        signsUp(shop, "ann");
        signsUp(shop, "bob");
        api(shop).put("segments/" + gold, "{\"condition\":" + plan("silver") + "}").expect(200);
        advance(Duration.ofDays(1));

        assertThat(decisions(shop, ann)).contains("branched no");
        assertThat(messages(shop, ann)).isEmpty();
        assertThat(messages(shop, bob)).containsExactly("s");
    }

    @Test
    void aSegmentThatIsDefinedAnewThrowsNobodyOut() {
        var shop = newShop();
        var gold = segment(shop, "gold");
        var stopped =
                definition(WAIT_A_DAY, send("s", "end"), END)
                        .set(
                                "stop",
                                JsonMapper.shared()
                                        .readTree(
                                                "[{\"type\":\"segment-left\",\"segment\":\""
                                                        + gold
                                                        + "\"}]"));
        flows.create(shop, "Gold", (tools.jackson.databind.node.ObjectNode) stopped, true);
        var ann = person(shop, "ann", "{'plan':'gold'}");
        var bob = person(shop, "bob", "{'plan':'gold'}");
        signsUp(shop, "ann");
        signsUp(shop, "bob");
        identify(shop, "bob", "{'plan':'none'}");
        drain();
        assertThat(decisions(shop, bob)).contains("stopped segment-left");
        api(shop).put("segments/" + gold, "{\"condition\":" + plan("silver") + "}").expect(200);
        drain();

        assertThat(runs(shop, ann)).containsExactly("running w");
        advance(Duration.ofDays(1));
        assertThat(messages(shop, ann)).containsExactly("s");
    }

    @Test
    void theShopsZoneMovesNobodyBeforeTheHourThere() {
        var shop = newShop();
        flow(
                shop,
                "'w':{'type':'wait-until','at':'09:00','zone':'shop','next':'s'}",
                send("s", "end"),
                END);
        var ann = person(shop, "ann", "{}");
        signsUp(shop, "ann");
        var nine = wake(shop, ann);
        assertThat(nine.atZone(shop.zone()).toLocalTime()).isEqualTo(LocalTime.of(9, 0));
        // three hours to the west: nine o'clock comes so much later
        zone(shop, "Atlantic/Azores");
        advance(Duration.between(now(), nine));
        assertThat(messages(shop, ann)).isEmpty();

        advance(Duration.ofHours(4));
        assertThat(messages(shop, ann)).containsExactly("s");
        var sent =
                db.sql(
                                "select min(at) from message where part = ? and shop_id = ? and profile_id = ?")
                        .params(shop.parts().of(ann), shop.id(), ann)
                        .query((row, _) -> Times.instant(row, "min"))
                        .single();
        assertThat(sent.atZone(ZoneId.of("Atlantic/Azores")).toLocalTime())
                .isEqualTo(LocalTime.of(9, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void anArchivedFlowEndsForAllAndTakesBackWhatIsQueued(int parts) {
        var shop = atNight(newShop(parts));
        var flow =
                flow(
                        shop,
                        marketing().replace("'next':'end'", "'next':'w'"),
                        WAIT_A_DAY.replace("'next':'s'", "'next':'end'"),
                        END);
        var ann = person(shop, "ann", "{'consent':{'email':true}}");
        signsUp(shop, "ann");
        assertThat(runs(shop, ann)).containsExactly("running w");
        assertThat(statuses(shop, ann)).containsExactly("queued quiet-hours");

        api(shop).post("flows/" + flow.id() + "/status", Map.of("status", "archived")).expect(200);
        drain();
        assertThat(runs(shop, ann)).containsExactly("stopped w");
        assertThat(decisions(shop, ann)).contains("stopped flow-archived");
        assertThat(statuses(shop, ann)).containsExactly("skipped flow-archived");
        advance(Duration.ofDays(2));
        assertThat(messages(shop, ann)).hasSize(1);
    }

    // ------------------------------------------------------------ many at once

    /// A worker gives each work one batch in turn: however many are due, what comes in meanwhile is
    /// handled in the turn in which it comes.
    @Test
    void liveEventsAreNotStarvedByThousandsThatAreDue() {
        var shop = newShop();
        var flow = flow(shop, "'w':{'type':'wait','duration':'PT1H','next':'end'}", END);
        var zoe = person(shop, "zoe", "{}");
        waiting(shop, flow, 5_000);
        waitUntilDue(shop);
        assertThat(due(shop)).isEqualTo(5_000);

        turn(shop);
        assertThat(due(shop)).isBetween(1, 4_999);
        var others = due(shop);
        track(shop, "zoe", "Signed Up", _ -> {});
        turn(shop);

        assertThat(runs(shop, zoe)).containsExactly("running w");
        // and the timers had their turn too
        assertThat(due(shop)).isBetween(1, others - 1);
        drain();
        assertThat(due(shop)).isZero();
    }

    @Test
    void whoEntersNowIsWrittenToBeforeThousandsHaveBeenMoved() {
        var shop = newShop();
        var flow = flow(shop, "'w':{'type':'wait','duration':'PT1H','next':'end'}", END);
        flow(shop, send("s", "end"), END);
        var zoe = person(shop, "zoe", "{}");
        waiting(shop, flow, 5_000);
        waitUntilDue(shop);
        turn(shop);
        track(shop, "zoe", "Signed Up", _ -> {});
        turn(shop);
        turn(shop);

        assertThat(messages(shop, zoe)).containsExactly("s");
        assertThat(due(shop)).isPositive();
    }

    /// The other way round: timers are handled while events keep coming.
    @Test
    void timersAreNotStarvedByEventsThatKeepComing() {
        var shop = newShop();
        var flow = flow(shop, "'w':{'type':'wait','duration':'PT1H','next':'end'}", END);
        waiting(shop, flow, 3_000);
        waitUntilDue(shop);
        for (var i = 0; i < 4 && due(shop) > 0; i++) {
            var left = due(shop);
            for (var j = 0; j < 50; j++) track(shop, "v" + j, "Page Viewed", _ -> {});
            turn(shop);
            assertThat(due(shop)).isLessThan(left);
        }
        assertThat(due(shop)).isZero();
    }

    @Test
    void aStepThatThrowsParksOnlyItsRun() {
        var shop = newShop();
        var flow = flow(shop, WAIT_A_DAY, send("s", "end"), END);
        var people =
                List.of("ann", "bob", "cat").stream()
                        .map(name -> person(shop, name, "{}"))
                        .toList();
        for (var name : List.of("ann", "bob", "cat")) signsUp(shop, name);
        // what throws in the middle of the batch
        db.sql(
                        "update flow_run set context = '{\"sends\":\"broken\"}' where part = ? and shop_id = ? and profile_id = ?")
                .params(shop.parts().of(people.get(1)), shop.id(), people.get(1))
                .update();
        advance(Duration.ofDays(1));

        assertThat(messages(shop, people.get(0))).containsExactly("s");
        assertThat(messages(shop, people.get(2))).containsExactly("s");
        assertThat(runs(shop, people.get(1))).containsExactly("parked w");
        assertThat(decisions(shop, people.get(1))).contains("parked failed");
        assertThat(api(shop).get("flows/" + flow.id() + "/runs?status=parked").items()).hasSize(1);
    }

    // ------------------------------------------------------------ helpers

    /// One turn of a worker in the part of a shop that has one: a batch of each work, in order.
    private void turn(Shop shop) {
        for (var work : works)
            if (work.lane() == Lane.EVENT && work.ready(now()).contains(shop.home()))
                lanes.inPart(Lane.EVENT, shop.home(), () -> work.run(shop.home(), now()));
    }

    /// People who came in just now and wait for an hour.
    private void waiting(Shop shop, Flow flow, int n) {
        db.sql(
                        """
                        insert into flow_run (part, shop_id, id, flow_id, version, profile_id, origin_id, key,
                            status, step, entered_at, anchor_at, entered_step_at, wake_at)
                        select ?, ?, r.id, ?, 1, r.id, r.id, r.id::text, 'running', 'w', ?, ?, ?, ?
                        from unnest(?) r (id)
                        """)
                .params(shop.home(), shop.id(), flow.id())
                .params(
                        Times.utc(now()),
                        Times.utc(now()),
                        Times.utc(now()),
                        Times.utc(now().plus(Duration.ofHours(1))))
                .param(
                        java.util.stream.Stream.generate(() -> Ids.next(now()))
                                .limit(n)
                                .toArray(UUID[]::new))
                .update();
    }

    /// The clock stands where all are due, and nothing has been done yet.
    private void waitUntilDue(Shop shop) {
        var due =
                db.sql("select max(wake_at) from flow_run where part = ? and shop_id = ?")
                        .params(shop.home(), shop.id())
                        .query((row, _) -> Times.instant(row, "max"))
                        .single();
        mover.moveTo(due.minusSeconds(1));
        clock.set(due);
    }

    private int due(Shop shop) {
        return db.sql(
                        "select count(*) from flow_run where part = ? and shop_id = ? and status = 'running' and wake_at <= ?")
                .params(shop.home(), shop.id(), Times.utc(now()))
                .query(Integer.class)
                .single();
    }

    private List<String> statuses(Shop shop, UUID profile) {
        return db.sql(
                        "select status || coalesce(' ' || reason, '') from message where part = ? and shop_id = ? and profile_id = ? order by at, id")
                .params(shop.parts().of(profile), shop.id(), profile)
                .query(String.class)
                .list();
    }

    private java.time.Instant wake(Shop shop, UUID profile) {
        return db.sql(
                        "select wake_at from flow_run where part = ? and shop_id = ? and profile_id = ?")
                .params(shop.parts().of(profile), shop.id(), profile)
                .query((row, _) -> Times.instant(row, "wake_at"))
                .single();
    }

    private String segment(Shop shop, String plan) {
        var body = "{\"name\":\"" + plan + "\",\"condition\":" + plan(plan) + "}";
        var id = api(shop).post("segments", body).expect(201).json().get("id").asString();
        drain();
        return id;
    }

    private static String plan(String plan) {
        return "{\"type\":\"attribute\",\"name\":\"plan\",\"test\":{\"type\":\"text\",\"op\":\"is\",\"values\":[\""
                + plan
                + "\"]}}";
    }

    private static String marketing() {
        return "'m':{'type':'send','content':%s,'next':'end'}".formatted(Definitions.mail());
    }

    /// Its quiet hours are those around now.
    private Shop atNight(Shop shop) {
        var hour = now().atZone(shop.zone()).toLocalTime().withMinute(0).withSecond(0).withNano(0);
        return shops.update(
                shop,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("quietFrom", hour.toString())
                        .put("quietTo", hour.plusHours(3).toString()));
    }

    private void zone(Shop shop, String zone) {
        api(shop).patch("/api/shops/" + shop.id(), "{\"timezone\":\"" + zone + "\"}").expect(200);
    }
}
