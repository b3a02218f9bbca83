package io.ritorno.demo;

import io.ritorno.event.Inbox;
import io.ritorno.platform.ClockMover;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/// People who live while the manual clock is moved: they come by, search, fill carts, leave them or
/// order, read the mails they get and come back by them. What they do depends on the seed and the
/// time alone, save for what was in hand when the program ended: that is forgotten.
@Component
@ConditionalOnBooleanProperty("ritorno.demo")
class Shoppers {
    /// Far shorter than the shortest time that anything waits for.
    private static final Duration STEP = Duration.ofMinutes(10);

    /// What was done in the time that passed.
    record Did(int visits, int carts, int orders, int opened, int clicked) {}

    /// @param handled what the program did about it, see [ClockMover#moveTo]
    record Passed(Map<String, Integer> handled, Did did) {}

    private final DemoShops shops;
    private final Inbox inbox;
    private final Mailbox mailbox;
    private final ClockMover mover;
    private final PriorityQueue<Act> toCome = new PriorityQueue<>(Comparator.comparing(Act::at));
    private final Map<Act.Kind, Integer> onSite = new EnumMap<>(Act.Kind.class);
    private int opened;
    private int clicked;

    Shoppers(DemoShops shops, Inbox inbox, Mailbox mailbox, ClockMover mover) {
        this.shops = shops;
        this.inbox = inbox;
        this.mailbox = mailbox;
        this.mover = mover;
    }

    synchronized Passed live(Duration time) {
        onSite.clear();
        opened = 0;
        clicked = 0;
        var handled = new HashMap<String, Integer>();
        var end = mover.now().plus(time);
        while (mover.now().isBefore(end)) {
            var from = mover.now();
            var to = from.plus(STEP).isBefore(end) ? from.plus(STEP) : end;
            for (var demo : shops.all()) come(demo, from, to);
            act(to);
            mover.moveTo(to).forEach((work, n) -> handled.merge(work, n, Integer::sum));
            for (var demo : shops.all())
                for (var mail : mailbox.sent(demo, from, to)) receive(demo, mail, to);
        }
        return new Passed(
                handled,
                new Did(
                        onSite.getOrDefault(Act.Kind.VISIT, 0),
                        onSite.getOrDefault(Act.Kind.CART, 0),
                        onSite.getOrDefault(Act.Kind.ORDER, 0),
                        opened,
                        clicked));
    }

    /// Everybody who comes by between the two times.
    private void come(DemoShop demo, Instant from, Instant to) {
        var dice = Dice.of("step " + demo.shop().url(), from.getEpochSecond());
        var hour = from.atZone(demo.shop().zone()).getHour();
        var hours = Duration.between(from, to).toMillis() / 3_600_000.0;
        var visits = dice.times(demo.visits() * Hours.share(hour) * hours);
        for (var i = 0; i < visits; i++) {
            var at = from.plusMillis(dice.below((int) Duration.between(from, to).toMillis()) + 1L);
            toCome.addAll(Visit.of(demo, who(demo, dice), at, dice));
        }
    }

    /// Loyal people come by far more often than those who only look.
    private static Person who(DemoShop demo, Dice dice) {
        while (true) {
            var person = dice.pick(demo.people().all());
            var often =
                    switch (person.kind()) {
                        case LOOKER -> 0.15;
                        case ONCE -> 0.15;
                        case SOMETIMES -> 0.4;
                        case LOYAL -> 1.0;
                    };
            if (dice.chance(often)) return person;
        }
    }

    /// Does what is to be done until then.
    private void act(Instant until) {
        var calls = new LinkedHashMap<DemoShop, List<ObjectNode>>();
        while (!toCome.isEmpty() && !toCome.peek().at().isAfter(until)) {
            switch (toCome.remove()) {
                case Act.OnSite act -> {
                    onSite.merge(act.kind(), 1, Integer::sum);
                    calls.computeIfAbsent(act.demo(), _ -> new ArrayList<>()).add(act.call());
                }
                case Act.Open act -> open(act);
                case Act.Click act -> click(act);
                case Act.Scan act -> {
                    for (var link : act.mail().links()) mailbox.fetch(link, Mailbox.SCANNER);
                }
            }
        }
        calls.forEach((demo, list) -> inbox.accept(demo.shop(), "web", list));
    }

    /// What somebody will do with a mail.
    private void receive(DemoShop demo, Act.Mailing mail, Instant at) {
        var dice = Dice.of("mail " + mail.userId(), mail.message().getLeastSignificantBits());
        if (dice.chance(0.07)) toCome.add(new Act.Scan(demo, at, mail));
        if (dice.chance(0.48))
            toCome.add(new Act.Open(demo, at.plusSeconds(120 + (long) dice.after(9_000)), mail));
    }

    private void open(Act.Open act) {
        var mail = act.mail();
        mailbox.fetch(mail.pixel(), Mailbox.PERSON);
        opened++;
        var dice = Dice.of("open " + mail.userId(), mail.message().getLeastSignificantBits());
        if (!mail.links().isEmpty() && dice.chance(0.36))
            toCome.add(
                    new Act.Click(act.demo(), act.at().plusSeconds(dice.between(10, 400)), mail));
    }

    private void click(Act.Click act) {
        var mail = act.mail();
        // the first link is the shop's name, the last one its cart
        mailbox.fetch(mail.links().getLast(), Mailbox.PERSON);
        clicked++;
        var person = act.demo().people().find(mail.userId());
        if (person == null || mail.items().isEmpty()) return;
        var dice = Dice.of("click " + mail.userId(), mail.message().getLeastSignificantBits());
        // she finds her cart as she left it
        var cart = new Basket("", mail.items());
        toCome.addAll(Visit.back(act.demo(), person, cart, mail.message(), act.at(), dice));
    }
}
