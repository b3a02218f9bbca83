package io.ritorno.segment;

import io.ritorno.account.Shop;
import io.ritorno.segment.Condition.Rfm;
import io.ritorno.segment.Condition.Top;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/// With what conditions about ranks among all customers compare one of them: looked up before the
/// question is put, since all customers cannot be ranked whenever something happens to one.
///
/// @param rfm null when it is not computed yet, or of too few buyers
record Borders(@Nullable Fifths rfm, Map<Top, Border> tops) {
    static final Borders NONE = new Borders(null, Map.of());

    Borders {
        tops = Map.copyOf(tops);
    }

    Border of(Top top) {
        var border = tops.get(top);
        if (border == null) throw new IllegalStateException(top + " was not looked up");
        return border;
    }

    /// What is kept for the shop. Borders of best customers that nobody has asked for since the
    /// last night are computed at once and kept until the next, see [Ranks].
    static Borders load(
            JdbcOperations db, Scope scope, Collection<Condition> conditions, Instant now) {
        var asked = asked(conditions);
        if (asked.isEmpty()) return NONE;
        var shop = scope.shop();
        var tops = kept(db, shop, tops(asked));
        for (var top : tops(asked)) {
            if (tops.containsKey(top)) continue;
            var border = Border.compute(db, shop, top, now, false);
            keep(db, shop, top, border, now);
            Ranks.renewAt(db, shop, scope.parts()[0], Ranks.night(shop, now));
            tops.put(top, border);
        }
        return new Borders(rfm(asked) ? fifths(Fifths.find(db, shop)) : null, tops);
    }

    /// What they would have been at a moment of the past.
    static Borders past(
            JdbcOperations db, Shop shop, Collection<Condition> conditions, Instant then) {
        var asked = asked(conditions);
        if (asked.isEmpty()) return NONE;
        var tops = new HashMap<Top, Border>();
        for (var top : tops(asked)) tops.put(top, Border.compute(db, shop, top, then, true));
        return new Borders(rfm(asked) ? fifths(Fifths.compute(db, shop, then, true)) : null, tops);
    }

    private static @Nullable Fifths fifths(Fifths.@Nullable Computed computed) {
        return computed == null ? null : computed.fifths();
    }

    static Map<Top, Border> kept(JdbcOperations db, Shop shop, Set<Top> tops) {
        var kept = new HashMap<Top, Border>();
        if (tops.isEmpty()) return kept;
        var byQuestion = tops.stream().collect(Collectors.toMap(ConditionJson::write, top -> top));
        Sql.of(
                        """
                        select question, orders, spent from top_border
                        where shop_id = ? and question = any(?)
                        """,
                        shop.id(),
                        byQuestion.keySet().toArray(String[]::new))
                .query(
                        db,
                        row ->
                                kept.put(
                                        byQuestion.get(row.getString(1)),
                                        new Border(
                                                row.getObject(2, Long.class),
                                                row.getObject(3, Long.class))));
        return kept;
    }

    static void keep(JdbcOperations db, Shop shop, Top top, Border border, Instant now) {
        Sql.of(
                        """
                        insert into top_border (shop_id, question, computed_at, orders, spent)
                        values (?, ?, ?, nullif(?::bigint, -1), ?)
                        on conflict (shop_id, question) do update set
                            computed_at = excluded.computed_at,
                            orders = excluded.orders, spent = excluded.spent
                        """,
                        shop.id(),
                        ConditionJson.write(top),
                        now,
                        border.orders() == null ? -1L : border.orders(),
                        border.spent() == null ? 0L : border.spent())
                .update(db);
    }

    /// The conditions about ranks that stand in these.
    static Set<Condition> asked(Collection<Condition> conditions) {
        var found = new LinkedHashSet<Condition>();
        conditions.forEach(condition -> collect(condition, found));
        return found;
    }

    static Set<Top> tops(Set<Condition> asked) {
        var tops = new LinkedHashSet<Top>();
        for (var each : asked) if (each instanceof Top top) tops.add(top);
        return tops;
    }

    private static boolean rfm(Set<Condition> asked) {
        return asked.stream().anyMatch(Rfm.class::isInstance);
    }

    private static void collect(Condition condition, Set<Condition> found) {
        switch (condition) {
            case Condition.All(var of) -> of.forEach(each -> collect(each, found));
            case Condition.Any(var of) -> of.forEach(each -> collect(each, found));
            case Condition.Not(var of) -> collect(of, found);
            case Rfm rfm -> found.add(rfm);
            case Top top -> found.add(top);
            default -> {}
        }
    }
}
