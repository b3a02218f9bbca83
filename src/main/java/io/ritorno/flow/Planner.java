package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.event.Batch;
import io.ritorno.event.BecameKnown;
import io.ritorno.event.Event;
import io.ritorno.event.Names;
import io.ritorno.order.OrderChange;
import io.ritorno.profile.TraitChange;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Plans who will enter flows that begin by time: in the lane, when the facts a plan hangs on
/// change, and for those who were there already when a flow goes live ([PlanBuilds]).
@Component
class Planner {
    private final PlanStore plans;
    private final PlanFacts facts;

    Planner(PlanStore plans, PlanFacts facts) {
        this.plans = plans;
        this.facts = facts;
    }

    private record Slot(UUID flow, UUID profile, String slot) {}

    /// What the events of a batch change.
    void plan(Batch batch, Shop shop, List<Event> events, List<Live> flows) {
        var byName = new HashMap<String, List<Live>>();
        var clock = new ArrayList<Live>();
        for (var live : flows) {
            if (plannedByFacts(live.trigger())) clock.add(live);
            if (plannedByEvent(shop, live.trigger()))
                for (var name : live.trigger().events())
                    byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(live);
        }
        if (!byName.isEmpty()) byEvents(batch, shop, events, byName);
        if (!clock.isEmpty()) byFacts(batch, shop, events, clock);
    }

    static boolean plannedByFacts(Trigger trigger) {
        return trigger instanceof Trigger.OnDate
                || trigger instanceof Trigger.Delivery
                || trigger instanceof Trigger.Inactive;
    }

    static boolean plannedByEvent(Shop shop, Trigger trigger) {
        return switch (trigger) {
            case Trigger.CartAbandoned cart -> Starts.later(shop, cart);
            case Trigger.CheckoutAbandoned _,
                    Trigger.BrowseAbandoned _,
                    Trigger.SearchAbandoned _ ->
                    true;
            default -> false;
        };
    }

    // ------------------------------------------------------------ by what she does

    private void byEvents(
            Batch batch, Shop shop, List<Event> events, Map<String, List<Live>> byName) {
        var put = new LinkedHashMap<Slot, Plan>();
        var keep = new LinkedHashMap<Slot, Plan>();
        for (var event : events) {
            if (event.history() || !event.personal()) continue;
            for (var live : byName.getOrDefault(event.name(), List.of())) {
                var plan = of(shop, live, event);
                if (plan != null) add(anew(live.trigger()) ? put : keep, plan);
            }
        }
        plans.put(batch.part(), shop, List.copyOf(put.values()));
        plans.keep(batch.part(), shop, List.copyOf(keep.values()));
    }

    /// What an event plans; null when it plans nothing.
    static @Nullable Plan of(Shop shop, Live live, Event event) {
        var flow = live.flow().id();
        return switch (live.trigger()) {
            case Trigger.CartAbandoned trigger -> {
                var cart = event.text("cart");
                var after = trigger.after();
                if (cart == null || after == null || Starts.isForeign(event)) yield null;
                var more = after.minus(shop.settings().cartAbandonedAfter());
                yield Plan.of(shop.id(), flow, event.profile(), cart, event.at().plus(more));
            }
            case Trigger.CheckoutAbandoned(var after) -> {
                var slot = event.text("checkout_id");
                if (slot == null) slot = event.text("cart_id");
                var due = event.at().plus(after);
                var plan = Plan.of(shop.id(), flow, event.profile(), slot == null ? "" : slot, due);
                plan.context().put("at", event.at().toString()).set("event", event.properties());
                yield plan;
            }
            case Trigger.BrowseAbandoned(var after, _) ->
                    one(shop, flow, event, event.at().plus(after));
            case Trigger.SearchAbandoned(var after, _) ->
                    one(shop, flow, event, event.at().plus(after));
            default -> null;
        };
    }

    /// Whether a plan that is there already is put off by another event, or stays and is looked at
    /// in its time.
    static boolean anew(Trigger trigger) {
        return trigger instanceof Trigger.CartAbandoned
                || trigger instanceof Trigger.CheckoutAbandoned;
    }

    private static Plan one(Shop shop, UUID flow, Event event, Instant due) {
        return Plan.of(shop.id(), flow, event.profile(), "", due);
    }

    /// Of several in one batch the last counts.
    private static void add(Map<Slot, Plan> plans, Plan plan) {
        plans.merge(
                new Slot(plan.flow(), plan.profile(), plan.slot()),
                plan,
                (one, other) -> other.due().isBefore(one.due()) ? one : other);
    }

    // ------------------------------------------------------------ by what is known of her

    private void byFacts(Batch batch, Shop shop, List<Event> events, List<Live> flows) {
        var ordered = new HashSet<UUID>();
        for (var change : Starts.notes(batch, shop, OrderChange.class, OrderChange::event))
            ordered.add(change.event().profile());
        for (var live : flows) {
            switch (live.trigger()) {
                case Trigger.OnDate trigger ->
                        dates(
                                batch.part(),
                                shop,
                                live.flow().id(),
                                trigger,
                                changed(batch, shop, events, trigger, ordered),
                                batch.now());
                case Trigger.Delivery trigger ->
                        deliveries(
                                batch.part(),
                                shop,
                                live.flow().id(),
                                trigger,
                                ordered,
                                batch.now());
                case Trigger.Inactive trigger -> {
                    var people = trigger.of() == Trigger.Since.LAST_ORDER ? ordered : seen(events);
                    if (!people.isEmpty())
                        plans.keepInactive(
                                batch.part(), shop, live.flow().id(), trigger, people, batch.now());
                }
                default -> {}
            }
        }
    }

    private static Set<UUID> seen(List<Event> events) {
        var seen = new HashSet<UUID>();
        for (var event : events)
            if (event.personal() && !event.source().equals(Event.OWN)) seen.add(event.profile());
        return seen;
    }

    /// Whose date may have come to be another.
    private static Set<UUID> changed(
            Batch batch, Shop shop, List<Event> events, Trigger.OnDate trigger, Set<UUID> ordered) {
        var people = new HashSet<UUID>();
        for (var known : Starts.notes(batch, shop, BecameKnown.class, BecameKnown::event))
            people.add(known.event().profile());
        for (var change : Starts.notes(batch, shop, TraitChange.class, TraitChange::event)) {
            var touched =
                    switch (trigger.of()) {
                        case DateOf.Trait _ ->
                                !change.attribute() && change.name().equals("birthday");
                        case DateOf.Attribute(var name) ->
                                change.attribute() && change.name().equals(name);
                        case DateOf.Moment _, DateOf.Property _ -> false;
                        case null -> false;
                    };
            if (touched || !change.attribute() && change.name().equals("timezone"))
                people.add(change.event().profile());
        }
        if (trigger.of() instanceof DateOf.Moment(var moment)) {
            switch (moment) {
                case FIRST_ORDER, LAST_ORDER -> people.addAll(ordered);
                case SUBSCRIBED -> {
                    for (var event : events)
                        if (event.is(Names.CONSENT_CHANGED)) people.add(event.profile());
                }
                case CREATED -> {}
            }
        }
        return people;
    }

    /// Plans these people for their date's next time, and nobody for a past one.
    void dates(
            int part,
            Shop shop,
            UUID flow,
            Trigger.OnDate trigger,
            Collection<UUID> profiles,
            Instant now) {
        if (profiles.isEmpty()) return;
        var people = facts.people(part, shop, profiles);
        var subscribed =
                Dates.asksSubscribed(trigger)
                        ? facts.subscribed(part, shop, profiles)
                        : Map.<UUID, Instant>of();
        var put = new ArrayList<Plan>();
        var gone = new ArrayList<Plan>();
        for (var profile : profiles) {
            var person = people.get(profile);
            var next =
                    person == null || !person.known()
                            ? null
                            : Dates.next(shop, trigger, person, subscribed.get(profile), now)
                                    .orElse(null);
            var plan = Plan.of(shop.id(), flow, profile, "", next == null ? now : next.due());
            if (next == null) gone.add(plan);
            else put.add(plan);
        }
        plans.remove(part, shop, gone);
        plans.put(part, shop, put);
    }

    /// Plans these people for the orders that shall be delivered to them.
    void deliveries(
            int part,
            Shop shop,
            UUID flow,
            Trigger.Delivery trigger,
            Collection<UUID> profiles,
            Instant now) {
        if (profiles.isEmpty()) return;
        var zones = facts.people(part, shop, profiles);
        var put = new ArrayList<Plan>();
        for (var order : facts.deliveries(part, shop, profiles, LocalDate.EPOCH)) {
            var person = zones.get(order.profile());
            var zone =
                    Dates.zone(
                            shop,
                            trigger.on().personal(),
                            person == null ? null : person.timezone());
            var due = Dates.moment(order.day(), trigger.on(), zone);
            if (!due.isBefore(now))
                put.add(Plan.of(shop.id(), flow, order.profile(), order.order().toString(), due));
        }
        plans.clear(part, shop, flow, profiles);
        plans.put(part, shop, put);
    }
}
