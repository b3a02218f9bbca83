package io.ritorno.demo;

import static java.util.Comparator.naturalOrder;

import io.ritorno.event.Inbox;
import io.ritorno.platform.ClockMover;
import io.ritorno.platform.Inhabitants;
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
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/// People who live while the manual clock is moved: they come by, search, fill carts, leave them or
/// order, read the mails they get and come back by them.
///
/// What they do depends on the seed, the time and the mails alone: who comes by is drawn for every
/// five minutes of the calendar, what becomes of a mail when it is found in the outbox. So a
/// program that was ended in the midst of it draws the same again and goes on; what was told
/// already is recognised as a repeat.
@Component
@ConditionalOnBooleanProperty("ritorno.demo")
class Shoppers implements Inhabitants {
    /// Far shorter than the shortest time that anything waits for.
    private static final Duration STEP = Duration.ofMinutes(5);

    /// No visit lasts longer.
    private static final Duration VISIT = Duration.ofHours(2);

    /// Nobody reads a mail later.
    private static final Duration FRESH = Duration.ofDays(3);

    /// How long a mail may be on its way into the outbox without being overlooked.
    private static final Duration OVERLAP = Duration.ofHours(1);

    /// The name of the work that sends mails.
    private static final String SENDER = "messages";

    /// What was done in the time that passed.
    record Did(int visits, int carts, int orders, int opened, int clicked) {}

    /// @param handled what the program did about it, see [ClockMover#moveTo]
    record Passed(Map<String, Integer> handled, Did did) {}

    /// The time that is passing now.
    record Passing(Instant from, Instant to) {}

    private final DemoShops shops;
    private final Inbox inbox;
    private final Mailbox mailbox;
    private final ClockMover mover;
    private final PriorityQueue<Act> toCome = new PriorityQueue<>(Comparator.comparing(Act::at));

    /// Mails that have been looked at, and when they were sent; those of the last hour.
    private final Map<UUID, Instant> seen = new HashMap<>();

    private final Map<Act.Kind, Integer> onSite = new EnumMap<>(Act.Kind.class);
    private int opened;
    private int clicked;

    /// Visits have been drawn up to here; null before the first.
    private @Nullable Instant drawn;

    private volatile @Nullable Passing passing;

    Shoppers(DemoShops shops, Inbox inbox, Mailbox mailbox, ClockMover mover) {
        this.shops = shops;
        this.inbox = inbox;
        this.mailbox = mailbox;
        this.mover = mover;
    }

    /// Null while time stands.
    @Nullable Passing passing() {
        return passing;
    }

    /// What is going to be done, in order.
    List<Act> toCome() {
        return mover.alone(() -> toCome.stream().sorted(Comparator.comparing(Act::at)).toList());
    }

    @Override
    public Map<String, Integer> liveUntil(Instant target) {
        return mover.alone(() -> live(Duration.between(mover.now(), target)).handled());
    }

    Passed live(Duration time) {
        return mover.alone(
                () -> {
                    var from = mover.now();
                    passing = new Passing(from, from.plus(time));
                    try {
                        return pass(from, from.plus(time));
                    } finally {
                        passing = null;
                    }
                });
    }

    private Passed pass(Instant start, Instant end) {
        onSite.clear();
        opened = 0;
        clicked = 0;
        var handled = new HashMap<String, Integer>();
        wake(start);
        // what waits from before the clock stood still
        mover.stepTo(start).forEach((work, n) -> handled.merge(work, n, Integer::sum));
        look(start, OVERLAP);
        for (var from = start; from.isBefore(end); from = mover.now()) {
            var next = slot(from).plus(STEP);
            var to = next.isBefore(end) ? next : end;
            draw(to);
            act(to);
            var done = mover.stepTo(to);
            done.forEach((work, n) -> handled.merge(work, n, Integer::sum));
            if (done.containsKey(SENDER)) look(to, OVERLAP);
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

    /// The five minutes of the calendar in which this time lies begin here.
    private static Instant slot(Instant at) {
        return Instant.ofEpochSecond(
                Math.floorDiv(at.getEpochSecond(), STEP.toSeconds()) * STEP.toSeconds());
    }

    /// After a start: those who are in the midst of a visit, or have a mail that they will read.
    private void wake(Instant now) {
        if (drawn != null) return;
        drawn = slot(now.minus(VISIT));
        draw(now);
        look(now, FRESH);
        toCome.removeIf(act -> !act.at().isAfter(now));
    }

    /// Everybody who comes by up to then.
    private void draw(Instant until) {
        var from = Stream.of(drawn, until).min(naturalOrder()).orElseThrow();
        for (; from.isBefore(until); from = from.plus(STEP))
            for (var demo : shops.all()) come(demo, from);
        drawn = from;
    }

    private void come(DemoShop demo, Instant from) {
        var dice = Dice.of("step " + demo.shop().url(), from.getEpochSecond());
        var hour = from.atZone(demo.shop().zone()).getHour();
        var hours = STEP.toMillis() / 3_600_000.0;
        var visits = dice.times(demo.visits() * Hours.share(hour) * hours);
        for (var i = 0; i < visits; i++) {
            var at = from.plusMillis(dice.below((int) STEP.toMillis()) + 1L);
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
                case Act.Open act -> {
                    mailbox.fetch(act.mail().pixel(), Mailbox.PERSON);
                    opened++;
                }
                case Act.Click act -> {
                    // the first link is the shop's name, the last one its cart
                    mailbox.fetch(act.mail().links().getLast(), Mailbox.PERSON);
                    clicked++;
                }
                case Act.Scan act -> {
                    for (var link : act.mail().links()) mailbox.fetch(link, Mailbox.SCANNER);
                }
            }
        }
        calls.forEach((demo, list) -> inbox.accept(demo.shop(), "web", list));
    }

    /// The mails that have come since, each once.
    private void look(Instant now, Duration back) {
        seen.values().removeIf(sent -> sent.isBefore(now.minus(OVERLAP)));
        for (var demo : shops.all()) {
            for (var mail : mailbox.sent(demo, now.minus(back), seen.keySet())) {
                seen.put(mail.message(), mail.sentAt());
                receive(demo, mail);
            }
        }
    }

    /// What somebody will do with a mail: as often as cart mails are said to be opened, clicked and
    /// bought by.
    private void receive(DemoShop demo, Act.Mailing mail) {
        var sent = mail.sentAt();
        var dice = Dice.of("mail " + mail.userId(), sent.toEpochMilli());
        if (dice.chance(0.07)) toCome.add(new Act.Scan(demo, sent.plusSeconds(2), mail));
        if (!dice.chance(0.46)) return;
        var opens = sent.plusSeconds(400 + (long) dice.after(9_000));
        toCome.add(new Act.Open(demo, opens, mail));
        if (mail.links().isEmpty() || !dice.chance(0.24)) return;
        var clicks = opens.plusSeconds(dice.between(10, 400));
        toCome.add(new Act.Click(demo, clicks, mail));
        var person = demo.people().find(mail.userId());
        if (person == null || mail.items().isEmpty()) return;
        // she finds her cart as she left it
        var cart = new Basket("", mail.items());
        toCome.addAll(Visit.back(demo, person, cart, mail.message(), clicks, dice));
    }
}
