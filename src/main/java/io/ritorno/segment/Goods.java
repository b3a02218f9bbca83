package io.ritorno.segment;

import io.ritorno.account.Shop;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/// The products of the categories and brands that conditions ask about, looked up in the shop's
/// catalog before the question is put, since catalog and people are on different parts.
record Goods(Map<String, Set<String>> categories, Map<String, Set<String>> brands) {
    static final Goods NONE = new Goods(Map.of(), Map.of());

    String[] ofCategories(Collection<String> paths) {
        return union(categories, paths);
    }

    String[] ofBrands(Collection<String> names) {
        return union(brands, names);
    }

    private static String[] union(Map<String, Set<String>> sets, Collection<String> names) {
        var union = new TreeSet<String>();
        for (var name : names) union.addAll(sets.getOrDefault(name, Set.of()));
        return union.toArray(String[]::new);
    }

    /// Looks up what these conditions need. For a handful of people only the products that they
    /// bought are of interest, which are fewer than what a category holds.
    static Goods load(JdbcOperations db, Scope scope, Collection<Condition> conditions) {
        var paths = new HashSet<String>();
        var brands = new HashSet<String>();
        conditions.forEach(condition -> collect(condition, paths, brands));
        if (paths.isEmpty() && brands.isEmpty()) return NONE;
        var among = scope.ids() == null ? null : bought(db, scope);
        if (among != null && among.length == 0) return NONE;
        var shop = scope.shop();
        return new Goods(
                read(db, shop, "product_category", "path", "product_id", paths, among),
                read(db, shop, "product", "brand", "id", brands, among));
    }

    private static String[] bought(JdbcOperations db, Scope scope) {
        return Sql.of("select distinct x.product_id from order_line x where ")
                .then(scope.rows("x", "profile_id"))
                .query(db, row -> row.getString(1))
                .toArray(String[]::new);
    }

    private static Map<String, Set<String>> read(
            JdbcOperations db,
            Shop shop,
            String table,
            String key,
            String product,
            Set<String> keys,
            String @Nullable [] among) {
        if (keys.isEmpty()) return Map.of();
        var sql =
                Sql.of(
                        "select %s, %s from %s where part = ? and shop_id = ? and %s = any(?)"
                                .formatted(key, product, table, key),
                        shop.home(),
                        shop.id(),
                        keys.toArray(String[]::new));
        if (among != null) sql = sql.then(" and " + product + " = any(?)", (Object) among);
        var found = new HashMap<String, Set<String>>();
        sql.query(
                db,
                row ->
                        found.computeIfAbsent(row.getString(1), _ -> new HashSet<>())
                                .add(row.getString(2)));
        return found;
    }

    private static void collect(Condition condition, Set<String> paths, Set<String> brands) {
        switch (condition) {
            case Condition.All(var of) -> of.forEach(each -> collect(each, paths, brands));
            case Condition.Any(var of) -> of.forEach(each -> collect(each, paths, brands));
            case Condition.Not(var of) -> collect(of, paths, brands);
            case Condition.BoughtCategory bought -> paths.addAll(bought.categories());
            case Condition.BoughtBrand bought -> brands.addAll(bought.brands());
            case Condition.Purchased _,
                    Condition.OrderAmount _,
                    Condition.TotalSpent _,
                    Condition.OpenCart _,
                    Condition.OrderCount _,
                    Condition.BoughtProduct _,
                    Condition.CartAbandoned _,
                    Condition.LastPurchase _,
                    Condition.LastCart _,
                    Condition.Moment _,
                    Condition.Attribute _,
                    Condition.Trait _,
                    Condition.Did _,
                    Condition.Ordered _,
                    Condition.Messaged _,
                    Condition.Consented _,
                    Condition.Listed _,
                    Condition.Rfm _,
                    Condition.Top _,
                    Condition.InSegment _ -> {}
        }
    }
}
