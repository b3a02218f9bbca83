package io.ritorno.event;

import io.ritorno.account.Shop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Events of one part on their way through the stages, in the order in which they are applied. Of
/// one transaction and one thread.
public final class Batch {
    private final int part;
    private final Instant now;
    private final List<Event> events;
    private final Map<UUID, UUID> origins;
    // asked for by every stage
    private @Nullable Map<Shop, List<Event>> byShop;
    private final List<Object> notes = new ArrayList<>();

    public Batch(int part, Instant now, List<Event> events) {
        this(part, now, events, Map.of());
    }

    /// @param origins event → whose it was before a merge, where that is somebody else
    Batch(int part, Instant now, List<Event> events, Map<UUID, UUID> origins) {
        this.part = part;
        this.now = now;
        this.events = new ArrayList<>(events);
        this.origins = origins;
    }

    public int part() {
        return part;
    }

    public Instant now() {
        return now;
    }

    /// All events so far: those that came, then those that earlier stages derived. A copy.
    public List<Event> events() {
        return List.copyOf(events);
    }

    /// Whose the event was before a merge in this very batch; kept with the rows it makes, so that
    /// the merge can be undone.
    public UUID origin(Event event) {
        return origins.getOrDefault(event.id(), event.profile());
    }

    /// Adds an event that follows from others. Later stages see it, and it is logged.
    public void add(Event derived) {
        if (derived.part() != part) throw new IllegalArgumentException("of part " + derived.part());
        events.add(derived);
        byShop = null;
    }

    /// Tells later stages what an event changed, where the tables no longer say it. Is not logged.
    public void note(Object change) {
        notes.add(change);
    }

    /// What earlier stages noted of this kind, in order.
    public <T> List<T> notes(Class<T> kind) {
        return notes.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /// The events by shop. Nearly always one shop.
    public Map<Shop, List<Event>> byShop() {
        if (byShop != null) return byShop;
        var shops = new LinkedHashMap<Integer, List<Event>>();
        for (var event : events)
            shops.computeIfAbsent(event.shop().id(), _ -> new ArrayList<>()).add(event);
        var result = new LinkedHashMap<Shop, List<Event>>();
        shops.values().forEach(list -> result.put(list.getFirst().shop(), List.copyOf(list)));
        byShop = Collections.unmodifiableMap(result);
        return byShop;
    }

    /// The events of one shop that have one of these names, in order.
    public List<Event> named(Shop shop, Set<String> names) {
        return events.stream()
                .filter(e -> e.shop().id() == shop.id() && names.contains(e.name()))
                .toList();
    }

    /// The people of one shop whom the batch concerns.
    public Set<UUID> profiles(Shop shop) {
        var ids = new LinkedHashSet<UUID>();
        for (var event : events)
            if (event.personal() && event.shop().id() == shop.id()) ids.add(event.profile());
        return ids;
    }
}
