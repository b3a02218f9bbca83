package io.ritorno.imports;

import io.ritorno.platform.Problem;
import java.util.List;
import java.util.Locale;

/// What the rows of a file are.
enum Kind {
    CUSTOMERS(List.of()),
    PRODUCTS(List.of("product_id")),
    ORDERS(List.of("order_id", "order_date"));

    /// Fields without which a row is nothing.
    final List<String> required;

    Kind(List<String> required) {
        this.required = required;
    }

    /// As stored and as asked for.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws Problem 400 when it is none
    static Kind of(String word) {
        for (var kind : values()) if (kind.word().equals(word)) return kind;
        throw Problem.invalid("kind", "not-one-of", "customers, products, orders");
    }
}
