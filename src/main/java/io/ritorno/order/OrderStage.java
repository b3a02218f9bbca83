package io.ritorno.order;

import io.ritorno.account.Shop;
import io.ritorno.event.Batch;
import io.ritorno.event.Event;
import io.ritorno.event.EventStage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Applies what events say about orders: loads those at hand, lets [OrderState] change them in the
/// order of the events, writes them once.
@Component
class OrderStage implements EventStage {
    private record Told(Event event, OrderFact fact, UUID id) {}

    private final OrderStore store;

    OrderStage(OrderStore store) {
        this.store = store;
    }

    @Override
    public int order() {
        return ORDERS;
    }

    @Override
    public void apply(Batch batch) {
        for (var shop : batch.byShop().keySet()) {
            var events = batch.named(shop, OrderFact.EVENTS);
            if (!events.isEmpty()) apply(batch, shop, events);
        }
    }

    private void apply(Batch batch, Shop shop, List<Event> events) {
        var told =
                events.stream()
                        .map(
                                event -> {
                                    var fact = OrderFact.of(shop, event);
                                    return new Told(
                                            event, fact, OrderFact.id(shop, fact.externalId()));
                                })
                        .toList();
        var ids = told.stream().map(Told::id).distinct().toList();
        var stored = store.load(shop, batch.part(), ids);
        var refunds = store.refunds(shop, batch.part(), ids);
        var orders = new LinkedHashMap<UUID, OrderState>();
        for (var one : told) {
            var order =
                    orders.computeIfAbsent(
                            one.id(),
                            id -> {
                                var known = stored.get(id);
                                var state =
                                        known != null
                                                ? known
                                                : new OrderState(
                                                        id,
                                                        one.fact().externalId(),
                                                        one.event().profile(),
                                                        batch.origin(one.event()),
                                                        shop.currency().getCurrencyCode());
                                for (var refund : refunds.getOrDefault(id, List.of()))
                                    state.refunds.put(refund.id(), refund);
                                return state;
                            });
            order.apply(
                    one.fact(),
                    one.event().source(),
                    one.event().receivedAt(),
                    one.event().history());
        }
        store.save(shop, batch.part(), orders.values());
    }
}
