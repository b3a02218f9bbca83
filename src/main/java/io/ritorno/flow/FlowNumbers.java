package io.ritorno.flow;

import io.ritorno.account.Shop;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// How flows do, from counters and from the orders credited to them; nothing big is counted.
@Component
class FlowNumbers {
    static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
    static final LocalDate LAST = LocalDate.of(9999, 1, 1);

    private final FlowCounts counts;

    FlowNumbers(FlowCounts counts) {
        this.counts = counts;
    }

    /// Of one step.
    ///
    /// @param waiting how many stand there now, whatever the period
    /// @param converted orders credited to its messages
    /// @param revenue what these count for now, in minor units
    /// @param delivered calls of a webhook step that the other program took
    /// @param failed those that it did not take
    record OfStep(
            long entered,
            long waiting,
            long sent,
            long skipped,
            long opened,
            long clicked,
            long converted,
            long revenue,
            long delivered,
            long failed) {}

    /// Of a flow in a period.
    record OfFlow(
            long entered,
            long waiting,
            long sent,
            long stopped,
            long ended,
            long converted,
            long revenue,
            Map<String, OfStep> steps) {}

    /// Of a flow from its beginning.
    record Total(long entered, long waiting, long sent, long converted, long revenue) {
        static final Total NONE = new Total(0, 0, 0, 0, 0);
    }

    OfFlow allTime(Shop shop, UUID flow) {
        return period(shop, flow, FIRST, LAST);
    }

    /// @param from first day of the shop's zone
    /// @param to last day
    OfFlow period(Shop shop, UUID flow, LocalDate from, LocalDate to) {
        var steps = new LinkedHashMap<String, Map<String, Long>>();
        var whole = new HashMap<String, Long>();
        for (var count : counts.list(shop, flow, from, to)) {
            if (!count.step().equals(FlowCounts.WHOLE)) {
                steps.computeIfAbsent(count.step(), _ -> new HashMap<>())
                        .merge(count.name(), count.n(), Long::sum);
                // people pass many steps but enter the flow once
                if (count.name().equals(FlowCounts.ENTERED)) continue;
            }
            whole.merge(count.name(), count.n(), Long::sum);
        }
        for (var earned : counts.earned(shop, flow, from, to)) {
            whole.merge("converted", earned.orders(), Long::sum);
            whole.merge("revenue", earned.amount(), Long::sum);
            if (earned.step().isEmpty()) continue;
            var step = steps.computeIfAbsent(earned.step(), _ -> new HashMap<>());
            step.merge("converted", earned.orders(), Long::sum);
            step.merge("revenue", earned.amount(), Long::sum);
        }
        var ofSteps = new LinkedHashMap<String, OfStep>();
        steps.forEach((id, n) -> ofSteps.put(id, step(n)));
        return new OfFlow(
                n(whole, FlowCounts.ENTERED),
                n(whole, FlowCounts.WAITING),
                n(whole, FlowCounts.SENT),
                n(whole, FlowCounts.STOPPED),
                n(whole, FlowCounts.ENDED),
                n(whole, "converted"),
                n(whole, "revenue"),
                ofSteps);
    }

    /// Of each flow of the shop in which anything ever happened.
    Map<UUID, Total> totals(Shop shop) {
        var sums = new HashMap<UUID, Map<String, Long>>();
        for (var count : counts.totals(shop))
            sums.computeIfAbsent(count.flow(), _ -> new HashMap<>()).put(count.name(), count.n());
        for (var earned : counts.earned(shop)) {
            var flow = sums.computeIfAbsent(earned.flow(), _ -> new HashMap<>());
            flow.put("converted", earned.orders());
            flow.put("revenue", earned.amount());
        }
        var totals = new HashMap<UUID, Total>();
        sums.forEach(
                (flow, n) ->
                        totals.put(
                                flow,
                                new Total(
                                        n(n, FlowCounts.ENTERED),
                                        n(n, FlowCounts.WAITING),
                                        n(n, FlowCounts.SENT),
                                        n(n, "converted"),
                                        n(n, "revenue"))));
        return totals;
    }

    private static OfStep step(Map<String, Long> n) {
        return new OfStep(
                n(n, FlowCounts.ENTERED),
                n(n, FlowCounts.WAITING),
                n(n, FlowCounts.SENT),
                n(n, FlowCounts.SKIPPED),
                n(n, FlowCounts.OPENED),
                n(n, FlowCounts.CLICKED),
                n(n, "converted"),
                n(n, "revenue"),
                n(n, FlowCounts.DELIVERED),
                n(n, FlowCounts.FAILED));
    }

    private static long n(Map<String, Long> sums, String name) {
        return sums.getOrDefault(name, 0L);
    }
}
