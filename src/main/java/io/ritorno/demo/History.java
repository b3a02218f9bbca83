package io.ritorno.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/// Eighteen months of a demo shop, told person by person: when each came to know it, looked,
/// searched, filled carts, left them or ordered.
final class History {
    private static final Duration LENGTH = Duration.ofDays(548);

    private final Range range;
    private final People people;
    private final Tracks tracks;
    private final Instant end;
    private final ZoneId zone;

    /// @param end where history meets the present
    History(Range range, People people, Tracks tracks, Instant end, ZoneId zone) {
        this.range = range;
        this.people = people;
        this.tracks = tracks;
        this.end = end;
        this.zone = zone;
    }

    Instant start() {
        return end.minus(LENGTH);
    }

    /// The products, then each person's calls in order of time.
    void tell(Consumer<List<ObjectNode>> to) {
        to.accept(range.items().stream().map(item -> tracks.product(item, start())).toList());
        for (var person : people.all()) to.accept(of(person));
    }

    List<ObjectNode> of(Person person) {
        var dice = Dice.of("history " + person.userId(), person.number());
        var calls = new ArrayList<ObjectNode>();
        // the shop grows: more people come to know it later
        var known = start().plus(scaled(1 - Math.pow(dice.fraction(), 1.1)));
        calls.add(tracks.identify(person, known, consentText(person)));
        var orders = orders(person, dice);
        var visits = orders + dice.times(2.9);
        var at = known;
        var last = known;
        for (var visit = 0; visit < visits; visit++) {
            at = visit == 0 ? known.plusSeconds(dice.between(60, 3000)) : next(at, visits, dice);
            // who ordered did so at an early visit
            var buys = visit < orders;
            var starts = daytime(at, dice);
            if (starts.isBefore(last.plusSeconds(3600))) starts = last.plusSeconds(3600);
            if (starts.isAfter(end.minus(Duration.ofHours(3)))) break;
            last = visit(person, visit, buys, starts, dice, calls);
        }
        return calls;
    }

    private static int orders(Person person, Dice dice) {
        return switch (person.kind()) {
            case LOOKER -> 0;
            case ONCE -> 1;
            case SOMETIMES -> 2 + dice.weighted(60, 30, 10);
            case LOYAL -> 5 + dice.times(3 * person.eager());
        };
    }

    /// @return when she leaves
    private Instant visit(
            Person person, int visit, boolean buys, Instant at, Dice dice, List<ObjectNode> calls) {
        var month = at.atZone(zone).getMonthValue();
        var cart = person.userId() + "-" + visit;
        var basket = Basket.draw(cart, person, range, month, dice);
        var wanted = basket.lines().getFirst().item();
        var then = at;
        if (dice.chance(0.2)) calls.add(tracks.searched(person, word(wanted), then));
        then = then.plusSeconds(dice.between(20, 200));
        if (dice.chance(0.55)) calls.add(tracks.viewed(person, wanted, then));
        then = then.plusSeconds(dice.between(30, 300));
        if (buys) {
            var later = then.plusSeconds(dice.between(3 * 3_600, 66 * 3_600));
            if (dice.chance(0.15) && later.isBefore(end.minus(Duration.ofHours(3)))) {
                // some sleep on it and come back by themselves
                calls.add(tracks.cart(person, basket, then));
                then = later;
            }
            calls.add(tracks.checkout(person, basket, then));
            then = then.plusSeconds(dice.between(90, 600));
            calls.add(tracks.order(person, basket, "D" + cart, dice, then));
            var back = then.plus(Duration.ofDays(dice.between(4, 15)));
            if (dice.chance(0.04) && back.isBefore(end))
                calls.add(tracks.refund(person, basket, "D" + cart, back));
        } else if (dice.chance(0.85)) {
            calls.add(tracks.cart(person, basket, then));
        }
        return then;
    }

    /// What somebody types who looks for this: its last word, or its brand.
    static String word(Item item) {
        var name = item.name();
        return item.id().hashCode() % 3 == 0
                ? item.brand()
                : name.substring(name.lastIndexOf(' ') + 1);
    }

    private Instant next(Instant before, int visits, Dice dice) {
        var days = Math.max(2, 330.0 / (visits + 1));
        return before.plusSeconds((long) (dice.after(days) * 86_400) + 3_600);
    }

    private Duration scaled(double share) {
        return Duration.ofSeconds((long) (LENGTH.toSeconds() * share));
    }

    /// The same day at an hour at which people shop: most in the evening, hardly any at night.
    private Instant daytime(Instant at, Dice dice) {
        var hour = Hours.draw(dice);
        var local = at.atZone(zone).withHour(hour).withMinute(dice.below(60));
        var moved = local.toInstant();
        // never before the person was known
        return moved.isBefore(at) ? at : moved;
    }

    /// What stood beside the box, ticked or not.
    static String consentText(Person person) {
        return switch (person.locale()) {
            case "it" -> "Novità e offerte via e-mail e SMS";
            case "pl" -> "Nowości i oferty e-mailem i SMS-em";
            default -> "News and offers by e-mail and SMS";
        };
    }
}
