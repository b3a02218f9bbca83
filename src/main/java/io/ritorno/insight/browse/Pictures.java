package io.ritorno.insight.browse;

import static java.util.stream.Collectors.toMap;

import io.ritorno.account.Shop;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Pictures of products, which stand on the shop's first part, for rows of any part.
@Component
class Pictures {
    private record Picture(String product, String image) {}

    private final JdbcClient db;

    Pictures(JdbcClient db) {
        this.db = db;
    }

    /// Product → address of its picture, for those that have one.
    Map<String, String> of(Shop shop, List<String> products) {
        if (products.isEmpty()) return Map.of();
        return db
                .sql(
                        """
                        select id, image from product
                        where part = ? and shop_id = ? and id = any(?) and image is not null
                        """)
                .params(shop.home(), shop.id(), products.toArray(String[]::new))
                .query((row, _) -> new Picture(row.getString(1), row.getString(2)))
                .list()
                .stream()
                .collect(toMap(Picture::product, Picture::image));
    }
}
