package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.cart.Carts;
import io.ritorno.event.Direct;
import io.ritorno.event.Names;
import io.ritorno.event.Pipeline;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Lane;
import io.ritorno.platform.Lanes;
import io.ritorno.platform.Problem;
import io.ritorno.platform.Reason;
import io.ritorno.platform.Times;
import io.ritorno.profile.Profiles;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What would happen to somebody in a flow if something happened now: it is made to happen, by the
/// same road and the same code as everything else, in a transaction that is taken back. So the
/// answer is the engine's own, and nothing has changed when it is given.
///
/// It holds the event lane of her part meanwhile, as any change of a person does.
@Component
class WhatIf {
    private static final int MOST_PRODUCTS = 20;
    private static final int LONGEST_PROPERTIES = 16_000;

    /// @param type `entered` (also when left out), `cart`, `order`, `event`
    /// @param amount of the order, in minor units
    /// @param products of the order, by the shop's ids
    /// @param name of the event
    record Assumption(
            @Nullable String type,
            @Nullable Long amount,
            @Nullable List<String> products,
            @Nullable String name,
            @Nullable ObjectNode properties) {}

    record Request(@Nullable UUID person, @Nullable Assumption assume) {}

    /// @param draft whether the flow is not live and was taken as if it were
    /// @param enters whether she would come in
    /// @param lines what would be decided and happen, in order
    record Answer(
            RunPeople.Person person, Instant at, boolean draft, boolean enters, List<Told> lines) {}

    /// A line with what its step is called.
    record Told(
            Instant at,
            String outcome,
            String reason,
            ObjectNode detail,
            @Nullable String step,
            @Nullable String type,
            @Nullable String name,
            List<ToldWay> ways) {}

    record ToldWay(String reason, List<Told> lines) {}

    private final JdbcClient db;
    private final Flows flows;
    private final FlowStore store;
    private final RunStore runs;
    private final RunPeople people;
    private final Entries entries;
    private final PlanWatch plans;
    private final TrialTools tools;
    private final Profiles profiles;
    private final Carts carts;
    private final Direct direct;
    private final Pipeline pipeline;
    private final Lanes lanes;
    private final InstantSource time;
    private final JsonMapper json;
    private final TransactionTemplate own;

    WhatIf(
            JdbcClient db,
            Flows flows,
            FlowStore store,
            RunStore runs,
            RunPeople people,
            Entries entries,
            PlanWatch plans,
            TrialTools tools,
            Profiles profiles,
            Carts carts,
            Direct direct,
            Pipeline pipeline,
            Lanes lanes,
            InstantSource time,
            JsonMapper json,
            PlatformTransactionManager transactions) {
        this.db = db;
        this.flows = flows;
        this.store = store;
        this.runs = runs;
        this.people = people;
        this.entries = entries;
        this.plans = plans;
        this.tools = tools;
        this.profiles = profiles;
        this.carts = carts;
        this.direct = direct;
        this.pipeline = pipeline;
        this.lanes = lanes;
        this.time = time;
        this.json = json;
        this.own = new TransactionTemplate(transactions);
    }

    /// @throws Problem 404 for no such flow or person, 422 for a draft that is not finished, 400
    Answer ask(Shop shop, UUID id, Request request) {
        var flow = flows.get(shop, id);
        if (request.person() == null) throw Problem.invalid("person", "missing");
        var profile = present(shop, request.person());
        var assumed = request.assume() == null ? EMPTY : request.assume();
        check(assumed);
        var draft = flow.status() == Flow.Status.DRAFT;
        if (draft) finished(shop, flow);
        var part = shop.parts().of(profile);
        var now = time.instant().truncatedTo(ChronoUnit.MICROS);
        List<Trial.Line> lines;
        try {
            lines =
                    Objects.requireNonNull(
                            own.execute(
                                    status -> {
                                        status.setRollbackOnly();
                                        return lanes.inPart(
                                                Lane.EVENT,
                                                part,
                                                () -> lines(shop, flow, profile, assumed, now));
                                    }));
        } finally {
            pipeline.rolledBack();
        }
        var steps = flows.definition(shop, flow).path("steps");
        var who = people.load(shop, List.of(profile));
        return new Answer(
                who.getOrDefault(profile, RunPeople.unknown(profile)),
                now,
                draft,
                lines.stream().anyMatch(line -> line.outcome().equals("entered")),
                told(lines, steps));
    }

    private static final Assumption EMPTY = new Assumption("entered", null, null, null, null);

    /// Who the person is now, if she was merged.
    private UUID present(Shop shop, UUID asked) {
        for (var id = asked; ; ) {
            var person = profiles.find(shop, id).orElseThrow(() -> Problem.notFound("customer"));
            if (person.mergedInto() == null) return id;
            id = person.mergedInto();
        }
    }

    private static void check(Assumption assumed) {
        switch (assumed.type()) {
            case null -> {}
            case "entered", "cart" -> {}
            case "order" -> {
                var amount = assumed.amount();
                if (amount == null || amount < 0 || amount > 1_000_000_000_000L)
                    throw Problem.invalid("assume.amount", "not-in-range", 0, 1_000_000_000_000L);
                var products = assumed.products();
                if (products != null && products.size() > MOST_PRODUCTS)
                    throw Problem.invalid("assume.products", "too-many", MOST_PRODUCTS);
            }
            case "event" -> {
                var name = assumed.name();
                if (name == null || name.isBlank() || name.length() > 200 || name.indexOf(0) >= 0)
                    throw Problem.invalid("assume.name", "not-text", 200);
                var properties = assumed.properties();
                if (properties != null && properties.toString().length() > LONGEST_PROPERTIES)
                    throw Problem.invalid("assume.properties", "too-long", LONGEST_PROPERTIES);
            }
            default ->
                    throw Problem.invalid(
                            "assume.type", "not-one-of", "entered, cart, order, event");
        }
    }

    private void finished(Shop shop, Flow flow) {
        var faults = flows.problems(shop, flow);
        if (!faults.isEmpty())
            throw Problem.of(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    faults,
                    "flow-faulty",
                    faults.size(),
                    faults.getFirst().text());
    }

    // ------------------------------------------------------------ in the transaction

    private List<Trial.Line> lines(
            Shop shop, Flow saved, UUID profile, Assumption assumed, Instant now) {
        var flow = saved;
        if (saved.status() == Flow.Status.DRAFT) {
            flow = saved.live(now);
            store.update(shop, flow, saved.version());
        }
        var found = store.live(shop, List.of(flow));
        if (found.isEmpty()) throw Problem.conflict("flow-unreadable");
        var live = found.getFirst();
        var part = shop.parts().of(profile);
        var before = ids(shop, part, live, profile, now);
        var in = runs.active(part, shop, Set.of(profile), now, Duration.ZERO);
        var lines = new ArrayList<Trial.Line>();
        var at = now;
        if (assumed.type() == null || assumed.type().equals("entered"))
            enter(shop, part, live, List.of(byHand(shop, part, live, profile, now)), now, lines);
        else {
            var known = decided(shop, part, live, profile, now).keySet();
            var planned = plans.of(shop, part, live.flow().id(), profile);
            if (!happen(shop, part, live, profile, assumed, now)) {
                lines.add(line(now, "not-entered", "no-cart"));
                return lines;
            }
            decided(shop, part, live, profile, now)
                    .forEach(
                            (decision, line) -> {
                                if (!known.contains(decision)) lines.add(line);
                            });
            var fresh = plans.fresh(shop, part, live, profile, planned);
            if (lines.isEmpty() && fresh.isPresent()) {
                var due = plans.due(part, shop, live, fresh.get());
                at = due.at();
                var line = line(now, "waited", "planned");
                line.detail().put("until", at.toString());
                lines.add(line);
                if (due.entry() == null) lines.add(line(at, "not-entered", "no-longer"));
                else enter(shop, part, live, List.of(due.entry()), at, lines);
            }
        }
        if (lines.isEmpty()) lines.add(line(now, "not-entered", "not-begun"));
        var already =
                in.stream()
                        .filter(run -> run.flow().equals(live.flow().id()) && run.unfinished())
                        .findFirst();
        lines.replaceAll(line -> alreadyIn(line, already));
        var trial = new Trial(tools, shop, part, live.definition(), now);
        for (var run : runs.active(part, shop, Set.of(profile), at, Duration.ZERO))
            if (run.flow().equals(live.flow().id()) && !before.contains(run.id()))
                lines.addAll(trial.walk(run, run.enteredAt()));
        return lines;
    }

    private Set<UUID> ids(Shop shop, int part, Live live, UUID profile, Instant now) {
        var ids = new HashSet<UUID>();
        for (var run : runs.active(part, shop, Set.of(profile), now, Duration.ofDays(36_500)))
            if (run.flow().equals(live.flow().id())) ids.add(run.id());
        return ids;
    }

    private static Trial.Line line(Instant at, String outcome, String reason) {
        var detail = JsonNodeFactory.instance.objectNode();
        return new Trial.Line(at, outcome, reason, detail, null, List.of());
    }

    /// The truer reason for who is in the flow already.
    private static Trial.Line alreadyIn(Trial.Line line, Optional<Run> run) {
        if (run.isEmpty() || !line.reason().equals("re-entry")) return line;
        var detail = line.detail().deepCopy();
        detail.put("since", run.get().enteredAt().toString());
        return new Trial.Line(
                line.at(), line.outcome(), "already-in", detail, run.get().step(), List.of());
    }

    private void enter(
            Shop shop,
            int part,
            Live live,
            List<Entry> coming,
            Instant at,
            List<Trial.Line> lines) {
        var let = entries.let(part, shop, at, coming);
        for (var result : let.results()) {
            if (result.refused().isEmpty()) lines.add(line(at, "entered", by(result.entry())));
            else lines.add(line(at, "not-entered", result.refused()));
        }
    }

    /// Nobody puts her in by hand here: she is taken as if she came.
    private static String by(Entry entry) {
        return entry.reason().equals("manual") ? "assumed" : entry.reason();
    }

    /// Somebody put in now, with the cart that she has if the flow is about carts.
    private Entry byHand(Shop shop, int part, Live live, UUID profile, Instant now) {
        var aboutCarts =
                live.trigger() instanceof Trigger.CartAbandoned
                        || live.trigger() instanceof Trigger.CheckoutAbandoned;
        var cart = aboutCarts ? carts.present(shop, part, profile).orElse(null) : null;
        var by = Ids.next(now);
        return new Entry(
                live,
                profile,
                cart == null ? "call " + by : cart.toString(),
                cart,
                now,
                by,
                "manual",
                JsonNodeFactory.instance.objectNode(),
                "manual");
    }

    /// @return false when it cannot happen
    private boolean happen(
            Shop shop, int part, Live live, UUID profile, Assumption assumed, Instant now) {
        switch (String.valueOf(assumed.type())) {
            case "cart" -> {
                return carts.abandon(shop, part, profile, now);
            }
            case "order" -> {
                var order = JsonNodeFactory.instance.objectNode();
                var digits = Math.max(0, shop.currency().getDefaultFractionDigits());
                var total = BigDecimal.valueOf(Objects.requireNonNull(assumed.amount()), digits);
                order.put("order_id", "what-if " + Ids.next(now))
                        .put("total", total)
                        .put("currency", shop.currency().getCurrencyCode());
                var lines = order.putArray("products");
                var products = assumed.products() == null ? List.<String>of() : assumed.products();
                for (var product : products)
                    lines.addObject().put("product_id", product).put("quantity", 1);
                track(shop, profile, Names.ORDER_COMPLETED, order);
            }
            default -> {
                var properties =
                        assumed.properties() == null
                                ? JsonNodeFactory.instance.objectNode()
                                : assumed.properties();
                track(shop, profile, Objects.requireNonNull(assumed.name()).strip(), properties);
            }
        }
        return true;
    }

    private void track(Shop shop, UUID profile, String event, ObjectNode properties) {
        var call = JsonNodeFactory.instance.objectNode();
        call.put("type", "track").put("event", event).set("properties", properties);
        try {
            direct.apply(shop, profile, call);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("assume", String.valueOf(e.getMessage()));
        }
    }

    /// What the flow decided about her since, by decision.
    private Map<UUID, Trial.Line> decided(
            Shop shop, int part, Live live, UUID profile, Instant now) {
        var decided = new LinkedHashMap<UUID, Trial.Line>();
        db.sql(
                        """
                        select id, at, outcome, reason, detail, step from decision
                        where part = ? and shop_id = ? and profile_id = ? and at >= ?
                            and flow_id = ?
                        order by at, id
                        """)
                .params(part, shop.id(), profile, Times.utc(now), live.flow().id())
                .query(
                        row -> {
                            decided.put(
                                    row.getObject("id", UUID.class),
                                    new Trial.Line(
                                            Times.instant(row, "at"),
                                            row.getString("outcome"),
                                            row.getString("reason"),
                                            (ObjectNode) json.readTree(row.getString("detail")),
                                            null,
                                            List.of()));
                        });
        return decided;
    }

    // ------------------------------------------------------------ in words

    private static List<Told> told(List<Trial.Line> lines, JsonNode steps) {
        return lines.stream()
                .map(
                        line -> {
                            var step = line.step() == null ? null : steps.get(line.step());
                            return new Told(
                                    line.at(),
                                    line.outcome(),
                                    line.reason(),
                                    Reason.told(line.detail()),
                                    line.step(),
                                    step == null ? null : step.path("type").asString(""),
                                    step == null ? null : step.path("name").asString(""),
                                    line.ways().stream()
                                            .map(
                                                    way ->
                                                            new ToldWay(
                                                                    way.reason(),
                                                                    told(way.lines(), steps)))
                                            .toList());
                        })
                .toList();
    }
}
