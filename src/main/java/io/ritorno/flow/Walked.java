package io.ritorno.flow;

import io.ritorno.delivery.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What came of a [Walk]: where its runs stand now, what was decided about them, what else there is
/// to write. Nothing is written here; [FlowRuns] does that, in one go.
final class Walked {
    /// How long a parked run rests before it tries again; then it waits for somebody to look.
    private static final List<Duration> PAUSES =
            List.of(
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2),
                    Duration.ofHours(12));

    private final Instant now;
    private final Map<UUID, String> from = new HashMap<>();

    final List<Run> changed = new ArrayList<>();
    final List<Decision> decisions = new ArrayList<>();

    /// Runs that [#back] has set back.
    final List<Run> back = new ArrayList<>();

    final List<Changes.Made> changes = new ArrayList<>();

    /// Calls whose outcome their runs know now.
    final List<UUID> answered = new ArrayList<>();

    final List<Draws.Drawn> draws = new ArrayList<>();
    final FlowCounts.Deltas counts = new FlowCounts.Deltas();

    /// Runs that ended before their time: what they have queued must be taken back.
    final Map<String, List<UUID>> cancelled = new LinkedHashMap<>();

    Walked(Instant now) {
        this.now = now;
    }

    /// The run stands at this step as the walk begins.
    void begins(Run run) {
        from.put(run.id(), run.step());
    }

    // ------------------------------------------------------------ where a run goes

    /// On to another step, where it is looked at in the next round.
    Run move(Run run, String to) {
        counts.add(run.flow(), to, FlowCounts.ENTERED, 1);
        if (!run.context().has("heard") && !run.context().has("tries")) return run.at(to, now);
        var context = run.context().deepCopy();
        context.remove(List.of("heard", "tries"));
        return run.with(context).at(to, now);
    }

    /// The run is done with for this time; where it stands is counted.
    void settle(Run run) {
        counts.add(run.flow(), String.valueOf(from.get(run.id())), FlowCounts.WAITING, -1);
        if (run.unfinished()) counts.add(run.flow(), run.step(), FlowCounts.WAITING, 1);
        changed.add(run);
    }

    /// It is over, as its flow wants it.
    ///
    /// @param why null when it came to an end of the flow
    void end(Run run, @Nullable String why) {
        settle(run.over(Run.Status.DONE, why, now));
    }

    /// It is over before its time.
    void stop(Run run, String reason) {
        log(run, "stopped", reason, detail());
        count(run, FlowCounts.STOPPED);
        cancelled.computeIfAbsent(reason, _ -> new ArrayList<>()).add(run.id());
        settle(run.over(Run.Status.STOPPED, reason, now));
    }

    void park(Run run, String reason) {
        log(run, "parked", "failed", detail().put("error", reason));
        settle(parked(run, reason, now));
    }

    /// A run that could not be moved, laid aside until it is tried again.
    static Run parked(Run run, String reason, Instant now) {
        var tries = run.context().path("tries").asInt(0);
        var retry = tries < PAUSES.size() ? now.plus(PAUSES.get(tries)) : null;
        var context = run.context().deepCopy().put("tries", tries + 1);
        return run.with(context).parked(reason, retry);
    }

    /// What a run was to change could not be changed: back to its step, parked.
    void back(Changes.Failed failed) {
        var run = failed.run();
        var gone = changed.stream().filter(r -> r.id().equals(run.id())).findFirst().orElseThrow();
        decisions.removeIf(made -> run.id().equals(made.run()) && made.outcome().equals("changed"));
        from.put(run.id(), gone.step());
        counts.add(run.flow(), gone.step(), FlowCounts.ENTERED, -1);
        var before = changed.size();
        park(run, Attempts.reason(failed.why()));
        back.add(changed.remove(before));
    }

    // ------------------------------------------------------------ what is said of it

    void log(Run run, String outcome, String reason, ObjectNode detail) {
        decisions.add(
                new Decision(
                        run.profile(),
                        now,
                        outcome,
                        reason,
                        detail,
                        run.flow(),
                        run.id(),
                        run.step(),
                        null));
    }

    /// @param what one of [FlowCounts], of the step where the run stands
    void count(Run run, String what) {
        counts.add(run.flow(), run.step(), what, 1);
    }

    void drawn(Run run, String way) {
        draws.add(new Draws.Drawn(run.id(), run.step(), run.flow(), way, now));
    }

    static ObjectNode detail() {
        return JsonNodeFactory.instance.objectNode();
    }
}
