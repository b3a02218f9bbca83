package io.ritorno.flow;

import io.ritorno.account.Shop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// The runs of a [Walk] that end in one round because their people go on in another flow.
final class WalkMoves {
    private final Shop shop;
    private final int part;
    private final Instant now;
    private final Moves moves;
    private final Attempts attempts;
    private final Walked walked;
    private final List<Moves.Wanted> coming = new ArrayList<>();

    WalkMoves(Shop shop, int part, Instant now, Moves moves, Attempts attempts, Walked walked) {
        this.shop = shop;
        this.part = part;
        this.now = now;
        this.moves = moves;
        this.attempts = attempts;
        this.walked = walked;
    }

    void add(Run run, UUID flow) {
        var wanted = new Moves.Wanted(run, flow);
        if (wanted.moves() >= Moves.MOST) walked.stop(run, "loop-limit");
        else coming.add(wanted);
    }

    /// Lets them into the other flows and ends their runs here, whether they were let in or not.
    void leave() {
        if (coming.isEmpty()) return;
        var wanted = List.copyOf(coming);
        coming.clear();
        var runs = wanted.stream().map(Moves.Wanted::run).toList();
        var answers = attempts.parking(runs, () -> moves.move(part, shop, wanted, now));
        if (answers == null) return;
        for (var each : wanted) {
            var run = each.run();
            var detail = Walked.detail().put("to", each.to().toString());
            var refused = String.valueOf(answers.get(run.id()));
            if (refused.isEmpty()) walked.log(run, "moved", "flow", detail);
            else {
                // the other flow has said it of itself, if there is one
                if (refused.equals(Moves.GONE)) walked.log(run, "not-entered", "not-live", detail);
                walked.log(run, "ended", "end", detail.put("refused", refused));
            }
            walked.count(run, FlowCounts.ENDED);
            walked.end(run, refused.isEmpty() ? "moved" : null);
        }
    }
}
