package io.ritorno.catalog;

import static io.ritorno.event.Event.text;

import io.ritorno.account.Shop;
import io.ritorno.platform.Money;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What somebody says about a product: Segment's product object. Null is not said.
///
/// @param id the shop's own id, else the SKU
/// @param price minor units of the shop's currency; null when told in another
/// @param categories whole paths, `Men/Shoes/Trekking`
public record ProductFact(
        String id,
        @Nullable String sku,
        @Nullable String name,
        @Nullable String brand,
        @Nullable Long price,
        @Nullable String url,
        @Nullable String image,
        @Nullable Integer stock,
        List<String> categories,
        Instant at) {
    private static final int LONGEST = 500;

    /// The fact in a product object, or null when it names no product.
    ///
    /// @param currency of the event, if it says one
    /// @throws IllegalArgumentException when a price is not an amount
    public static @Nullable ProductFact of(
            Shop shop, JsonNode product, @Nullable String currency, Instant at) {
        var id = id(product);
        if (id == null) return null;
        var price = Money.amount(product, "price");
        var own = currency == null || currency.equalsIgnoreCase(shop.currency().getCurrencyCode());
        var stock = product.get("stock");
        var image = text(product, "image_url");
        return new ProductFact(
                id,
                cut(text(product, "sku")),
                cut(text(product, "name")),
                cut(text(product, "brand")),
                price == null || !own ? null : Money.minor(price, shop.currency()),
                address(text(product, "url")),
                address(image == null ? text(product, "image") : image),
                stock != null && stock.isIntegralNumber() ? stock.intValue() : null,
                categories(product),
                at);
    }

    /// The product's id: `product_id`, else `sku`.
    public static @Nullable String id(JsonNode product) {
        var id = text(product, "product_id");
        if (id == null) id = text(product, "id");
        return cut(id == null ? text(product, "sku") : id);
    }

    private static List<String> categories(JsonNode product) {
        var paths = new LinkedHashSet<String>();
        var many = product.get("categories");
        if (many != null && many.isArray())
            for (var one : many) if (one.isString()) add(paths, one.asString());
        var one = text(product, "category");
        if (one != null) add(paths, one);
        return List.copyOf(paths);
    }

    /// `Men > Shoes` and `Men / Shoes` are `Men/Shoes`.
    private static void add(Set<String> paths, String text) {
        var parts = new ArrayList<String>();
        for (var part : text.split("\\s*[>/|]\\s*")) if (!part.isBlank()) parts.add(part.strip());
        if (!parts.isEmpty() && paths.size() < 20)
            paths.add(cut(String.join("/", parts.subList(0, Math.min(8, parts.size())))));
    }

    /// The path and its parents.
    static List<String> withParents(String path) {
        var all = new ArrayList<String>();
        for (var end = path.indexOf('/'); end > 0; end = path.indexOf('/', end + 1))
            all.add(path.substring(0, end));
        all.add(path);
        return all;
    }

    /// Web addresses only: what stands in a mail as a link must not be a script.
    public static @Nullable String address(@Nullable String text) {
        if (text == null || text.length() > 2_000) return null;
        if (text.startsWith("//")) return address("https:" + text);
        try {
            var uri = new URI(text.replace(" ", "%20"));
            var scheme = uri.getScheme();
            var web = "https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme);
            return web && uri.getHost() != null ? uri.toString() : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
