package io.ritorno.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.account.Shop;
import io.ritorno.event.Calling;
import io.ritorno.platform.Lane;
import io.ritorno.platform.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// X3: a flow tried on the past.
class DryRunTest extends TriggerTest {
    private static final String ANNA = "anna@example.com";
    private static final String BOB = "bob@example.com";
    private static final String CAT = "cat@example.com";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private static final String CARTS =
            """
            {'trigger':{'type':'cart-abandoned'},'stop':[{'type':'order'}],'first':'wait',
             'steps':{
              'wait':{'type':'wait','duration':'PT1H','next':'ask'},
              'ask':{'type':'branch','condition':{'type':'purchased','is':true},
                     'yes':'end','no':'mail'},
              'mail':{'type':'send','transactional':%s,'content':%s,'next':'rest'},
              'rest':{'type':'wait','duration':'P2D','next':'again'},
              'again':{'type':'send','transactional':%s,'content':%s,'next':'end'},
              'end':{'type':'end'}}}
            """;

    @Autowired private DryRuns dryRuns;
    @Autowired private DryRunStore store;
    @Autowired private DryStories stories;
    @Autowired private DryRunWork work;

    private Flow draft(Shop shop, String definition) {
        return flows.create(shop, "Draft", Definitions.json(definition), false);
    }

    private Flow carts(Shop shop, boolean transactional) {
        var mail = Definitions.mail();
        return draft(shop, CARTS.formatted(transactional, mail, transactional, mail));
    }

    private void fills(Shop shop, String who) {
        track(
                shop,
                who,
                "Product Added",
                "{'product_id':'p1','price':50,'cart_id':'c-" + who + "-" + now() + "'}");
    }

    private void orders(Shop shop, String who, String order) {
        track(shop, who, "Order Completed", "{'order_id':'" + order + "','total':50}");
    }

    private DryResult tried(Shop shop, Flow flow, int days) {
        var run = dryRuns.start(shop, flow.id(), days, 20);
        drain();
        var came = dryRuns.get(shop, flow.id(), run.id());
        assertThat(came.status()).as(came.reason()).isEqualTo(DryRun.Status.DONE);
        assertThat(came.progress()).isEqualTo(1);
        return DryResult.of(shop, came);
    }

    private static DryResult.OfStep at(DryResult came, String step) {
        return Objects.requireNonNull(came.steps().get(step));
    }

    /// What the story of the only person says, one note a line.
    private List<String> story(Shop shop, Flow flow) {
        var run = store.list(shop, flow.id()).getFirst();
        var told = stories.people(shop, run.id(), new UUID(0, 0), 10);
        assertThat(told).hasSize(1);
        return told.getFirst().story().stream()
                .map(
                        note ->
                                (note.path("kind").asString()
                                                + " "
                                                + note.path("step").asString()
                                                + " "
                                                + note.path("reason").asString(""))
                                        .strip())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void abandonedCarts(int parts) {
        var shop = newShop(parts);
        for (var who : List.of(ANNA, BOB, CAT)) identify(shop, who, "{'consent':{'email':true}}");
        fills(shop, ANNA);
        fills(shop, BOB);
        fills(shop, CAT);
        advance(Duration.ofMinutes(90));
        // abandoned an hour ago and orders before the first message
        orders(shop, BOB, "1");
        advance(DAY);
        // orders between the two
        orders(shop, CAT, "2");
        advance(Duration.ofDays(3));

        var flow = carts(shop, true);
        var came = tried(shop, flow, 30);
        assertThat(came.entered()).isEqualTo(3);
        assertThat(came.messages()).isEqualTo(3);
        assertThat(came.ended()).isEqualTo(1);
        assertThat(came.stopped()).isEqualTo(2);
        assertThat(came.ordersBefore()).isEqualTo(1);
        assertThat(came.ordersAfter()).isEqualTo(1);
        assertThat(came.stops()).isEqualTo(Map.of("ordered", 2L));
        assertThat(at(came, "mail").sent()).isEqualTo(2);
        assertThat(at(came, "again").sent()).isEqualTo(1);
        assertThat(at(came, "rest").stopped()).isEqualTo(1);
        assertThat(came.edges())
                .containsEntry("", Map.of("start", 3L))
                .containsEntry("ask", Map.of("no", 2L));
        assertThat(came.days()).hasSize(31);
        assertThat(came.days().stream().mapToLong(DryResult.Day::messages).sum()).isEqualTo(3);
        // nothing else was written
        assertThat(entered(shop, flow)).isZero();
        for (var table : List.of("message", "decision", "flow_count"))
            assertThat(rows(shop, table, flow)).as(table).isZero();
    }

    private int rows(Shop shop, String table, Flow flow) {
        return db.sql(
                        "select count(*) from %s where part = any(?) and shop_id = ? and flow_id = ?"
                                .formatted(table))
                .params(shop.parts().all(), shop.id(), flow.id())
                .query(Integer.class)
                .single();
    }

    @Test
    void nobodyEnters() {
        var shop = newShop();
        identify(shop, ANNA, "{}");
        var came = tried(shop, carts(shop, true), 30);
        assertThat(came.entered()).isZero();
        assertThat(came.steps()).isEmpty();
        assertThat(came.notes()).isEmpty();
        assertThat(came.days()).hasSize(31).allMatch(day -> day.messages() == 0);
    }

    @Test
    void emptyShop() {
        var shop = newShop();
        assertThat(tried(shop, carts(shop, true), 1).entered()).isZero();
    }

    @Test
    void consentIsThatOfThen() {
        var shop = newShop();
        identify(shop, ANNA, "{}");
        fills(shop, ANNA);
        advance(Duration.ofHours(30));
        // too late for the first message, in time for the second
        identify(shop, ANNA, "{'consent':{'email':true}}");
        advance(Duration.ofDays(4));
        identify(shop, ANNA, "{'consent':{'email':false}}");

        var flow = carts(shop, false);
        var came = tried(shop, flow, 30);
        assertThat(came.skips()).isEqualTo(Map.of("no-consent", 1L));
        assertThat(came.messages()).isEqualTo(1);
        assertThat(at(came, "mail").why()).isEqualTo(Map.of("no-consent", 1L));
        assertThat(story(shop, flow)).contains("skipped mail no-consent", "sent again");
        assertThat(came.notes()).contains("gate", "address", "orders");
    }

    @Test
    void suppressedSince() {
        var shop = newShop();
        identify(shop, ANNA, "{'consent':{'email':true}}");
        fills(shop, ANNA);
        advance(DAY);
        db.sql(
                        "insert into suppression (part, shop_id, channel, address, reason, at)"
                                + " values (?, ?, 'email', ?, 'bounced', ?)")
                .params(shop.parts().of("email", ANNA), shop.id(), ANNA, Times.utc(now()))
                .update();
        advance(Duration.ofDays(4));
        var came = tried(shop, carts(shop, true), 30);
        assertThat(came.messages()).isEqualTo(1);
        assertThat(came.skips()).isEqualTo(Map.of("suppressed", 1L));
    }

    @Test
    void oldOrdersTellTheBranch() {
        var shop = newShop();
        orders(shop, ANNA, "1");
        advance(Duration.ofDays(2));
        fills(shop, ANNA);
        advance(Duration.ofDays(2));
        // given back since: what she spent is nothing, but she had bought
        track(shop, ANNA, "Order Refunded", "{'order_id':'1','total':50}");
        var flow = carts(shop, true);
        var came = tried(shop, flow, 30);
        assertThat(came.edges()).containsEntry("ask", Map.of("yes", 1L));
        assertThat(came.messages()).isZero();
        assertThat(story(shop, flow))
                .containsExactly("entered wait", "waits wait", "branched ask yes", "ended end");
    }

    @Test
    void refundTakesTheThresholdBack() {
        var shop = newShop();
        var flow =
                draft(
                        shop,
                        "{'trigger':{'type':'threshold','of':'spent','value':9000,"
                                + "'period':{'lastDays':30}},'first':'e',"
                                + "'steps':{'e':{'type':'end'}}}");
        orders(shop, ANNA, "1");
        advance(HOUR);
        track(shop, ANNA, "Order Refunded", "{'order_id':'1','total':50}");
        advance(HOUR);
        orders(shop, ANNA, "2");
        assertThat(tried(shop, flow, 30).entered()).isZero();
        advance(HOUR);
        orders(shop, ANNA, "3");
        assertThat(tried(shop, flow, 30).entered()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void joinedPeopleAreOne(int parts) {
        var shop = newShop(parts);
        fills(shop, "anon-1");
        advance(Duration.ofHours(3));
        identify(shop, ANNA, "{'consent':{'email':true}}");
        new Calling(inbox, shop).identify(ANNA, now(), "{}").and("anonymousId", "anon-1").send();
        drain();
        advance(Duration.ofDays(4));
        var came = tried(shop, carts(shop, true), 30);
        assertThat(came.entered()).isEqualTo(1);
        assertThat(came.notes()).contains("joined");
    }

    @Test
    void onlyThePeriod() {
        var shop = newShop();
        identify(shop, ANNA, "{}");
        fills(shop, ANNA);
        advance(Duration.ofDays(10));
        identify(shop, BOB, "{}");
        fills(shop, BOB);
        advance(Duration.ofHours(3));
        var flow = carts(shop, true);
        var came = tried(shop, flow, 5);
        assertThat(came.entered()).isEqualTo(1);
        assertThat(came.waiting()).isEqualTo(1);
        assertThat(story(shop, flow).getLast()).isEqualTo("waiting rest");
    }

    @Test
    void runsBeforeThePeriodCountForReentry() {
        var shop = newShop();
        var flow = flow(shop, "{'type':'event','name':'Ping'}", "{'type':'never'}");
        track(shop, ANNA, "Ping", "{}");
        advance(Duration.ofDays(10));
        track(shop, ANNA, "Ping", "{}");
        track(shop, BOB, "Ping", "{}");
        var came = tried(shop, flow, 5);
        assertThat(came.entered()).isEqualTo(1);
        assertThat(came.refused()).isEqualTo(Map.of("re-entry", 1L));
        // who is in it since the period began is let in anew
        assertThat(tried(shop, flow, 30).entered()).isEqualTo(2);
        assertThat(came.notes()).contains("was-live");
    }

    @Test
    void cutOffAndGoneOnWith() {
        var shop = newShop(8);
        for (var i = 0; i < 20; i++) {
            identify(shop, "p" + i + "@example.com", "{}");
            fills(shop, "p" + i + "@example.com");
        }
        advance(DAY);
        var flow = carts(shop, true);
        var whole = tried(shop, flow, 30);
        var run = dryRuns.start(shop, flow.id(), 30, 20);
        // some parts are done, one piece is rolled back as by a process that dies
        var parts = shop.parts().all();
        for (var i = 0; i < 3; i++) {
            var part = parts[i];
            lanes.inPart(Lane.JOB, part, () -> work.run(part, now()));
        }
        try {
            lanes.inPart(
                    Lane.JOB,
                    parts[3],
                    () -> {
                        work.run(parts[3], now());
                        throw new IllegalStateException("the process died");
                    });
        } catch (IllegalStateException e) {
            // as meant
        }
        assertThat(dryRuns.get(shop, flow.id(), run.id()).status())
                .isEqualTo(DryRun.Status.RUNNING);
        drain();
        var came = dryRuns.get(shop, flow.id(), run.id());
        assertThat(came.status()).isEqualTo(DryRun.Status.DONE);
        assertThat(DryResult.of(shop, came)).isEqualTo(whole);
        assertThat(whole.entered()).isEqualTo(20);
    }

    // ------------------------------------------------------------ over HTTP

    @Test
    void overHttp() {
        var shop = newShop();
        identify(shop, ANNA, "{'firstName':'Anna'}");
        fills(shop, ANNA);
        advance(DAY);
        var flow = carts(shop, true);
        var api = api(shop);
        var path = "flows/" + flow.id() + "/dry-runs";
        var begun = api.post(path, "{\"days\":30}").expect(202).json();
        assertThat(begun.path("status").asString()).isEqualTo("running");
        assertThat(begun.path("progress").asDouble()).isZero();
        var again = api.post(path, "{}").expect(409).json();
        assertThat(again.path("code").asString()).isEqualTo("dry-run-running");
        var one = path + "/" + begun.path("id").asString();
        assertThat(api.get(one).expect(200).json().path("status").asString()).isEqualTo("running");
        drain();

        var done = api.get(one).expect(200).json();
        assertThat(done.path("status").asString()).isEqualTo("done");
        assertThat(done.path("result").path("entered").asLong()).isEqualTo(1);
        assertThat(done.path("result").path("steps").path("mail").path("sent").asLong())
                .isEqualTo(1);
        assertThat(done.path("definition").path("first").asString()).isEqualTo("wait");
        assertThat(done.toString()).doesNotContain("mjml");
        var listed = api.get(path).expect(200).json();
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).path("messages").asLong()).isEqualTo(1);

        var people = api.get(one + "/people?limit=10").expect(200).items();
        assertThat(people).hasSize(1);
        var anna = people.getFirst();
        assertThat(anna.path("profile").path("firstName").asString()).isEqualTo("Anna");
        assertThat(anna.path("outcome").asString()).isEqualTo("waiting");
        assertThat(anna.path("story").values().stream().map(JsonNode::toString))
                .anyMatch(note -> note.contains("\"sent\"") && note.contains("Hello"));

        // another shop's
        var other = api(newShop());
        other.get(path).expect(404);
        other.get(one).expect(404);
        other.post(path, "{}").expect(404);
        api.get(path + "/" + UUID.randomUUID()).expect(404);
        api(shop, "viewer").post(path, "{}").expect(403);

        api.delete(one).expect(204);
        api.get(one).expect(404);
    }

    @Test
    void calledOff() {
        var shop = newShop(8);
        var flow = carts(shop, true);
        var api = api(shop);
        var path = "flows/" + flow.id() + "/dry-runs";
        var run = api.post(path, "{}").expect(202).json().path("id").asString();
        api.delete(path + "/" + run).expect(204);
        drain();
        var cancelled = api.get(path + "/" + run).expect(200).json();
        assertThat(cancelled.path("status").asString()).isEqualTo("cancelled");
        assertThat(cancelled.path("endedAt").asString()).isNotEmpty();
        // and another may begin
        api.post(path, "{}").expect(202);
        drain();
    }

    @Test
    void lastTenAreKept() {
        var shop = newShop();
        var flow = carts(shop, true);
        for (var i = 0; i < 12; i++) {
            tried(shop, flow, 1);
            advance(Duration.ofMinutes(1));
        }
        assertThat(dryRuns.list(shop, flow.id())).hasSize(10);
    }

    @Test
    void goesWithItsDraft() {
        var shop = newShop();
        var flow = carts(shop, true);
        tried(shop, flow, 1);
        var running = dryRuns.start(shop, flow.id(), 1, 0);
        api(shop).delete("flows/" + flow.id()).expect(204);
        drain();
        assertThat(store.find(shop, running.id())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "366", "\"x\"", "1.5", "[]", "99999999999"})
    void daysThatCannotBe(String days) {
        var shop = newShop();
        var flow = carts(shop, true);
        var answer =
                api(shop)
                        .post("flows/" + flow.id() + "/dry-runs", "{\"days\":" + days + "}")
                        .expect(422)
                        .json();
        assertThat(answer.path("code").asString()).isEqualTo("dry-run-range");
        assertThat(answer.path("detail").asString())
                .isEqualTo("days must be a whole number from 1 to 365");
        assertThat(dryRuns.list(shop, flow.id())).isEmpty();
    }

    @Test
    void unfinishedFlowIsRefusedWithItsProblems() {
        var shop = newShop();
        var flow =
                draft(
                        shop,
                        "{'trigger':{'type':'cart-abandoned'},'first':'w',"
                                + "'steps':{'w':{'type':'wait','duration':'PT1H','next':''}}}");
        var answer = api(shop).post("flows/" + flow.id() + "/dry-runs", "{}").expect(422).json();
        assertThat(answer.path("code").asString()).isEqualTo("flow-faulty");
        assertThat(answer.path("errors").get(0).path("code").asString()).isEqualTo("next-missing");
    }

    // ------------------------------------------------------------ products, by hand

    private static String only(String trigger) {
        return "{'trigger':" + trigger + ",'first':'e','steps':{'e':{'type':'end'}}}";
    }

    private void product(Shop shop, String facts) {
        advance(Duration.ofMinutes(1));
        track(shop, "server", "Product Updated", facts);
        advance(Duration.ofMinutes(1));
    }

    /// Live, nobody was waiting for it: there was no such flow.
    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void productsOfThen(int parts) {
        var shop = newShop(parts);
        for (var who : List.of(ANNA, BOB, CAT)) identify(shop, who, "{}");
        product(shop, "{'product_id':'p1','price':50,'stock':0}");
        track(shop, ANNA, "Product Viewed", "{'product_id':'p1'}");
        track(shop, "anon-1", "Product Viewed", "{'product_id':'p1'}");
        advance(Duration.ofDays(8));
        track(shop, BOB, "Product Viewed", "{'product_id':'p1'}");
        track(shop, BOB, "Product Viewed", "{'product_id':'p2'}");
        product(shop, "{'product_id':'p1','price':50,'stock':2}");
        fills(shop, ANNA);
        fills(shop, CAT);
        track(shop, CAT, "Product Removed", "{'product_id':'p1','price':50}");
        product(shop, "{'product_id':'p1','price':45}");
        fills(shop, BOB);
        orders(shop, BOB, "1", "p1");
        product(shop, "{'product_id':'p1','price':30}");

        var week = draft(shop, only("{'type':'back-in-stock','lastDays':7}"));
        assertThat(tried(shop, week, 30).entered()).isEqualTo(1);
        var month = draft(shop, only("{'type':'back-in-stock','lastDays':30}"));
        var came = tried(shop, month, 30);
        assertThat(came.entered()).isEqualTo(2);
        assertThat(came.notes()).contains("products");
        var carts = draft(shop, only("{'type':'price-drop','for':['cart'],'percent':5}"));
        // Anna, for both; Cat had taken it out, and Bob had bought it
        assertThat(tried(shop, carts, 30).entered()).isEqualTo(2);
        var much = draft(shop, only("{'type':'price-drop','percent':30}"));
        // Anna looked and has it in her cart; Cat put it in, and Bob bought it
        assertThat(tried(shop, much, 30).entered()).isEqualTo(1);
        // only in the period
        advance(Duration.ofDays(2));
        assertThat(tried(shop, month, 1).entered()).isZero();
    }

    private void orders(Shop shop, String who, String order, String product) {
        track(
                shop,
                who,
                "Order Completed",
                "{'order_id':'%s','products':[{'product_id':'%s','price':50}]}"
                        .formatted(order, product));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void byHandIsWhoWasReallyPutIn(int parts) {
        var shop = newShop(parts);
        for (var who : List.of(ANNA, BOB)) identify(shop, who, "{}");
        var flow =
                flows.create(
                        shop,
                        "By hand",
                        Definitions.json(
                                "{'trigger':{'type':'manual'},'first':'w','steps':{"
                                        + "'w':{'type':'wait','duration':'P1D','next':'e'},"
                                        + "'e':{'type':'end'}}}"),
                        true);
        var path = "flows/" + flow.id() + "/dry-runs";
        var none = api(shop).post(path, "{}").expect(422).json();
        assertThat(none.path("code").asString()).isEqualTo("dry-run-by-hand");
        assertThat(none.path("detail").asString()).contains("try it with one person");
        api(shop).post("flows/" + flow.id() + "/enter", Map.of("emails", List.of(ANNA, BOB)));
        advance(Duration.ofDays(3));
        var came = tried(shop, flow, 30);
        assertThat(came.entered()).isEqualTo(2);
        assertThat(came.ended()).isEqualTo(2);
        assertThat(came.notes()).contains("by-hand");
        assertThat(entered(shop, flow)).isEqualTo(2);
        api(shop).post(path, "{\"days\":2}").expect(422);
    }

    // ------------------------------------------------------------ to another flow

    private static final String LATER =
            "{'trigger':{'type':'manual'},%s'first':'w','steps':{"
                    + "'w':{'type':'wait','duration':'P1D','next':'s'},"
                    + "'s':{'type':'send','transactional':true,'content':"
                    + Definitions.mail()
                    + ",'next':'e'},'e':{'type':'end'}}}";

    private Flow leading(Shop shop, Flow to, String wait) {
        return draft(
                shop,
                "{'trigger':{'type':'event','name':'Ping'},'reentry':{'type':'always'},'first':'w',"
                        + "'steps':{'w':{'type':'wait','duration':'"
                        + wait
                        + "','next':'m'},'m':{'type':'move','flow':'"
                        + to.id()
                        + "'}}}");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void whoGoesOnInAnotherFlowIsFollowedThere(int parts) {
        var shop = newShop(parts);
        for (var who : List.of(ANNA, BOB, CAT)) identify(shop, who, "{'consent':{'email':true}}");
        var later =
                flows.create(
                        shop,
                        "Later",
                        Definitions.json(
                                LATER.formatted(
                                        "'audience':{'type':'purchased','is':false},"
                                                + "'stop':[{'type':'order'}],")),
                        true);
        orders(shop, CAT, "old");
        advance(HOUR);
        for (var who : List.of(ANNA, BOB, CAT)) track(shop, who, "Ping", "{}");
        advance(Duration.ofHours(10));
        // in the other flow by then, and before its message
        orders(shop, BOB, "new");
        advance(Duration.ofDays(3));

        var came = tried(shop, leading(shop, later, "PT2H"), 30);
        assertThat(came.entered()).isEqualTo(3);
        assertThat(came.ended()).isEqualTo(3);
        assertThat(came.messages()).isEqualTo(1);
        assertThat(came.ordersBefore()).isEqualTo(1);
        assertThat(came.days().stream().mapToLong(DryResult.Day::messages).sum()).isEqualTo(1);
        assertThat(came.others()).hasSize(1);
        var there = came.others().getFirst();
        assertThat(there.flow()).isEqualTo(later.id());
        assertThat(there.entered()).isEqualTo(2);
        assertThat(there.refused()).isEqualTo(Map.of("audience", 1L));
        assertThat(there.stopped()).isEqualTo(1);
        assertThat(there.ended()).isEqualTo(1);
        assertThat(there.messages()).isEqualTo(1);
        assertThat(numbers(shop, later.id())).isZero();
    }

    private long numbers(Shop shop, UUID flow) {
        return db.sql(
                        "select count(*) from flow_run where part = any(?) and shop_id = ? and flow_id = ?")
                .params(shop.parts().all(), shop.id(), flow)
                .query(Long.class)
                .single();
    }

    @Test
    void oneStoryThroughBothFlowsAndNobodyTwice() {
        var shop = newShop();
        identify(shop, ANNA, "{'consent':{'email':true}}");
        var later =
                flows.create(
                        shop,
                        "Later",
                        Definitions.json(LATER.formatted("'reentry':{'type':'never'},")),
                        true);
        var flow = leading(shop, later, "PT2H");
        flows.status(shop, flow.id(), Flow.Status.LIVE);
        track(shop, ANNA, "Ping", "{}");
        advance(Duration.ofDays(3));
        // she really went there: that does not keep her out of the same in the dry run
        assertThat(numbers(shop, later.id())).isEqualTo(1);
        var came = tried(shop, flow, 30);
        assertThat(came.messages()).isEqualTo(1);
        assertThat(story(shop, flow))
                .containsExactly("entered w", "waits w", "moved m", "waits w", "ended e", "sent s");
        // but whom something else led there is not let in again
        var again = leading(shop, later, "PT3H");
        assertThat(tried(shop, again, 30).others().getFirst().refused())
                .isEqualTo(Map.of("re-entry", 1L));
        assertThat(story(shop, again)).endsWith("not-moved m re-entry");
        flows.status(shop, later.id(), Flow.Status.PAUSED);
        assertThat(tried(shop, flow, 30).messages()).isZero();
        assertThat(story(shop, flow)).endsWith("not-moved m not-live");
    }

    @Test
    void whoIsLedBackGoesRoundUntilThePeriodIsOver() {
        var shop = newShop();
        identify(shop, ANNA, "{}");
        track(shop, ANNA, "Ping", "{}");
        advance(Duration.ofHours(9));
        var flow = draft(shop, LATER.formatted(""));
        var round = leading(shop, flow, "PT2H");
        var definition = round(round);
        api(shop).put("flows/" + round.id(), Map.of("definition", definition)).expect(200);
        var came = tried(shop, round, 30);
        // at 0, 2, 4, 6 and 8 hours
        assertThat(came.entered() + came.others().stream().mapToLong(each -> each.entered()).sum())
                .isEqualTo(5);
        assertThat(came.waiting()).isEqualTo(1);
        assertThat(came.ended()).isEqualTo(4);
    }

    /// Into itself.
    private static ObjectNode round(Flow flow) {
        return Definitions.json(
                "{'trigger':{'type':'event','name':'Ping'},'reentry':{'type':'always'},'first':'w',"
                        + "'steps':{'w':{'type':'wait','duration':'PT2H','next':'m'},"
                        + "'m':{'type':'move','flow':'"
                        + flow.id()
                        + "'}}}");
    }

    @Test
    void theControlGroupOfTheShopIsToldInTheWordsOfTheGate() {
        var held =
                shops.update(
                        newShop(),
                        JsonMapper.shared().createObjectNode().put("holdoutPercent", 50));
        var all = IntStream.range(0, 10).mapToObj(i -> "p" + i + "@example.com").toList();
        for (var who : all) identify(held, who, "{'consent':{'email':true}}");
        var flow =
                flows.create(
                        held,
                        "Ping",
                        Definitions.json(
                                "{'trigger':{'type':'event','name':'Ping'},'first':'s','steps':{"
                                        + "'s':{'type':'send','content':"
                                        + Definitions.mail()
                                        + ",'next':'e'},'e':{'type':'end'}}}"),
                        true);
        for (var who : all) track(held, who, "Ping", "{}");
        advance(DAY);
        var live =
                db.sql(
                                """
                                select d.outcome || ' ' || d.reason from decision d
                                where d.part = any(?) and d.shop_id = ? and d.message_id is not null
                                    and d.outcome <> 'hold'
                                """)
                        .params(held.parts().all(), held.id())
                        .query(String.class)
                        .list();
        assertThat(live).hasSize(10);
        var run = dryRuns.start(held, flow.id(), 30, 20);
        drain();
        var told = new ArrayList<String>();
        for (var one : stories.people(held, run.id(), new UUID(0, 0), 20))
            for (var note : one.story())
                switch (note.path("kind").asString()) {
                    case "sent" -> told.add("send allowed");
                    case "held-out", "skipped" ->
                            told.add(
                                    note.path("kind").asString().replace("skipped", "skip")
                                            + " "
                                            + note.path("reason").asString());
                    default -> {}
                }
        assertThat(told).containsExactlyInAnyOrderElementsOf(live);
        var came = DryResult.of(held, dryRuns.get(held, flow.id(), run.id()));
        var kept = live.stream().filter(each -> each.equals("held-out shop-holdout")).count();
        assertThat(came.skipped()).isEqualTo(kept);
        assertThat(came.messages()).isEqualTo(10 - kept);
    }
}
