package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.consent.Consent;
import io.ritorno.order.OrderChange;
import io.ritorno.profile.Person;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// [PlanFacts] as they were at a moment of the past, from memory.
final class PastFacts implements PlanFacts {
    private final Past past;
    private Instant at;

    PastFacts(Past past) {
        this.past = past;
        this.at = past.from;
    }

    /// From now on it is asked about this moment.
    void at(Instant moment) {
        at = moment;
    }

    @Override
    public Map<UUID, Person> people(int part, Shop shop, Collection<UUID> ids) {
        var people = new HashMap<UUID, Person>();
        for (var id : ids) {
            var person = past.person(id, at);
            if (person != null) people.put(id, person);
        }
        return people;
    }

    @Override
    public Map<UUID, Instant> subscribed(int part, Shop shop, Collection<UUID> ids) {
        var since = new HashMap<UUID, Instant>();
        for (var id : ids) {
            var consent = past.consent(id, "email", at);
            if (consent != null && consent.state() == Consent.State.IN) since.put(id, consent.at());
        }
        return since;
    }

    @Override
    public Map<UUID, List<Act>> acts(
            int part, Shop shop, String name, Collection<UUID> ids, Instant since) {
        var acts = new HashMap<UUID, List<Act>>();
        for (var id : ids)
            for (var event : past.events(id)) {
                if (event.at().isAfter(at)) break;
                if (event.is(name) && !event.at().isBefore(since))
                    acts.computeIfAbsent(id, _ -> new ArrayList<>())
                            .add(new Act(event.id(), event.at(), event.properties()));
            }
        return acts;
    }

    @Override
    public Map<UUID, List<Cart>> carts(int part, Shop shop, Collection<UUID> ids, Instant since) {
        var carts = new HashMap<UUID, List<Cart>>();
        for (var row : past.carts.values()) {
            var state = past.state(row.id(), at);
            if (state == null || !ids.contains(row.profile())) continue;
            var changed = past.changed(row, at);
            if (changed.isBefore(since)) continue;
            var checkout = row.checkoutAt();
            carts.computeIfAbsent(row.profile(), _ -> new ArrayList<>())
                    .add(
                            new Cart(
                                    row.id(),
                                    row.profile(),
                                    state,
                                    past.value(row, at),
                                    row.settledBy(at) ? row.items() : Math.max(1, row.items()),
                                    changed,
                                    checkout != null && checkout.isAfter(at) ? null : checkout));
        }
        var order =
                Comparator.comparing(Cart::changedAt)
                        .reversed()
                        .thenComparing(c -> c.id().toString());
        carts.values().forEach(of -> of.sort(order));
        return carts;
    }

    @Override
    public List<Delivery> deliveries(int part, Shop shop, Collection<UUID> ids, LocalDate from) {
        var found = new ArrayList<Delivery>();
        for (var id : ids) {
            var orders = new LinkedHashMap<UUID, OrderChange>();
            for (var change : past.orders(id)) {
                if (change.event().at().isAfter(at)) break;
                orders.put(change.order(), change);
            }
            for (var order : orders.values()) {
                var day = order.after().plannedDelivery();
                if (day == null || day.isBefore(from) || !order.after().counted()) continue;
                found.add(
                        new Delivery(
                                order.order(),
                                id,
                                order.externalId(),
                                order.after().number(),
                                day));
            }
        }
        return found;
    }
}
