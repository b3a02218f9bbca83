package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.cart.CartHistory;
import io.ritorno.catalog.ProductChange;
import io.ritorno.consent.Consent;
import io.ritorno.event.Event;
import io.ritorno.event.Names;
import io.ritorno.order.OrderChange;
import io.ritorno.profile.Person;
import io.ritorno.profile.TraitChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What happened to some people of one part, so that it can be asked what was known of them at any
/// moment of a period. Filled by [PastReader]; only what a dry run asks for is there.
final class Past {
    final Shop shop;
    final int part;
    final Instant from;
    final Instant to;

    /// As they are today.
    final Map<UUID, Person> people = new HashMap<>();

    /// Since when who she is is known.
    final Map<UUID, Instant> known = new HashMap<>();

    /// What they did, in order of time.
    final Map<UUID, List<Event>> events = new HashMap<>();

    /// When anything at all happened to them: the times, ascending.
    final Map<UUID, List<Instant>> times = new HashMap<>();

    /// What they said about consent, from the beginning.
    final Map<UUID, List<Event>> words = new HashMap<>();

    /// What became of their orders, from the beginning.
    final Map<UUID, List<OrderChange>> orders = new HashMap<>();

    /// What they told about themselves, from the beginning; where it is not there, what is known
    /// today counts.
    final Map<UUID, List<TraitChange>> traits = new HashMap<>();

    final Map<UUID, CartRow> carts = new HashMap<>();

    /// Which products came back or became cheaper, earliest first.
    final Map<String, List<ProductChange>> changes = new HashMap<>();

    /// How they really came into the flow, earliest first.
    final Map<UUID, List<Entry>> entered = new HashMap<>();

    /// When marketing messages of others than this flow were handed over to them.
    final Map<UUID, List<Instant>> written = new HashMap<>();

    /// Since when an address is closed.
    final Map<String, Instant> suppressed = new HashMap<>();

    /// Those of the share that the shop keeps out of all marketing.
    final Set<UUID> keptOut = new HashSet<>();

    /// Those whom others have been joined to.
    final Set<UUID> joined = new HashSet<>();

    Past(Shop shop, int part, Instant from, Instant to) {
        this.shop = shop;
        this.part = part;
        this.from = from;
        this.to = to;
    }

    /// A cart as it is today.
    record CartRow(
            UUID id,
            UUID profile,
            String state,
            long value,
            int items,
            Instant createdAt,
            Instant changedAt,
            @Nullable Instant checkoutAt,
            @Nullable Instant closedAt) {
        /// Whether nothing has changed in it since.
        boolean settledBy(Instant at) {
            return !changedAt.isAfter(at);
        }
    }

    List<Event> events(UUID person) {
        return events.getOrDefault(person, List.of());
    }

    /// When something happens to the person next; null: not in the period.
    @Nullable Instant next(UUID person, Instant after) {
        var all = times.getOrDefault(person, List.of());
        var found = Collections.binarySearch(all, after.plusNanos(1));
        var index = found < 0 ? -found - 1 : found;
        return index < all.size() ? all.get(index) : null;
    }

    List<OrderChange> orders(UUID person) {
        return orders.getOrDefault(person, List.of());
    }

    boolean knownAt(UUID person, Instant at) {
        var since = known.get(person);
        return since != null && !since.isAfter(at);
    }

    /// What the person had said about a channel; null: nothing.
    @Nullable Consent consent(UUID person, String channel, Instant at) {
        Consent last = null;
        for (var word : words.getOrDefault(person, List.of())) {
            if (word.at().isAfter(at)) break;
            if (!channel.equals(word.text("channel"))) continue;
            var state = Consent.State.of(String.valueOf(word.text("state")));
            // saying the same again is saying it once
            if (last == null || last.state() != state)
                last = new Consent(channel, state, word.at(), word.source(), "");
        }
        return last;
    }

    /// The person with the sums she had at that time; null when she was not there yet.
    @Nullable Person person(UUID id, Instant at) {
        var today = people.get(id);
        if (today == null || today.createdAt().isAfter(at)) return null;
        Instant first = null;
        Instant last = null;
        for (var placed : placed(id, at)) {
            if (first == null || placed.isBefore(first)) first = placed;
            if (last == null || placed.isAfter(last)) last = placed;
        }
        var seen = today.createdAt();
        for (var time : times.getOrDefault(id, List.of())) {
            if (time.isAfter(at)) break;
            seen = time;
        }
        var told = PastTraits.at(today, traits.get(id), at);
        return new Person(
                id,
                knownAt(id, at),
                today.email(),
                today.phone(),
                today.externalId(),
                today.firstName(),
                today.lastName(),
                told.text("gender", today.gender()),
                told.day("birthday", today.birthday()),
                told.text("locale", today.locale()),
                told.text("timezone", today.timezone()),
                told.text("country", today.country()),
                told.text("city", today.city()),
                told.text("company", today.company()),
                told.tags(today.tags()),
                told.attributes(),
                today.orders(),
                today.items(),
                today.spent(),
                today.openCart(),
                first,
                last,
                today.createdAt(),
                seen,
                null);
    }

    /// When the orders were placed that counted at that time.
    private List<Instant> placed(UUID person, Instant at) {
        var counted = new HashMap<UUID, Instant>();
        for (var change : orders(person)) {
            if (change.event().at().isAfter(at)) break;
            if (change.after().counted()) counted.put(change.order(), change.after().placedAt());
            else counted.remove(change.order());
        }
        return new ArrayList<>(counted.values());
    }

    /// The state a cart was in; null when there was none. Once it has rested for the shop's time it
    /// is abandoned.
    @Nullable String state(UUID id, Instant at) {
        var cart = carts.get(id);
        if (cart == null || cart.createdAt().isAfter(at)) return null;
        var closed = cart.closedAt();
        if (closed != null && !closed.isAfter(at)) return cart.state();
        if (cart.settledBy(at) && cart.state().equals("emptied") && !replacedAfter(cart, at))
            return "emptied";
        var rested = changed(cart, at).plus(shop.settings().cartAbandonedAfter());
        return rested.isAfter(at) ? "open" : "abandoned";
    }

    /// A cart with something in it is put aside when the next one is begun.
    private boolean replacedAfter(CartRow cart, Instant at) {
        if (cart.items() == 0) return false;
        for (var other : carts.values())
            if (other.profile().equals(cart.profile())
                    && other.createdAt().isAfter(cart.changedAt())
                    && !other.createdAt().isAfter(at)) return false;
        return true;
    }

    /// When something last changed in a cart by then. One that changed again since is as old as the
    /// last that its person did with a cart.
    Instant changed(CartRow cart, Instant at) {
        if (cart.settledBy(at)) return cart.changedAt();
        var last = cart.createdAt();
        for (var event : events(cart.profile())) {
            if (event.at().isAfter(at)) break;
            if (CartHistory.EVENTS.contains(event.name()) && event.at().isAfter(last))
                last = event.at();
        }
        return last;
    }

    /// What it was worth. Of one that changed again since it is known what it was worth when it was
    /// last abandoned.
    long value(CartRow cart, Instant at) {
        if (cart.settledBy(at)) return cart.value();
        var value = cart.value();
        var id = cart.id().toString();
        for (var event : events(cart.profile())) {
            if (event.at().isAfter(at)) break;
            if (event.is(Names.CART_ABANDONED) && id.equals(event.text("cart")))
                value = event.properties().path("value").asLong(value);
        }
        return value;
    }

    /// Whether the product lay in a cart of hers that waited.
    boolean inCart(UUID person, String product, Instant at) {
        for (var cart : carts.values()) {
            if (!cart.profile().equals(person)) continue;
            var state = state(cart.id(), at);
            if (!"open".equals(state) && !"abandoned".equals(state)) continue;
            if (CartHistory.products(shop, changing(cart, at)).contains(product)) return true;
        }
        return false;
    }

    /// What she did with a cart until then. What names no cart is about the one begun last.
    private List<Event> changing(CartRow cart, Instant at) {
        Instant next = null;
        for (var other : carts.values())
            if (other.profile().equals(cart.profile())
                    && other.createdAt().isAfter(cart.createdAt())
                    && (next == null || other.createdAt().isBefore(next))) next = other.createdAt();
        var found = new ArrayList<Event>();
        for (var event : events(cart.profile())) {
            if (event.at().isAfter(at)) break;
            if (!CartHistory.EVENTS.contains(event.name())) continue;
            if (event.at().isBefore(cart.createdAt())) continue;
            var named = CartHistory.named(shop, event);
            var hers =
                    named == null || !carts.containsKey(named)
                            ? next == null || event.at().isBefore(next)
                            : named.equals(cart.id());
            if (hers) found.add(event);
        }
        return found;
    }

    /// When she last bought the product, as far as her orders counted then; null: never.
    @Nullable Instant bought(UUID person, String product, Instant at) {
        var counted = new HashMap<UUID, Instant>();
        for (var change : orders(person)) {
            if (change.event().at().isAfter(at)) break;
            var after = change.after();
            if (after.counted() && after.products().contains(product))
                counted.put(change.order(), after.placedAt());
            else counted.remove(change.order());
        }
        return counted.values().stream().max(Instant::compareTo).orElse(null);
    }
}
