package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.webhook.Call;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The calls to other programs that runs of a [Walk] have come to in one round, and what became of
/// earlier ones. A call is only queued here; its end wakes the run.
final class WalkCalls {
    private final Shop shop;
    private final int part;
    private final Instant now;
    private final FlowCalls calls;
    private final Attempts attempts;
    private final Walked walked;
    private final Map<Run, Step.Webhook> coming = new LinkedHashMap<>();

    WalkCalls(Shop shop, int part, Instant now, FlowCalls calls, Attempts attempts, Walked walked) {
        this.shop = shop;
        this.part = part;
        this.now = now;
        this.calls = calls;
        this.attempts = attempts;
        this.walked = walked;
    }

    void add(Run run, Step.Webhook step) {
        coming.put(run, step);
    }

    /// Queues them; their runs wait.
    ///
    /// @param open gets those for whom there is nothing to send, each at its next step
    void queue(List<Run> open) {
        if (coming.isEmpty()) return;
        var failed = attempts.together(() -> calls.queue(shop, part, coming, now));
        coming.forEach(
                (run, step) -> {
                    var none =
                            failed != null
                                    ? failed
                                    : attempts.parking(
                                            List.of(run),
                                            () -> calls.queue(shop, part, Map.of(run, step), now));
                    if (none == null) return;
                    var why = none.get(run.id());
                    if (why == null) walked.settle(run.asleep(null, null));
                    else open.add(unsaid(run, step, why));
                });
        coming.clear();
    }

    private Run unsaid(Run run, Step.Webhook step, String why) {
        walked.count(run, FlowCounts.FAILED);
        var detail = Walked.detail().put("why", "body").put("error", why);
        walked.log(run, "webhook", "failed", detail);
        return walked.move(run, step.failed());
    }

    /// The call's end is known: the run at its next step.
    Run told(Run run, Call call, String to) {
        var delivered = call.state() == Call.State.DELIVERED;
        var detail = Walked.detail().put("tries", call.tries());
        if (call.status() != null) detail.put("status", call.status());
        if (call.why() != null) detail.put("why", call.why());
        walked.log(run, "webhook", delivered ? "delivered" : "failed", detail);
        walked.count(run, delivered ? FlowCounts.DELIVERED : FlowCounts.FAILED);
        walked.answered.add(call.id());
        return walked.move(run, to);
    }
}
