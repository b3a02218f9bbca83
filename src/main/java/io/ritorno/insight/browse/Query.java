package io.ritorno.insight.browse;

import io.ritorno.account.Shop;
import io.ritorno.platform.Times;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// The conditions of a list, one after the other, with what is bound to them.
final class Query {
    private final StringBuilder where = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    /// Starts with the two that no statement may lack.
    Query(String alias, int part, Shop shop) {
        where.append(alias).append(".part = ? and ").append(alias).append(".shop_id = ?");
        values.add(part);
        values.add(shop.id());
    }

    /// @param condition SQL with a `?` for each value; never anything that a caller sent
    Query and(String condition, Object... bound) {
        where.append("\n  and ").append(condition);
        for (var value : bound)
            values.add(value instanceof Instant instant ? Times.utc(instant) : value);
        return this;
    }

    /// The days from `from` to `to`, both included, in the shop's zone.
    Query days(String column, Shop shop, @Nullable LocalDate from, @Nullable LocalDate to) {
        if (from != null) and(column + " >= ?", from.atStartOfDay(shop.zone()).toInstant());
        if (to != null) and(column + " < ?", to.plusDays(1).atStartOfDay(shop.zone()).toInstant());
        return this;
    }

    String where() {
        return where.toString();
    }

    /// What is bound, and then `more`.
    Object[] values(Object... more) {
        var all = new ArrayList<>(values);
        all.addAll(List.of(more));
        return all.toArray();
    }

    /// The first rows of a sorted list that is spread over the shop's parts: those of each part by
    /// its own index, then the first of them all. One routed statement for an ordinary shop.
    static <T> List<T> first(
            Shop shop, int limit, Comparator<T> order, IntFunction<List<T>> ofPart) {
        var parts = shop.parts().all();
        if (parts.length == 1) return ofPart.apply(parts[0]);
        var rows = new ArrayList<T>();
        for (var part : parts) rows.addAll(ofPart.apply(part));
        rows.sort(order);
        return rows.subList(0, Math.min(limit, rows.size()));
    }

    /// The first text after all those that start with `prefix`, in the order of bytes.
    static String after(String prefix) {
        return prefix + Character.toString(Character.MAX_CODE_POINT);
    }
}
