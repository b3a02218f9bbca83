package io.ritorno.flow;

import io.ritorno.event.Names;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whether people of a dry run ordered while they were on their way, wherever it led them, and
/// whether anything had been written to them by then.
final class DryOrders {
    private DryOrders() {}

    /// @param run in the flow that is tried
    static void count(Past past, PastRun run, DryTally tally) {
        var last = run;
        var sent = run.firstSent;
        for (var each = run.into; each != null; each = each.into) {
            last = each;
            var hers = each.firstSent;
            if (sent == null || hers != null && hers.isBefore(sent)) sent = hers;
        }
        var ordered = first(past, run, last.endedAt == null ? past.to : last.endedAt);
        if (ordered == null) return;
        tally.one("ordered", sent == null || ordered.isBefore(sent) ? "before" : "after");
    }

    private static @Nullable Instant first(Past past, PastRun run, Instant end) {
        for (var event : past.events(run.person()))
            if (event.is(Names.ORDER_COMPLETED)
                    && !event.at().isBefore(run.run.enteredAt())
                    && !event.at().isAfter(end)
                    && !run.startedBy(event)) return event.at();
        return null;
    }
}
