package io.ritorno.delivery;

import io.ritorno.account.Shop;
import io.ritorno.cart.Cart;
import io.ritorno.cart.CartLine;
import io.ritorno.catalog.Product;
import io.ritorno.order.PlacedOrder;
import io.ritorno.platform.Ids;
import io.ritorno.profile.Person;
import io.ritorno.recommend.Pick;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/// A made-up person with a made-up cart, order and taste, to look at a template with.
final class Sample {
    private Sample() {}

    static Person person(@Nullable String locale, Instant now) {
        return new Person(
                Ids.stable("sample"),
                true,
                "anna@example.com",
                null,
                null,
                "Anna",
                "Nowak",
                "f",
                null,
                locale,
                null,
                null,
                null,
                null,
                List.of(),
                JsonNodeFactory.instance.objectNode(),
                3,
                5,
                25900,
                null,
                null,
                null,
                now,
                now,
                null);
    }

    static Cart cart(Shop shop, UUID person, Instant now) {
        var lines =
                List.of(
                        new CartLine("1", null, "Linen shirt", 1, 18900, null, shop.url()),
                        new CartLine("2", null, "Leather belt", 2, 7900, null, shop.url()));
        return new Cart(
                Ids.stable("sample"),
                person,
                "abandoned",
                34700,
                3,
                lines,
                shop.url(),
                null,
                now,
                now,
                null);
    }

    private static PlacedOrder order(Shop shop, Instant now) {
        return new PlacedOrder(
                Ids.stable("sample"),
                "1024",
                "completed",
                36200,
                36200,
                shop.currency(),
                1500,
                0,
                now,
                List.of(
                        new PlacedOrder.Line("1", null, "Linen shirt", 1, 18900, 18900),
                        new PlacedOrder.Line("2", null, "Leather belt", 2, 7900, 15800)));
    }

    private static List<Product> products(Shop shop) {
        return List.of(
                product(shop, "3", "Wool scarf", 12900),
                product(shop, "4", "Canvas bag", 15900),
                product(shop, "5", "Straw hat", 9900),
                product(shop, "6", "Leather wallet", 21900));
    }

    private static Product product(Shop shop, String id, String name, long price) {
        return new Product(id, null, name, null, price, shop.url(), null, null);
    }

    /// @param own what there really is to show
    /// @param named what the template wants to show
    static Goods.Found goods(
            Shop shop, UUID message, Goods.Found own, Set<Pick> named, Instant now) {
        var shown = own.of(message);
        var picks = new EnumMap<Pick, List<Product>>(Pick.class);
        for (var pick : named) picks.put(pick, shown.picks().getOrDefault(pick, products(shop)));
        var order = shown.order() == null ? order(shop, now) : shown.order();
        return new Goods.Found(Map.of(message, new Goods.Shown(order, picks)), own.products());
    }
}
