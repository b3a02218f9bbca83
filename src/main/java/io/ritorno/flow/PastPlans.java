package io.ritorno.flow;

import io.ritorno.event.Event;
import io.ritorno.flow.PastStarts.Knock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who would have entered a flow that begins by time, and when: what [Planner] plans and
/// [PlanCheck] finds when the time has come, from one thing that happens to a person to the next.
final class PastPlans {
    private final Past past;
    private final Live live;
    private final GoodsFacts goods;

    PastPlans(Past past, Live live, GoodsFacts goods) {
        this.past = past;
        this.live = live;
        this.goods = goods;
    }

    /// What a person's plans come to, from one thing that happens to her to the next.
    List<Knock> of(UUID id) {
        var facts = new PastFacts(past);
        var check = new PlanCheck(facts, goods);
        var plans = new HashMap<String, Plan>();
        var entries = new ArrayList<Knock>();
        begin(id, facts, plans);
        var happenings = happenings(id);
        var next = 0;
        while (true) {
            var due = plans.values().stream().min(BY_DUE).orElse(null);
            var happening = next < happenings.size() ? happenings.get(next) : null;
            var first =
                    due == null || happening != null && !happening.at().isAfter(due.due())
                            ? happening == null ? null : happening.at()
                            : due.due();
            if (first == null || first.isAfter(past.to)) return entries;
            facts.at(first);
            if (happening != null && happening.at().equals(first)) {
                next++;
                plan(id, happening, facts, plans);
                continue;
            }
            plans.remove(Objects.requireNonNull(due).slot());
            for (var checked : check.check(past.part, past.shop, live, List.of(due), first)) {
                if (checked.entry() != null) entries.add(new Knock(checked.entry(), first));
                if (checked.again() != null) plans.put(due.slot(), due.at(checked.again()));
            }
        }
    }

    private static final Comparator<Plan> BY_DUE =
            Comparator.comparing(Plan::due).thenComparing(Plan::slot);

    /// Something by which plans are made or moved.
    ///
    /// @param event null where it only says that facts are others now
    private record Happening(Instant at, @Nullable Event event) {}

    private List<Happening> happenings(UUID id) {
        var found = new ArrayList<Happening>();
        switch (live.trigger()) {
            case Trigger.OnDate trigger -> {
                var known = past.known.get(id);
                if (known != null) found.add(new Happening(known, null));
                if (PastStarts.byOrders(trigger)) orders(id, found);
                for (var word : past.words.getOrDefault(id, List.of()))
                    found.add(new Happening(word.at(), null));
                for (var change : past.traits.getOrDefault(id, List.of()))
                    found.add(new Happening(change.event().at(), null));
            }
            case Trigger.Delivery _ -> orders(id, found);
            case Trigger.Inactive(var of, _) -> {
                if (of == Trigger.Since.LAST_ORDER) orders(id, found);
                else
                    for (var at : past.times.getOrDefault(id, List.of()))
                        found.add(new Happening(at, null));
            }
            default -> {
                for (var event : past.events(id))
                    if (live.trigger().events().contains(event.name()))
                        found.add(new Happening(event.at(), event));
            }
        }
        found.removeIf(happening -> happening.at().isBefore(past.from));
        found.sort(Comparator.comparing(Happening::at));
        return found;
    }

    private void orders(UUID id, List<Happening> found) {
        for (var change : past.orders(id)) found.add(new Happening(change.event().at(), null));
    }

    /// Who is there already when the period begins is planned as when a flow goes live.
    private void begin(UUID id, PastFacts facts, Map<String, Plan> plans) {
        if (Planner.plannedByFacts(live.trigger()))
            plan(id, new Happening(past.from, null), facts, plans);
    }

    private void plan(UUID id, Happening happening, PastFacts facts, Map<String, Plan> plans) {
        var flow = live.flow().id();
        var shop = past.shop;
        var now = happening.at();
        var person = past.person(id, now);
        switch (live.trigger()) {
            case Trigger.OnDate trigger -> {
                plans.clear();
                if (person == null || !person.known()) return;
                var subscribed = facts.subscribed(past.part, shop, List.of(id)).get(id);
                Dates.next(shop, trigger, person, subscribed, now)
                        .ifPresent(at -> put(plans, Plan.of(shop.id(), flow, id, "", at.due())));
            }
            case Trigger.Delivery trigger -> {
                plans.clear();
                var zone =
                        Dates.zone(
                                shop,
                                trigger.on().personal(),
                                person == null ? null : person.timezone());
                for (var order : facts.deliveries(past.part, shop, List.of(id), LocalDate.EPOCH)) {
                    var due = Dates.moment(order.day(), trigger.on(), zone);
                    var slot = order.order().toString();
                    if (!due.isBefore(now)) put(plans, Plan.of(shop.id(), flow, id, slot, due));
                }
            }
            case Trigger.Inactive(var of, var days) -> {
                if (person == null || !person.known()) return;
                var since =
                        switch (of) {
                            case LAST_SEEN -> person.lastSeenAt();
                            case LAST_ORDER -> person.lastOrderAt();
                        };
                if (since == null) return;
                var due = since.plus(Duration.ofDays(days));
                if (due.isAfter(now)) plans.putIfAbsent("", Plan.of(shop.id(), flow, id, "", due));
            }
            default -> {
                var event = happening.event();
                var plan = event == null ? null : Planner.of(shop, live, event);
                if (plan == null) return;
                if (Planner.anew(live.trigger())) put(plans, plan);
                else plans.putIfAbsent(plan.slot(), plan);
            }
        }
    }

    private static void put(Map<String, Plan> plans, Plan plan) {
        plans.put(plan.slot(), plan);
    }
}
