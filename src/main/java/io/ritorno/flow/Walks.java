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

/// Makes a [Walk] with all that it needs.
@Component
class Walks {
    private final FlowStore flows;
    private final Conditions conditions;
    private final StepFacts stepFacts;
    private final Messages messages;
    private final Coupons coupons;
    private final FlowCalls calls;
    private final Moves moves;
    private final TransactionTemplate nested;

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
        return new Walk(
                shop,
                part,
                now,
                flows,
                conditions,
                stepFacts,
                messages,
                coupons,
                calls,
                moves,
                nested);
    }
}
