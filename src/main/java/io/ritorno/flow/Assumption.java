package io.ritorno.flow;

import io.ritorno.platform.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Something that is taken to happen to somebody now.
///
/// @param type `entered` (also when left out), `cart`, `order`, `event`
/// @param amount of the order, in minor units
/// @param products of the order, by the shop's ids
/// @param name of the event
record Assumption(
        @Nullable String type,
        @Nullable Long amount,
        @Nullable List<String> products,
        @Nullable String name,
        @Nullable ObjectNode properties) {
    private static final int MOST_PRODUCTS = 20;
    private static final int LONGEST_PROPERTIES = 16_000;

    /// She is put in.
    static final Assumption ENTERED = new Assumption("entered", null, null, null, null);

    boolean entered() {
        return type == null || type.equals("entered");
    }

    /// @throws Problem 400 for what cannot be meant
    void check() {
        switch (type()) {
            case null -> {}
            case "entered", "cart" -> {}
            case "order" -> {
                var amount = amount();
                if (amount == null || amount < 0 || amount > 1_000_000_000_000L)
                    throw Problem.invalid("assume.amount", "not-in-range", 0, 1_000_000_000_000L);
                var products = products();
                if (products != null && products.size() > MOST_PRODUCTS)
                    throw Problem.invalid("assume.products", "too-many", MOST_PRODUCTS);
            }
            case "event" -> {
                var name = name();
                if (name == null || name.isBlank() || name.length() > 200 || name.indexOf(0) >= 0)
                    throw Problem.invalid("assume.name", "not-text", 200);
                var properties = properties();
                if (properties != null && properties.toString().length() > LONGEST_PROPERTIES)
                    throw Problem.invalid("assume.properties", "too-long", LONGEST_PROPERTIES);
            }
            default ->
                    throw Problem.invalid(
                            "assume.type", "not-one-of", "entered, cart, order, event");
        }
    }
}
