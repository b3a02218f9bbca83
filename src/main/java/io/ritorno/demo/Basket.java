package io.ritorno.demo;

import java.util.LinkedHashMap;
import java.util.List;

/// What somebody puts into a cart.
record Basket(String cartId, List<Line> lines) {
    record Line(Item item, int quantity) {}

    long value() {
        return lines.stream().mapToLong(line -> line.item().price() * line.quantity()).sum();
    }

    /// One to four things, mostly of the leaves that the person likes and that sell in this month.
    static Basket draw(String cartId, Person person, Range range, int month, Dice dice) {
        var n = 1 + dice.weighted(55, 28, 12, 5);
        var lines = new LinkedHashMap<String, Line>();
        for (var i = 0; i < n; i++) {
            var item = item(person, range, month, dice);
            lines.put(item.id(), new Line(item, dice.chance(0.12) ? 2 : 1));
        }
        return new Basket(cartId, List.copyOf(lines.values()));
    }

    /// Something she may want in this month.
    static Item item(Person person, Range range, int month, Dice dice) {
        for (var i = 0; i < 6; i++) {
            var own = dice.chance(0.7);
            var leaf = own ? dice.pick(person.tastes()) : dice.pick(range.items()).category();
            if (dice.fraction() * 1.7 > range.demand(leaf, month)) continue;
            return popular(range.byLeaf().getOrDefault(leaf, range.items()), dice);
        }
        return popular(range.items(), dice);
    }

    private static Item popular(List<Item> items, Dice dice) {
        var weights = new double[items.size()];
        for (var i = 0; i < weights.length; i++) weights[i] = items.get(i).popularity();
        return items.get(dice.weighted(weights));
    }
}
