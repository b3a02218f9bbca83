package io.ritorno.segment;

import static java.util.Objects.requireNonNull;

import io.ritorno.segment.Life.Basket;
import io.ritorno.segment.Life.Bought;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What conditions mean, said a second time and plainly: one person, all her history in memory, no
/// tables. The SQL must agree with it.
final class Evaluator {
    private final Life.Catalog catalog;
    private final ZoneId zone;
    private final Instant asOf;
    private final boolean past;

    /// All people, and how they were seen when borders were computed.
    private final List<Life> people;

    private final Evaluator then;

    Evaluator(Life.Catalog catalog, ZoneId zone, Instant asOf, boolean past, List<Life> people) {
        this.catalog = catalog;
        this.zone = zone;
        this.asOf = asOf;
        this.past = past;
        this.people = people;
        this.then = this;
    }

    private Evaluator(Evaluator then, Instant asOf) {
        this.catalog = then.catalog;
        this.zone = then.zone;
        this.asOf = asOf;
        this.past = then.past;
        this.people = then.people;
        this.then = then;
    }

    /// The same later, while borders stay as they were computed.
    Evaluator at(Instant later) {
        return new Evaluator(this, later);
    }

    boolean matches(Condition condition, Life life) {
        return switch (condition) {
            case Condition.All(var of) -> of.stream().allMatch(each -> matches(each, life));
            case Condition.Any(var of) -> of.stream().anyMatch(each -> matches(each, life));
            case Condition.Not(var of) -> !matches(of, life);
            case Condition.Purchased(var is, var period) ->
                    is == purchases(life, period).findAny().isPresent();
            case Condition.OrderAmount(var amount, var period) ->
                    purchases(life, period).anyMatch(order -> amount.holds(order.total()));
            case Condition.TotalSpent(var amount, var period) ->
                    amount.holds(
                            purchases(life, period).mapToLong(o -> o.total() - o.refunded()).sum());
            case Condition.OrderCount(var count, var period) ->
                    count.holds(purchases(life, period).count());
            case Condition.OpenCart(var amount) ->
                    unclosed(life).findAny().isPresent()
                            && amount.holds(unclosed(life).mapToLong(Basket::value).sum());
            case Condition.CartAbandoned(var atLeast, var lessThan) ->
                    unclosed(life)
                            .map(Basket::abandoned)
                            .filter(at -> at != null && !at.isAfter(asOf))
                            .max(Comparator.naturalOrder())
                            .filter(
                                    at ->
                                            !at.plus(Duration.ofHours(atLeast)).isAfter(asOf)
                                                    && (lessThan == null
                                                            || at.plus(Duration.ofHours(lessThan))
                                                                    .isAfter(asOf)))
                            .isPresent();
            case Condition.BoughtCategory(var paths, var count, var measure, var period) ->
                    bought(life, catalog.inCategories(paths), count, measure, period);
            case Condition.BoughtBrand(var brands, var count, var measure, var period) ->
                    bought(life, catalog.ofBrands(brands), count, measure, period);
            case Condition.BoughtProduct(var products, var count, var measure, var period) ->
                    bought(life, new HashSet<>(products), count, measure, period);
            case Condition.LastPurchase(var when, var nothingSince) -> {
                var last = latest(purchases(life, null).map(Bought::at));
                yield last != null
                        && holds(when, last)
                        && (nothingSince == null || day(last).isBefore(nothingSince));
            }
            case Condition.LastCart(var when) -> {
                var last =
                        latest(life.carts().stream().map(Basket::created).filter(this::happened));
                yield last != null && holds(when, last);
            }
            case Condition.Moment(var of, var when) -> {
                var moment =
                        switch (of) {
                            case CREATED -> life.created();
                            case LAST_SEEN ->
                                    past
                                            ? latest(
                                                    life.events().stream()
                                                            .map(Life.Happened::at)
                                                            .filter(this::happened))
                                            : life.seen();
                            case FIRST_ORDER ->
                                    purchases(life, null)
                                            .map(Bought::at)
                                            .min(Comparator.naturalOrder())
                                            .orElse(null);
                            case LAST_RECEIVED, LAST_OPENED, LAST_CLICKED ->
                                    latest(
                                            life.messages().stream()
                                                    .map(m -> at(m, requireNonNull(of.act), false))
                                                    .filter(Objects::nonNull)
                                                    .filter(this::happened));
                        };
                yield moment != null && holds(when, moment);
            }
            case Condition.Attribute(var name, var test) ->
                    holds(test, life.attributes().get(name));
            case Condition.Trait(var name, var test) -> trait(life, name, test);
            case Condition.Did did -> did(life, did);
            case Condition.Ordered ordered -> ordered(life, ordered);
            case Condition.Messaged messaged ->
                    messaged.count()
                            .holds(
                                    life.messages().stream()
                                            .filter(
                                                    m ->
                                                            messaged.channel() == null
                                                                    || m.channel()
                                                                            .equals(
                                                                                    messaged
                                                                                            .channel()))
                                            .filter(
                                                    m ->
                                                            messaged.flow() == null
                                                                    || m.flow()
                                                                            .equals(
                                                                                    messaged
                                                                                            .flow()))
                                            .filter(
                                                    m ->
                                                            messaged.step() == null
                                                                    || m.step()
                                                                            .equals(
                                                                                    messaged
                                                                                            .step()))
                                            .filter(_ -> messaged.campaign() == null)
                                            .map(
                                                    m ->
                                                            at(
                                                                    m,
                                                                    messaged.act(),
                                                                    Boolean.TRUE.equals(
                                                                            messaged.machines())))
                                            .filter(Objects::nonNull)
                                            .filter(at -> in(messaged.period(), at))
                                            .count());
            case Condition.Consented(var channel, var state) ->
                    life.consents()
                            .getOrDefault(channel, "unknown")
                            .equals(state.name().toLowerCase(Locale.ROOT));
            // nobody of these lives is listed later than she was first seen
            case Condition.Listed(var id) -> life.lists().contains(id) && happened(life.created());
            case Condition.Rfm rfm ->
                    purchases(life, null).findAny().isPresent()
                            && fifth(life, rfm.recency(), Evaluator::last)
                            && fifth(life, rfm.frequency(), Evaluator::orders)
                            && fifth(life, rfm.monetary(), Evaluator::spent);
            case Condition.Top top -> best(life, top);
            case Condition.InSegment _ -> throw new IllegalStateException();
        };
    }

    private interface Worth<T> {
        T of(List<Bought> purchases);
    }

    private static Instant last(List<Bought> of) {
        return requireNonNull(latest(of.stream().map(Bought::at)));
    }

    private static Long orders(List<Bought> of) {
        return (long) of.size();
    }

    private static Long spent(List<Bought> of) {
        return of.stream().mapToLong(order -> order.total() - order.refunded()).sum();
    }

    /// Lines up all who ever bought; a fifth's border is the value of its last.
    private <T extends Comparable<T>> boolean fifth(
            Life life, List<Integer> fifths, Worth<T> worth) {
        if (fifths.isEmpty()) return true;
        var values =
                people.stream()
                        .filter(Life::known)
                        .map(each -> then.purchases(each, null).toList())
                        .filter(each -> !each.isEmpty())
                        .map(worth::of)
                        .sorted()
                        .toList();
        if (values.size() < 5) return false;
        var own = worth.of(purchases(life, null).toList());
        var fifth = 1;
        for (var k = 1; k < 5; k++)
            if (values.get((values.size() * k + 4) / 5 - 1).compareTo(own) < 0) fifth++;
        return fifths.contains(fifth);
    }

    private boolean best(Life life, Condition.Top top) {
        Comparator<List<Bought>> byOrders = Comparator.comparing(Evaluator::orders);
        Comparator<List<Bought>> bySpent = Comparator.comparing(Evaluator::spent);
        var order =
                top.by() == Condition.Top.By.ORDERS
                        ? byOrders.thenComparing(bySpent)
                        : bySpent.thenComparing(byOrders);
        var line =
                people.stream()
                        .filter(Life::known)
                        .map(each -> then.purchases(each, top.period()).toList())
                        .filter(each -> !each.isEmpty())
                        .sorted(order.reversed())
                        .toList();
        var own = purchases(life, top.period()).toList();
        if (line.isEmpty() || own.isEmpty()) return false;
        var place =
                top.people() != null
                        ? Math.min(top.people(), line.size())
                        : (line.size() * requireNonNull(top.percent()) + 99) / 100;
        return order.compare(own, line.get(place - 1)) >= 0;
    }

    private boolean did(Life life, Condition.Did did) {
        var happened =
                life.events().stream()
                        .filter(event -> event.name().equals(did.event()))
                        .filter(event -> in(did.period(), event.at()))
                        .filter(
                                event ->
                                        did.where().stream()
                                                .allMatch(
                                                        filter ->
                                                                holds(
                                                                        filter.test(),
                                                                        event.properties()
                                                                                .get(
                                                                                        filter
                                                                                                .property()))))
                        .toList();
        var sum = did.sum();
        if (sum == null) return requireNonNull(did.count()).holds(happened.size());
        return sum.is()
                .holds(
                        happened.stream()
                                .map(event -> number(event.properties().get(sum.property())))
                                .filter(Objects::nonNull)
                                .reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private boolean ordered(Life life, Condition.Ordered ordered) {
        var coupon = ordered.coupon();
        var amount = ordered.amount();
        return ordered.count()
                .holds(
                        life.orders().stream()
                                .filter(order -> in(ordered.period(), order.at()))
                                .filter(
                                        order ->
                                                ordered.statuses().isEmpty()
                                                        ? order.counted()
                                                        : among(ordered.statuses(), order.status()))
                                .filter(
                                        order ->
                                                ordered.paymentMethods().isEmpty()
                                                        || among(
                                                                ordered.paymentMethods(),
                                                                order.payment()))
                                .filter(order -> coupon == null || text(order.coupon(), coupon))
                                .filter(order -> amount == null || amount.holds(order.total()))
                                .count());
    }

    private static boolean among(List<String> values, @Nullable String value) {
        return value != null && values.stream().anyMatch(value::equalsIgnoreCase);
    }

    /// When it was first done with a message that did not bounce; null when it was not.
    private static @Nullable Instant at(
            Life.Written message, Condition.Messaged.Act act, boolean machines) {
        if (message.bounced()) return null;
        return switch (act) {
            case RECEIVED -> message.sent();
            case OPENED -> first(message.opened(), machines ? message.machineOpened() : null);
            case CLICKED -> first(message.clicked(), machines ? message.machineClicked() : null);
        };
    }

    private static @Nullable Instant first(@Nullable Instant one, @Nullable Instant other) {
        return Stream.of(one, other)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /// Looks at each day that is asked for.
    private boolean returns(ValueTest.Anniversary yearly, LocalDate born) {
        for (var i = yearly.from(); i <= yearly.to(); i++) {
            var day = day(asOf).plusDays(i);
            var leapling =
                    born.getMonthValue() == 2
                            && born.getDayOfMonth() == 29
                            && !day.isLeapYear()
                            && day.getMonthValue() == 2
                            && day.getDayOfMonth() == 28;
            if (leapling
                    || (day.getMonthValue() == born.getMonthValue()
                            && day.getDayOfMonth() == born.getDayOfMonth())) return true;
        }
        return false;
    }

    private boolean happened(Instant at) {
        return !past || !at.isAfter(asOf);
    }

    private boolean in(@Nullable Period period, Instant at) {
        if (!happened(at)) return false;
        if (period == null) return true;
        if (period.lastDays() != null)
            return Duration.between(at, asOf).compareTo(Duration.ofDays(period.lastDays())) < 0;
        if (period.lastMonths() != null)
            return day(at).plusMonths(period.lastMonths()).isAfter(day(asOf));
        if (period.lastHours() != null)
            return Duration.between(at, asOf).compareTo(Duration.ofHours(period.lastHours())) < 0;
        var day = day(at);
        return (period.from() == null || !day.isBefore(period.from()))
                && (period.to() == null || !day.isAfter(period.to()));
    }

    private Stream<Bought> purchases(Life life, @Nullable Period period) {
        return life.purchases().stream().filter(order -> in(period, order.at()));
    }

    private Stream<Basket> unclosed(Life life) {
        return life.carts().stream()
                .filter(
                        cart ->
                                past
                                        ? happened(cart.created())
                                                && (cart.closed() == null
                                                        || cart.closed().isAfter(asOf))
                                        : cart.closed() == null);
    }

    private boolean bought(
            Life life,
            Set<String> products,
            Whole count,
            Condition.Measure measure,
            @Nullable Period period) {
        var with =
                purchases(life, period)
                        .filter(
                                order ->
                                        order.lines().stream()
                                                .anyMatch(
                                                        line -> products.contains(line.product())))
                        .toList();
        return count.holds(
                switch (measure) {
                    case ORDERS -> with.size();
                    case PIECES ->
                            with.stream()
                                    .flatMap(order -> order.lines().stream())
                                    .filter(line -> products.contains(line.product()))
                                    .mapToInt(Life.Piece::quantity)
                                    .sum();
                });
    }

    private boolean holds(When when, Instant at) {
        var hours = Duration.between(at, asOf);
        return switch (when.is()) {
            case EXACTLY_AGO -> {
                if (when.months() != null) yield holds(when, day(at));
                if (when.days() != null)
                    yield day(at).plusDays(requireNonNull(when.days())).equals(day(asOf));
                var length = Duration.ofHours(requireNonNull(when.hours()));
                yield hours.compareTo(length) >= 0 && hours.compareTo(length.plusHours(1)) < 0;
            }
            case AT_LEAST_AGO ->
                    when.months() == null
                            ? hours.compareTo(length(when)) >= 0
                            : holds(when, day(at));
            case LESS_THAN_AGO ->
                    when.months() == null
                            ? hours.compareTo(length(when)) < 0
                            : holds(when, day(at));
            case BEFORE, AFTER, ON, BETWEEN -> holds(when, day(at));
        };
    }

    private static Duration length(When when) {
        return when.days() != null
                ? Duration.ofDays(when.days())
                : Duration.ofHours(requireNonNull(when.hours()));
    }

    private boolean holds(When when, LocalDate day) {
        return switch (when.is()) {
            case BEFORE -> day.isBefore(when.date());
            case AFTER -> day.isAfter(when.date());
            case ON -> day.equals(when.date());
            case BETWEEN -> !day.isBefore(when.date()) && !day.isAfter(when.to());
            case EXACTLY_AGO -> later(when, day).equals(day(asOf));
            case AT_LEAST_AGO -> !later(when, day).isAfter(day(asOf));
            case LESS_THAN_AGO -> later(when, day).isAfter(day(asOf));
        };
    }

    private static LocalDate later(When when, LocalDate day) {
        return when.months() == null
                ? day.plusDays(requireNonNull(when.days()))
                : day.plusMonths(when.months());
    }

    private boolean trait(Life life, TraitName name, ValueTest test) {
        return switch (name) {
            case EMAIL -> text(life.email(), test);
            case EMAIL_DOMAIN ->
                    text(
                            life.email() == null
                                    ? null
                                    : life.email().substring(life.email().indexOf('@') + 1),
                            test);
            case COUNTRY -> text(life.country(), test);
            case BIRTHDAY ->
                    switch (test) {
                        case ValueTest.Known(var is) -> is == (life.birthday() != null);
                        case ValueTest.Date(var is) ->
                                life.birthday() != null && holds(is, life.birthday());
                        case ValueTest.Anniversary yearly ->
                                life.birthday() != null && returns(yearly, life.birthday());
                        default -> throw new IllegalStateException();
                    };
            case TAGS ->
                    switch (test) {
                        case ValueTest.Known(var is) -> is == !life.tags().isEmpty();
                        case ValueTest.Items(var op, var values) -> list(life.tags(), op, values);
                        default -> throw new IllegalStateException();
                    };
            default -> throw new IllegalStateException();
        };
    }

    private static boolean text(@Nullable String value, ValueTest test) {
        return switch (test) {
            case ValueTest.Known(var is) -> is == (value != null && !value.isEmpty());
            case ValueTest.Text(var op, var values) -> words(value, op, values);
            default -> throw new IllegalStateException();
        };
    }

    private boolean holds(ValueTest test, @Nullable JsonNode value) {
        return switch (test) {
            case ValueTest.Known(var is) -> is == (value != null && !value.isNull());
            case ValueTest.Text(var op, var values) ->
                    words(
                            value == null || value.isNull() || value.isContainer()
                                    ? null
                                    : value.asString(),
                            op,
                            values);
            case ValueTest.Number(var is) -> {
                var number = number(value);
                yield number != null && is.holds(number);
            }
            case ValueTest.Flag(var is) ->
                    value != null
                            && (value.isBoolean() || value.isString())
                            && value.asString().equalsIgnoreCase(Boolean.toString(is));
            case ValueTest.Date(var is) -> {
                var day = value != null && value.isString() ? date(value.asString()) : null;
                yield day != null && holds(is, day);
            }
            case ValueTest.Anniversary yearly -> {
                var day = value != null && value.isString() ? date(value.asString()) : null;
                yield day != null && returns(yearly, day);
            }
            case ValueTest.Items(var op, var values) -> {
                var items = new ArrayList<String>();
                if (value != null && value.isString()) items.add(value.asString());
                if (value != null && value.isArray())
                    for (var item : value) if (item.isString()) items.add(item.asString());
                yield list(items, op, values);
            }
        };
    }

    private static @Nullable BigDecimal number(@Nullable JsonNode value) {
        if (value == null) return null;
        if (value.isNumber()) return value.decimalValue();
        if (!value.isString()) return null;
        try {
            return value.asString().matches("-?\\d+(\\.\\d+)?")
                    ? new BigDecimal(value.asString())
                    : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable LocalDate date(String text) {
        if (text.length() < 10) return null;
        try {
            return LocalDate.parse(text.substring(0, 10));
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static boolean words(@Nullable String value, ValueTest.TextOp op, List<String> values) {
        var low = value == null ? null : value.toLowerCase(Locale.ROOT);
        var lows = values.stream().map(each -> each.toLowerCase(Locale.ROOT)).toList();
        return switch (op) {
            case IS -> low != null && lows.contains(low);
            case IS_NOT -> low == null || !lows.contains(low);
            case CONTAINS -> low != null && lows.stream().anyMatch(low::contains);
            case CONTAINS_NOT -> low == null || lows.stream().noneMatch(low::contains);
            case STARTS_WITH -> low != null && lows.stream().anyMatch(low::startsWith);
            case ENDS_WITH -> low != null && lows.stream().anyMatch(low::endsWith);
        };
    }

    private static boolean list(List<String> items, ValueTest.ListOp op, List<String> values) {
        return switch (op) {
            case HAS_ANY -> values.stream().anyMatch(items::contains);
            case HAS_ALL -> items.containsAll(values);
            case HAS_NONE -> values.stream().noneMatch(items::contains);
        };
    }

    private LocalDate day(Instant at) {
        return at.atZone(zone).toLocalDate();
    }

    private static @Nullable Instant latest(Stream<Instant> times) {
        return times.max(Comparator.naturalOrder()).orElse(null);
    }
}
