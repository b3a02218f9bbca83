package io.ritorno.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import io.ritorno.event.Batch;
import io.ritorno.event.Event;
import io.ritorno.event.Names;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Lane;
import io.ritorno.platform.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The engine on its own: events are handed to the stage as the lane would.
class FlowEngineTest extends IntegrationTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Autowired private Flows flows;
    @Autowired private FlowStage stage;
    @Autowired private FlowNumbers numbers;

    // ------------------------------------------------------------ the recipe

    @Test
    void abandonedCartIsToldThreeTimesAtTheRightMinute() { // D44, I8, V22
        var shop = newShop();
        var flow = abandonedCart(shop);
        var anna = UUID.randomUUID();
        abandon(shop, anna, cart(shop, anna, 5000));

        assertThat(messages(shop, anna)).isEmpty();
        advance(HOUR.minusSeconds(1));
        assertThat(messages(shop, anna)).isEmpty();
        advance(Duration.ofSeconds(1));
        assertThat(messages(shop, anna)).containsExactly("mail-1");
        advance(Duration.ofHours(23).minusSeconds(1));
        assertThat(messages(shop, anna)).hasSize(1);
        advance(Duration.ofSeconds(1));
        assertThat(messages(shop, anna)).containsExactly("mail-1", "mail-2");
        advance(Duration.ofHours(48));
        assertThat(messages(shop, anna)).containsExactly("mail-1", "mail-2", "mail-3");
        assertThat(runs(shop, anna)).containsExactly("done end");
        assertThat(decisions(shop, anna)).containsExactly("entered trigger", "ended end");

        var n = numbers.allTime(shop, flow.id());
        assertThat(n.entered()).isEqualTo(1);
        assertThat(n.ended()).isEqualTo(1);
        assertThat(n.waiting()).isZero();
        assertThat(step(shop, flow, "mail-3").entered()).isEqualTo(1);
    }

    @Test
    void lastTouchIsOnlyForCartsThatAreWorthIt() {
        var shop = newShop();
        var flow = abandonedCart(shop);
        var anna = UUID.randomUUID();
        abandon(shop, anna, cart(shop, anna, 4999));
        advance(Duration.ofHours(80));

        assertThat(messages(shop, anna)).containsExactly("mail-1", "mail-2");
        assertThat(decisions(shop, anna))
                .containsExactly("entered trigger", "skip cart-too-small", "ended end");
        assertThat(step(shop, flow, "mail-3").skipped()).isEqualTo(1);
    }

    @Test
    void orderBetweenTouchesEndsIt() { // V6
        var shop = newShop();
        var flow = abandonedCart(shop);
        var anna = UUID.randomUUID();
        abandon(shop, anna, cart(shop, anna, 9000));
        advance(HOUR.multipliedBy(2));
        happens(shop, anna, Names.ORDER_COMPLETED, o -> o.put("order_id", "1"));
        advance(Duration.ofHours(200));

        assertThat(messages(shop, anna)).containsExactly("mail-1");
        assertThat(runs(shop, anna)).containsExactly("stopped wait-2");
        assertThat(decisions(shop, anna)).contains("stopped ordered");
        assertThat(numbers.allTime(shop, flow.id()).stopped()).isEqualTo(1);
        assertThat(numbers.allTime(shop, flow.id()).waiting()).isZero();
    }

    @Test
    void orderOfSomeoneElseDoesNot() {
        var shop = newShop();
        var other = newShop();
        abandonedCart(shop);
        var anna = UUID.randomUUID();
        abandon(shop, anna, cart(shop, anna, 9000));
        happens(shop, UUID.randomUUID(), Names.ORDER_COMPLETED, o -> o.put("order_id", "1"));
        happens(other, anna, Names.ORDER_COMPLETED, o -> o.put("order_id", "1"));
        happensAt(
                shop, anna, Names.ORDER_COMPLETED, now().minus(HOUR), o -> o.put("order_id", "0"));
        advance(Duration.ofHours(2));

        assertThat(messages(shop, anna)).containsExactly("mail-1");
        assertThat(messages(other, anna)).isEmpty();
    }

    @Test
    void orderInTheSameBatchAsTheCartEndsIt() {
        var shop = newShop();
        abandonedCart(shop);
        var anna = UUID.randomUUID();
        var cart = cart(shop, anna, 9000);
        apply(
                shop,
                List.of(
                        event(
                                shop,
                                anna,
                                Names.CART_ABANDONED,
                                now(),
                                o -> o.put("cart", cart.toString())),
                        event(
                                shop,
                                anna,
                                Names.ORDER_COMPLETED,
                                now(),
                                o -> o.put("order_id", "1"))));
        advance(Duration.ofHours(100));

        assertThat(messages(shop, anna)).isEmpty();
        assertThat(runs(shop, anna)).containsExactly("stopped wait-1");
    }

    @Test
    void cartBoughtWithoutAnyEventEndsItBeforeTheNextMessage() {
        var shop = newShop();
        abandonedCart(shop);
        var anna = UUID.randomUUID();
        var cart = cart(shop, anna, 9000);
        abandon(shop, anna, cart);
        db.sql("update cart set state = 'ordered' where part = ? and shop_id = ? and id = ?")
                .params(shop.parts().of(anna), shop.id(), cart)
                .update();
        advance(Duration.ofHours(100));

        assertThat(messages(shop, anna)).isEmpty();
        assertThat(decisions(shop, anna)).containsExactly("entered trigger", "stopped ordered");
    }

    @Test
    void messageThatIsStillHeldIsTakenBackAfterTheLastStep() {
        var shop = newShop();
        flow(
                shop,
                "'s':{'type':'send','name':'Hi','content':"
                        + Definitions.mail()
                        + ",'next':'e'},'e':{'type':'end'}");
        var anna = UUID.randomUUID();
        happensWithoutDraining(shop, anna, "Signed Up");
        // by hand what the lane does, so that nothing is sent in between
        lanes.inPart(
                Lane.EVENT,
                shop.parts().of(anna),
                () -> runsWork.run(shop.parts().of(anna), now()));
        assertThat(runs(shop, anna)).containsExactly("done e");
        happensWithoutDraining(shop, anna, Names.ORDER_COMPLETED);

        assertThat(status(shop, anna)).containsExactly("skipped ordered");
        assertThat(runs(shop, anna)).containsExactly("done e");
    }

    @Autowired private FlowRuns runsWork;

    // ------------------------------------------------------------ who enters

    @Test
    void onceForEachCart() {
        var shop = newShop();
        abandonedCart(shop);
        var anna = UUID.randomUUID();
        var first = cart(shop, anna, 9000);
        abandon(shop, anna, first);
        advance(HOUR);
        abandon(shop, anna, first);
        abandon(shop, anna, cart(shop, anna, 100));
        advance(Duration.ofHours(100));

        assertThat(runs(shop, anna)).containsExactly("done end", "done end");
        assertThat(decisions(shop, anna)).contains("not-entered re-entry");
        assertThat(messages(shop, anna)).hasSize(5);
    }

    @Test
    void sameEventTwiceStartsOneRun() {
        var shop = newShop();
        var flow = flow(shop, "'e':{'type':'end'}", "always");
        var anna = UUID.randomUUID();
        var event = event(shop, anna, "Signed Up", now(), o -> {});
        apply(shop, List.of(event, event));
        apply(shop, List.of(event));
        happens(shop, anna, "Signed Up", o -> {});

        assertThat(runs(shop, anna)).containsExactly("done e", "done e");
        assertThat(numbers.allTime(shop, flow.id()).entered()).isEqualTo(2);
    }

    @Test
    void neverAgainMeansNever() {
        var shop = newShop();
        flow(shop, "'e':{'type':'end'}", "never");
        var anna = UUID.randomUUID();
        happens(shop, anna, "Signed Up", o -> {});
        happens(shop, anna, "Signed Up", o -> {});
        happens(shop, UUID.randomUUID(), "Signed Up", o -> {});

        assertThat(runs(shop, anna)).hasSize(1);
    }

    @Test
    void historyStartsNothing() {
        var shop = newShop();
        flow(shop, "'e':{'type':'end'}", "always");
        var anna = UUID.randomUUID();
        var event = event(shop, anna, "Signed Up", now(), o -> {});
        apply(
                shop,
                List.of(
                        new Event(
                                event.id(),
                                shop,
                                event.part(),
                                anna,
                                event.call(),
                                event.name(),
                                event.at(),
                                event.receivedAt(),
                                "import",
                                true,
                                event.properties())));

        assertThat(runs(shop, anna)).isEmpty();
    }

    @Test
    void eventMustHaveTheWantedProperties() {
        var shop = newShop();
        flows.create(
                shop,
                "Paid",
                Definitions.json(
                        "{'trigger':{'type':'event','name':'Paid','properties':{'amount':'10','by':'card'}},"
                                + "'first':'e','steps':{'e':{'type':'end'}}}"),
                true);
        var anna = UUID.randomUUID();
        happens(shop, anna, "Paid", o -> o.put("amount", 10.0).put("by", "cash"));
        assertThat(runs(shop, anna)).isEmpty();
        happens(shop, anna, "Paid", o -> o.put("amount", 10.0).put("by", "card"));
        assertThat(runs(shop, anna)).hasSize(1);
    }

    // ------------------------------------------------------------ pause, versions, archive

    @Test
    void pauseLosesNobodyAndKeepsTheDistance() {
        var shop = newShop(8);
        var flow = abandonedCart(shop);
        var anna = UUID.randomUUID();
        abandon(shop, anna, cart(shop, anna, 9000));
        flows.status(shop, flow.id(), Flow.Status.PAUSED);
        var bob = UUID.randomUUID();
        abandon(shop, bob, cart(shop, bob, 9000));
        advance(Duration.ofDays(5));
        assertThat(messages(shop, anna)).isEmpty();
        assertThat(decisions(shop, bob)).containsExactly("not-entered not-live");
        assertThat(numbers.allTime(shop, flow.id()).waiting()).isEqualTo(1);

        flows.status(shop, flow.id(), Flow.Status.LIVE);
        drain();
        assertThat(messages(shop, anna)).containsExactly("mail-1");
        advance(Duration.ofHours(23).minusSeconds(1));
        assertThat(messages(shop, anna)).hasSize(1);
        advance(Duration.ofSeconds(1));
        assertThat(messages(shop, anna)).containsExactly("mail-1", "mail-2");
        advance(Duration.ofHours(48));
        assertThat(messages(shop, anna)).hasSize(3);
    }

    @Test
    void orderWhileItIsPausedEndsIt() {
        var shop = newShop();
        var flow = abandonedCart(shop);
        var anna = UUID.randomUUID();
        abandon(shop, anna, cart(shop, anna, 9000));
        flows.status(shop, flow.id(), Flow.Status.PAUSED);
        advance(Duration.ofDays(1));
        happens(shop, anna, Names.ORDER_COMPLETED, o -> o.put("order_id", "1"));
        flows.status(shop, flow.id(), Flow.Status.LIVE);
        advance(Duration.ofDays(5));

        assertThat(messages(shop, anna)).isEmpty();
        assertThat(runs(shop, anna)).containsExactly("stopped wait-1");
    }

    @Test
    void runsEndOnTheVersionOnWhichTheyEntered() {
        var shop = newShop();
        var flow = flow(shop, waitThenSend("PT1H", "old"));
        var anna = UUID.randomUUID();
        happens(shop, anna, "Signed Up", o -> {});
        var edited =
                flows.edit(
                        shop,
                        flow.id(),
                        null,
                        signedUp(waitThenSend("PT2H", "new"), "once-per-key"));
        var bob = UUID.randomUUID();
        happens(shop, bob, "Signed Up", o -> {});
        assertThat(edited.version()).isEqualTo(2);
        advance(HOUR);
        assertThat(messages(shop, anna)).containsExactly("old");
        assertThat(messages(shop, bob)).isEmpty();
        advance(HOUR);
        assertThat(messages(shop, anna)).containsExactly("old");
        assertThat(messages(shop, bob)).containsExactly("new");
    }

    @Test
    void archivedFlowEndsForAll() {
        var shop = newShop(8);
        var flow = abandonedCart(shop);
        var anna = UUID.randomUUID();
        abandon(shop, anna, cart(shop, anna, 9000));
        flows.status(shop, flow.id(), Flow.Status.ARCHIVED);
        drain();

        assertThat(runs(shop, anna)).containsExactly("stopped wait-1");
        assertThat(numbers.allTime(shop, flow.id()).waiting()).isZero();
        abandon(shop, anna, cart(shop, anna, 9000));
        assertThat(runs(shop, anna)).hasSize(1);
    }

    // ------------------------------------------------------------ trouble

    @Test
    void runThatFailsIsParkedAndTheOthersGoOn() {
        var shop = newShop();
        var flow = flow(shop, waitThenSend("PT1H", "s"));
        var anna = UUID.randomUUID();
        var bob = UUID.randomUUID();
        happens(shop, anna, "Signed Up", o -> {});
        happens(shop, bob, "Signed Up", o -> {});
        // a step that is gone, as after an edit of the table by hand
        db.sql(
                        "update flow_run set step = 'gone' where part = ? and shop_id = ? and profile_id = ?")
                .params(shop.parts().of(anna), shop.id(), anna)
                .update();
        advance(HOUR);

        assertThat(messages(shop, bob)).containsExactly("s");
        assertThat(runs(shop, anna)).containsExactly("parked gone");
        assertThat(decisions(shop, anna)).contains("parked failed");
        advance(Duration.ofDays(3));
        assertThat(runs(shop, anna)).containsExactly("parked gone");

        db.sql("update flow_run set step = 's' where part = ? and shop_id = ? and profile_id = ?")
                .params(shop.parts().of(anna), shop.id(), anna)
                .update();
        var parked =
                db.sql("select id from flow_run where part = ? and shop_id = ? and profile_id = ?")
                        .params(shop.parts().of(anna), shop.id(), anna)
                        .query(UUID.class)
                        .single();
        flows.retry(shop, flow.id(), parked);
        drain();
        assertThat(messages(shop, anna)).containsExactly("s");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void everyoneIsMovedHoweverManyAreDueAtOnce(int parts) {
        var shop = newShop(parts);
        var flow = flow(shop, waitThenSend("PT1H", "s"));
        var events = new ArrayList<Event>();
        for (var i = 0; i < 2_500; i++)
            events.add(event(shop, UUID.randomUUID(), "Signed Up", now(), o -> {}));
        apply(shop, events);
        assertThat(step(shop, flow, "w").waiting()).isEqualTo(2_500);
        advance(HOUR);

        var sent =
                db.sql(
                                "select count(distinct profile_id) from message where part = any(?) and shop_id = ?")
                        .params(shop.parts().all(), shop.id())
                        .query(Integer.class)
                        .single();
        assertThat(sent).isEqualTo(2_500);
        assertThat(step(shop, flow, "w").waiting()).isZero();
        assertThat(step(shop, flow, "s").entered()).isEqualTo(2_500);
    }

    // ------------------------------------------------------------ words

    private Flow abandonedCart(Shop shop) {
        return flows.create(shop, "abandoned-cart", null, Map.of(), "en", true);
    }

    private Flow flow(Shop shop, String steps) {
        return flow(shop, steps, "once-per-key");
    }

    private Flow flow(Shop shop, String steps, String reentry) {
        return flows.create(shop, "Welcome", signedUp(steps, reentry), true);
    }

    private static ObjectNode signedUp(String steps, String reentry) {
        var first = steps.substring(1, steps.indexOf('\'', 1));
        return Definitions.json(
                "{'trigger':{'type':'event','name':'Signed Up'},'stop':[{'type':'order'}],'reentry':{'type':'"
                        + reentry
                        + "'},'first':'"
                        + first
                        + "','steps':{"
                        + steps
                        + "}}");
    }

    private static String waitThenSend(String duration, String send) {
        return "'w':{'type':'wait','duration':'%s','next':'%s'},'%s':{'type':'send','content':%s,'next':'e'},'e':{'type':'end'}"
                .formatted(duration, send, send, Definitions.mail());
    }

    private UUID cart(Shop shop, UUID profile, long value) {
        var id = UUID.randomUUID();
        db.sql(
                        """
                        insert into cart (part, shop_id, id, profile_id, origin_id, state, currency, value,
                            items, lines, created_at, changed_at, abandoned_at)
                        values (?, ?, ?, ?, ?, 'abandoned', 'PLN', ?, 1, '[]', ?, ?, ?)
                        """)
                .params(
                        shop.parts().of(profile),
                        shop.id(),
                        id,
                        profile,
                        profile,
                        value,
                        Times.utc(now().minus(HOUR)),
                        Times.utc(now().minus(HOUR)),
                        Times.utc(now()))
                .update();
        return id;
    }

    private void abandon(Shop shop, UUID profile, UUID cart) {
        happens(shop, profile, Names.CART_ABANDONED, o -> o.put("cart", cart.toString()));
    }

    private void happens(Shop shop, UUID profile, String name, Consumer<ObjectNode> properties) {
        happensAt(shop, profile, name, now(), properties);
    }

    private void happensAt(
            Shop shop, UUID profile, String name, Instant at, Consumer<ObjectNode> properties) {
        apply(shop, List.of(event(shop, profile, name, at, properties)));
        drain();
    }

    private void happensWithoutDraining(Shop shop, UUID profile, String name) {
        apply(shop, List.of(event(shop, profile, name, now(), o -> {})));
    }

    private Event event(
            Shop shop, UUID profile, String name, Instant at, Consumer<ObjectNode> properties) {
        var object = JsonNodeFactory.instance.objectNode();
        properties.accept(object);
        return new Event(
                Ids.next(now()),
                shop,
                shop.parts().of(profile),
                profile,
                Event.Call.TRACK,
                name,
                at,
                now(),
                name.startsWith("Cart") ? Event.OWN : "web",
                false,
                object);
    }

    /// As the lane does: part by part, in a transaction that holds it.
    private void apply(Shop shop, List<Event> events) {
        for (var part : shop.parts().all()) {
            var own = events.stream().filter(event -> event.part() == part).toList();
            if (own.isEmpty()) continue;
            lanes.inPart(
                    Lane.EVENT,
                    part,
                    () -> {
                        stage.apply(new Batch(part, now(), own));
                        return own;
                    });
        }
    }

    private List<String> messages(Shop shop, UUID profile) {
        return db.sql(
                        "select step from message where part = ? and shop_id = ? and profile_id = ? order by at, id")
                .params(shop.parts().of(profile), shop.id(), profile)
                .query(String.class)
                .list();
    }

    private List<String> status(Shop shop, UUID profile) {
        return db.sql(
                        "select status || ' ' || reason from message where part = ? and shop_id = ? and profile_id = ?")
                .params(shop.parts().of(profile), shop.id(), profile)
                .query(String.class)
                .list();
    }

    private List<String> runs(Shop shop, UUID profile) {
        return db.sql(
                        "select status || ' ' || step from flow_run where part = ? and shop_id = ? and profile_id = ? order by entered_at")
                .params(shop.parts().of(profile), shop.id(), profile)
                .query(String.class)
                .list();
    }

    /// What the flow decided; what the gate did is not asked here.
    private List<String> decisions(Shop shop, UUID profile) {
        return db.sql(
                        """
                        select outcome || ' ' || reason from decision
                        where part = ? and shop_id = ? and profile_id = ? and message_id is null
                        order by at, id
                        """)
                .params(shop.parts().of(profile), shop.id(), profile)
                .query(String.class)
                .list();
    }

    private FlowNumbers.OfStep step(Shop shop, Flow flow, String step) {
        return Objects.requireNonNull(numbers.allTime(shop, flow.id()).steps().get(step));
    }
}
