package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Lane;
import io.ritorno.platform.Lanes;
import io.ritorno.platform.Problem;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Dry runs of flows: what a flow would have done in the last days, had it been live. [DryRunWork]
/// does them in the background.
@Component
class DryRuns {
    static final int MOST_DAYS = 365;
    static final int MOST_SAMPLE = 100;

    /// Of a flow's dry runs the last ones are kept.
    private static final int KEPT = 10;

    private final Flows flows;
    private final DryRunStore store;
    private final PastReader past;
    private final Lanes lanes;
    private final InstantSource time;

    DryRuns(Flows flows, DryRunStore store, PastReader past, Lanes lanes, InstantSource time) {
        this.past = past;
        this.flows = flows;
        this.store = store;
        this.lanes = lanes;
        this.time = time;
    }

    /// Begins a dry run of the flow as it is saved.
    ///
    /// @param days back from now
    /// @param sample people whose story shall be kept
    /// @throws Problem 404; 409 while one of this flow is running; 422 when the flow is unfinished,
    ///   or begins by hand and nobody was put in
    @Transactional
    public DryRun start(Shop shop, UUID id, int days, int sample) {
        var flow = flows.get(shop, id);
        var faults = flows.problems(shop, flow);
        if (!faults.isEmpty())
            throw Problem.of(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    faults,
                    "flow-faulty",
                    Fault.all(faults),
                    faults.getFirst().text());
        var definition = flows.definition(shop, flow);
        var trigger = DefinitionReader.read(definition, _ -> List.of()).definition().trigger();
        var now = time.instant().truncatedTo(ChronoUnit.MICROS);
        var from = now.minus(Duration.ofDays(days));
        if (trigger instanceof Trigger.Manual && !past.anyEntered(shop, id, from, now))
            throw Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "dry-run-by-hand");
        var run =
                new DryRun(
                        Ids.next(now),
                        id,
                        flow.version(),
                        definition,
                        days,
                        from,
                        now,
                        sample,
                        DryRun.Status.RUNNING,
                        now,
                        null,
                        null,
                        0,
                        new DryTally());
        if (!store.insert(shop, run, DryRunWork.PIECE)) throw Problem.conflict("dry-run-running");
        store.list(shop, id).stream().skip(KEPT).forEach(old -> store.delete(shop, old.id()));
        lanes.signal(Lane.JOB);
        return run;
    }

    /// The newest first.
    ///
    /// @throws Problem 404
    List<DryRun> list(Shop shop, UUID flow) {
        flows.get(shop, flow);
        return store.list(shop, flow);
    }

    /// @throws Problem 404
    DryRun get(Shop shop, UUID flow, UUID id) {
        flows.get(shop, flow);
        return store.find(shop, id)
                .filter(run -> run.flow().equals(flow))
                .orElseThrow(() -> Problem.notFound("dry-run"));
    }

    /// Calls off one that is running: what it has found out until now stays. Removes one that is
    /// over.
    ///
    /// @throws Problem 404
    @Transactional
    public void cancel(Shop shop, UUID flow, UUID id) {
        get(shop, flow, id);
        var run = store.lock(shop, id).orElseThrow(() -> Problem.notFound("dry-run"));
        if (run.status() == DryRun.Status.RUNNING)
            store.end(shop, run, DryRun.Status.CANCELLED, null, time.instant());
        else store.delete(shop, id);
    }
}
