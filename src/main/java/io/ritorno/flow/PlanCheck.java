package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.catalog.ProductFact;
import io.ritorno.event.Event;
import io.ritorno.event.Names;
import io.ritorno.platform.Ids;
import io.ritorno.profile.Person;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Whether plans that are due still hold, asked of the facts as they are now. Whoever of them moved
/// meanwhile is planned anew; whoever is late by more than a day, because nothing ran, is left out:
/// a message about yesterday's visit is none about last week's.
@Component
class PlanCheck {
    private static final Duration STALE = Duration.ofDays(1);
    private static final Duration DAY = Duration.ofDays(1);

    /// Products a message may name of those she looked at.
    private static final int MOST_PRODUCTS = 12;

    private final PlanFacts facts;
    private final GoodsFacts goods;

    PlanCheck(PlanFacts facts, GoodsFacts goods) {
        this.facts = facts;
        this.goods = goods;
    }

    /// @param entry who enters by it; null: nobody
    /// @param again when it is to be looked at again; null: it is done with
    record Checked(Plan plan, @Nullable Entry entry, @Nullable Instant again) {
        static Checked over(Plan plan) {
            return new Checked(plan, null, null);
        }

        static Checked later(Plan plan, Instant again) {
            return new Checked(plan, null, again);
        }
    }

    /// Plans of one flow.
    List<Checked> check(int part, Shop shop, Live live, List<Plan> plans, Instant now) {
        var ids = new HashSet<UUID>();
        for (var plan : plans) ids.add(plan.profile());
        var people = facts.people(part, shop, ids);
        people.values().removeIf(person -> person.mergedInto() != null);
        Function<Plan, Checked> one =
                switch (live.trigger()) {
                    case Trigger.CartAbandoned trigger ->
                            carts(part, shop, live, trigger, ids, now);
                    case Trigger.CheckoutAbandoned _ -> checkouts(part, shop, live, people, plans);
                    case Trigger.BrowseAbandoned(var after, var of) ->
                            visits(
                                    part,
                                    shop,
                                    live,
                                    people,
                                    after,
                                    looks(part, shop, plans, after, of),
                                    now);
                    case Trigger.SearchAbandoned(var after, var term) ->
                            visits(
                                    part,
                                    shop,
                                    live,
                                    people,
                                    after,
                                    searches(part, shop, plans, after, term),
                                    now);
                    case Trigger.OnDate trigger -> dates(part, shop, live, trigger, people, now);
                    case Trigger.Delivery trigger ->
                            deliveries(part, shop, live, trigger, people, now);
                    case Trigger.Inactive trigger ->
                            plan -> inactive(live, trigger, people, plan, now);
                    default -> Checked::over;
                };
        return plans.stream()
                .map(
                        plan ->
                                late(plan, now)
                                        ? lateOne(shop, live, people, plan, now)
                                        : one.apply(plan))
                .toList();
    }

    private static boolean late(Plan plan, Instant now) {
        return plan.due().plus(STALE).isBefore(now);
    }

    /// What comes every year comes next year too.
    private Checked lateOne(
            Shop shop, Live live, Map<UUID, Person> people, Plan plan, Instant now) {
        var person = people.get(plan.profile());
        if (person == null || !(live.trigger() instanceof Trigger.OnDate trigger))
            return Checked.over(plan);
        var subscribed = subscribed(shop, trigger, Set.of(plan.profile()));
        return Dates.next(shop, trigger, person, subscribed.get(plan.profile()), now)
                .map(next -> Checked.later(plan, next.due()))
                .orElseGet(() -> Checked.over(plan));
    }

    private static Entry entry(
            Live live, Plan plan, String key, @Nullable UUID cart, Instant at, ObjectNode about) {
        return new Entry(
                live,
                plan.profile(),
                key,
                cart,
                at,
                by(live, plan, key, at),
                type(live.trigger()),
                about,
                "trigger");
    }

    /// What fired, once for all. A cart or checkout that is left a second time fires again; a date
    /// is one thing, however often its hour moves.
    private static UUID by(Live live, Plan plan, String key, Instant at) {
        var flow = plan.flow().toString();
        var profile = plan.profile().toString();
        return live.trigger() instanceof Trigger.CartAbandoned
                        || live.trigger() instanceof Trigger.CheckoutAbandoned
                ? Ids.stable("plan", flow, profile, key, at.toString())
                : Ids.stable("plan", flow, profile, key);
    }

    /// As the decision log names what brought her.
    private static final Map<Class<?>, String> TYPE =
            Map.of(
                    Trigger.CartAbandoned.class, "cart-abandoned",
                    Trigger.CheckoutAbandoned.class, "checkout-abandoned",
                    Trigger.BrowseAbandoned.class, "browse-abandoned",
                    Trigger.SearchAbandoned.class, "search-abandoned",
                    Trigger.OnDate.class, "date",
                    Trigger.Delivery.class, "delivery",
                    Trigger.Inactive.class, "inactive");

    static String type(Trigger trigger) {
        return TYPE.getOrDefault(trigger.getClass(), "time");
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    // ------------------------------------------------------------ carts and checkouts

    private Function<Plan, Checked> carts(
            int part,
            Shop shop,
            Live live,
            Trigger.CartAbandoned trigger,
            Set<UUID> ids,
            Instant now) {
        var after = trigger.after();
        var carts = new HashMap<String, PlanFacts.Cart>();
        facts.carts(part, shop, ids, Instant.EPOCH)
                .values()
                .forEach(of -> of.forEach(cart -> carts.put(cart.id().toString(), cart)));
        return plan -> {
            var cart = carts.get(plan.slot());
            // one that was filled again counts as abandoned in its own time, and is planned then
            if (cart == null || after == null || !cart.state().equals("abandoned"))
                return Checked.over(plan);
            var due = cart.changedAt().plus(after);
            if (due.isAfter(now)) return Checked.later(plan, due);
            if (!Starts.worth(trigger, cart.value())) return Checked.over(plan);
            var about =
                    object().put("cart", plan.slot())
                            .put("value", cart.value())
                            .put("items", cart.items());
            return new Checked(plan, entry(live, plan, plan.slot(), cart.id(), due, about), null);
        };
    }

    private Function<Plan, Checked> checkouts(
            int part, Shop shop, Live live, Map<UUID, Person> people, List<Plan> plans) {
        var ids = new HashSet<UUID>();
        for (var plan : plans) ids.add(plan.profile());
        var carts = facts.carts(part, shop, ids, Instant.EPOCH);
        return plan -> {
            var person = people.get(plan.profile());
            var begun = Instant.parse(plan.context().path("at").asString());
            if (person == null) return Checked.over(plan);
            var ordered = person.lastOrderAt();
            if (ordered != null && !ordered.isBefore(begun)) return Checked.over(plan);
            var hers = carts.getOrDefault(plan.profile(), List.of());
            var cart = cart(shop, plan, begun, hers);
            if (cart != null && !cart.waits()) return Checked.over(plan);
            var key =
                    cart != null
                            ? cart.id().toString()
                            : plan.slot().isEmpty() ? "checkout " + begun : plan.slot();
            var about = plan.context().get("event") instanceof ObjectNode event ? event : object();
            return new Checked(
                    plan,
                    entry(live, plan, key, cart == null ? null : cart.id(), plan.due(), about),
                    null);
        };
    }

    /// The cart of a checkout: the one it named, else the last that came to a checkout and was not
    /// over before this one began.
    private static PlanFacts.@Nullable Cart cart(
            Shop shop, Plan plan, Instant begun, List<PlanFacts.Cart> carts) {
        var named = plan.slot().isEmpty() ? null : Ids.stable("" + shop.id(), "cart", plan.slot());
        for (var cart : carts) if (cart.id().equals(named)) return cart;
        for (var cart : carts)
            if (cart.checkoutAt() != null && (cart.waits() || !cart.changedAt().isBefore(begun)))
                return cart;
        return null;
    }

    // ------------------------------------------------------------ visits

    private Map<UUID, List<PlanFacts.Act>> looks(
            int part, Shop shop, List<Plan> plans, Duration after, Trigger.Goods of) {
        var looks = acts(part, shop, Names.PRODUCT_VIEWED, plans, after);
        if (of.all()) return looks;
        var products = new HashSet<String>();
        looks.values().forEach(acts -> acts.forEach(act -> products.add(product(act))));
        var meant = goods.among(shop, of, products);
        looks.values().forEach(acts -> acts.removeIf(act -> !meant.contains(product(act))));
        return looks;
    }

    private static String product(PlanFacts.Act act) {
        var id = ProductFact.id(act.properties());
        return id == null ? "" : id;
    }

    private Map<UUID, List<PlanFacts.Act>> searches(
            int part, Shop shop, List<Plan> plans, Duration after, String term) {
        var searches = acts(part, shop, Names.PRODUCTS_SEARCHED, plans, after);
        if (term.isEmpty()) return searches;
        var wanted = term.toLowerCase(Locale.ROOT);
        searches.values()
                .forEach(
                        acts ->
                                acts.removeIf(
                                        act -> {
                                            var query = Event.text(act.properties(), "query");
                                            return query == null
                                                    || !query.toLowerCase(Locale.ROOT)
                                                            .contains(wanted);
                                        }));
        return searches;
    }

    /// What these people did on the day of what they are planned for, and since.
    private Map<UUID, List<PlanFacts.Act>> acts(
            int part, Shop shop, String name, List<Plan> plans, Duration after) {
        var ids = new HashSet<UUID>();
        var first = Instant.MAX;
        for (var plan : plans) {
            ids.add(plan.profile());
            if (plan.due().isBefore(first)) first = plan.due();
        }
        return facts.acts(part, shop, name, ids, first.minus(after).minus(DAY));
    }

    /// The run is about the day of her last act. Who on that day, from her first act on, filled a
    /// cart that still waits or ordered has not gone away for nothing.
    private Function<Plan, Checked> visits(
            int part,
            Shop shop,
            Live live,
            Map<UUID, Person> people,
            Duration after,
            Map<UUID, List<PlanFacts.Act>> acts,
            Instant now) {
        var known = new HashSet<UUID>();
        people.forEach(
                (id, person) -> {
                    if (person.known()) known.add(id);
                });
        var first = Instant.MAX;
        for (var of : acts.values())
            if (!of.isEmpty() && of.getFirst().at().isBefore(first)) first = of.getFirst().at();
        var carts =
                first.equals(Instant.MAX)
                        ? Map.<UUID, List<PlanFacts.Cart>>of()
                        : facts.carts(part, shop, known, first);
        return plan -> {
            var person = people.get(plan.profile());
            var hers = acts.getOrDefault(plan.profile(), List.of());
            // what nothing but a browser is known of cannot be written to
            if (person == null || !person.known() || hers.isEmpty()) return Checked.over(plan);
            var last = hers.getLast();
            var due = last.at().plus(after);
            if (due.isAfter(now)) return Checked.later(plan, due);
            var day = shop.day(last.at());
            var began =
                    hers.stream()
                            .filter(act -> shop.day(act.at()).equals(day))
                            .findFirst()
                            .orElse(last)
                            .at();
            var ordered = person.lastOrderAt();
            if (ordered != null && !ordered.isBefore(began)) return Checked.over(plan);
            for (var cart : carts.getOrDefault(plan.profile(), List.of()))
                if (cart.waits() && !cart.changedAt().isBefore(began)) return Checked.over(plan);
            return new Checked(
                    plan, entry(live, plan, day.toString(), null, due, about(hers, last)), null);
        };
    }

    /// The last act, with the products of the others, the last one first.
    private static ObjectNode about(List<PlanFacts.Act> acts, PlanFacts.Act last) {
        var about = last.properties().deepCopy();
        if (about.has("products")) return about;
        var products = about.putArray("products");
        var seen = new LinkedHashSet<String>();
        for (var act : acts.reversed()) {
            var id = product(act);
            if (id.isEmpty() || seen.size() >= MOST_PRODUCTS || !seen.add(id)) continue;
            products.addObject().put("product_id", id);
        }
        if (products.isEmpty()) about.remove("products");
        return about;
    }

    // ------------------------------------------------------------ dates

    private Map<UUID, Instant> subscribed(Shop shop, Trigger.OnDate trigger, Set<UUID> ids) {
        if (!Dates.asksSubscribed(trigger)) return Map.of();
        var byPart = new HashMap<Integer, List<UUID>>();
        for (var id : ids)
            byPart.computeIfAbsent(shop.parts().of(id), _ -> new ArrayList<>()).add(id);
        var all = new HashMap<UUID, Instant>();
        byPart.forEach((part, of) -> all.putAll(facts.subscribed(part, shop, of)));
        return all;
    }

    private Function<Plan, Checked> dates(
            int part,
            Shop shop,
            Live live,
            Trigger.OnDate trigger,
            Map<UUID, Person> people,
            Instant now) {
        var subscribed =
                Dates.asksSubscribed(trigger)
                        ? facts.subscribed(part, shop, people.keySet())
                        : Map.<UUID, Instant>of();
        return plan -> {
            var person = people.get(plan.profile());
            if (person == null || !person.known()) return Checked.over(plan);
            var moment = subscribed.get(plan.profile());
            // a day back, for a zone that has moved since: then it is due already
            var next =
                    Dates.next(shop, trigger, person, moment, plan.due().minus(DAY)).orElse(null);
            if (next == null) return Checked.over(plan);
            if (next.due().isAfter(now)) return Checked.later(plan, next.due());
            var after = Dates.next(shop, trigger, person, moment, now.plusNanos(1000)).orElse(null);
            var about = object().put("date", next.about().toString());
            return new Checked(
                    plan,
                    entry(live, plan, next.about().toString(), null, next.due(), about),
                    after == null ? null : after.due());
        };
    }

    private Function<Plan, Checked> deliveries(
            int part,
            Shop shop,
            Live live,
            Trigger.Delivery trigger,
            Map<UUID, Person> people,
            Instant now) {
        var orders = new HashMap<String, PlanFacts.Delivery>();
        for (var order : facts.deliveries(part, shop, people.keySet(), LocalDate.EPOCH))
            orders.put(order.order().toString(), order);
        return plan -> {
            var order = orders.get(plan.slot());
            if (order == null) return Checked.over(plan);
            var person = people.get(plan.profile());
            var zone =
                    Dates.zone(
                            shop,
                            trigger.on().personal(),
                            person == null ? null : person.timezone());
            var due = Dates.moment(order.day(), trigger.on(), zone);
            if (due.isAfter(now)) return Checked.later(plan, due);
            var about =
                    object().put("order_id", order.externalId())
                            .put("order_number", order.number())
                            .put("planned_delivery", order.day().toString());
            return new Checked(
                    plan,
                    entry(live, plan, "order_id " + order.externalId(), null, due, about),
                    null);
        };
    }

    private static Checked inactive(
            Live live, Trigger.Inactive trigger, Map<UUID, Person> people, Plan plan, Instant now) {
        var person = people.get(plan.profile());
        if (person == null || !person.known()) return Checked.over(plan);
        var since =
                switch (trigger.of()) {
                    case LAST_SEEN -> person.lastSeenAt();
                    case LAST_ORDER -> person.lastOrderAt();
                };
        if (since == null) return Checked.over(plan);
        var due = since.plus(Duration.ofDays(trigger.days()));
        if (due.isAfter(now)) return Checked.later(plan, due);
        var about = object().put("since", since.toString());
        return new Checked(plan, entry(live, plan, since.toString(), null, due, about), null);
    }
}
