package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.platform.Ids;
import io.ritorno.webhook.Call;
import io.ritorno.webhook.CallOwner;
import io.ritorno.webhook.NewCall;
import io.ritorno.webhook.Webhooks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// The calls that runs wait for at webhook steps. One each time that a run comes to the step.
@Component
class FlowCalls implements CallOwner {
    private final Webhooks webhooks;
    private final CallBodies bodies;
    private final RunStore runs;
    private final FlowStore flows;

    FlowCalls(Webhooks webhooks, CallBodies bodies, RunStore runs, FlowStore flows) {
        this.webhooks = webhooks;
        this.bodies = bodies;
        this.runs = runs;
        this.flows = flows;
    }

    static UUID id(Run run) {
        return Ids.stable(
                "webhook", run.id().toString(), run.step(), run.enteredStepAt().toString());
    }

    /// How the calls of these runs stand, by run; without those that have none yet.
    Map<UUID, Call> find(Shop shop, int part, List<Run> all) {
        var found = webhooks.find(part, shop, all.stream().map(FlowCalls::id).toList());
        var calls = new HashMap<UUID, Call>();
        for (var run : all) {
            var call = found.get(id(run));
            if (call != null) calls.put(run.id(), call);
        }
        return calls;
    }

    /// Queues the calls of runs that have come to a webhook step.
    ///
    /// @return of those for whom there is nothing to send, why: as
    ///   [io.ritorno.platform.Reason#kept]
    Map<UUID, String> queue(Shop shop, int part, Map<Run, Step.Webhook> coming, Instant now) {
        var byPlace = new LinkedHashMap<Step.Webhook, List<Run>>();
        coming.forEach(
                (run, step) -> byPlace.computeIfAbsent(step, _ -> new ArrayList<>()).add(run));
        var calls = new ArrayList<NewCall>();
        var failed = new HashMap<UUID, String>();
        byPlace.forEach(
                (step, of) -> {
                    var made = bodies.make(shop, part, step, of, now);
                    failed.putAll(made.failed());
                    for (var run : of) {
                        var body = made.bodies().get(run.id());
                        if (body != null)
                            calls.add(
                                    new NewCall(
                                            id(run),
                                            run.id(),
                                            run.flow(),
                                            run.step(),
                                            step.secret(),
                                            step.url(),
                                            body));
                    }
                });
        webhooks.queue(part, shop, calls, now);
        return failed;
    }

    /// The outcomes of these calls are known to their runs.
    void forget(int part, Shop shop, Collection<UUID> calls) {
        webhooks.forget(part, shop, calls);
    }

    /// These runs are over.
    void cancel(int part, Shop shop, Collection<UUID> ended) {
        webhooks.cancel(part, shop, ended);
    }

    /// The flow is live again.
    void resume(Shop shop, UUID flow, Instant now) {
        webhooks.resume(shop, flow, now);
    }

    @Override
    public Map<UUID, Verdict> judge(int part, Shop shop, Collection<Asked> calls) {
        var waiting = new HashMap<UUID, Run>();
        for (var run : runs.load(part, shop, calls.stream().map(Asked::run).distinct().toList()))
            waiting.put(run.id(), run);
        var known = flows.load(shop.id(), calls.stream().map(Asked::flow).distinct().toList());
        var verdicts = new HashMap<UUID, Verdict>();
        for (var call : calls) {
            var run = waiting.get(call.run());
            var flow = known.get(call.flow());
            if (run == null || flow == null || !run.unfinished() || !id(run).equals(call.id()))
                continue;
            switch (flow.status()) {
                case LIVE -> verdicts.put(call.id(), Verdict.CALL);
                case PAUSED -> verdicts.put(call.id(), Verdict.LATER);
                case DRAFT, ARCHIVED -> {
                    // nobody is in it any more
                }
            }
        }
        return verdicts;
    }

    @Override
    public void over(int part, Shop shop, List<UUID> over, Instant now) {
        runs.wake(part, shop, over, now);
    }
}
