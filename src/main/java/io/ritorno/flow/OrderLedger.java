package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.flow.Trigger.Sum;
import io.ritorno.order.OrderChange;
import io.ritorno.order.OrderChange.Snapshot;
import io.ritorno.platform.Times;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The orders of some people while a batch of events changes them, one event after the other: the
/// table already holds what all of them did, so it is rewound first. What is asked here comes out
/// the same however events are cut into batches.
final class OrderLedger {
    private record Kept(boolean counted, long spent, int items, Instant placedAt) {
        static Kept of(Snapshot order) {
            return new Kept(order.counted(), order.spent(), order.items(), order.placedAt());
        }
    }

    private final Map<UUID, Map<UUID, Kept>> people = new HashMap<>();

    private OrderLedger() {}

    /// Of people of whose orders nothing has been told yet.
    static OrderLedger empty() {
        return new OrderLedger();
    }

    /// Their orders as they were before these changes; reads `orders`.
    static OrderLedger before(
            JdbcClient db,
            int part,
            Shop shop,
            Collection<UUID> profiles,
            List<OrderChange> changes) {
        var ledger = new OrderLedger();
        db.sql(
                        """
                        select profile_id, id, counted, total - refunded as spent, items, placed_at
                        from orders where part = ? and shop_id = ? and profile_id = any(?)
                        """)
                .params(part, shop.id(), profiles.toArray(UUID[]::new))
                .query(
                        row -> {
                            ledger.of(row.getObject("profile_id", UUID.class))
                                    .put(
                                            row.getObject("id", UUID.class),
                                            new Kept(
                                                    row.getBoolean("counted"),
                                                    row.getLong("spent"),
                                                    row.getInt("items"),
                                                    Times.instant(row, "placed_at")));
                        });
        var rewound = new HashSet<UUID>();
        for (var change : changes)
            if (rewound.add(change.order())) ledger.set(change, change.before());
        return ledger;
    }

    /// Does what the next event did.
    void apply(OrderChange change) {
        set(change, change.after());
    }

    private void set(OrderChange change, @Nullable Snapshot order) {
        var orders = of(change.event().profile());
        if (order == null) orders.remove(change.order());
        else orders.put(change.order(), Kept.of(order));
    }

    /// Which of her orders that count this one is, in order of time; the first is 1. Of two of the
    /// same moment (a shop may know only the day) the one that is told first comes first, so that
    /// nobody has two first orders.
    long position(OrderChange change) {
        var orders = of(change.event().profile());
        var order = change.order();
        var own = orders.get(order);
        if (own == null) return 0;
        var told = change.before() != null;
        return orders.entrySet().stream()
                .filter(each -> each.getValue().counted())
                .filter(
                        each -> {
                            var before = each.getValue().placedAt().compareTo(own.placedAt());
                            if (before != 0 || !told) return before <= 0;
                            return each.getKey().toString().compareTo(order.toString()) <= 0;
                        })
                .count();
    }

    /// Her sum over what was placed in this time, both ends included.
    long sum(UUID profile, Sum of, Instant from, Instant to) {
        var sum = 0L;
        for (var order : of(profile).values()) {
            if (!order.counted()) continue;
            if (order.placedAt().isBefore(from) || order.placedAt().isAfter(to)) continue;
            sum +=
                    switch (of) {
                        case SPENT -> order.spent();
                        case ITEMS -> order.items();
                        case ORDERS -> 1;
                    };
        }
        return sum;
    }

    private Map<UUID, Kept> of(UUID profile) {
        return people.computeIfAbsent(profile, _ -> new HashMap<>());
    }
}
