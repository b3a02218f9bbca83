package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.delivery.Decision;
import io.ritorno.delivery.Decisions;
import io.ritorno.platform.Lane;
import io.ritorno.platform.Lanes;
import io.ritorno.platform.Problem;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Moves people who are in an older version of a flow to its present one, step by step as the
/// marketer says. Whom she does not move stays on hers.
@RestController
@RequestMapping("/api/shops/{shop}/flows/{id}/versions/{version}/move")
class VersionMoves {
    private static final int BATCH = 1_000;

    private final Flows flows;
    private final FlowStore store;
    private final RunStore runs;
    private final FlowCounts counts;
    private final Decisions decisions;
    private final Lanes lanes;
    private final InstantSource time;

    VersionMoves(
            Flows flows,
            FlowStore store,
            RunStore runs,
            FlowCounts counts,
            Decisions decisions,
            Lanes lanes,
            InstantSource time) {
        this.flows = flows;
        this.store = store;
        this.runs = runs;
        this.counts = counts;
        this.decisions = decisions;
        this.lanes = lanes;
        this.time = time;
    }

    /// @param steps of that version → of the present one; left out, in a preview: those of the same
    ///   id
    record Mapping(@Nullable Map<String, String> steps) {}

    /// People who stand at one step.
    ///
    /// @param to where they go; null: they stay on their version
    /// @param again whether they begin the step anew, since it is another
    /// @param was the step as it is in their version, without its texts
    record Place(
            String step, long people, @Nullable String to, boolean again, @Nullable JsonNode was) {}

    record Preview(int from, int to, long moved, long staying, List<Place> steps) {}

    @PostMapping("/preview")
    Preview preview(
            Shop shop,
            @PathVariable UUID id,
            @PathVariable int version,
            @RequestBody Mapping body) {
        var both = both(shop, id, version);
        var mapping = body.steps() == null ? both.same() : checked(both, body.steps());
        var was = FlowController.outline(store.json(shop.id(), id, version));
        var places = new ArrayList<Place>();
        var moved = 0L;
        var staying = 0L;
        for (var at : runs.places(shop, id, version)) {
            var to = mapping.get(at.step());
            if (to == null) staying += at.people();
            else moved += at.people();
            places.add(
                    new Place(
                            at.step(),
                            at.people(),
                            to,
                            to != null && both.another(at.step(), to),
                            was.path("steps").get(at.step())));
        }
        return new Preview(version, both.to(), moved, staying, places);
    }

    record Moved(int moved) {}

    @PostMapping
    @ResponseStatus(HttpStatus.OK)
    Moved move(
            Shop shop,
            @PathVariable UUID id,
            @PathVariable int version,
            @RequestBody Mapping body) {
        var both = both(shop, id, version);
        if (body.steps() == null) throw Problem.invalid("steps", "missing");
        var mapping = checked(both, body.steps());
        var moved = 0;
        for (var part : shop.parts().all()) {
            // in turns, so that nothing else in the part waits for all of them
            int n;
            do {
                n =
                        lanes.inPart(
                                Lane.EVENT,
                                part,
                                () -> move(shop, part, id, version, both, mapping));
                moved += n;
            } while (n == BATCH);
        }
        lanes.signal(Lane.EVENT);
        return new Moved(moved);
    }

    private int move(
            Shop shop, int part, UUID id, int version, Both both, Map<String, String> mapping) {
        var now = time.instant();
        var here = runs.onVersion(part, shop, id, version, mapping.keySet(), BATCH);
        var changed = new ArrayList<Run>();
        var log = new ArrayList<Decision>();
        var deltas = new FlowCounts.Deltas();
        for (var run : here) {
            var to = mapping.getOrDefault(run.step(), run.step());
            var again = both.another(run.step(), to);
            changed.add(run.onVersion(both.to(), to, again ? now : run.enteredStepAt(), now));
            deltas.add(id, run.step(), FlowCounts.WAITING, -1);
            deltas.add(id, to, FlowCounts.WAITING, 1);
            if (!to.equals(run.step())) deltas.add(id, to, FlowCounts.ENTERED, 1);
            log.add(moved(run, both.to(), to, now));
        }
        runs.update(part, shop, changed);
        decisions.record(part, shop, log);
        counts.add(part, shop, shop.day(now), deltas);
        return here.size();
    }

    private static Decision moved(Run run, int version, String to, Instant now) {
        var detail = JsonNodeFactory.instance.objectNode();
        detail.put("from", run.version()).put("version", version).put("to", to);
        return new Decision(
                run.profile(),
                now,
                "moved",
                "version",
                detail,
                run.flow(),
                run.id(),
                run.step(),
                null);
    }

    /// The two versions between which people are moved.
    private record Both(Definition before, Definition now, int to) {
        /// Steps that are in both.
        Map<String, String> same() {
            var same = new LinkedHashMap<String, String>();
            for (var id : before.steps().keySet())
                if (now.steps().containsKey(id)) same.put(id, id);
            return same;
        }

        /// Whether the run begins the new step anew. One of the same id and kind it goes on with:
        /// who has waited two of three days waits one more.
        boolean another(String from, String to) {
            var old = before.steps().get(from);
            var next = now.steps().get(to);
            return !from.equals(to)
                    || old == null
                    || next == null
                    || !old.getClass().equals(next.getClass());
        }
    }

    private Both both(Shop shop, UUID id, int version) {
        var flow = flows.get(shop, id);
        if (flow.status() == Flow.Status.ARCHIVED) throw Problem.conflict("flow-archived");
        if (version >= flow.version()) throw Problem.conflict("move-from-older");
        var before = store.definition(shop.id(), id, version);
        var now = store.definition(shop.id(), id, flow.version());
        if (before.isEmpty() || now.isEmpty()) throw Problem.notFound("version");
        return new Both(before.get(), now.get(), flow.version());
    }

    private static Map<String, String> checked(Both both, Map<String, String> steps) {
        var mapping = new LinkedHashMap<String, String>();
        steps.forEach(
                (from, to) -> {
                    if (!both.before().steps().containsKey(from))
                        throw Problem.invalid("steps." + from, "no-step-of-version");
                    if (to == null || !both.now().steps().containsKey(to))
                        throw Problem.invalid("steps." + from, "no-step-of-present");
                    mapping.put(from, to);
                });
        return mapping;
    }
}
