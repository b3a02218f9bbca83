package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.event.Batch;
import io.ritorno.event.BecameKnown;
import io.ritorno.event.Event;
import io.ritorno.flow.Trigger.Changed;
import io.ritorno.flow.Trigger.Ordered;
import io.ritorno.flow.Trigger.Threshold;
import io.ritorno.order.OrderChange;
import io.ritorno.platform.Times;
import io.ritorno.profile.TraitChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Who is at the door of which flow by the events of a batch. Flows are found by the event's name;
/// only for those that may be meant is anything looked up.
@Component
class Starts {
    private final JdbcClient db;
    private final GoodsFacts goods;

    Starts(JdbcClient db, GoodsFacts goods) {
        this.db = db;
        this.goods = goods;
    }

    private record At(int position, Entry entry) {}

    /// In the order of the events.
    List<Entry> of(Batch batch, Shop shop, List<Event> events, List<Live> flows) {
        var found = new ArrayList<At>();
        var position = new HashMap<UUID, Integer>();
        var byName = new HashMap<String, List<Live>>();
        for (var live : flows)
            for (var name : live.trigger().events())
                byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(live);
        var agreed = new ArrayList<At>();
        for (var i = 0; i < events.size(); i++) {
            var event = events.get(i);
            position.putIfAbsent(event.id(), i);
            if (event.history() || !event.personal()) continue;
            for (var live : byName.getOrDefault(event.name(), List.of())) {
                var entry = byEvent(shop, live, event);
                if (entry == null) continue;
                var to = live.trigger() instanceof Trigger.Subscribed ? agreed : found;
                to.add(new At(i, entry));
            }
        }
        found.addAll(agreed(batch.part(), shop, agreed));
        for (var known : notes(batch, shop, BecameKnown.class, BecameKnown::event))
            for (var live : flows)
                if (live.trigger() instanceof Trigger.Registered && !known.event().history())
                    found.add(at(position, Entry.of(live, known.event(), "person")));
        changes(batch, shop, flows, position, found);
        orders(batch, shop, flows, position, found);
        return found.stream().sorted(Comparator.comparingInt(At::position)).map(At::entry).toList();
    }

    /// What earlier stages noted of this shop.
    static <T> List<T> notes(Batch batch, Shop shop, Class<T> kind, Function<T, Event> event) {
        return batch.notes(kind).stream()
                .filter(note -> event.apply(note).shop().id() == shop.id())
                .toList();
    }

    private static At at(Map<UUID, Integer> position, Entry entry) {
        return new At(position.getOrDefault(entry.by(), Integer.MAX_VALUE), entry);
    }

    /// Who enters by this event of hers, if the flow lets people in by events.
    static @Nullable Entry byEvent(Shop shop, Live live, Event event) {
        return switch (live.trigger()) {
            case Trigger.Happened happened when Filters.pass(happened, event) ->
                    Entry.of(live, event, key(event));
            case Trigger.CartAbandoned cart -> cart(shop, live, cart, event);
            case Trigger.SegmentEntered(var segment) when of(segment, event) ->
                    Entry.of(live, event, segment + " " + event.at());
            case Trigger.SegmentLeft(var segment) when of(segment, event) ->
                    Entry.of(live, event, segment + " " + event.at());
            case Trigger.Registered _ -> Entry.of(live, event, "person");
            case Trigger.Subscribed(var channel)
                    when channel.equals(event.text("channel"))
                            && "in".equals(event.text("state")) ->
                    Entry.of(live, event, channel + " " + event.at());
            default -> null;
        };
    }

    /// What a run that an event started is about.
    static String key(Event event) {
        for (var about : new String[] {"order_id", "order", "cart_id", "cart"}) {
            var value = event.text(about);
            if (value != null) return about + " " + value;
        }
        return event.id().toString();
    }

    private static boolean of(UUID segment, Event event) {
        return event.source().equals(Event.OWN) && segment.toString().equals(event.text("segment"));
    }

    private static @Nullable Entry cart(
            Shop shop, Live live, Trigger.CartAbandoned trigger, Event event) {
        var cart = event.text("cart");
        if (isForeign(event) || cart == null) return null;
        if (later(shop, trigger) || !worth(trigger, event.properties().path("value").asLong(0)))
            return null;
        return Entry.of(live, event, cart, UUID.fromString(cart));
    }

    /// Whether somebody else says what only we can know.
    static boolean isForeign(Event event) {
        return !event.source().equals(Event.OWN);
    }

    /// Whether the flow waits longer than the shop does before a cart counts as abandoned.
    static boolean later(Shop shop, Trigger.CartAbandoned trigger) {
        var after = trigger.after();
        return after != null && after.compareTo(shop.settings().cartAbandonedAfter()) > 0;
    }

    static boolean worth(Trigger.CartAbandoned trigger, long value) {
        var minimum = trigger.minimum();
        return minimum == null || value >= minimum;
    }

    /// Only a word that changed something; one that repeats what was known is in the log too.
    private List<At> agreed(int part, Shop shop, List<At> said) {
        if (said.isEmpty()) return said;
        var since = new HashMap<String, Instant>();
        db.sql(
                        """
                        select profile_id, channel, at from consent
                        where part = ? and shop_id = ? and profile_id = any(?) and state = 'in'
                        """)
                .params(
                        part,
                        shop.id(),
                        said.stream().map(at -> at.entry().profile()).toArray(UUID[]::new))
                .query(
                        row -> {
                            since.put(
                                    row.getString("profile_id") + row.getString("channel"),
                                    Times.instant(row, "at"));
                        });
        return said.stream()
                .filter(
                        at -> {
                            var channel = at.entry().properties().path("channel").asString("");
                            var agreed = since.get(at.entry().profile() + channel);
                            // the database keeps microseconds
                            return agreed != null
                                    && Duration.between(agreed, at.entry().at())
                                                    .abs()
                                                    .compareTo(Duration.ofMillis(1))
                                            < 0;
                        })
                .toList();
    }

    private static void changes(
            Batch batch, Shop shop, List<Live> flows, Map<UUID, Integer> position, List<At> found) {
        var wanted = flows.stream().filter(live -> live.trigger() instanceof Changed).toList();
        if (wanted.isEmpty()) return;
        var today = shop.day(batch.now());
        for (var change : notes(batch, shop, TraitChange.class, TraitChange::event)) {
            if (change.event().history()) continue;
            for (var live : wanted)
                if (live.trigger() instanceof Changed trigger
                        && Filters.pass(trigger, change, today))
                    found.add(
                            at(
                                    position,
                                    Entry.of(
                                            live,
                                            change.event(),
                                            trigger.name() + " " + change.event().at())));
        }
    }

    // ------------------------------------------------------------ orders

    private void orders(
            Batch batch, Shop shop, List<Live> flows, Map<UUID, Integer> position, List<At> found) {
        var wanted =
                flows.stream()
                        .filter(
                                live ->
                                        live.trigger() instanceof Ordered
                                                || live.trigger() instanceof Trigger.OrderStatus
                                                || live.trigger() instanceof Threshold)
                        .toList();
        if (wanted.isEmpty()) return;
        var changes = notes(batch, shop, OrderChange.class, OrderChange::event);
        if (changes.isEmpty()) return;
        var meant = meant(shop, wanted, changes);
        var ledger = ledger(batch.part(), shop, wanted, changes);
        for (var change : changes) {
            var before = sums(batch, shop, wanted, change, ledger);
            if (ledger != null) ledger.apply(change);
            var after = sums(batch, shop, wanted, change, ledger);
            if (change.event().history()) continue;
            for (var live : wanted) {
                var key =
                        key(
                                shop,
                                live.trigger(),
                                change,
                                meant.getOrDefault(live, Set.of()),
                                ledger,
                                before.getOrDefault(live, 0L),
                                after.getOrDefault(live, 0L));
                if (key != null) found.add(at(position, Entry.of(live, change.event(), key)));
            }
        }
    }

    /// What a run is about that this change of an order starts; null when it starts none.
    ///
    /// @param before the sum a [Threshold] looks at, before the change
    /// @param after the same after it
    static @Nullable String key(
            Shop shop,
            Trigger trigger,
            OrderChange change,
            Set<String> meant,
            @Nullable OrderLedger ledger,
            long before,
            long after) {
        return switch (trigger) {
            case Ordered ordered ->
                    OrderRules.matches(ordered, change, meant, ledger)
                            ? "order_id " + change.externalId()
                            : null;
            case Trigger.OrderStatus(var statuses) ->
                    OrderRules.cameTo(statuses, change)
                            ? "order_id " + change.externalId() + " " + change.after().status()
                            : null;
            case Threshold threshold ->
                    before < threshold.value() && after >= threshold.value()
                            ? OrderRules.key(shop, threshold, change)
                            : null;
            default -> null;
        };
    }

    /// Of each flow that asks for goods, the products of these orders that it means.
    private Map<Live, Set<String>> meant(Shop shop, List<Live> flows, List<OrderChange> changes) {
        var products = new HashSet<String>();
        for (var change : changes) products.addAll(change.after().products());
        var meant = new HashMap<Live, Set<String>>();
        for (var live : flows)
            if (live.trigger() instanceof Ordered trigger && !trigger.goods().all())
                meant.put(live, goods.among(shop, trigger.goods(), products));
        return meant;
    }

    private @Nullable OrderLedger ledger(
            int part, Shop shop, List<Live> flows, List<OrderChange> changes) {
        var needed =
                flows.stream()
                        .anyMatch(
                                live ->
                                        live.trigger() instanceof Threshold
                                                || live.trigger() instanceof Ordered order
                                                        && order.nth() != null);
        if (!needed) return null;
        var people = new HashSet<UUID>();
        for (var change : changes) people.add(change.event().profile());
        return OrderLedger.before(db, part, shop, people, changes);
    }

    private static Map<Live, Long> sums(
            Batch batch,
            Shop shop,
            List<Live> flows,
            OrderChange change,
            @Nullable OrderLedger ledger) {
        var sums = new HashMap<Live, Long>();
        if (ledger == null) return sums;
        for (var live : flows)
            if (live.trigger() instanceof Threshold trigger)
                sums.put(live, OrderRules.sum(shop, trigger, change, ledger, batch.now()));
        return sums;
    }
}
