package io.ritorno.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.WithSpring;
import io.ritorno.account.Shop;
import io.ritorno.flow.RandomFlows.OneFlow;
import io.ritorno.flow.RandomFlows.OneThing;
import io.ritorno.flow.RandomFlows.What;
import io.ritorno.platform.LaneWork;
import io.ritorno.platform.Times;
import io.ritorno.profile.Merges;
import io.ritorno.webhook.Receiver;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.statistics.Statistics;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Arbitrary flows and arbitrary lives: the engine does what the pure functions say, whether a shop
/// has one part or eight and whether a worker takes one run at a time or a thousand; nobody is
/// written to twice for one reason, and no run is lost.
@AddLifecycleHook(WithSpring.class)
class RandomFlowsTest extends FlowWorld {
    private static final Duration HORIZON = Duration.ofDays(8);

    @Autowired private FlowRuns flowRuns;
    @Autowired private FlowStore flowStore;
    @Autowired private Merges merges;
    @Autowired private List<LaneWork> works;

    @Provide
    Arbitrary<List<OneFlow>> flows() {
        return RandomFlows.flows();
    }

    @Provide
    Arbitrary<List<OneThing>> life() {
        return RandomFlows.life();
    }

    /// A shop whose workers take so many runs in a turn.
    private record Told(Shop shop, int batch, List<Live> flows, String pool, Instant start) {
        /// One of the days around those that it is told of.
        LocalDate day(int number) {
            return LocalDate.ofInstant(start, shop.zone()).plusDays(number % 7 - 1);
        }

        LocalDate day(OneThing thing) {
            return day(thing.hour() * 3 + thing.person());
        }
    }

    @Property(tries = 10, shrinking = ShrinkingMode.OFF)
    void theEngineDoesWhatTheFunctionsSay(
            @ForAll("flows") List<OneFlow> flows,
            @ForAll("life") List<OneThing> life,
            @ForAll boolean oneByOneInOnePart) {
        var alone = RandomFlows.alone(flows, life);
        var sound = RandomFlows.sound(flows, alone);
        try (var other = other()) {
            // on the hour, so that many are due at one moment
            var start = now().plus(Duration.ofHours(25)).truncatedTo(ChronoUnit.HOURS);
            var shops =
                    List.of(
                            told(1, oneByOneInOnePart ? 1 : 1_000, sound, start, other),
                            told(8, oneByOneInOnePart ? 1_000 : 1, sound, start, other));
            advance(Duration.ofDays(1));
            clock.set(start);
            var models = new LinkedHashMap<Told, FlowModel>();
            for (var told : shops) models.put(told, model(told, alone));
            var number = 0;
            for (var thing : life) {
                moveTo(shops, start.plus(Duration.ofHours(thing.hour())));
                for (var told : shops) tell(told, thing, number);
                work(shops);
                if (thing.again()) {
                    // both in one batch, and of what is known already
                    for (var told : shops) for (var i = 0; i < 2; i++) tell(told, thing, number);
                    work(shops);
                }
                for (var told : shops) {
                    var model = models.get(told);
                    if (model != null) expect(model, told, thing, number);
                }
                number++;
            }
            moveTo(shops, start.plus(HORIZON));
            models.forEach((told, model) -> compare(told, model, other));
        }
        Statistics.label("runs").coverage(of -> of.check("done null").count(n -> n > 0));
        Statistics.label("messages").coverage(of -> of.check("sent").count(n -> n > 0));
    }

    // ------------------------------------------------------------ the shops

    /// The other program, which knows a call that is made again by its id.
    private static Receiver other() {
        var tries = new ConcurrentHashMap<String, Integer>();
        return new Receiver(
                (exchange, _) -> {
                    var id = exchange.getRequestHeaders().getFirst("webhook-id");
                    var nth = tries.merge(id, 1, Integer::sum);
                    var path = exchange.getRequestURI().toString();
                    Receiver.status(exchange, RandomFlows.answer(path, nth));
                });
    }

    private Told told(int parts, int batch, List<OneFlow> flows, Instant start, Receiver other) {
        var settings =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("quietFrom", "00:00")
                        .put("quietTo", "00:00")
                        .put("capMessages", 1_000);
        var shop = shops.update(newShop(parts), settings);
        var pool =
                api(shop)
                        .post("coupon-pools", "{\"name\":\"Codes\"}")
                        .expect(201)
                        .json()
                        .get("id")
                        .asString();
        api(shop)
                .post(
                        "coupon-pools/" + pool + "/generate",
                        Map.of("pattern", "C-****-****", "count", 500))
                .expect(200);
        var made = new ArrayList<Flow>();
        for (var flow : flows.reversed()) {
            var later = made.stream().map(Flow::id).toList().reversed();
            var around = new RandomFlows.Around(later, pool, other.url("/" + shop.id()));
            made.add(this.flows.create(shop, "F", RandomFlows.definition(flow, around), true));
        }
        var told = new Told(shop, batch, flowStore.live(shop, made.reversed()), pool, start);
        for (var i = 0; i < RandomFlows.PEOPLE; i++)
            identify(
                    shop,
                    "p" + i,
                    "{'plan':'a','n':0,'consent':{'email':true},'due':'%s','birthday':'%s'}"
                            .formatted(told.day(i), RandomFlows.birthday(told.day(i))));
        drain();
        return told;
    }

    private FlowModel model(Told told, boolean alone) {
        var model = new FlowModel(told.shop(), told.flows(), alone);
        for (var i = 0; i < RandomFlows.PEOPLE; i++) {
            var id = profile(told.shop(), "p" + i);
            model.known("p" + i, id, told.start().minus(Duration.ofHours(20)));
            model.person("p" + i).due = told.day(i);
        }
        return model;
    }

    // ------------------------------------------------------------ what happens

    private static String id(OneThing thing, int number) {
        return "t" + number + "-" + thing.what();
    }

    private static ObjectNode properties(Told told, OneThing thing) {
        var properties = JsonNodeFactory.instance.objectNode();
        properties.put("day", told.day(thing).toString());
        if (thing.what() == What.ORDERS)
            properties.put("order_id", thing.who() + "-" + thing.hour() % 4).put("total", 10);
        return properties;
    }

    private void tell(Told told, OneThing thing, int number) {
        var shop = told.shop();
        if (thing.what() == What.BECOMES_THE_NEXT) {
            var one = owner(shop, thing.who());
            var other = owner(shop, next(thing));
            if (!one.equals(other)) merges.merge(shop, one, other);
            return;
        }
        var at = now().minus(Duration.ofHours(thing.late()));
        var call = JsonNodeFactory.instance.objectNode();
        call.put("messageId", id(thing, number));
        var traits = call.objectNode();
        var browser = "anon-" + thing.person();
        switch (thing.what()) {
            case PLAN_B, PLAN_D -> traits.put("plan", plan(thing));
            case LEAVES -> {
                at = now();
                traits.putObject("consent").put("email", false);
            }
            case DATES_MOVE -> {
                var day = told.day(thing);
                traits.put("due", day.toString());
                traits.put("birthday", RandomFlows.birthday(day).toString());
            }
            case LOGS_IN -> call.put("anonymousId", browser);
            default -> {}
        }
        call.put("timestamp", at.toString());
        var event = RandomFlows.EVENTS.get(thing.what());
        if (thing.what() == What.BROWSES) call.put("anonymousId", browser);
        else call.put("userId", thing.who());
        if (event == null) call.put("type", "identify").set("traits", traits);
        else
            call.put("type", "track")
                    .put("event", event)
                    .set("properties", properties(told, thing));
        inbox.accept(shop, "server", List.of(call));
    }

    private static String plan(OneThing thing) {
        return thing.what() == What.PLAN_B ? "b" : "d";
    }

    private static String next(OneThing thing) {
        return "p" + (thing.person() + 1) % RandomFlows.PEOPLE;
    }

    private UUID owner(Shop shop, String user) {
        return db.sql(
                        """
                        select profile_id from identity
                        where part = any(?) and shop_id = ? and kind = 'user' and value = ?
                        """)
                .params(shop.parts().all(), shop.id(), user)
                .query(UUID.class)
                .single();
    }

    private void expect(FlowModel model, Told told, OneThing thing, int number) {
        var now = now();
        var at = now.minus(Duration.ofHours(thing.late()));
        var who = thing.who();
        var browser = "anon-" + thing.person();
        var event = RandomFlows.EVENTS.get(thing.what());
        model.until(now);
        switch (thing.what()) {
            case BECOMES_THE_NEXT -> model.becomes(who, next(thing));
            case PLAN_B, PLAN_D -> model.plan(who, plan(thing), at, now);
            case DATES_MOVE -> model.due(who, told.day(thing), at, now);
            case LEAVES -> model.leaves(who, now);
            case LOGS_IN -> {
                model.browser(browser, at);
                model.becomes(browser, who);
                model.present(who, now);
            }
            case BROWSES -> {
                model.browser(browser, at);
                model.track(browser, "Ping", at, properties(told, thing), id(thing, number), now);
            }
            default ->
                    model.track(
                            who,
                            Objects.requireNonNull(event),
                            at,
                            properties(told, thing),
                            id(thing, number),
                            now);
        }
        model.until(now);
    }

    // ------------------------------------------------------------ the lanes

    /// To every due time of these shops on the way.
    private void moveTo(Collection<Told> shops, Instant target) {
        while (now().isBefore(target)) {
            Instant due = target;
            for (var told : shops) {
                var next =
                        db.sql(
                                        """
                                        select least(
                                            (select min(wake_at) from flow_run
                                            where part = any(?) and shop_id = ?
                                                and status = 'running' and wake_at > ?),
                                            (select min(due_at) from webhook_call
                                            where part = any(?) and shop_id = ? and due_at > ?))
                                            as due
                                        """)
                                .params(told.shop().parts().all(), told.shop().id())
                                .param(Times.utc(now()))
                                .param(told.shop().parts().all())
                                .param(told.shop().id())
                                .param(Times.utc(now()))
                                .query(
                                        (row, _) ->
                                                Optional.ofNullable(
                                                        Times.instantOrNull(row, "due")))
                                .single();
                if (next.isPresent() && next.get().isBefore(due)) due = next.get();
            }
            clock.set(due);
            work(shops);
        }
    }

    private void work(Collection<Told> shops) {
        for (var told : shops)
            if (told.batch() == 1)
                new Turns(lanes, works, flowRuns, clock).take(told.shop(), told.batch());
        drain();
    }

    // ------------------------------------------------------------ what came of it

    private void compare(Told told, FlowModel model, Receiver other) {
        var shop = told.shop();
        var came = new FlowOutcome(db, shop, told.flows());
        model.until(now());
        var said = new TreeSet<String>();
        for (var going : model.all) {
            said.add(text(told, going));
            Statistics.label("runs").collect(going.run.status().text() + " " + going.run.reason());
            for (var sent : going.sent)
                Statistics.label("messages").collect(sent.substring(sent.indexOf(' ') + 1));
        }
        model.decided.forEach(
                (what, times) -> {
                    for (var i = 0; i < times; i++)
                        Statistics.label("decided").collect(what.split(" ", 3)[2]);
                });
        var done = new TreeSet<String>(came.runs());
        assertThat(done).as("shop of %s parts", shop.parts().count()).isEqualTo(said);
        assertThat(came.runs()).hasSameSizeAs(model.all);
        assertThat(came.decided()).as("the decision log").isEqualTo(model.decided);
        assertThat(came.numbers("entered")).as("entered").isEqualTo(model.entered);
        assertThat(came.numbers("waiting")).as("waiting").isEqualTo(waiting(told, model));
        var called = new TreeMap<String, Integer>();
        for (var call : other.told())
            if (call.path().startsWith("/" + shop.id() + "/"))
                called.merge(other.url(call.path()), 1, Integer::sum);
        assertThat(called).as("calls").isEqualTo(model.called);
        for (var i = 0; i < RandomFlows.PEOPLE; i++) {
            var person = model.person("p" + i);
            var attributes = attributes(shop, person.id);
            assertThat(attributes.path("plan").asString()).as("plan").isEqualTo(person.plan);
            assertThat(attributes.path("n").asInt()).as("n").isEqualTo(person.n);
            assertThat(tags(shop, person.id)).hasSameElementsAs(person.tags);
        }
        assertThat(api(shop).get("coupon-pools/" + told.pool()).json().get("left").asInt())
                .isEqualTo(500 - model.coupons);
        assertThat(
                        db.sql(
                                        """
                                        select count(*) from failed_event
                                        where part = any(?) and shop_id = ?
                                        """)
                                .params(shop.parts().all(), shop.id())
                                .query(Long.class)
                                .single())
                .isZero();
    }

    private static String text(Told told, ModelRun going) {
        return told.flows().indexOf(going.live)
                + " "
                + going.run.id()
                + " "
                + going.who.id
                + " "
                + going.text();
    }

    private static Map<String, Integer> waiting(Told told, FlowModel model) {
        var waiting = new TreeMap<String, Integer>();
        for (var going : model.all)
            if (going.run.unfinished())
                waiting.merge(
                        told.flows().indexOf(going.live) + " " + going.run.step(), 1, Integer::sum);
        return waiting;
    }
}
