package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.platform.Page;
import io.ritorno.platform.Problem;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Dry runs over HTTP, see `docs/api.md`.
@RestController
@RequestMapping("/api/shops/{shop}/flows/{id}/dry-runs")
class DryRunController {
    private static final int DAYS = 30;
    private static final int SAMPLE = 20;

    private final DryRuns dryRuns;
    private final DryStories stories;
    private final RunPeople people;

    DryRunController(DryRuns dryRuns, DryStories stories, RunPeople people) {
        this.dryRuns = dryRuns;
        this.stories = stories;
        this.people = people;
    }

    /// @param definition what was tried, without what its messages say; null in a list
    /// @param result what came of it, so far while it is running; null in a list
    record DryRunJson(
            UUID id,
            UUID flow,
            int version,
            int days,
            Instant from,
            Instant to,
            int sample,
            String status,
            double progress,
            Instant createdAt,
            @Nullable Instant endedAt,
            @Nullable String reason,
            long entered,
            long messages,
            @Nullable ObjectNode definition,
            @Nullable DryResult result) {}

    record DryRunWish(@Nullable JsonNode days, @Nullable JsonNode sample) {}

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    DryRunJson start(
            Shop shop,
            @PathVariable UUID id,
            @RequestBody(required = false) @Nullable DryRunWish body) {
        var days = body == null ? DAYS : whole(body.days(), "days", 1, DryRuns.MOST_DAYS, DAYS);
        var sample =
                body == null
                        ? SAMPLE
                        : whole(body.sample(), "sample", 0, DryRuns.MOST_SAMPLE, SAMPLE);
        return brief(shop, dryRuns.start(shop, id, days, sample));
    }

    private static int whole(
            @Nullable JsonNode said, String field, int least, int most, int otherwise) {
        if (said == null || said.isNull()) return otherwise;
        if (said.isIntegralNumber()
                && said.canConvertToInt()
                && said.intValue() >= least
                && said.intValue() <= most) return said.intValue();
        throw Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "dry-run-range", field, least, most);
    }

    @GetMapping
    List<DryRunJson> list(Shop shop, @PathVariable UUID id) {
        return dryRuns.list(shop, id).stream().map(run -> brief(shop, run)).toList();
    }

    @GetMapping("/{run}")
    DryRunJson get(Shop shop, @PathVariable UUID id, @PathVariable UUID run) {
        var found = dryRuns.get(shop, id, run);
        var definition = found.definition();
        // of the texts, what the picture shows of them
        for (var step : definition.path("steps"))
            for (var text : step.path("content"))
                if (text instanceof ObjectNode fields) fields.retain("subject");
        return json(found, DryResult.of(shop, found), true, definition);
    }

    record DryRunPerson(
            RunPeople.Person profile, Instant enteredAt, String outcome, List<ObjectNode> story) {}

    @GetMapping("/{run}/people")
    Page<DryRunPerson> people(
            Shop shop,
            @PathVariable UUID id,
            @PathVariable UUID run,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        var most = Page.limit(limit);
        dryRuns.get(shop, id, run);
        var position = Page.position(cursor, 1);
        var after = new UUID(0, 0);
        if (!position.isEmpty()) {
            try {
                after = UUID.fromString(position.getFirst());
            } catch (IllegalArgumentException e) {
                throw Problem.invalid("cursor", "not-a-cursor");
            }
        }
        var page =
                Page.of(
                        stories.people(shop, run, after, most + 1),
                        most,
                        told -> List.of(told.lot().toString()));
        var who = people.load(shop, page.items().stream().map(DryStories.Told::profile).toList());
        return page.map(
                told ->
                        new DryRunPerson(
                                who.getOrDefault(told.profile(), RunPeople.unknown(told.profile())),
                                told.enteredAt(),
                                told.outcome(),
                                told.story()));
    }

    @DeleteMapping("/{run}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void cancel(Shop shop, @PathVariable UUID id, @PathVariable UUID run) {
        dryRuns.cancel(shop, id, run);
    }

    private static DryRunJson brief(Shop shop, DryRun run) {
        return json(run, DryResult.of(shop, run), false, null);
    }

    private static DryRunJson json(
            DryRun run, DryResult result, boolean whole, @Nullable ObjectNode definition) {
        return new DryRunJson(
                run.id(),
                run.flow(),
                run.version(),
                run.days(),
                run.from(),
                run.to(),
                run.sample(),
                run.status().text(),
                run.progress(),
                run.createdAt(),
                run.endedAt(),
                run.reason(),
                result.entered(),
                result.messages(),
                definition,
                whole ? result : null);
    }
}
