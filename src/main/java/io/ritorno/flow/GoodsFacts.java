package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.flow.Trigger.Goods;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Which products are of a category or brand; reads `product` and `product_category`, which stand
/// on the shop's first part.
@Component
class GoodsFacts {
    private final JdbcClient db;

    GoodsFacts(JdbcClient db) {
        this.db = db;
    }

    /// Those of these products that are meant.
    Set<String> among(Shop shop, Goods goods, Collection<String> products) {
        if (goods.all()) return Set.copyOf(products);
        var found = new HashSet<String>();
        for (var product : products) if (goods.products().contains(product)) found.add(product);
        if (products.isEmpty()) return found;
        var ids = products.toArray(String[]::new);
        if (!goods.categories().isEmpty())
            found.addAll(
                    query(
                            shop,
                            """
                            select product_id from product_category
                            where part = ? and shop_id = ? and product_id = any(?) and path = any(?)
                            """,
                            ids,
                            goods.categories()));
        if (!goods.brands().isEmpty())
            found.addAll(
                    query(
                            shop,
                            """
                            select id from product
                            where part = ? and shop_id = ? and id = any(?) and brand = any(?)
                            """,
                            ids,
                            goods.brands()));
        return found;
    }

    private List<String> query(Shop shop, String sql, String[] products, List<String> of) {
        return db.sql(sql)
                .params(shop.home(), shop.id(), products, of.toArray(String[]::new))
                .query(String.class)
                .list();
    }
}
