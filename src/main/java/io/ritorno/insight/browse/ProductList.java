package io.ritorno.insight.browse;

import io.ritorno.account.Shop;
import io.ritorno.platform.Page;
import io.ritorno.platform.Problem;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The shop's catalog, which stands whole on its first part.
@Component
class ProductList {
    /// What a list is sorted by, in the words of SQL.
    enum Sort {
        NAME("lower(p.name) collate \"C\"", "lower(?::text) collate \"C\"", true),
        PRICE("coalesce(p.price, -1)", "?", false);

        final String expression;
        final String parameter;
        final boolean ascending;

        Sort(String expression, String parameter, boolean ascending) {
            this.expression = expression;
            this.parameter = parameter;
            this.ascending = ascending;
        }

        static Sort of(String name) {
            return switch (name) {
                case "name" -> NAME;
                case "price" -> PRICE;
                default -> throw Problem.invalid("sort", "not-one-of", "name, price");
            };
        }

        List<String> position(Product product) {
            return switch (this) {
                case NAME -> List.of(product.name(), product.id());
                case PRICE ->
                        List.of(
                                String.valueOf(product.price() == null ? -1 : product.price()),
                                product.id());
            };
        }

        Object parse(String value) {
            if (this == NAME) return value;
            try {
                return Long.valueOf(value);
            } catch (NumberFormatException e) {
                throw Problem.invalid("cursor", "not-a-cursor");
            }
        }
    }

    record CategoryRow(String path, long products) {}

    record BrandRow(String name, long products) {}

    private static final String SELECT =
            """
            select p.id, p.sku, p.name, p.brand, p.price, p.url, p.image, p.stock,
                array(select c.path from product_category c
                    where c.part = p.part and c.shop_id = p.shop_id and c.product_id = p.id
                    order by c.path) as categories
            from product p where
            """;

    private final JdbcClient db;

    ProductList(JdbcClient db) {
        this.db = db;
    }

    /// @param search the beginning of the product's id or article number, or any piece of its name
    Page<Product> list(
            Shop shop, @Nullable String search, Sort sort, @Nullable String cursor, int limit) {
        var query = new Query("p", shop.home(), shop);
        if (search != null) {
            var text = search.strip().toLowerCase(Locale.ROOT);
            query.and(
                    """
                    (position(? in lower(p.name)) > 0 or p.id = ?
                        or lower(p.sku) collate "C" >= ? and lower(p.sku) collate "C" < ?)
                    """,
                    text,
                    search.strip(),
                    text,
                    Query.after(text));
        }
        var position = Page.position(cursor, 2);
        if (!position.isEmpty())
            query.and(
                    "(%s, p.id) %s (%s, ?)"
                            .formatted(sort.expression, sort.ascending ? ">" : "<", sort.parameter),
                    sort.parse(position.get(0)),
                    position.get(1));
        var way = sort.ascending ? "" : " desc";
        var order = " order by " + sort.expression + way + ", p.id" + way + " limit ?";
        var rows =
                db.sql(SELECT + query.where() + order)
                        .params(query.values(limit + 1))
                        .query(ProductList::product)
                        .list();
        return Page.of(rows, limit, sort::position);
    }

    /// Products whose name or article number starts with the text, then those whose name has it
    /// anywhere.
    List<Product> search(Shop shop, String text, int limit) {
        var from = text.toLowerCase(Locale.ROOT);
        var starting =
                db.sql(
                                SELECT
                                        + """
                                        p.part = ? and p.shop_id = ? and (
                                            lower(p.name) collate "C" >= ? and lower(p.name) collate "C" < ?
                                            or lower(p.sku) collate "C" >= ? and lower(p.sku) collate "C" < ?
                                            or p.id = ?)
                                        limit ?
                                        """)
                        .params(
                                shop.home(),
                                shop.id(),
                                from,
                                Query.after(from),
                                from,
                                Query.after(from),
                                text,
                                limit)
                        .query(ProductList::product)
                        .list();
        return starting.isEmpty() ? list(shop, text, Sort.NAME, null, limit).items() : starting;
    }

    Optional<Product> find(Shop shop, String id) {
        return db.sql(SELECT + "p.part = ? and p.shop_id = ? and p.id = ?")
                .params(shop.home(), shop.id(), id)
                .query(ProductList::product)
                .optional();
    }

    /// All categories with the number of products in each and below it.
    List<CategoryRow> categories(Shop shop) {
        return db.sql(
                        """
                        select path, count(*) from product_category
                        where part = ? and shop_id = ? group by path order by path
                        """)
                .params(shop.home(), shop.id())
                .query((row, _) -> new CategoryRow(row.getString(1), row.getLong(2)))
                .list();
    }

    List<BrandRow> brands(Shop shop) {
        return db.sql(
                        """
                        select brand, count(*) from product
                        where part = ? and shop_id = ? and brand is not null
                        group by brand order by brand
                        """)
                .params(shop.home(), shop.id())
                .query((row, _) -> new BrandRow(row.getString(1), row.getLong(2)))
                .list();
    }

    private static Product product(ResultSet row, int index) throws SQLException {
        return new Product(
                row.getString("id"),
                row.getString("sku"),
                row.getString("name"),
                row.getString("brand"),
                row.getObject("price", Long.class),
                row.getString("url"),
                row.getString("image"),
                row.getObject("stock", Integer.class),
                texts(row.getArray("categories")));
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
