package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.flow.Trigger.Ordered;
import io.ritorno.flow.Trigger.SumPeriod;
import io.ritorno.flow.Trigger.Threshold;
import io.ritorno.order.OrderChange;
import io.ritorno.order.OrderChange.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether what an event did to an order fires a trigger. An order fires when it *comes* to be as
/// the trigger wants it, not when it is told again.
final class OrderRules {
    /// An order heard of for the first time so long after it was placed is an old one.
    private static final Duration OLD = Duration.ofDays(1);

    private OrderRules() {}

    /// @param meant the products that the trigger means, if it names any
    /// @param ledger needed for `nth` only; has seen the change
    static boolean matches(
            Ordered trigger, OrderChange change, Set<String> meant, @Nullable OrderLedger ledger) {
        if (!is(trigger, change.after(), meant)) return false;
        var before = change.before();
        if (before == null ? old(change) : is(trigger, before, meant)) return false;
        var nth = trigger.nth();
        return nth == null || ledger != null && nth.holds(ledger.position(change));
    }

    private static boolean is(Ordered trigger, Snapshot order, Set<String> meant) {
        if (!order.counted()) return false;
        var amount = trigger.amount();
        if (amount != null && !amount.holds(order.total())) return false;
        if (!trigger.statuses().isEmpty() && !trigger.statuses().contains(order.status()))
            return false;
        return trigger.goods().all() || order.products().stream().anyMatch(meant::contains);
    }

    static boolean cameTo(List<String> statuses, OrderChange change) {
        if (!statuses.contains(change.after().status())) return false;
        var before = change.before();
        return before == null ? !old(change) : !before.status().equals(change.after().status());
    }

    private static boolean old(OrderChange change) {
        return change.after().placedAt().plus(OLD).isBefore(change.event().at());
    }

    /// The person's sum over the period in which the order counts.
    static long sum(
            Shop shop, Threshold trigger, OrderChange change, OrderLedger ledger, Instant now) {
        var profile = change.event().profile();
        var day = shop.day(change.after().placedAt());
        return switch (trigger.period()) {
            case SumPeriod.Rolling(var days) ->
                    ledger.sum(
                            profile,
                            trigger.of(),
                            now.minus(Duration.ofDays(days)).plusNanos(1000),
                            Instant.MAX);
            case SumPeriod.Month() -> {
                var month = YearMonth.from(day);
                yield between(shop, trigger, change, ledger, month.atDay(1), month.atEndOfMonth());
            }
            case SumPeriod.Year() ->
                    between(
                            shop,
                            trigger,
                            change,
                            ledger,
                            day.withDayOfYear(1),
                            day.withDayOfYear(day.lengthOfYear()));
            case SumPeriod.Ever() -> ledger.sum(profile, trigger.of(), Instant.MIN, Instant.MAX);
        };
    }

    private static long between(
            Shop shop,
            Threshold trigger,
            OrderChange change,
            OrderLedger ledger,
            LocalDate from,
            LocalDate to) {
        return ledger.sum(
                change.event().profile(),
                trigger.of(),
                from.atStartOfDay(shop.zone()).toInstant(),
                to.plusDays(1).atStartOfDay(shop.zone()).toInstant().minusNanos(1000));
    }

    /// What a run is about whose sum this order brought over the value.
    static String key(Shop shop, Threshold trigger, OrderChange change) {
        var sum = trigger.of().name().toLowerCase(Locale.ROOT) + " " + trigger.value();
        var day = shop.day(change.after().placedAt());
        return switch (trigger.period()) {
            case SumPeriod.Rolling(var days) -> sum + " in " + days + "d " + change.event().at();
            case SumPeriod.Month() -> sum + " " + YearMonth.from(day);
            case SumPeriod.Year() -> sum + " " + day.getYear();
            case SumPeriod.Ever() -> sum;
        };
    }
}
