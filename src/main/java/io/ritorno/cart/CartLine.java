package io.ritorno.cart;

import org.jspecify.annotations.Nullable;

/// A product in a cart.
///
/// @param price of one, minor units of the shop's currency
/// @param url the product's page, a web address
/// @param image its picture, a web address
public record CartLine(
        String product,
        @Nullable String variant,
        String name,
        int quantity,
        long price,
        @Nullable String image,
        @Nullable String url) {

    public long total() {
        return price * quantity;
    }
}
