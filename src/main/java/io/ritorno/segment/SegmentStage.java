package io.ritorno.segment;

import io.ritorno.account.Shop;
import io.ritorno.event.Batch;
import io.ritorno.event.Event;
import io.ritorno.event.EventStage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// After everything that happened is applied and logged: looks who has come into a segment or left
/// one by it.
@Component
class SegmentStage implements EventStage {
    private final Membership membership;

    SegmentStage(Membership membership) {
        this.membership = membership;
    }

    @Override
    public int order() {
        return SEGMENTS;
    }

    @Override
    public void apply(Batch batch) {
        for (var shop : batch.byShop().keySet()) {
            var people = batch.profiles(shop);
            var changes = membership.refresh(shop, batch.part(), people, batch.now());
            if (changes.isEmpty()) continue;
            var live = live(batch, shop);
            for (var event : events(shop, batch.part(), changes, live, batch.now()))
                batch.add(event);
        }
    }

    /// The people to whom something happened that is not history.
    private static Set<UUID> live(Batch batch, Shop shop) {
        var live = new HashSet<UUID>();
        for (var event : batch.events())
            if (event.shop().id() == shop.id() && !event.history()) live.add(event.profile());
        return live;
    }

    /// The events that follow from changes. Changes of the segment itself have none; those of
    /// people who are not `live` are history.
    static List<Event> events(
            Shop shop, int part, List<Membership.Change> changes, Set<UUID> live, Instant now) {
        var events = new ArrayList<Event>();
        for (var change : changes) {
            if (change.quiet()) continue;
            events.add(SegmentEvents.of(shop, part, change, !live.contains(change.profile()), now));
        }
        return events;
    }
}
