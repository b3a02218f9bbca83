package io.ritorno.insight;

import io.ritorno.account.Shop;
import io.ritorno.event.Batch;
import io.ritorno.event.Event;
import io.ritorno.event.EventStage;
import io.ritorno.event.Names;
import io.ritorno.order.Orders;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Credits the orders that a batch has made or changed, and those that a contact told late may have
/// led to. The result depends on what is in `orders` and `touch`, not on the order in which it got
/// there: a click that arrives after the purchase it came before still gets the credit.
@Component
class AttributionStage implements EventStage {
    private static final Set<String> ORDERS =
            Set.of(
                    Names.ORDER_COMPLETED,
                    Names.ORDER_UPDATED,
                    Names.ORDER_REFUNDED,
                    Names.ORDER_CANCELLED);
    private static final Set<String> CONTACTS = Set.of(Names.MESSAGE_CLICKED, Names.MESSAGE_OPENED);

    private final Ledger ledger;
    private final Touches touches;

    AttributionStage(Ledger ledger, Touches touches) {
        this.ledger = ledger;
        this.touches = touches;
    }

    @Override
    public int order() {
        return ATTRIBUTION;
    }

    @Override
    public void apply(Batch batch) {
        batch.byShop().forEach((shop, events) -> apply(batch, shop, events));
    }

    private void apply(Batch batch, Shop shop, List<Event> events) {
        var bought =
                named(events, ORDERS).stream().flatMap(event -> Orders.of(event).stream()).toList();
        var contacts =
                named(events, CONTACTS).stream()
                        .map(event -> new Touches.Contact(event.profile(), event.at()))
                        .toList();
        var again = new HashSet<>(touches.ordersAfter(shop, batch.part(), contacts));
        var all = new HashSet<>(bought);
        all.addAll(again);
        if (!all.isEmpty()) ledger.settle(shop, batch.part(), all, again, batch.now());
    }

    private static List<Event> named(List<Event> events, Set<String> names) {
        return events.stream().filter(event -> names.contains(event.name())).toList();
    }
}
