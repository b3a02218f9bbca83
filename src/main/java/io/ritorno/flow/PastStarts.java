package io.ritorno.flow;

import io.ritorno.cart.CartHistory;
import io.ritorno.consent.Consent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Who would have been at the door of a flow, and when, had it been live from the first moment of a
/// period: the triggers of [Starts], asked of the past; those by time are with [PastPlans], those
/// about products with [PastGoods]. What was told later counts as though it had been told when it
/// happened, history too.
final class PastStarts {
    private static final Duration DAY = Duration.ofDays(1);

    private final Past past;
    private final Live live;
    private final PastReader reader;
    private final GoodsFacts facts;
    private final PastPlans plans;
    private final PastGoods goods;
    private final boolean alone;

    /// @param alone whether there is but one person, see [PastReader#events]
    PastStarts(Past past, Live live, PastReader reader, GoodsFacts facts, boolean alone) {
        this.past = past;
        this.live = live;
        this.reader = reader;
        this.facts = facts;
        this.plans = new PastPlans(past, live, facts);
        this.goods = new PastGoods(past, live);
        this.alone = alone;
    }

    /// Names of the events that must be there for the trigger to be asked.
    static Set<String> names(Trigger trigger) {
        var names = new HashSet<>(trigger.events());
        switch (trigger) {
            case Trigger.CheckoutAbandoned _,
                    Trigger.BrowseAbandoned _,
                    Trigger.SearchAbandoned _,
                    Trigger.CartAbandoned _ ->
                    names.addAll(CartHistory.EVENTS);
            case Trigger.BackInStock _, Trigger.PriceDrop _ ->
                    names.addAll(PastGoods.names(trigger));
            case Trigger.Subscribed _ -> names.clear();
            default -> {}
        }
        return names;
    }

    /// How long before the period the trigger looks.
    static Duration before(Trigger trigger) {
        return switch (trigger) {
            case Trigger.BrowseAbandoned(var after, _) -> after.plus(DAY);
            case Trigger.SearchAbandoned(var after, _) -> after.plus(DAY);
            case Trigger.Inactive(_, var days) -> Duration.ofDays(days);
            case Trigger.BackInStock _, Trigger.PriceDrop _ -> PastGoods.before(trigger);
            default -> Duration.ZERO;
        };
    }

    /// Somebody at the door.
    ///
    /// @param at when she was let in or not: later than the entry says where a plan was looked at
    ///   after its time
    record Knock(Entry entry, Instant at) {
        static Knock of(Entry entry) {
            return new Knock(entry, entry.at());
        }
    }

    /// When these people knock, each hers in order of time. Loads what it needs into the past.
    Map<UUID, List<Knock>> of(Collection<UUID> all) {
        var trigger = live.trigger();
        var since = past.from.minus(before(trigger));
        var names = names(trigger);
        past.events.putAll(reader.events(past, all, names, since, alone));
        var ids = candidates(trigger, all);
        if (ids.isEmpty()) return Map.of();
        reader.people(past, ids);
        ids.retainAll(past.people.keySet());
        load(trigger, ids, since);
        var entries = new HashMap<UUID, List<Knock>>();
        for (var id : ids) {
            var hers = entries(id);
            hers.removeIf(entry -> entry.at().isBefore(past.from) || entry.at().isAfter(past.to));
            hers.sort(Comparator.comparing(Knock::at));
            if (!hers.isEmpty()) entries.put(id, hers);
        }
        return entries;
    }

    /// Of whom nothing that the trigger starts with is known need not be looked at.
    private Set<UUID> candidates(Trigger trigger, Collection<UUID> all) {
        if (trigger instanceof Trigger.Manual) {
            reader.entered(past, live, all);
            return new LinkedHashSet<>(past.entered.keySet());
        }
        if (Interests.asked(trigger)) return new LinkedHashSet<>(past.events.keySet());
        var first = trigger.events();
        if (first.isEmpty() || trigger instanceof Trigger.Registered)
            return new LinkedHashSet<>(all);
        if (trigger instanceof Trigger.Subscribed) {
            reader.words(past, all, alone);
            return new LinkedHashSet<>(past.words.keySet());
        }
        var ids = new LinkedHashSet<UUID>();
        for (var id : all)
            if (past.events(id).stream().anyMatch(event -> first.contains(event.name())))
                ids.add(id);
        return ids;
    }

    private void load(Trigger trigger, Collection<UUID> ids, Instant since) {
        switch (trigger) {
            case Trigger.Ordered _, Trigger.OrderStatus _, Trigger.Threshold _ ->
                    reader.orders(past, ids, alone);
            case Trigger.CartAbandoned _ -> reader.carts(past, ids);
            case Trigger.CheckoutAbandoned _,
                    Trigger.BrowseAbandoned _,
                    Trigger.SearchAbandoned _ -> {
                reader.carts(past, ids);
                reader.orders(past, ids, alone);
            }
            case Trigger.OnDate date -> {
                if (Dates.asksSubscribed(date)) reader.words(past, ids, alone);
                if (byOrders(date)) reader.orders(past, ids, alone);
                reader.traits(past, ids, alone);
            }
            case Trigger.Changed _ -> reader.traits(past, ids, alone);
            case Trigger.Delivery delivery -> {
                if (delivery.on().personal()) reader.traits(past, ids, alone);
                reader.orders(past, ids, alone);
            }
            case Trigger.Inactive(var of, _) -> {
                if (of == Trigger.Since.LAST_ORDER) reader.orders(past, ids, alone);
                else reader.times(past, ids, since, true, alone);
            }
            case Trigger.BackInStock _, Trigger.PriceDrop _ -> goods.load(reader, ids, alone);
            default -> {}
        }
    }

    static boolean byOrders(Trigger.OnDate trigger) {
        return trigger.of() instanceof DateOf.Moment(var kind)
                && (kind == DateOf.Kind.FIRST_ORDER || kind == DateOf.Kind.LAST_ORDER);
    }

    private List<Knock> entries(UUID id) {
        return switch (live.trigger()) {
            case Trigger.Happened _, Trigger.SegmentEntered _, Trigger.SegmentLeft _ ->
                    byEvents(id);
            case Trigger.CartAbandoned trigger when !Starts.later(past.shop, trigger) ->
                    byEvents(id);
            case Trigger.Registered _ -> registered(id);
            case Trigger.Subscribed(var channel) -> subscribed(id, channel);
            case Trigger.Ordered _, Trigger.OrderStatus _, Trigger.Threshold _ -> ordered(id);
            case Trigger.Changed trigger -> changed(id, trigger);
            case Trigger.CartAbandoned _,
                    Trigger.CheckoutAbandoned _,
                    Trigger.BrowseAbandoned _,
                    Trigger.SearchAbandoned _,
                    Trigger.OnDate _,
                    Trigger.Delivery _,
                    Trigger.Inactive _ ->
                    plans.of(id);
            case Trigger.BackInStock _, Trigger.PriceDrop _ -> goods.of(id);
            case Trigger.Manual _ -> byHand(id);
        };
    }

    private List<Knock> byEvents(UUID id) {
        var entries = new ArrayList<Knock>();
        for (var event : past.events(id)) {
            if (!live.trigger().events().contains(event.name())) continue;
            var entry = Starts.byEvent(past.shop, live, event);
            if (entry != null && !ended(entry)) entries.add(Knock.of(entry));
        }
        return entries;
    }

    /// A cart that counted as abandoned only because its order was told later.
    private boolean ended(Entry entry) {
        var cart = entry.cart() == null ? null : past.carts.get(entry.cart());
        var closed = cart == null ? null : cart.closedAt();
        return closed != null && closed.isBefore(entry.at());
    }

    /// Nobody else can say who would have been put in.
    private List<Knock> byHand(UUID id) {
        var entries = new ArrayList<Knock>();
        for (var entry : past.entered.getOrDefault(id, List.of())) entries.add(Knock.of(entry));
        return entries;
    }

    private List<Knock> registered(UUID id) {
        var entries = byEvents(id);
        var known = past.known.get(id);
        if (known == null || known.isBefore(past.from)) return entries;
        for (var event : reader.at(past, id, known))
            entries.add(Knock.of(Entry.of(live, event, "person")));
        return entries;
    }

    private List<Knock> subscribed(UUID id, String channel) {
        var entries = new ArrayList<Knock>();
        Consent before = null;
        for (var word : past.words.getOrDefault(id, List.of())) {
            var after = past.consent(id, channel, word.at());
            var entry = Starts.byEvent(past.shop, live, word);
            if (entry != null && after != null && !after.equals(before))
                entries.add(Knock.of(entry));
            before = after;
        }
        return entries;
    }

    private List<Knock> ordered(UUID id) {
        var trigger = live.trigger();
        var ledger = OrderLedger.empty();
        var entries = new ArrayList<Knock>();
        for (var change : past.orders(id)) {
            var at = change.event().at();
            var threshold = trigger instanceof Trigger.Threshold of ? of : null;
            var before =
                    threshold == null
                            ? 0
                            : OrderRules.sum(past.shop, threshold, change, ledger, at);
            ledger.apply(change);
            var after =
                    threshold == null
                            ? 0
                            : OrderRules.sum(past.shop, threshold, change, ledger, at);
            var meant =
                    trigger instanceof Trigger.Ordered order && !order.goods().all()
                            ? facts.among(past.shop, order.goods(), change.after().products())
                            : Set.<String>of();
            var key = Starts.key(past.shop, trigger, change, meant, ledger, before, after);
            if (key != null) entries.add(Knock.of(Entry.of(live, change.event(), key)));
        }
        return entries;
    }

    private List<Knock> changed(UUID id, Trigger.Changed trigger) {
        var entries = new ArrayList<Knock>();
        for (var change : past.traits.getOrDefault(id, List.of()))
            if (Filters.pass(trigger, change, past.shop.day(change.event().at())))
                entries.add(
                        Knock.of(
                                Entry.of(
                                        live,
                                        change.event(),
                                        trigger.name() + " " + change.event().at())));
        return entries;
    }
}
