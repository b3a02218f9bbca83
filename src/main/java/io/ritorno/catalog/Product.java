package io.ritorno.catalog;

import org.jspecify.annotations.Nullable;

/// A product as known now.
///
/// @param price minor units of the shop's currency
public record Product(
        String id,
        @Nullable String sku,
        String name,
        @Nullable String brand,
        @Nullable Long price,
        @Nullable String url,
        @Nullable String image,
        @Nullable Integer stock) {}
