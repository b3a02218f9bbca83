package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.platform.Lane;
import io.ritorno.platform.LaneWork;
import io.ritorno.platform.Lanes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// The turns that a worker of the event lane takes in a shop's parts, moving only so many runs in
/// each.
final class Turns {
    private final Lanes lanes;
    private final List<LaneWork> works;
    private final FlowRuns runs;
    private final InstantSource time;

    Turns(Lanes lanes, List<LaneWork> works, FlowRuns runs, InstantSource time) {
        this.lanes = lanes;
        this.works = works;
        this.runs = runs;
        this.time = time;
    }

    /// Until nothing is ready, work by work in their order.
    void take(Shop shop, int most) {
        var own = new TreeSet<Integer>();
        for (var part : shop.parts().all()) own.add(part);
        for (var work : works) {
            if (work.lane() != Lane.EVENT) continue;
            boolean any;
            do {
                any = false;
                for (var part : work.ready(time.instant()))
                    if (own.contains(part)) any |= turn(work, part, most);
            } while (any);
        }
    }

    private boolean turn(LaneWork work, int part, int most) {
        var now = time.instant();
        return lanes.inPart(
                        Lane.EVENT,
                        part,
                        () -> work == runs ? runs.run(part, now, most) : work.run(part, now))
                > 0;
    }

    /// When something will next be due.
    Optional<Instant> nextDue(Instant after) {
        return works.stream()
                .flatMap(work -> work.nextDue(after).stream())
                .min(Comparator.naturalOrder());
    }
}
