package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.account.Shops;
import io.ritorno.event.Backlog;
import io.ritorno.platform.Lane;
import io.ritorno.platform.LaneWork;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Takes the plans whose time has come, a batch at a time: asks whether what they were made for
/// still holds, and lets in those for whom it does.
@Component
@Order(15)
class PlannedEntries implements LaneWork {
    private static final int BATCH = 500;

    private final PlanStore plans;
    private final PlanCheck check;
    private final FlowStore flows;
    private final Entries entries;
    private final Shops shops;
    private final Backlog backlog;

    PlannedEntries(
            PlanStore plans,
            PlanCheck check,
            FlowStore flows,
            Entries entries,
            Shops shops,
            Backlog backlog) {
        this.plans = plans;
        this.check = check;
        this.flows = flows;
        this.entries = entries;
        this.shops = shops;
        this.backlog = backlog;
    }

    @Override
    public String name() {
        return "flow-plans";
    }

    @Override
    public Lane lane() {
        return Lane.EVENT;
    }

    @Override
    public List<Integer> ready(Instant now) {
        return plans.ready(now);
    }

    @Override
    public Optional<Instant> nextDue(Instant after) {
        return plans.nextDue(after);
    }

    @Override
    public int run(int part, Instant now) {
        var due = plans.due(part, backlog.handledUntil(part, now), BATCH);
        var byShop = new LinkedHashMap<Integer, List<Plan>>();
        for (var plan : due) byShop.computeIfAbsent(plan.shop(), _ -> new ArrayList<>()).add(plan);
        byShop.forEach((shop, of) -> take(part, shops.get(shop), of, now));
        return due.size();
    }

    private void take(int part, Shop shop, List<Plan> due, Instant now) {
        var byFlow = new LinkedHashMap<UUID, List<Plan>>();
        for (var plan : due) byFlow.computeIfAbsent(plan.flow(), _ -> new ArrayList<>()).add(plan);
        var known = flows.load(shop.id(), byFlow.keySet());
        var gone = new ArrayList<Plan>();
        var again = new ArrayList<Plan>();
        var coming = new ArrayList<Entry>();
        byFlow.forEach(
                (id, of) -> {
                    var flow = known.get(id);
                    var open =
                            flow != null
                                    && (flow.status() == Flow.Status.LIVE
                                            || flow.status() == Flow.Status.PAUSED);
                    var live = open ? flows.live(shop, List.of(flow)) : List.<Live>of();
                    if (live.isEmpty()) {
                        gone.addAll(of);
                        return;
                    }
                    for (var checked : check.check(part, shop, live.getFirst(), of, now)) {
                        if (checked.entry() != null) coming.add(checked.entry());
                        if (checked.again() == null) gone.add(checked.plan());
                        else again.add(checked.plan().at(checked.again()));
                    }
                });
        plans.remove(part, shop, gone);
        plans.put(part, shop, again);
        entries.enter(part, shop, now, coming);
    }
}
