package io.ritorno.segment;

import io.ritorno.platform.Ids;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Random people and random conditions that have a fair chance of meeting: few values, times on
/// whole hours so that limits are hit exactly.
final class Dice {
    private static final List<String> PRODUCTS = List.of("p1", "p2", "p3", "p4", "p5");
    private static final List<String> NAMES = List.of("Seen", "Asked", "Left");
    private static final List<String> KEYS = List.of("group", "points", "vip", "since", "likes");

    static final Life.Catalog CATALOG =
            new Life.Catalog(
                    Map.of(
                            "p1", Set.of("Men", "Men/Shoes"),
                            "p2", Set.of("Men", "Men/Shoes", "Sale"),
                            "p3", Set.of("Men", "Men/Shirts"),
                            "p4", Set.of("Women"),
                            "p5", Set.of("Women", "Sale")),
                    Map.of("p1", "Alfa", "p2", "Beta", "p3", "Alfa", "p4", "Gamma", "p5", "Beta"));

    private static final List<String> STATUSES = List.of("paid", "Shipped", "returned");
    private static final List<UUID> FLOWS = List.of(new UUID(1, 1), new UUID(2, 2));

    private static final List<String> STEPS = List.of("first", "second");
    private static final List<Integer> FIFTHS = List.of(1, 2, 3, 4, 5);

    private static final List<UUID> LISTS = List.of(new UUID(3, 3), new UUID(4, 4));

    private final Random random;
    private final Instant now;
    private final ZoneId zone;

    Dice(long seed, Instant now, ZoneId zone) {
        this.random = new Random(seed);
        this.now = now;
        this.zone = zone;
    }

    private int n(int bound) {
        return random.nextInt(bound);
    }

    private boolean oneIn(int n) {
        return n(n) == 0;
    }

    private <T> T any(List<T> of) {
        return of.get(n(of.size()));
    }

    private <T> List<T> some(List<T> of) {
        var some = new ArrayList<T>();
        for (var each : of) if (oneIn(2)) some.add(each);
        return some.isEmpty() ? List.of(any(of)) : some;
    }

    private <T> @Nullable T maybe(int n, Supplier<T> value) {
        return oneIn(n) ? value.get() : null;
    }

    private Instant time() {
        return now.minus(Duration.ofHours(n(24 * (oneIn(3) ? 40 : 5))))
                .minusSeconds(oneIn(2) ? 0 : 1);
    }

    private LocalDate day() {
        return now.atZone(zone).toLocalDate().minusDays(n(oneIn(3) ? 40 : 6));
    }

    private UUID id() {
        return Ids.stable("dice", Long.toString(random.nextLong()));
    }

    Life life() {
        var orders = new ArrayList<Life.Bought>();
        for (var i = n(4); i > 0; i--) {
            var lines = new ArrayList<Life.Piece>();
            for (var j = n(3); j >= 0; j--) lines.add(new Life.Piece(any(PRODUCTS), 1 + n(3)));
            var total = 10L * (1 + n(10));
            orders.add(
                    new Life.Bought(
                            id(),
                            time(),
                            !oneIn(5),
                            total,
                            oneIn(4) ? total / 2 : 0,
                            lines,
                            any(STATUSES),
                            maybe(2, () -> any(List.of("Card", "blik"))),
                            maybe(2, () -> any(List.of("SPRING10", "vip_5%")))));
        }
        var carts = new ArrayList<Life.Basket>();
        for (var i = n(3); i > 0; i--) {
            var created = time();
            var last = i == 1 && oneIn(2);
            carts.add(
                    new Life.Basket(
                            id(),
                            created,
                            10L * (1 + n(10)),
                            maybe(2, () -> created.plus(Duration.ofHours(1))),
                            last ? null : created.plus(Duration.ofHours(2 + n(30)))));
        }
        var events = new ArrayList<Life.Happened>();
        for (var i = n(6); i > 0; i--)
            events.add(new Life.Happened(id(), any(NAMES), time(), values()));
        var messages = new ArrayList<Life.Written>();
        for (var i = n(4); i > 0; i--) messages.add(message());
        var consents = new HashMap<String, String>();
        for (var channel : List.of("email", "sms"))
            if (oneIn(2)) consents.put(channel, any(List.of("in", "out", "pending")));
        return new Life(
                id(),
                !oneIn(10),
                time(),
                time(),
                maybe(
                        2,
                        () ->
                                any(
                                        List.of(
                                                "Ann@Example.com",
                                                "bob@gmail.com",
                                                "eva_x@100%.example"))),
                maybe(2, () -> any(List.of("PL", "IT"))),
                maybe(2, () -> oneIn(5) ? LocalDate.of(2004, 2, 29) : day().minusYears(n(3))),
                oneIn(2) ? List.of() : some(List.of("vip", "new", "Żółw")),
                values(),
                consents,
                orders,
                carts,
                events,
                messages,
                oneIn(2) ? List.of() : some(LISTS));
    }

    private Life.Written message() {
        return new Life.Written(
                id(),
                any(List.of("email", "sms")),
                any(FLOWS),
                any(STEPS),
                oneIn(6),
                maybe(1, this::time),
                maybe(2, this::time),
                maybe(2, this::time),
                maybe(3, this::time),
                maybe(3, this::time));
    }

    private ObjectNode values() {
        var json = JsonNodeFactory.instance;
        var values = json.objectNode();
        for (var key : KEYS) {
            if (oneIn(2)) continue;
            switch (n(9)) {
                case 0 -> values.put(key, any(List.of("A", "b", "50%_off", "a\\b", "")));
                case 1 -> values.put(key, n(5));
                case 2 -> values.put(key, Integer.toString(n(5)));
                case 3 -> values.put(key, new BigDecimal("2.5"));
                case 4 -> values.put(key, random.nextBoolean());
                case 5 ->
                        values.put(key, any(List.of("true", "FALSE", "2026-02-30", "2023-02-29")));
                case 6 -> values.put(key, day() + (oneIn(2) ? "" : "T23:59:59Z"));
                case 7 -> values.putNull(key);
                default -> {
                    var list = values.putArray(key);
                    some(List.of("A", "b", "c")).forEach(list::add);
                    if (oneIn(3)) list.add(1);
                }
            }
        }
        return values;
    }

    Condition condition(int depth) {
        if (depth > 0 && oneIn(2)) {
            return switch (n(3)) {
                case 0 -> new Condition.All(List.of(condition(depth - 1), condition(depth - 1)));
                case 1 -> new Condition.Any(List.of(condition(depth - 1), condition(depth - 1)));
                default -> new Condition.Not(condition(depth - 1));
            };
        }
        return switch (n(26)) {
            case 0 -> new Condition.Purchased(random.nextBoolean(), period());
            case 1 -> new Condition.OrderAmount(whole(10), period());
            case 2 -> new Condition.TotalSpent(whole(10), period());
            case 3 -> new Condition.OpenCart(whole(10));
            case 4 -> new Condition.OrderCount(whole(1), period());
            case 5 ->
                    new Condition.BoughtCategory(
                            some(List.of("Men", "Men/Shoes", "Sale", "Nowhere")),
                            count(),
                            measure(),
                            period());
            case 6 ->
                    new Condition.BoughtBrand(
                            some(List.of("Alfa", "Beta", "Nobody")), count(), measure(), period());
            case 7 -> new Condition.BoughtProduct(some(PRODUCTS), count(), measure(), period());
            case 8 -> {
                var least = n(50);
                yield new Condition.CartAbandoned(least, maybe(2, () -> least + n(50)));
            }
            case 9, 10 -> new Condition.LastPurchase(when(true), maybe(3, this::day));
            case 11 -> new Condition.LastCart(when(true));
            case 12 -> new Condition.Moment(any(List.of(Condition.Moment.Of.values())), when(true));
            case 13, 14 -> new Condition.Attribute(any(KEYS), test(true));
            case 15 -> trait();
            case 16, 17 -> {
                var where = new ArrayList<Condition.Did.Filter>();
                for (var i = n(3); i > 0; i--)
                    where.add(new Condition.Did.Filter(any(KEYS), test(false)));
                yield oneIn(3)
                        ? new Condition.Did(
                                any(NAMES),
                                null,
                                new Condition.Did.Sum(any(KEYS), decimal()),
                                period(),
                                where)
                        : new Condition.Did(any(NAMES), count(), null, period(), where);
            }
            case 18, 19 ->
                    new Condition.Ordered(
                            oneIn(2) ? List.of() : some(List.of("PAID", "shipped", "lost")),
                            oneIn(2) ? List.of() : some(List.of("card", "cash")),
                            maybe(3, this::coupon),
                            maybe(3, () -> whole(10)),
                            count(),
                            period());
            case 21 -> new Condition.Listed(any(LISTS));
            case 22 ->
                    new Condition.Rfm(
                            some(FIFTHS),
                            oneIn(2) ? List.of() : some(FIFTHS),
                            oneIn(2) ? List.of() : some(FIFTHS));
            case 23, 24 -> {
                var by = any(List.of(Condition.Top.By.values()));
                yield oneIn(2)
                        ? new Condition.Top(by, 1 + n(30), null, period())
                        : new Condition.Top(by, null, 1 + n(60), period());
            }
            case 20 -> {
                var flow = maybe(2, () -> any(FLOWS));
                yield new Condition.Messaged(
                        any(List.of(Condition.Messaged.Act.values())),
                        maybe(3, () -> any(List.of("email", "sms"))),
                        flow,
                        flow == null ? null : maybe(2, () -> any(STEPS)),
                        null,
                        maybe(2, random::nextBoolean),
                        count(),
                        period());
            }
            default ->
                    new Condition.Consented(
                            any(List.of("email", "sms")),
                            any(List.of(Condition.Consented.State.values())));
        };
    }

    private ValueTest coupon() {
        return oneIn(2)
                ? new ValueTest.Known(random.nextBoolean())
                : new ValueTest.Text(
                        any(List.of(ValueTest.TextOp.values())),
                        some(List.of("spring10", "_5%", "1")));
    }

    private ValueTest yearly() {
        var from = n(80) - 40;
        return new ValueTest.Anniversary(from, from + (oneIn(3) ? 300 : n(20)));
    }

    private Decimal decimal() {
        return oneIn(3)
                ? new Decimal(Op.BETWEEN, BigDecimal.ONE, new BigDecimal("2.5"))
                : new Decimal(
                        any(List.of(Op.EQUAL, Op.NOT_EQUAL, Op.MORE, Op.AT_MOST)),
                        new BigDecimal(n(5)),
                        null);
    }

    private Condition trait() {
        var known = new ValueTest.Known(random.nextBoolean());
        return switch (n(4)) {
            case 0 ->
                    new Condition.Trait(
                            any(List.of(TraitName.EMAIL, TraitName.EMAIL_DOMAIN)),
                            oneIn(4)
                                    ? known
                                    : new ValueTest.Text(
                                            any(List.of(ValueTest.TextOp.values())),
                                            some(
                                                    List.of(
                                                            "example.com",
                                                            "BOB",
                                                            "%",
                                                            "_x@",
                                                            "gmail.com"))));
            case 1 ->
                    new Condition.Trait(
                            TraitName.COUNTRY,
                            new ValueTest.Text(
                                    any(List.of(ValueTest.TextOp.values())),
                                    some(List.of("pl", "DE"))));
            case 2 ->
                    new Condition.Trait(
                            TraitName.BIRTHDAY,
                            oneIn(4)
                                    ? known
                                    : oneIn(2) ? yearly() : new ValueTest.Date(when(false)));
            default ->
                    new Condition.Trait(
                            TraitName.TAGS,
                            oneIn(4)
                                    ? known
                                    : new ValueTest.Items(
                                            any(List.of(ValueTest.ListOp.values())),
                                            some(List.of("vip", "Żółw", "gone"))));
        };
    }

    private ValueTest test(boolean moving) {
        return switch (n(6)) {
            case 0 ->
                    new ValueTest.Text(
                            any(List.of(ValueTest.TextOp.values())),
                            some(List.of("a", "B", "50%", "a\\", "2", "true")));
            case 1 -> new ValueTest.Number(decimal());
            case 2 -> new ValueTest.Flag(random.nextBoolean());
            case 3 -> {
                if (moving && oneIn(3)) yield yearly();
                var when = when(false);
                yield new ValueTest.Date(
                        moving || !when.moves() ? when : When.of(When.Is.ON, day()));
            }
            case 4 ->
                    new ValueTest.Items(
                            any(List.of(ValueTest.ListOp.values())), some(List.of("A", "b", "d")));
            default -> new ValueTest.Known(random.nextBoolean());
        };
    }

    private Whole whole(int unit) {
        var value = (long) unit * n(10) / (unit == 1 ? 3 : 1);
        var op = any(List.of(Op.values()));
        return new Whole(
                op, value, op == Op.BETWEEN ? Long.valueOf(value + (long) unit * n(3)) : null);
    }

    private Whole count() {
        return oneIn(2) ? Whole.SOME : whole(1);
    }

    private Condition.Measure measure() {
        return any(List.of(Condition.Measure.values()));
    }

    private @Nullable Period period() {
        return switch (n(5)) {
            case 4 -> Period.lastMonths(n(3));
            case 0 -> Period.lastDays(n(oneIn(2) ? 6 : 40));
            case 1 -> Period.lastHours(n(60));
            case 2 -> {
                var from = day();
                yield switch (n(3)) {
                    case 0 -> Period.days(from, null);
                    case 1 -> Period.days(null, from);
                    default -> Period.days(from, from.plusDays(n(10)));
                };
            }
            default -> null;
        };
    }

    private When when(boolean hours) {
        return switch (n(4)) {
            case 0 -> When.of(any(List.of(When.Is.BEFORE, When.Is.AFTER, When.Is.ON)), day());
            case 1 -> {
                var from = day();
                yield When.between(from, from.plusDays(n(10)));
            }
            default -> {
                var is =
                        any(
                                List.of(
                                        When.Is.EXACTLY_AGO,
                                        When.Is.AT_LEAST_AGO,
                                        When.Is.LESS_THAN_AGO));
                if (oneIn(3)) yield When.monthsAgo(is, n(3));
                yield hours && oneIn(2)
                        ? When.hoursAgo(is, n(60))
                        : When.daysAgo(is, n(oneIn(2) ? 6 : 40));
            }
        };
    }
}
