package io.ritorno.insight.browse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A product as the screens show it.
///
/// @param price minor units; null when nobody has told it
/// @param categories paths, `Men/Shoes/Trekking`
public record Product(
        String id,
        @Nullable String sku,
        String name,
        @Nullable String brand,
        @Nullable Long price,
        @Nullable String url,
        @Nullable String image,
        @Nullable Integer stock,
        List<String> categories) {

    public Product {
        categories = List.copyOf(categories);
    }
}
