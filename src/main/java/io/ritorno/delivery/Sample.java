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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A made-up person with a made-up cart, order and taste, to look at a template with: of the shop's
/// own products, or, where it has none yet, of made-up ones.
final class Sample {
    /// What there is in any shop, by language.
    private static final Map<String, List<String>> NAMES =
            Map.of(
                    "en",
                    List.of("Linen shirt", "Leather belt", "Wool scarf", "Canvas bag"),
                    "it",
                    List.of(
                            "Camicia di lino",
                            "Cintura di pelle",
                            "Sciarpa di lana",
                            "Borsa di tela"),
                    "pl",
                    List.of(
                            "Lniana koszula",
                            "Skórzany pasek",
                            "Wełniany szalik",
                            "Płócienna torba"));

    private static final List<Long> PRICES = List.of(18900L, 7900L, 12900L, 15900L);

    private Sample() {}

    /// What samples are made of: at least four products with a price.
    ///
    /// @param own of the shop, the most interesting first
    static List<Product> products(Shop shop, String language, List<Product> own) {
        var priced = own.stream().filter(product -> product.price() != null).toList();
        var names = NAMES.getOrDefault(language, NAMES.getOrDefault("en", List.of()));
        if (priced.size() >= names.size()) return priced;
        return IntStream.range(0, names.size())
                .mapToObj(i -> product(shop, "" + (i + 1), names.get(i), PRICES.get(i)))
                .toList();
    }

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

    static Cart cart(Shop shop, UUID person, List<Product> products, Instant now) {
        var lines = new ArrayList<CartLine>();
        for (var i = 0; i < 2; i++) {
            var of = products.get(i);
            var url = of.url() == null ? shop.url() : of.url();
            lines.add(new CartLine(of.id(), null, of.name(), i + 1, price(of), of.image(), url));
        }
        return new Cart(
                Ids.stable("sample"),
                person,
                "abandoned",
                lines.stream().mapToLong(CartLine::total).sum(),
                3,
                lines,
                shop.url(),
                null,
                now,
                now,
                null);
    }

    private static long price(Product product) {
        return product.price() == null ? 0 : product.price();
    }

    private static PlacedOrder order(Shop shop, List<Product> products, Instant now) {
        var lines = new ArrayList<PlacedOrder.Line>();
        for (var i = 0; i < 2; i++) {
            var of = products.get(i);
            var each = price(of);
            lines.add(new PlacedOrder.Line(of.id(), null, of.name(), i + 1, each, each * (i + 1)));
        }
        var total = 1500 + lines.stream().mapToLong(PlacedOrder.Line::total).sum();
        return new PlacedOrder(
                Ids.stable("sample"),
                "1024",
                "completed",
                total,
                total,
                shop.currency(),
                1500,
                0,
                now,
                lines);
    }

    /// What the event says that a message may be about.
    ///
    /// @param today in the shop
    static ObjectNode about(List<Product> products, LocalDate today) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("planned_delivery", today.plusDays(1).toString())
                .put("previous_price", price(products.getFirst()) * 5 / 4);
    }

    private static Product product(Shop shop, String id, String name, long price) {
        return new Product(id, null, name, null, price, shop.url(), null, null);
    }

    /// @param own what there really is to show
    /// @param named what the template wants to show
    /// @param products to be shown where there is nothing
    static Goods.Found goods(
            Shop shop,
            UUID message,
            Goods.Found own,
            Set<Pick> named,
            List<Product> products,
            Instant now) {
        var shown = own.of(message);
        var picks = new EnumMap<Pick, List<Product>>(Pick.class);
        for (var pick : named) picks.put(pick, shown.picks().getOrDefault(pick, products));
        var known = new HashMap<>(own.products());
        if (shown.order() == null) for (var product : products) known.put(product.id(), product);
        var order = shown.order() == null ? order(shop, products, now) : shown.order();
        return new Goods.Found(Map.of(message, new Goods.Shown(order, picks)), known);
    }
}
