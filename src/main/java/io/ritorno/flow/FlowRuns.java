package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.account.Shops;
import io.ritorno.delivery.Decision;
import io.ritorno.delivery.Decisions;
import io.ritorno.delivery.Messages;
import io.ritorno.event.Backlog;
import io.ritorno.platform.DatabaseTrouble;
import io.ritorno.platform.Lane;
import io.ritorno.platform.LaneWork;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.JsonNodeFactory;

/// Moves the runs that are due, a batch at a time, so that events of the part have their turn in
/// between however many are due at once.
@Component
@Order(20)
class FlowRuns implements LaneWork {
    private static final int BATCH = 1_000;

    private final RunStore runs;
    private final Walks walks;
    private final FlowCounts counts;
    private final CartFacts carts;
    private final Draws draws;
    private final Changes changes;
    private final Messages messages;
    private final FlowCalls calls;
    private final Decisions decisions;
    private final Shops shops;
    private final Backlog backlog;
    private final TransactionTemplate nested;

    FlowRuns(
            RunStore runs,
            Walks walks,
            FlowCounts counts,
            CartFacts carts,
            Draws draws,
            Changes changes,
            Messages messages,
            FlowCalls calls,
            Decisions decisions,
            Shops shops,
            Backlog backlog,
            PlatformTransactionManager transactions) {
        this.runs = runs;
        this.walks = walks;
        this.counts = counts;
        this.carts = carts;
        this.draws = draws;
        this.changes = changes;
        this.messages = messages;
        this.calls = calls;
        this.decisions = decisions;
        this.shops = shops;
        this.backlog = backlog;
        this.nested = new TransactionTemplate(transactions);
        this.nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    @Override
    public String name() {
        return "flow-runs";
    }

    @Override
    public Lane lane() {
        return Lane.EVENT;
    }

    @Override
    public List<Integer> ready(Instant now) {
        return runs.ready(now);
    }

    @Override
    public Optional<Instant> nextDue(Instant after) {
        return runs.nextDue(after);
    }

    @Override
    public int run(int part, Instant now) {
        return run(part, now, BATCH);
    }

    /// @param most runs to move in this turn
    int run(int part, Instant now, int most) {
        var retried = runs.retry(part, now);
        var due = runs.due(part, backlog.handledUntil(part, now), most);
        var byShop = new LinkedHashMap<Integer, List<Run>>();
        for (var run : due) byShop.computeIfAbsent(run.shop(), _ -> new ArrayList<>()).add(run);
        byShop.forEach((shop, of) -> attempt(part, shop, of, now));
        return due.size() + retried;
    }

    /// Moves them together; where that fails as a whole, in halves, until the run that does it
    /// stands alone and is parked. Trouble with the database itself parks nobody.
    private void attempt(int part, int shop, List<Run> due, Instant now) {
        try {
            nested.executeWithoutResult(_ -> walk(part, shop, due, now));
        } catch (RuntimeException e) {
            changes.rolledBack();
            if (DatabaseTrouble.in(e)) throw e;
            if (due.size() == 1) {
                park(part, shops.get(shop), due.getFirst(), Attempts.reason(e), now);
                return;
            }
            var half = due.size() / 2;
            attempt(part, shop, due.subList(0, half), now);
            attempt(part, shop, due.subList(half, due.size()), now);
        }
    }

    private void park(int part, Shop shop, Run run, String reason, Instant now) {
        runs.update(part, shop, List.of(Walked.parked(run, reason, now)));
        decisions.record(
                part,
                shop,
                List.of(
                        new Decision(
                                run.profile(),
                                now,
                                "parked",
                                "failed",
                                JsonNodeFactory.instance.objectNode().put("error", reason),
                                run.flow(),
                                run.id(),
                                run.step(),
                                null)));
    }

    private void walk(int part, int shopId, List<Run> due, Instant now) {
        var shop = shops.get(shopId);
        var walk = walks.of(shop, part, now);
        walk.walk(due, carts);
        write(part, shop, walk.walked, now);
    }

    private void write(int part, Shop shop, Walked walked, Instant now) {
        runs.update(part, shop, walked.changed);
        draws.add(part, shop, walked.draws);
        walked.cancelled.forEach((reason, ids) -> messages.cancel(part, shop, ids, reason));
        for (var ids : walked.cancelled.values()) calls.cancel(part, shop, ids);
        calls.forget(part, shop, walked.answered);
        // last, since flows look at what they have just written
        for (var failed : changes.apply(part, now, walked.changes)) walked.back(failed);
        runs.update(part, shop, walked.back);
        decisions.record(part, shop, walked.decisions);
        counts.add(part, shop, shop.day(now), walked.counts);
    }
}
