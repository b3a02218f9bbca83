package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.delivery.Decision;
import io.ritorno.delivery.Decisions;
import io.ritorno.delivery.Messages;
import io.ritorno.platform.Lane;
import io.ritorno.platform.Lanes;
import io.ritorno.profile.PersonalStage;
import io.ritorno.profile.Subject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;

/// Takes a person out of all that would still write to her: her runs end, what she was planned for
/// is forgotten, what is queued, calls too, is taken back. What happens to her from then on can let
/// her into flows again. The first thing that the erasure of a person does.
@Component
public class Exits implements PersonalStage {
    private static final String TAKEN_OUT = "taken-out";
    private static final String ERASED = "erased";

    private final RunStore runs;
    private final PlanStore plans;
    private final Interests interests;
    private final FlowCounts counts;
    private final Messages messages;
    private final FlowCalls calls;
    private final Decisions decisions;
    private final Lanes lanes;
    private final InstantSource time;

    Exits(
            RunStore runs,
            PlanStore plans,
            Interests interests,
            FlowCounts counts,
            Messages messages,
            FlowCalls calls,
            Decisions decisions,
            Lanes lanes,
            InstantSource time) {
        this.runs = runs;
        this.plans = plans;
        this.interests = interests;
        this.counts = counts;
        this.messages = messages;
        this.calls = calls;
        this.decisions = decisions;
        this.lanes = lanes;
        this.time = time;
    }

    /// @param runs how many she was in
    /// @param plans how many she was planned to enter
    /// @param messages how many were taken back
    public record Taken(int runs, int plans, int messages) {}

    /// Waits for the lane of her part. Doing it twice does no harm. What is being handed over at
    /// this moment goes out.
    public Taken takeOut(Shop shop, UUID profile) {
        return takeOut(shop, profile, TAKEN_OUT);
    }

    /// Nothing is written any more to somebody who is to be erased.
    @Override
    public void leaving(Shop shop, Subject subject) {
        for (var id : subject.people()) takeOut(shop, id, ERASED);
    }

    private Taken takeOut(Shop shop, UUID profile, String reason) {
        var part = shop.parts().of(profile);
        return lanes.inPart(
                Lane.EVENT,
                part,
                () -> {
                    interests.forget(part, shop, profile);
                    return new Taken(
                            endRuns(part, shop, profile, reason),
                            plans.forget(part, shop, profile),
                            messages.cancelAll(part, shop, profile, reason));
                });
    }

    private int endRuns(int part, Shop shop, UUID profile, String reason) {
        var now = time.instant();
        var ended = new ArrayList<Run>();
        var log = new ArrayList<Decision>();
        var deltas = new FlowCounts.Deltas();
        for (var run : runs.active(part, shop, Set.of(profile), now, Duration.ZERO)) {
            if (!run.unfinished()) continue;
            ended.add(run.over(Run.Status.STOPPED, reason, now));
            deltas.add(run.flow(), run.step(), FlowCounts.WAITING, -1);
            deltas.add(run.flow(), run.step(), FlowCounts.STOPPED, 1);
            log.add(
                    new Decision(
                            profile,
                            now,
                            "stopped",
                            reason,
                            JsonNodeFactory.instance.objectNode(),
                            run.flow(),
                            run.id(),
                            run.step(),
                            null));
        }
        runs.update(part, shop, ended);
        calls.cancel(part, shop, ended.stream().map(Run::id).toList());
        decisions.record(part, shop, log);
        counts.add(part, shop, shop.day(now), deltas);
        return ended.size();
    }
}
