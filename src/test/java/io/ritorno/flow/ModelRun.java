package io.ritorno.flow;

import io.ritorno.webhook.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A run of [FlowModel]'s, with what was sent on the way: `s1 sent`, `s3 skipped`, and the call
/// that it waits for.
final class ModelRun {
    final Live live;
    ModelPerson who;
    Run run;
    final List<String> sent = new ArrayList<>();
    @Nullable Call call;

    /// When the call is made next; null unless it is.
    @Nullable Instant calls;

    ModelRun(Live live, ModelPerson who, Run run) {
        this.live = live;
        this.who = who;
        this.run = run;
    }

    /// Where it is and how it came there, to be compared.
    String text() {
        return String.join(
                " ",
                run.status().text(),
                run.step(),
                String.valueOf(run.reason()),
                run.status() == Run.Status.RUNNING ? String.valueOf(run.wakeAt()) : "over",
                sent.toString());
    }

    /// When it moves next, if nothing happens before.
    Instant wake() {
        if (run.status() != Run.Status.RUNNING) return Instant.MAX;
        if (calls != null) return calls;
        return run.wakeAt() == null ? Instant.MAX : run.wakeAt();
    }
}
