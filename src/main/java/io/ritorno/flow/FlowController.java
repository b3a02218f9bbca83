package io.ritorno.flow;

import io.ritorno.account.Caller;
import io.ritorno.account.Shop;
import io.ritorno.platform.Page;
import io.ritorno.platform.Problem;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/// Flows over HTTP, see `docs/api.md`.
@RestController
@RequestMapping("/api/shops/{shop}")
class FlowController {
    private static final Instant FAR = Instant.parse("9999-01-01T00:00:00Z");

    private final Flows flows;
    private final FlowNumbers numbers;
    private final FlowStore store;
    private final RunStore runs;
    private final Recipes recipes;
    private final RunPeople people;
    private final PlanBuilds plans;

    FlowController(
            Flows flows,
            FlowNumbers numbers,
            FlowStore store,
            RunStore runs,
            Recipes recipes,
            RunPeople people,
            PlanBuilds plans) {
        this.flows = flows;
        this.numbers = numbers;
        this.store = store;
        this.runs = runs;
        this.recipes = recipes;
        this.people = people;
        this.plans = plans;
    }

    /// @param definition in a list, without what its messages say
    /// @param usedBy the flows that move people to it
    /// @param planning while the people who are there already are being planned: how far, 0 to 1
    record FlowJson(
            UUID id,
            String name,
            String status,
            @Nullable String recipe,
            int version,
            ObjectNode definition,
            List<Fault> problems,
            long entered,
            long waiting,
            long sent,
            long converted,
            long revenue,
            Instant createdAt,
            Instant updatedAt,
            @Nullable Instant liveSince,
            @Nullable Double planning,
            List<Flows.Use> usedBy) {}

    @GetMapping("/recipes")
    List<Recipes.Offer> recipes(Shop shop, Caller caller) {
        return recipes.list(shop, caller.locale());
    }

    @GetMapping("/flows")
    Page<FlowJson> list(Shop shop) {
        var totals = numbers.totals(shop);
        var planning = plans.progress(shop);
        var uses = flows.movesTo(shop);
        var all = new ArrayList<FlowJson>();
        for (var flow : flows.list(shop)) {
            var total = totals.getOrDefault(flow.id(), FlowNumbers.Total.NONE);
            all.add(
                    json(
                            shop,
                            flow,
                            outline(flows.definition(shop, flow)),
                            total,
                            planning.get(flow.id()),
                            uses));
        }
        return new Page<>(all, null);
    }

    record NewFlow(
            @Nullable String name,
            @Nullable ObjectNode definition,
            @Nullable String recipe,
            @Nullable Map<String, Object> settings,
            @Nullable String status) {}

    @PostMapping("/flows")
    @ResponseStatus(HttpStatus.CREATED)
    FlowJson create(Shop shop, Caller caller, @RequestBody NewFlow body) {
        var live =
                switch (body.status()) {
                    case null -> false;
                    case "draft" -> false;
                    case "live" -> true;
                    default -> throw Problem.invalid("status", "not-one-of", "draft, live");
                };
        if (body.recipe() != null) {
            var settings = body.settings() == null ? Map.<String, Object>of() : body.settings();
            return json(
                    shop,
                    flows.create(
                            shop, body.recipe(), body.name(), settings, caller.locale(), live));
        }
        var definition = body.definition();
        if (definition == null) throw Problem.invalid("definition", "missing");
        var name = body.name();
        if (name == null) throw Problem.invalid("name", "missing");
        return json(shop, flows.create(shop, name, definition, live));
    }

    @GetMapping("/flows/{id}")
    FlowJson get(Shop shop, @PathVariable UUID id) {
        return json(shop, flows.get(shop, id));
    }

    record Edit(@Nullable String name, @Nullable ObjectNode definition) {}

    @PutMapping("/flows/{id}")
    FlowJson edit(Shop shop, @PathVariable UUID id, @RequestBody Edit body) {
        return json(shop, flows.edit(shop, id, body.name(), body.definition()));
    }

    @DeleteMapping("/flows/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Shop shop, @PathVariable UUID id) {
        flows.delete(shop, id);
    }

    record NewStatus(@Nullable String status) {}

    @PostMapping("/flows/{id}/status")
    FlowJson status(Shop shop, @PathVariable UUID id, @RequestBody NewStatus body) {
        var status =
                switch (body.status()) {
                    case "live" -> Flow.Status.LIVE;
                    case "paused" -> Flow.Status.PAUSED;
                    case "archived" -> Flow.Status.ARCHIVED;
                    case null, default ->
                            throw Problem.invalid("status", "not-one-of", "live, paused, archived");
                };
        return json(shop, flows.status(shop, id, status));
    }

    @GetMapping("/flows/{id}/numbers")
    FlowNumbers.OfFlow numbers(
            Shop shop,
            @PathVariable UUID id,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE)
                    @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE)
                    @Nullable LocalDate to) {
        flows.get(shop, id);
        if (from == null && to == null) return numbers.allTime(shop, id);
        var first = from == null ? FlowNumbers.FIRST : from;
        var last = to == null ? FlowNumbers.LAST : to;
        if (last.isBefore(first)) throw Problem.invalid("to", "period-reversed");
        return numbers.period(shop, id, first, last);
    }

    record RunJson(
            UUID id,
            RunPeople.Person profile,
            int version,
            String status,
            String step,
            Instant enteredAt,
            @Nullable Instant wakeAt,
            @Nullable Instant endedAt,
            @Nullable String reason,
            String key) {}

    @GetMapping("/flows/{id}/runs")
    Page<RunJson> runs(
            Shop shop,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String step,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        var flow = flows.get(shop, id);
        var position = Page.position(cursor, 2);
        var before = FAR;
        var beforeId = new UUID(-1, -1);
        if (!position.isEmpty()) {
            try {
                before = Instant.parse(position.getFirst());
                beforeId = UUID.fromString(position.get(1));
            } catch (DateTimeParseException | IllegalArgumentException e) {
                throw Problem.invalid("cursor", "not-a-cursor");
            }
        }
        var read =
                runs.list(
                        shop,
                        id,
                        statuses(status, flow),
                        step,
                        before,
                        beforeId,
                        Page.limit(limit) + 1);
        var page =
                Page.of(
                        read,
                        limit,
                        run -> List.of(run.enteredAt().toString(), run.id().toString()));
        var who = people.load(shop, page.items().stream().map(Run::profile).toList());
        return page.map(
                run ->
                        new RunJson(
                                run.id(),
                                who.getOrDefault(run.profile(), RunPeople.unknown(run.profile())),
                                run.version(),
                                shown(run, flow),
                                run.step(),
                                run.enteredAt(),
                                run.wakeAt(),
                                run.endedAt(),
                                run.reason(),
                                run.key()));
    }

    /// A run of a paused flow is called paused at once, though it is laid aside only when it is
    /// due.
    private static String shown(Run run, Flow flow) {
        return run.status() == Run.Status.RUNNING && flow.status() == Flow.Status.PAUSED
                ? Run.Status.PAUSED.text()
                : run.status().text();
    }

    private static Collection<Run.Status> statuses(@Nullable String asked, Flow flow) {
        if (asked == null) return List.of(Run.Status.values());
        var paused = flow.status() == Flow.Status.PAUSED;
        return switch (asked) {
            case "waiting" -> List.of(Run.Status.RUNNING, Run.Status.PAUSED, Run.Status.PARKED);
            case "running" -> paused ? List.of() : List.of(Run.Status.RUNNING);
            case "paused" ->
                    List.of(Run.Status.RUNNING, Run.Status.PAUSED).subList(paused ? 0 : 1, 2);
            case "parked" -> List.of(Run.Status.PARKED);
            case "done" -> List.of(Run.Status.DONE);
            case "stopped" -> List.of(Run.Status.STOPPED);
            default ->
                    throw Problem.invalid(
                            "status",
                            "not-one-of",
                            "waiting, running, paused, parked, done, stopped");
        };
    }

    record VersionJson(int version, Instant createdAt, long running) {}

    @GetMapping("/flows/{id}/versions")
    List<VersionJson> versions(Shop shop, @PathVariable UUID id) {
        flows.get(shop, id);
        var running = new HashMap<Integer, Long>();
        for (var on : runs.versions(shop, id)) running.put(on.version(), on.running());
        return store.versions(shop, id).stream()
                .map(
                        row ->
                                new VersionJson(
                                        row.version(),
                                        row.createdAt(),
                                        running.getOrDefault(row.version(), 0L)))
                .toList();
    }

    @PostMapping("/flows/{id}/runs/{run}/retry")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void retry(Shop shop, @PathVariable UUID id, @PathVariable UUID run) {
        flows.retry(shop, id, run);
    }

    private FlowJson json(Shop shop, Flow flow) {
        var n = numbers.allTime(shop, flow.id());
        var total =
                new FlowNumbers.Total(
                        n.entered(), n.waiting(), n.sent(), n.converted(), n.revenue());
        var planning = plans.progress(shop).get(flow.id());
        var uses = flows.movesTo(shop);
        return json(shop, flow, flows.definition(shop, flow), total, planning, uses);
    }

    private FlowJson json(
            Shop shop,
            Flow flow,
            ObjectNode definition,
            FlowNumbers.Total total,
            @Nullable Double planning,
            Map<UUID, List<Flows.Use>> uses) {
        return new FlowJson(
                flow.id(),
                flow.name(),
                flow.status().text(),
                flow.recipe(),
                flow.version(),
                definition,
                flows.problems(shop, flow),
                total.entered(),
                total.waiting(),
                total.sent(),
                total.converted(),
                total.revenue(),
                flow.createdAt(),
                flow.updatedAt(),
                flow.liveSince(),
                planning,
                uses.getOrDefault(flow.id(), List.of()));
    }

    /// Without what messages say.
    static ObjectNode outline(ObjectNode definition) {
        for (var step : definition.path("steps"))
            if (step instanceof ObjectNode fields) fields.remove("content");
        return definition;
    }
}
