package io.ritorno.demo;

import io.ritorno.demo.Act.Kind;
import io.ritorno.demo.Act.OnSite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// What one person does in one visit.
final class Visit {
    private Visit() {}

    static List<Act> of(DemoShop demo, Person person, Instant at, Dice dice) {
        var acts = new ArrayList<Act>();
        var tracks = demo.tracks();
        var month = at.atZone(demo.shop().zone()).getMonthValue();
        // nobody knows yet who some of the visitors are
        var anonymous =
                dice.chance(0.12)
                        ? "a" + Long.toHexString(at.toEpochMilli()) + dice.below(1000)
                        : "";
        var cart = "v" + Long.toString(at.toEpochMilli(), 36) + person.number();
        var basket = Basket.draw(cart, person, demo.range(), month, dice);
        var wanted = basket.lines().getFirst().item();
        var then = at;
        if (dice.chance(0.3)) {
            var call = tracks.searched(person, History.word(wanted), then);
            acts.add(act(demo, then, Kind.OTHER, call, anonymous));
            then = then.plusSeconds(dice.between(15, 90));
        }
        for (var i = dice.weighted(40, 30, 20, 10); i >= 0; i--) {
            var item = i == 0 ? wanted : Basket.item(person, demo.range(), month, dice);
            acts.add(act(demo, then, Kind.OTHER, tracks.viewed(person, item, then), anonymous));
            then = then.plusSeconds(dice.between(20, 240));
        }
        count(acts);
        if (!dice.chance(0.315)) return acts;
        acts.add(act(demo, then, Kind.CART, tracks.cart(person, basket, then), anonymous));
        if (!anonymous.isEmpty() || !dice.chance(0.62)) return acts;
        then = then.plusSeconds(dice.between(60, 600));
        acts.add(act(demo, then, Kind.OTHER, tracks.checkout(person, basket, then), anonymous));
        if (!dice.chance(0.7)) return acts;
        then = then.plusSeconds(dice.between(90, 500));
        var order = tracks.order(person, basket, "D" + cart, dice, then);
        acts.add(act(demo, then, Kind.ORDER, order, anonymous));
        return acts;
    }

    /// Somebody has come back by a mail: she looks, and may order what she had left.
    static List<Act> back(
            DemoShop demo, Person person, Basket cart, UUID message, Instant at, Dice dice) {
        var acts = new ArrayList<Act>();
        var tracks = demo.tracks();
        var then = at.plusSeconds(dice.between(3, 20));
        var wanted = cart.lines().getFirst().item();
        acts.add(act(demo, then, Kind.VISIT, tracks.viewed(person, wanted, then), ""));
        if (!dice.chance(0.24)) return acts;
        then = then.plusSeconds(dice.between(120, 1_500));
        var id = "D" + Long.toString(message.getLeastSignificantBits() >>> 20, 36);
        acts.add(act(demo, then, Kind.ORDER, tracks.order(person, cart, id, dice, then), ""));
        return acts;
    }

    /// The first thing done in a visit is the visit.
    private static void count(List<Act> acts) {
        if (acts.getFirst() instanceof OnSite first)
            acts.set(0, new OnSite(first.demo(), first.at(), Kind.VISIT, first.call()));
    }

    private static Act act(
            DemoShop demo, Instant at, Kind kind, ObjectNode call, String anonymous) {
        if (!anonymous.isEmpty()) {
            call.remove("userId");
            call.put("anonymousId", anonymous);
        }
        return new OnSite(demo, at, kind, call);
    }
}
