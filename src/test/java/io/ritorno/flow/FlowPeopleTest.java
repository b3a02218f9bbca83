package io.ritorno.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import io.ritorno.event.Batch;
import io.ritorno.event.Calling;
import io.ritorno.event.Event;
import io.ritorno.event.Inbox;
import io.ritorno.event.Names;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Lane;
import io.ritorno.platform.Times;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.JsonNodeFactory;

/// Who is let in, which way she goes, what she is sent and what is counted of it.
class FlowPeopleTest extends IntegrationTest {
    private static final String ITALIAN =
            "{'type':'trait','name':'locale','test':{'type':'text','op':'is','values':['it']}}";
    private static final String ANNA = "anna@example.com";
    private static final String ENZO = "enzo@example.com";

    @Autowired private Inbox inbox;
    @Autowired private Flows flows;
    @Autowired private FlowNumbers numbers;
    @Autowired private FlowStage stage;
    private Shop shop;

    @BeforeEach
    void open() {
        shop = newShop(8);
        new Calling(inbox, shop)
                .identify(ANNA, now(), "{\"locale\":\"pl\"}")
                .identify(ENZO, now(), "{\"locale\":\"it\"}")
                .send();
        drain();
    }

    @Test
    void onlyTheAudienceEnters() { // V2
        live(
                "'audience':"
                        + ITALIAN
                        + ",'first':'s','steps':{"
                        + send("s", "'next':'e'")
                        + ",'e':{'type':'end'}}");
        bothSignUp();

        assertThat(messages()).containsExactly(ENZO + " s");
        assertThat(decisions(ANNA)).containsExactly("not-entered audience");
        assertThat(decisions(ENZO)).containsExactly("entered trigger", "ended end");
    }

    @Test
    void branchSendsEachHisWay() {
        var flow =
                live(
                        "'first':'b','steps':{'b':{'type':'branch','condition':"
                                + ITALIAN
                                + ",'yes':'ciao','no':'hej'},"
                                + send("ciao", "'next':'e'")
                                + ","
                                + send("hej", "'next':'e'")
                                + ",'e':{'type':'end'}}");
        bothSignUp();

        assertThat(messages()).containsExactlyInAnyOrder(ENZO + " ciao", ANNA + " hej");
        assertThat(decisions(ANNA)).containsExactly("entered trigger", "branched no", "ended end");
        assertThat(decisions(ENZO)).contains("branched yes");
        var steps = numbers.allTime(shop, flow.id()).steps();
        assertThat(steps).containsKeys("b", "ciao", "hej", "e");
        assertThat(steps.values().stream().mapToLong(FlowNumbers.OfStep::entered).sum())
                .isEqualTo(6);
        assertThat(steps.values().stream().mapToLong(FlowNumbers.OfStep::waiting).sum()).isZero();
    }

    @Test
    void filteredMessageIsSkippedAndTheRunGoesOn() { // V2: each message with its own filter
        var flow =
                live(
                        "'first':'one','steps':{"
                                + send("one", "'filter':" + ITALIAN + ",'next':'two'")
                                + ","
                                + send("two", "'next':'e'")
                                + ",'e':{'type':'end'}}");
        bothSignUp();

        assertThat(messages())
                .containsExactlyInAnyOrder(ENZO + " one", ENZO + " two", ANNA + " two");
        assertThat(decisions(ANNA)).contains("skip message-filter");
        assertThat(numbers.allTime(shop, flow.id()).steps())
                .hasEntrySatisfying("one", step -> assertThat(step.skipped()).isEqualTo(1));
    }

    @Test
    void stopConditionIsLookedAtBeforeEachMessage() {
        live(
                "'stop':[{'type':'condition','condition':"
                        + ITALIAN
                        + "}],'first':'w','steps':{'w':{'type':'wait','duration':'PT1H','next':'s'},"
                        + send("s", "'next':'e'")
                        + ",'e':{'type':'end'}}");
        // one who satisfies it already is stopped as soon as she enters
        new Calling(inbox, shop).identify(ENZO, now().plusSeconds(1), "{\"locale\":\"pl\"}").send();
        bothSignUp();
        new Calling(inbox, shop).identify(ANNA, now().plusSeconds(1), "{\"locale\":\"it\"}").send();
        drain();
        advance(Duration.ofHours(1));

        assertThat(messages()).containsExactly(ENZO + " s");
        assertThat(decisions(ANNA)).containsExactly("entered trigger", "stopped stop-condition");
    }

    @Test
    void circleThroughAWaitComesAroundAndEachTurnIsItsOwnMessage() {
        live(
                "'first':'w','steps':{'w':{'type':'wait','duration':'P1D','next':'s'},"
                        + send("s", "'next':'w'")
                        + "}");
        bothSignUp();
        advance(Duration.ofDays(3));

        assertThat(messages()).hasSize(6).filteredOn((ANNA + " s")::equals).hasSize(3);
    }

    @Test
    void whatBecameOfMessagesIsCountedOnce() { // I5
        var flow = live("'first':'s','steps':{" + send("s", "'next':'e'") + ",'e':{'type':'end'}}");
        var anna = profile(ANNA);
        var message = Ids.next(now());
        touch(flow, anna, message, "open");
        touch(flow, anna, message, "click");
        tell(flow, anna, message, Names.MESSAGE_SENT, Event.OWN, false);
        tell(flow, anna, message, Names.MESSAGE_OPENED, Event.OWN, true);
        tell(flow, anna, message, Names.MESSAGE_OPENED, Event.OWN, false);
        tell(flow, anna, message, Names.MESSAGE_CLICKED, Event.OWN, false);
        advance(Duration.ofMinutes(5));
        tell(flow, anna, message, Names.MESSAGE_OPENED, Event.OWN, false);
        // a shop cannot say so itself
        tell(flow, anna, message, Names.MESSAGE_SENT, "web", false);

        assertThat(numbers.allTime(shop, flow.id()).sent()).isEqualTo(1);
        assertThat(numbers.allTime(shop, flow.id()).steps())
                .hasEntrySatisfying(
                        "s",
                        step -> {
                            assertThat(step.sent()).isEqualTo(1);
                            assertThat(step.opened()).isEqualTo(1);
                            assertThat(step.clicked()).isEqualTo(1);
                        });
    }

    @Test
    void creditedOrdersAreWhatAFlowEarned() {
        var flow = live("'first':'s','steps':{" + send("s", "'next':'e'") + ",'e':{'type':'end'}}");
        credit(flow, 1, 12_000);
        credit(flow, 1, 8_000);
        credit(flow, 0, -3_000);
        var day = shop.day(now());

        var earned = numbers.period(shop, flow.id(), day, day);
        assertThat(earned.converted()).isEqualTo(2);
        assertThat(earned.revenue()).isEqualTo(17_000);
        assertThat(earned.steps())
                .hasEntrySatisfying("s", step -> assertThat(step.revenue()).isEqualTo(17_000));
        assertThat(numbers.period(shop, flow.id(), day.plusDays(1), day.plusDays(9)).converted())
                .isZero();
        assertThat(numbers.totals(shop).get(flow.id()))
                .isEqualTo(new FlowNumbers.Total(0, 0, 0, 2, 17_000));
        assertThat(numbers.totals(newShop())).isEmpty();
    }

    private Flow live(String rest) {
        return flows.create(
                shop,
                "Welcome",
                Definitions.json("{'trigger':{'type':'event','name':'Signed Up'}," + rest + "}"),
                true);
    }

    private static String send(String id, String rest) {
        return "'%s':{'type':'send','content':%s,%s}".formatted(id, Definitions.mail(), rest);
    }

    private void bothSignUp() {
        new Calling(inbox, shop)
                .track(ANNA, "Signed Up", now(), "{}")
                .track(ENZO, "Signed Up", now(), "{}")
                .send();
        drain();
    }

    private UUID profile(String email) {
        return db.sql(
                        "select profile_id from profile_trait where part = any(?) and shop_id = ? and email = ?")
                .params(shop.parts().all(), shop.id(), email)
                .query(UUID.class)
                .single();
    }

    private void touch(Flow flow, UUID profile, UUID message, String kind) {
        db.sql(
                        """
                        insert into touch (part, shop_id, profile_id, at, id, kind, channel, machine,
                            message_id, flow_id, step)
                        values (?, ?, ?, ?, ?, ?, 'email', false, ?, ?, 's')
                        """)
                .params(
                        shop.parts().of(profile),
                        shop.id(),
                        profile,
                        Times.utc(now()),
                        UUID.randomUUID(),
                        kind,
                        message,
                        flow.id())
                .update();
    }

    private void tell(
            Flow flow, UUID profile, UUID message, String name, String source, boolean machine) {
        var properties =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("message", message.toString())
                        .put("flow", flow.id().toString())
                        .put("step", "s")
                        .put("machine", machine);
        var part = shop.parts().of(profile);
        var event =
                new Event(
                        Ids.next(now()),
                        shop,
                        part,
                        profile,
                        Event.Call.TRACK,
                        name,
                        now(),
                        now(),
                        source,
                        false,
                        properties);
        lanes.inPart(
                Lane.EVENT,
                part,
                () -> {
                    stage.apply(new Batch(part, now(), List.of(event)));
                    return event;
                });
    }

    private void credit(Flow flow, int orders, long amount) {
        var profile = UUID.randomUUID();
        db.sql(
                        """
                        insert into credit (part, shop_id, order_id, id, profile_id, at, day, source,
                            flow_id, step, orders, amount, reason)
                        values (?, ?, ?, ?, ?, ?, ?, 'flow', ?, 's', ?, ?, 'test')
                        """)
                .params(
                        shop.parts().of(profile),
                        shop.id(),
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        profile,
                        Times.utc(now()),
                        shop.day(now()),
                        flow.id(),
                        orders,
                        amount)
                .update();
    }

    /// Who was to get which message.
    private List<String> messages() {
        return db.sql(
                        """
                        select t.email || ' ' || m.step from message m
                        join profile_trait t on t.part = m.part and t.shop_id = m.shop_id
                            and t.profile_id = m.profile_id
                        where m.part = any(?) and m.shop_id = ? order by m.at, m.id
                        """)
                .params(shop.parts().all(), shop.id())
                .query(String.class)
                .list();
    }

    private List<String> decisions(String email) {
        return db.sql(
                        """
                        select outcome || ' ' || reason from decision
                        where part = any(?) and shop_id = ? and profile_id = ? and message_id is null
                        order by at, id
                        """)
                .params(shop.parts().all(), shop.id(), profile(email))
                .query(String.class)
                .list();
    }
}
