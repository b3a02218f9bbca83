package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.content.JsonTemplates;
import io.ritorno.content.MailTemplates;
import io.ritorno.coupon.Coupons;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Lane;
import io.ritorno.platform.Lanes;
import io.ritorno.platform.Problem;
import io.ritorno.segment.Conditions;
import io.ritorno.segment.Segments;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The flows of a shop: making, editing, switching on and off. What cannot be read, or holds a
/// broken template, is never saved; what is only unfinished may be, as a draft.
@Component
public class Flows {
    private static final int MOST_FLOWS = 1_000;
    private static final int LONGEST_NAME = 200;

    private final FlowStore store;
    private final RunStore runs;
    private final Recipes recipes;
    private final Conditions conditions;
    private final Segments segments;
    private final MailTemplates templates;
    private final Coupons coupons;
    private final PlanBuilds plans;
    private final DryRunStore dryRuns;
    private final KeptSecrets secrets;
    private final FlowCalls calls;
    private final JsonTemplates bodies;
    private final Lanes lanes;
    private final InstantSource time;

    Flows(
            FlowStore store,
            RunStore runs,
            Recipes recipes,
            Conditions conditions,
            Segments segments,
            MailTemplates templates,
            Coupons coupons,
            PlanBuilds plans,
            DryRunStore dryRuns,
            KeptSecrets secrets,
            FlowCalls calls,
            JsonTemplates bodies,
            Lanes lanes,
            InstantSource time) {
        this.store = store;
        this.runs = runs;
        this.recipes = recipes;
        this.conditions = conditions;
        this.segments = segments;
        this.templates = templates;
        this.coupons = coupons;
        this.plans = plans;
        this.dryRuns = dryRuns;
        this.secrets = secrets;
        this.calls = calls;
        this.bodies = bodies;
        this.lanes = lanes;
        this.time = time;
    }

    public List<Flow> list(Shop shop) {
        return store.list(shop);
    }

    public Optional<Flow> find(Shop shop, UUID id) {
        return store.find(shop, id);
    }

    /// @throws Problem 404
    Flow get(Shop shop, UUID id) {
        return find(shop, id).orElseThrow(() -> Problem.notFound("flow"));
    }

    /// The present version as it was saved.
    ObjectNode definition(Shop shop, Flow flow) {
        return store.json(shop.id(), flow.id(), flow.version());
    }

    /// What the flow's present version lacks before it can go live.
    List<Fault> problems(Shop shop, Flow flow) {
        return store.definition(shop.id(), flow.id(), flow.version())
                .map(definition -> unfinished(shop, flow.id(), definition))
                .orElseGet(() -> readable(shop, definition(shop, flow)));
    }

    private List<Fault> unfinished(Shop shop, UUID flow, Definition definition) {
        var faults = new ArrayList<>(DefinitionCheck.faults(definition, known(shop)));
        if (definition.steps().values().stream().anyMatch(Step.Move.class::isInstance))
            faults.addAll(MoveCircles.faults(flow, definition, inUse(shop)));
        return faults;
    }

    /// What the flows do that people may be in.
    private Function<UUID, Optional<Definition>> inUse(Shop shop) {
        var definitions = new HashMap<UUID, Definition>();
        for (var one : store.live(shop, store.active(shop)))
            definitions.put(one.flow().id(), one.definition());
        return id -> Optional.ofNullable(definitions.get(id));
    }

    /// A flow that another one needs.
    public record Use(UUID id, String name) {}

    /// Which flows, as they are now, move people to which; without those that are over.
    public Map<UUID, List<Use>> movesTo(Shop shop) {
        var uses = new HashMap<UUID, List<Use>>();
        for (var flow : store.list(shop)) {
            if (flow.status() == Flow.Status.ARCHIVED) continue;
            var definition = store.definition(shop.id(), flow.id(), flow.version()).orElse(null);
            if (definition == null) continue;
            var targets = new LinkedHashSet<UUID>();
            for (var step : definition.steps().values())
                if (step instanceof Step.Move(var to) && to != null) targets.add(to);
            for (var to : targets)
                uses.computeIfAbsent(to, _ -> new ArrayList<>())
                        .add(new Use(flow.id(), flow.name()));
        }
        return uses;
    }

    private List<Fault> readable(Shop shop, JsonNode definition) {
        return DefinitionReader.read(definition, json -> conditions.problems(shop, json)).faults();
    }

    /// Makes a flow from a recipe, with its names in `locale`.
    ///
    /// @param name null for the recipe's own
    /// @param chosen settings of the recipe that shall not have their default
    /// @throws Problem 400 when there is no such recipe or setting
    @Transactional
    public Flow create(
            Shop shop,
            String recipe,
            @Nullable String name,
            Map<String, Object> chosen,
            String locale,
            boolean live) {
        var made =
                recipes.make(recipe, shop, locale, chosen)
                        .orElseThrow(() -> Problem.invalid("recipe", "unknown-recipe"));
        var named = name == null || name.isBlank() ? made.name() : name;
        return create(shop, named, made.definition(), recipe, live);
    }

    /// Makes a flow from a definition.
    ///
    /// @throws Problem 422 with all that is wrong
    @Transactional
    public Flow create(Shop shop, String name, ObjectNode definition, boolean live) {
        return create(shop, name, definition, null, live);
    }

    private Flow create(
            Shop shop, String name, ObjectNode definition, @Nullable String recipe, boolean live) {
        if (store.list(shop).size() >= MOST_FLOWS)
            throw Problem.conflict("too-many-flows", MOST_FLOWS);
        var now = time.instant();
        var id = Ids.next(now);
        var kept = secrets.keep(shop, id, definition, null, now);
        check(shop, id, kept, live);
        var flow =
                new Flow(
                        id,
                        name(name),
                        live ? Flow.Status.LIVE : Flow.Status.DRAFT,
                        recipe,
                        1,
                        now,
                        now,
                        live ? now : null);
        store.insert(shop, flow);
        store.insertVersion(shop, flow.id(), 1, kept, now);
        if (live) planForAll(shop, flow);
        return flow;
    }

    /// Makes a draft that does the same.
    ///
    /// @throws Problem 404
    @Transactional
    public Flow duplicate(Shop shop, UUID id, @Nullable String name) {
        var flow = get(shop, id);
        var copy = name == null || name.isBlank() ? flow.name() + " (2)" : name;
        var longest = copy.length() > 200 ? copy.substring(0, 200) : copy;
        return create(shop, longest, definition(shop, flow), flow.recipe(), false);
    }

    /// Renames a flow, or gives it a new version by which people enter from now on; those who are
    /// in it end on theirs. A version that nobody can have entered is forgotten.
    ///
    /// @throws Problem 404, 409 for an archived flow or when someone else was faster
    @Transactional
    public Flow edit(Shop shop, UUID id, @Nullable String name, @Nullable ObjectNode definition) {
        var flow = get(shop, id);
        if (flow.status() == Flow.Status.ARCHIVED) throw Problem.conflict("flow-archived");
        var now = time.instant();
        var version = flow.version();
        var before = definition(shop, flow);
        var kept = definition == null ? before : secrets.keep(shop, id, definition, before, now);
        if (!kept.equals(before)) {
            check(shop, id, kept, flow.status() != Flow.Status.DRAFT);
            version++;
            store.insertVersion(shop, id, version, kept, now);
            if (flow.status() == Flow.Status.DRAFT) store.deleteVersion(shop, id, flow.version());
        }
        var edited =
                new Flow(
                        id,
                        name == null ? flow.name() : name(name),
                        flow.status(),
                        flow.recipe(),
                        version,
                        flow.createdAt(),
                        now,
                        flow.liveSince());
        save(shop, edited, flow.version());
        if (version != flow.version() && flow.status() != Flow.Status.DRAFT)
            planForAll(shop, edited);
        return edited;
    }

    /// Switches a flow on, pauses it, or archives it, which ends it for everyone who is in it.
    ///
    /// @throws Problem 422 when it is unfinished and shall go live
    /// @throws Problem 404, 409 for a change that cannot be
    @Transactional
    public Flow status(Shop shop, UUID id, Flow.Status status) {
        // no run moves in between: what it sees of the flow is either the old state or the new
        return inAllParts(shop, 0, () -> change(shop, id, status));
    }

    private Flow change(Shop shop, UUID id, Flow.Status status) {
        var flow = get(shop, id);
        if (flow.status() == status) return flow;
        if (flow.status() == Flow.Status.ARCHIVED) throw Problem.conflict("flow-archived");
        var now = time.instant();
        switch (status) {
            case DRAFT -> throw Problem.invalid("status", "not-one-of", "live, paused, archived");
            case LIVE -> {
                check(shop, id, definition(shop, flow), true);
                runs.resume(shop, id);
                calls.resume(shop, id, now);
            }
            case PAUSED -> {
                if (flow.status() == Flow.Status.DRAFT) throw Problem.conflict("draft-not-paused");
            }
            case ARCHIVED -> runs.wakeAll(shop, id, now);
        }
        var since = flow.liveSince() == null && status == Flow.Status.LIVE ? now : flow.liveSince();
        var changed =
                new Flow(
                        id,
                        flow.name(),
                        status,
                        flow.recipe(),
                        flow.version(),
                        flow.createdAt(),
                        now,
                        since);
        save(shop, changed, flow.version());
        if (status == Flow.Status.LIVE) planForAll(shop, changed);
        return changed;
    }

    /// Holds the event lanes of all the shop's parts, always in the same order.
    private <T> T inAllParts(Shop shop, int from, Supplier<T> action) {
        var parts = shop.parts().all();
        if (from == parts.length) return action.get();
        return lanes.inPart(Lane.EVENT, parts[from], () -> inAllParts(shop, from + 1, action));
    }

    /// Deletes a draft.
    ///
    /// @throws Problem 404; 409 for a flow that has been live: its people and numbers stay; 409
    ///   with `usedBy` when others move people to it
    @Transactional
    public void delete(Shop shop, UUID id) {
        var flow = get(shop, id);
        if (flow.liveSince() != null) throw Problem.conflict("flow-was-live");
        for (var run : dryRuns.list(shop, id)) dryRuns.delete(shop, run.id());
        var usedBy =
                movesTo(shop).getOrDefault(id, List.of()).stream()
                        .filter(use -> !use.id().equals(id))
                        .toList();
        if (!usedBy.isEmpty()) {
            var problem = Problem.conflict("flow-in-use");
            problem.getBody().setProperty("usedBy", usedBy);
            throw problem;
        }
        store.delete(shop, id);
        secrets.delete(shop, id);
    }

    /// Lets a parked run try its step again.
    ///
    /// @throws Problem 404; 409 when it is not parked
    @Transactional
    public void retry(Shop shop, UUID flow, UUID run) {
        get(shop, flow);
        var part = runs.find(shop, flow, run).orElseThrow(() -> Problem.notFound("run")).profile();
        lanes.inPart(
                Lane.EVENT,
                shop.parts().of(part),
                () -> {
                    var parked = runs.find(shop, flow, run).orElseThrow();
                    if (parked.status() != Run.Status.PARKED)
                        throw Problem.conflict("run-not-parked");
                    runs.update(
                            shop.parts().of(part),
                            shop,
                            List.of(parked.aside(Run.Status.RUNNING, null)));
                    return parked;
                });
        lanes.signal(Lane.EVENT);
    }

    /// In the background, those are planned who are there already when a flow begins by a date.
    private void planForAll(Shop shop, Flow flow) {
        store.definition(shop.id(), flow.id(), flow.version())
                .ifPresent(definition -> plans.add(shop, flow.id(), definition));
    }

    private void save(Shop shop, Flow flow, int versionBefore) {
        if (!store.update(shop, flow, versionBefore)) throw Problem.conflict("changed-meanwhile");
    }

    private static String name(String name) {
        var plain = name.strip();
        if (plain.isEmpty() || plain.length() > 200 || plain.indexOf(0) >= 0)
            throw Problem.invalid("name", "not-text", 200);
        return plain;
    }

    /// @param whole whether it must also be finished
    private void check(Shop shop, UUID flow, ObjectNode definition, boolean whole) {
        var read = DefinitionReader.read(definition, json -> conditions.problems(shop, json));
        var faults = new ArrayList<>(read.faults());
        if (faults.isEmpty()) {
            faults.addAll(names(definition));
            faults.addAll(templates(read.definition()));
            if (whole) faults.addAll(unfinished(shop, flow, read.definition()));
        }
        if (!faults.isEmpty())
            throw Problem.of(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    faults,
                    "flow-faulty",
                    Fault.all(faults),
                    faults.getFirst().text());
    }

    /// Names of steps that are none. Only of what is being saved: what once was saved stays
    /// readable.
    private static List<Fault> names(ObjectNode definition) {
        var faults = new ArrayList<Fault>();
        for (var step : definition.path("steps").properties()) {
            var name = step.getValue().path("name");
            if (Reading.given(name)
                    && (!name.isString() || name.asString().length() > LONGEST_NAME))
                faults.add(Fault.of("invalid", step.getKey(), "name", "too-long", LONGEST_NAME));
        }
        return faults;
    }

    private DefinitionCheck.Known known(Shop shop) {
        return new DefinitionCheck.Known() {
            @Override
            public boolean pool(UUID id) {
                return coupons.exists(shop, id);
            }

            @Override
            public boolean flow(UUID id) {
                return store.find(shop, id)
                        .filter(flow -> flow.status() != Flow.Status.ARCHIVED)
                        .isPresent();
            }

            @Override
            public boolean secret(UUID id) {
                return secrets.exists(shop, id);
            }

            @Override
            public boolean segment(UUID id) {
                return segments.find(shop, id).isPresent();
            }
        };
    }

    /// What is broken in the texts. An empty text is not broken, only unfinished.
    private List<Fault> templates(Definition definition) {
        var faults = new ArrayList<Fault>();
        definition
                .steps()
                .forEach(
                        (id, step) -> {
                            if (step instanceof Step.Webhook(_, _, _, var body, _, _)
                                    && body != null)
                                for (var fault : bodies.check(body))
                                    faults.add(
                                            new Fault(
                                                    "template",
                                                    id,
                                                    "body",
                                                    fault.message(),
                                                    fault.line()));
                            if (!(step instanceof Step.Send send)) return;
                            send.content()
                                    .forEach(
                                            (locale, mail) -> {
                                                if (mail.subject().isBlank()
                                                        || mail.mjml().isBlank()) return;
                                                for (var fault : templates.check(mail))
                                                    faults.add(
                                                            new Fault(
                                                                    "template",
                                                                    id,
                                                                    "content."
                                                                            + locale
                                                                            + "."
                                                                            + fault.field(),
                                                                    fault.message(),
                                                                    fault.line()));
                                            });
                        });
        return faults;
    }
}
