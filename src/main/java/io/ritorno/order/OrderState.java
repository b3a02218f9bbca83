package io.ritorno.order;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An order while facts change it. The same facts in any order, and any of them twice, make the
/// same order: of two states the one with the later time counts, it was placed at the earliest time
/// heard of, and each refund counts once. Of two states of one time a cancellation counts; else, of
/// one source, the one that came later, for who says the same thing again and otherwise corrects
/// herself; of two sources the larger total.
final class OrderState {
    final UUID id;
    final String externalId;
    final UUID profile;
    final UUID origin;
    String number;
    String status = "completed";
    long total;
    long originalTotal;
    String originalCurrency;
    long discount;
    long shipping;
    long tax;
    @Nullable String coupon;
    @Nullable String paymentMethod;
    @Nullable UUID cart;
    @Nullable LocalDate plannedDelivery;
    boolean history;

    /// Whether a [OrderFact.State] has been heard; an order known only by its refund is no order
    /// yet.
    boolean stated;

    Instant placedAt = Instant.MAX;
    Instant factAt = Instant.MIN;
    String factSource = "";
    Instant factReceivedAt = Instant.MIN;
    TreeSet<String> sources = new TreeSet<>();
    List<OrderFact.Line> lines = new ArrayList<>();
    final Map<UUID, OrderFact.Refund> refunds = new LinkedHashMap<>();

    OrderState(UUID id, String externalId, UUID profile, UUID origin, String currency) {
        this.id = id;
        this.externalId = externalId;
        this.profile = profile;
        this.origin = origin;
        this.number = externalId;
        this.originalCurrency = currency;
    }

    /// @param receivedAt when we were told
    void apply(OrderFact fact, String source, Instant receivedAt, boolean fromHistory) {
        switch (fact) {
            case OrderFact.State state -> {
                history = stated ? history && fromHistory : fromHistory;
                sources.add(source);
                if (state.placedAt().isBefore(placedAt)) placedAt = state.placedAt();
                if (later(state, source, receivedAt)) {
                    take(state);
                    factSource = source;
                    factReceivedAt = receivedAt;
                } else {
                    fill(state);
                }
                if (state.cart() != null) cart = state.cart();
                stated = true;
            }
            case OrderFact.Refund refund -> refunds.putIfAbsent(refund.id(), refund);
        }
    }

    private boolean later(OrderFact.State state, String source, Instant receivedAt) {
        if (!state.at().equals(factAt)) return state.at().isAfter(factAt);
        if (OrderFact.counts(state.status()) != counted()) return counted();
        if (source.equals(factSource)) return !receivedAt.isBefore(factReceivedAt);
        return state.total() != null && state.total() > total;
    }

    private void take(OrderFact.State state) {
        number = state.number();
        status = state.status();
        if (state.total() != null) {
            total = state.total();
            originalTotal = state.originalTotal();
            originalCurrency = state.originalCurrency();
            discount = state.discount();
            shipping = state.shipping();
            tax = state.tax();
        }
        if (state.coupon() != null) coupon = state.coupon();
        if (state.paymentMethod() != null) paymentMethod = state.paymentMethod();
        if (state.plannedDelivery() != null) plannedDelivery = state.plannedDelivery();
        if (state.lines() != null) setLines(state.lines());
        factAt = state.at();
    }

    /// An earlier state tells what the later ones left out.
    private void fill(OrderFact.State state) {
        if (total == 0 && state.total() != null && lines.isEmpty()) {
            total = state.total();
            originalTotal = state.originalTotal();
            originalCurrency = state.originalCurrency();
            discount = state.discount();
            shipping = state.shipping();
            tax = state.tax();
        }
        if (coupon == null) coupon = state.coupon();
        if (paymentMethod == null) paymentMethod = state.paymentMethod();
        if (plannedDelivery == null) plannedDelivery = state.plannedDelivery();
        if (lines.isEmpty() && state.lines() != null) setLines(state.lines());
    }

    private void setLines(List<OrderFact.Line> now) {
        if (lines.equals(now)) return;
        lines = List.copyOf(now);
    }

    /// What it is now, for whoever looks at changes.
    OrderChange.Snapshot snapshot() {
        return new OrderChange.Snapshot(
                number,
                status,
                counted(),
                total,
                total - refunded(),
                items(),
                placedAt,
                lines.stream().map(OrderFact.Line::product).distinct().toList(),
                plannedDelivery);
    }

    boolean counted() {
        return OrderFact.counts(status);
    }

    /// All that was given back, never more than the order was.
    long refunded() {
        var sum = 0L;
        for (var refund : refunds.values()) {
            if (refund.amount() == null) return total;
            sum += refund.amount();
        }
        return Math.min(sum, total);
    }

    /// Pieces given back, by line.
    int[] refundedQuantities() {
        var left = new HashMap<String, Integer>();
        var whole = false;
        for (var refund : refunds.values()) {
            whole |= refund.amount() == null && refund.lines().isEmpty();
            for (var line : refund.lines())
                left.merge(line.product(), line.quantity(), Integer::sum);
        }
        whole |= total > 0 && refunded() == total;
        var quantities = new int[lines.size()];
        for (var i = 0; i < quantities.length; i++) {
            var line = lines.get(i);
            var back = Math.min(line.quantity(), left.getOrDefault(line.product(), 0));
            left.merge(line.product(), -back, Integer::sum);
            quantities[i] = whole ? line.quantity() : back;
        }
        return quantities;
    }

    /// Pieces that stayed with the person.
    int items() {
        var back = refundedQuantities();
        var items = 0;
        for (var i = 0; i < back.length; i++) items += lines.get(i).quantity() - back[i];
        return items;
    }
}
