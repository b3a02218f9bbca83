package io.ritorno.recommend;

import io.ritorno.account.Shop;
import io.ritorno.catalog.Product;
import io.ritorno.catalog.Products;
import io.ritorno.event.Event;
import io.ritorno.order.Orders;
import io.ritorno.recommend.InterestFacts.Bought;
import io.ritorno.recommend.Shelf.Basis;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Finds products for many people at once: a handful of statements, however many they are. What is
/// out of stock is never shown, and but for [Pick#ABOUT] neither is what the person has bought.
@Component
public class Picks {
    /// Products of a kind that a person gets at most.
    public static final int MOST = 12;

    private final InterestFacts facts;
    private final Shelf shelf;
    private final Products products;

    Picks(InterestFacts facts, Shelf shelf, Products products) {
        this.facts = facts;
        this.shelf = shelf;
        this.products = products;
    }

    /// What one message wants to show.
    ///
    /// @param about properties of the event that led to it; an order or product that they name is
    ///   what it is about
    public record Wish(UUID message, UUID person, Set<Pick> picks, JsonNode about) {
        public Wish {
            picks = picks.isEmpty() ? Set.of() : Set.copyOf(picks);
        }
    }

    /// What there is to show, by message and kind, best first. A kind for which there is nothing is
    /// left out.
    ///
    /// @param part of all the people
    public Map<UUID, Map<Pick, List<Product>>> find(
            Shop shop, int part, Collection<Wish> wishes, Instant now) {
        var wanted = EnumSet.noneOf(Pick.class);
        for (var wish : wishes) wanted.addAll(wish.picks());
        if (wanted.isEmpty()) return Map.of();
        var bought = bought(shop, part, wishes, wanted);
        var candidates = new HashMap<UUID, Map<Pick, Collection<String>>>();
        for (var pick : wanted) {
            var asking = wishes.stream().filter(wish -> wish.picks().contains(pick)).toList();
            candidates(shop, part, pick, asking, bought, now)
                    .forEach(
                            (message, ids) ->
                                    candidates
                                            .computeIfAbsent(
                                                    message, _ -> new EnumMap<>(Pick.class))
                                            .put(pick, ids));
        }
        var ids = new HashSet<String>();
        candidates.values().forEach(byPick -> byPick.values().forEach(ids::addAll));
        var known = products.load(shop, ids);
        var found = new HashMap<UUID, Map<Pick, List<Product>>>();
        for (var wish : wishes) {
            var own = new EnumMap<Pick, List<Product>>(Pick.class);
            var hers = bought.getOrDefault(wish.person(), List.of());
            candidates
                    .getOrDefault(wish.message(), Map.of())
                    .forEach(
                            (pick, list) -> {
                                var shown = shown(pick, list, hers, known);
                                if (!shown.isEmpty()) own.put(pick, shown);
                            });
            found.put(wish.message(), own);
        }
        return found;
    }

    private static List<Product> shown(
            Pick pick, Collection<String> ids, List<Bought> bought, Map<String, Product> known) {
        var hers = new HashSet<String>();
        if (pick != Pick.ABOUT) for (var line : bought) hers.add(line.product());
        return ids.stream()
                .filter(id -> !hers.contains(id))
                .map(known::get)
                .filter(product -> product != null && sellable(product))
                .limit(MOST)
                .toList();
    }

    /// In stock, as far as anybody told us, and with a name that says something.
    private static boolean sellable(@Nullable Product product) {
        return product != null
                && (product.stock() == null || product.stock() > 0)
                && !product.name().equals(product.id());
    }

    private Map<UUID, List<Bought>> bought(
            Shop shop, int part, Collection<Wish> wishes, Set<Pick> wanted) {
        if (EnumSet.copyOf(wanted).equals(EnumSet.of(Pick.ABOUT))) return Map.of();
        return facts.bought(shop, part, persons(wishes));
    }

    private static Set<UUID> persons(Collection<Wish> wishes) {
        var persons = new LinkedHashSet<UUID>();
        for (var wish : wishes) persons.add(wish.person());
        return persons;
    }

    private Map<UUID, Collection<String>> candidates(
            Shop shop,
            int part,
            Pick pick,
            List<Wish> wishes,
            Map<UUID, List<Bought>> bought,
            Instant now) {
        return switch (pick) {
            case BEST -> same(wishes, shelf.best(shop, now));
            case NEWS -> same(wishes, shelf.news(shop, now));
            case TOGETHER -> together(shop, wishes, bought, now);
            case BETTER -> better(shop, wishes, bought);
            case VIEWED -> hers(wishes, facts.viewed(shop, part, persons(wishes), now));
            case FOUND -> found(shop, part, wishes, now);
            case ABOUT -> about(wishes);
        };
    }

    private static Map<UUID, Collection<String>> same(List<Wish> wishes, List<String> ids) {
        var all = new HashMap<UUID, Collection<String>>();
        for (var wish : wishes) all.put(wish.message(), ids);
        return all;
    }

    private static Map<UUID, Collection<String>> hers(
            List<Wish> wishes, Map<UUID, Set<String>> byPerson) {
        var all = new HashMap<UUID, Collection<String>>();
        for (var wish : wishes)
            all.put(wish.message(), byPerson.getOrDefault(wish.person(), Set.of()));
        return all;
    }

    /// The lines of the order that a message is about, else of her last one.
    private static List<Bought> basis(Shop shop, Wish wish, Map<UUID, List<Bought>> bought) {
        var lines = bought.getOrDefault(wish.person(), List.of());
        if (lines.isEmpty()) return List.of();
        var named = Event.text(wish.about(), "order_id");
        var order = named == null ? lines.getFirst().order() : Orders.of(shop, named);
        return lines.stream().filter(line -> line.order().equals(order)).toList();
    }

    private Map<UUID, Collection<String>> together(
            Shop shop, List<Wish> wishes, Map<UUID, List<Bought>> bought, Instant now) {
        var bases = new HashMap<UUID, List<String>>();
        var all = new LinkedHashSet<String>();
        for (var wish : wishes) {
            var ids = basis(shop, wish, bought).stream().map(Bought::product).distinct().toList();
            bases.put(wish.message(), ids);
            all.addAll(ids);
        }
        var ranks = shelf.together(shop, all, now);
        var found = new HashMap<UUID, Collection<String>>();
        bases.forEach(
                (message, ids) -> {
                    var sums = new LinkedHashMap<String, Long>();
                    for (var id : ids)
                        ranks.getOrDefault(id, Map.of())
                                .forEach((other, n) -> sums.merge(other, n, Long::sum));
                    ids.forEach(sums::remove);
                    found.put(
                            message,
                            sums.entrySet().stream()
                                    .sorted(
                                            Map.Entry.<String, Long>comparingByValue()
                                                    .reversed()
                                                    .thenComparing(Map.Entry.comparingByKey()))
                                    .map(Map.Entry::getKey)
                                    .toList());
                });
        return found;
    }

    private Map<UUID, Collection<String>> better(
            Shop shop, List<Wish> wishes, Map<UUID, List<Bought>> bought) {
        var bases = new HashMap<UUID, List<Basis>>();
        for (var wish : wishes)
            bases.put(
                    wish.message(),
                    basis(shop, wish, bought).stream()
                            .map(line -> new Basis(line.product(), line.price()))
                            .distinct()
                            .toList());
        var dearer = shelf.dearer(shop, bases.values().stream().flatMap(List::stream).toList());
        var found = new HashMap<UUID, Collection<String>>();
        bases.forEach(
                (message, own) -> {
                    // one of each in turn, so that a long category does not crowd out the others
                    var lists = new ArrayList<List<String>>();
                    for (var basis : own) lists.add(dearer.getOrDefault(basis, List.of()));
                    found.put(message, inTurn(lists));
                });
        return found;
    }

    private static Set<String> inTurn(List<List<String>> lists) {
        var all = new LinkedHashSet<String>();
        var longest = lists.stream().mapToInt(List::size).max().orElse(0);
        for (var i = 0; i < longest; i++)
            for (var list : lists) if (i < list.size()) all.add(list.get(i));
        return all;
    }

    private Map<UUID, Collection<String>> found(
            Shop shop, int part, List<Wish> wishes, Instant now) {
        var searches = facts.searched(shop, part, persons(wishes), now);
        var terms = new LinkedHashSet<String>();
        searches.values().forEach(search -> terms.add(search.term()));
        var matches = shelf.matching(shop, terms, now);
        var byPerson = new HashMap<UUID, Set<String>>();
        searches.forEach(
                (person, search) -> {
                    var ids = new LinkedHashSet<>(search.shown());
                    ids.addAll(matches.getOrDefault(search.term(), List.of()));
                    byPerson.put(person, ids);
                });
        return hers(wishes, byPerson);
    }

    private static Map<UUID, Collection<String>> about(List<Wish> wishes) {
        var all = new HashMap<UUID, Collection<String>>();
        for (var wish : wishes)
            for (var name : List.of("product_id", "product")) {
                var id = Event.text(wish.about(), name);
                if (id != null) all.putIfAbsent(wish.message(), List.of(id));
            }
        return all;
    }
}
