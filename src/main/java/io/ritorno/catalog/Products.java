package io.ritorno.catalog;

import io.ritorno.account.Shop;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// A shop's products.
@Component
public class Products {
    private final JdbcTemplate db;

    Products(JdbcTemplate db) {
        this.db = db;
    }

    /// These products by id, for those that are known.
    public Map<String, Product> load(Shop shop, Collection<String> ids) {
        var products = new HashMap<String, Product>();
        if (ids.isEmpty()) return products;
        db.query(
                """
                select id, sku, name, brand, price, url, image, stock from product
                where part = ? and shop_id = ? and id = any(?)
                """,
                row -> {
                    products.put(
                            row.getString("id"),
                            new Product(
                                    row.getString("id"),
                                    row.getString("sku"),
                                    row.getString("name"),
                                    row.getString("brand"),
                                    row.getObject("price", Long.class),
                                    row.getString("url"),
                                    row.getString("image"),
                                    row.getObject("stock", Integer.class)));
                },
                shop.home(),
                shop.id(),
                ids.toArray(String[]::new));
        return products;
    }
}
