package io.ritorno.imports;

import io.ritorno.platform.Unfit;
import java.util.List;

/// Rows about products become `Product Updated`.
final class ProductRows {
    /// Fields that go over as they are.
    static final List<String> TEXTS =
            List.of("sku", "brand", "category", "variant", "url", "image_url");

    private ProductRows() {}

    static void products(ImportJob job, List<Row> rows, Draft draft) {
        var layout = job.layout();
        for (var row : rows) {
            try {
                var call = Draft.call("track").put("event", "Product Updated");
                var properties = call.putObject("properties");
                properties.put("product_id", layout.needed(row, "product_id"));
                Draft.put(properties, "name", layout.text(row, "product_name"));
                for (var field : TEXTS) Draft.put(properties, field, layout.text(row, field));
                var price = layout.amount(row, "price");
                if (price != null) {
                    if (price.signum() < 0) throw new Unfit("price", "negative");
                    properties.put("price", price);
                }
                Draft.put(properties, "currency", layout.text(row, "currency"));
                var stock = layout.amount(row, "stock");
                if (stock != null) properties.put("stock", stock.intValue());
                draft.add(job.shop(), call, layout.time(row, "updated_at"), job.createdAt());
            } catch (Unfit e) {
                draft.fail(row, e);
            }
        }
    }
}
