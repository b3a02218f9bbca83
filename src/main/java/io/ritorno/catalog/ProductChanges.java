package io.ritorno.catalog;

import io.ritorno.account.Shop;
import io.ritorno.platform.Chore;
import io.ritorno.platform.Columns;
import io.ritorno.platform.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// What came back and what became cheaper, and when: the table `product_change`. Events about
/// products concern nobody and are not logged, so this is all that is known of it later.
@Component
public class ProductChanges implements Chore {
    /// Longer than anybody looks back: a dry run of a year. What is older goes, night by night.
    static final Duration KEPT = Duration.ofDays(400);

    private static final int BATCH = 20_000;

    private final JdbcTemplate db;

    ProductChanges(JdbcTemplate db) {
        this.db = db;
    }

    /// Keeps what has been noted. The same again is kept once.
    void keep(Shop shop, List<ProductChange> changes) {
        if (changes.isEmpty()) return;
        Columns.of(changes)
                .texts(ProductChange::product)
                .instants(ProductChange::at)
                .uuids(ProductChange::id)
                .longs(ProductChange::price)
                .longs(ProductChange::before)
                .update(
                        db,
                        """
                        insert into product_change (part, shop_id, product_id, at, id, price,
                            price_before)
                        select ?, ?, n.* from unnest(?, ?, ?, ?, ?) n
                        on conflict do nothing
                        """,
                        shop.home(),
                        shop.id());
    }

    /// What changed about these products in a time, earliest first.
    public List<ProductChange> of(
            Shop shop, Collection<String> products, Instant from, Instant to) {
        if (products.isEmpty()) return List.of();
        return db.query(
                """
                select product_id, at, id, price, price_before from product_change
                where part = ? and shop_id = ? and product_id = any(?) and at between ? and ?
                order by at, id
                """,
                (row, _) ->
                        new ProductChange(
                                shop.id(),
                                row.getObject("id", UUID.class),
                                row.getString("product_id"),
                                Times.instant(row, "at"),
                                row.getObject("price", Long.class),
                                row.getObject("price_before", Long.class)),
                shop.home(),
                shop.id(),
                products.toArray(String[]::new),
                Times.utc(from),
                Times.utc(to));
    }

    @Override
    public String name() {
        return "product-changes";
    }

    @Override
    public int run(Instant now) {
        return db.update(
                """
                delete from product_change c using (
                    select part, shop_id, product_id, at, id from product_change
                    where part in (select part from lane where kind = 'event') and at < ?
                    limit ?
                ) old
                where c.part = old.part and c.shop_id = old.shop_id
                    and c.product_id = old.product_id and c.at = old.at and c.id = old.id
                """,
                Times.utc(now.minus(KEPT)),
                BATCH);
    }
}
