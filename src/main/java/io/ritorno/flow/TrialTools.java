package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.delivery.Foresight;
import io.ritorno.delivery.Messages;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// What a [Trial] moves a run with; reads `message`.
@Component
class TrialTools {
    private final JdbcClient db;
    private final RunStore runs;
    private final Walks walks;
    private final CartFacts carts;
    private final Draws draws;
    private final Changes changes;
    private final Messages messages;
    private final Foresight foresight;
    private final TransactionTemplate nested;

    TrialTools(
            JdbcClient db,
            RunStore runs,
            Walks walks,
            CartFacts carts,
            Draws draws,
            Changes changes,
            Messages messages,
            Foresight foresight,
            PlatformTransactionManager transactions) {
        this.db = db;
        this.runs = runs;
        this.walks = walks;
        this.carts = carts;
        this.draws = draws;
        this.changes = changes;
        this.messages = messages;
        this.foresight = foresight;
        this.nested = new TransactionTemplate(transactions);
        this.nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    CartFacts carts() {
        return carts;
    }

    Foresight foresight() {
        return foresight;
    }

    Walk walk(Shop shop, int part, Instant at) {
        return walks.of(shop, part, at);
    }

    /// Writes what a walk came to, save what only reports look at.
    void write(Shop shop, int part, Walked walked, List<Changes.Made> made) {
        runs.update(part, shop, walked.changed);
        draws.add(part, shop, walked.draws);
        walked.cancelled.forEach((reason, ids) -> messages.cancel(part, shop, ids, reason));
        if (made.isEmpty()) return;
        var today = made.getFirst().event().at();
        for (var failed : changes.apply(part, today, made)) walked.back(failed);
        runs.update(part, shop, walked.back);
    }

    void write(Shop shop, int part, Run run) {
        runs.update(part, shop, List.of(run));
    }

    /// Messages of a run's step that have not gone out, in the order in which they were queued.
    List<UUID> queued(Shop shop, int part, UUID run, String step) {
        return db.sql(
                        """
                        select id from message
                        where part = ? and shop_id = ? and run_id = ? and step = ?
                            and status = 'queued'
                        order by id
                        """)
                .params(part, shop.id(), run, step)
                .query(UUID.class)
                .list();
    }

    boolean queued(Shop shop, int part, UUID message) {
        return db.sql(
                        """
                        select exists (
                            select 1 from message
                            where part = ? and shop_id = ? and id = ? and status = 'queued')
                        """)
                .params(part, shop.id(), message)
                .query(Boolean.class)
                .single();
    }

    /// Does something and takes back what it wrote.
    <T> T aside(Supplier<T> action) {
        return Objects.requireNonNull(
                nested.execute(
                        status -> {
                            status.setRollbackOnly();
                            return action.get();
                        }));
    }
}
