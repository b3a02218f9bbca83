package io.ritorno.flow;

import io.ritorno.cart.CartHistory;
import io.ritorno.catalog.ProductChange;
import io.ritorno.event.Names;
import io.ritorno.flow.PastStarts.Knock;
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

/// Who would have been told that a product came back or became cheaper: [ProductNews], asked of the
/// past. What happened to products is kept; who was interested in them is told by the log.
final class PastGoods {
    /// How old a cart may be that still waits.
    private static final Duration CART = Duration.ofDays(30);

    private final Past past;
    private final Live live;

    PastGoods(Past past, Live live) {
        this.past = past;
        this.live = live;
    }

    /// Names of the events that show interest of the kinds the trigger asks for.
    static Set<String> names(Trigger trigger) {
        var names = new HashSet<String>();
        for (var kind : GoodsNews.kinds(trigger)) {
            switch (kind) {
                case VIEWED -> names.add(Names.PRODUCT_VIEWED);
                case WISHED -> {
                    names.add(Names.WISHLIST_ADDED);
                    names.add(Names.WISHLIST_REMOVED);
                }
                case CART -> names.addAll(CartHistory.EVENTS);
            }
        }
        return names;
    }

    /// How long before the period they are looked for.
    static Duration before(Trigger trigger) {
        var days = Duration.ofDays(GoodsNews.lastDays(trigger));
        return GoodsNews.kinds(trigger).contains(Trigger.Interest.CART) ? days.plus(CART) : days;
    }

    /// Loads what happened to the products in which these people were interested, and all else that
    /// the trigger asks. Their events must be there.
    void load(PastReader reader, Collection<UUID> ids, boolean alone) {
        var products = new LinkedHashSet<String>();
        for (var id : ids)
            for (var event : past.events(id))
                for (var said : Interests.said(event)) products.add(said.product());
        reader.changes(past, products);
        past.changes.values().removeIf(of -> of.stream().noneMatch(this::concerns));
        if (past.changes.isEmpty()) return;
        reader.orders(past, ids, alone);
        if (GoodsNews.kinds(live.trigger()).contains(Trigger.Interest.CART))
            reader.carts(past, ids);
    }

    private boolean concerns(ProductChange change) {
        return GoodsNews.concerns(live.trigger(), change);
    }

    private record Key(String product, String kind) {}

    List<Knock> of(UUID id) {
        var knocks = new ArrayList<Knock>();
        if (past.changes.isEmpty()) return knocks;
        var events = past.events(id);
        var products = new HashSet<String>();
        for (var event : events)
            for (var said : Interests.said(event)) products.add(said.product());
        var interest = new HashMap<Key, Instant>();
        var next = 0;
        for (var change : changes(products)) {
            for (; next < events.size() && !events.get(next).at().isAfter(change.at()); next++) {
                var event = events.get(next);
                for (var said : Interests.said(event)) {
                    var key = new Key(said.product(), said.kind());
                    if (said.gone()) interest.remove(key);
                    else interest.put(key, event.at());
                }
            }
            if (past.knownAt(id, change.at()) && told(id, change, interest))
                knocks.add(Knock.of(GoodsNews.entry(live, id, change)));
        }
        return knocks;
    }

    /// Those of these products for which there is such a flow, earliest first.
    private List<ProductChange> changes(Set<String> products) {
        var changes = new ArrayList<ProductChange>();
        for (var product : products)
            for (var change : past.changes.getOrDefault(product, List.of()))
                if (concerns(change)) changes.add(change);
        changes.sort(
                Comparator.comparing(ProductChange::at)
                        .thenComparing(change -> change.id().toString()));
        return changes;
    }

    private boolean told(UUID id, ProductChange change, Map<Key, Instant> interest) {
        var bought = past.bought(id, change.product(), change.at());
        for (var kind : List.of(Interests.VIEWED, Interests.WISHED, Interests.CART)) {
            var at = interest.get(new Key(change.product(), kind));
            if (at == null) continue;
            var inCart =
                    kind.equals(Interests.CART) && past.inCart(id, change.product(), change.at());
            var one = new GoodsNews.Interested(kind, at, inCart, bought);
            if (GoodsNews.tells(live.trigger(), change, one)) return true;
        }
        return false;
    }
}
