package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.coupon.Coupons;
import io.ritorno.delivery.Messages;
import io.ritorno.segment.Conditions;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes a [Walk]; has all that one needs.
@Component
class Walks {
    final FlowStore flows;
    final Conditions conditions;
    final StepFacts stepFacts;
    final Messages messages;
    final Coupons coupons;
    final FlowCalls calls;
    final Moves moves;

    /// Makes a savepoint.
    final TransactionTemplate nested;

    Walks(
            FlowStore flows,
            Conditions conditions,
            StepFacts stepFacts,
            Messages messages,
            Coupons coupons,
            FlowCalls calls,
            Moves moves,
            PlatformTransactionManager transactions) {
        this.flows = flows;
        this.conditions = conditions;
        this.stepFacts = stepFacts;
        this.messages = messages;
        this.coupons = coupons;
        this.calls = calls;
        this.moves = moves;
        this.nested = new TransactionTemplate(transactions);
        this.nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    Walk of(Shop shop, int part, Instant now) {
        return new Walk(this, shop, part, now);
    }
}
