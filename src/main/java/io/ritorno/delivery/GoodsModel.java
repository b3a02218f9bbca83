package io.ritorno.delivery;

import io.ritorno.account.Shop;
import io.ritorno.catalog.Product;
import io.ritorno.content.Formats;
import io.ritorno.order.PlacedOrder;
import io.ritorno.recommend.Pick;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// `order` and `picks` as templates see them.
final class GoodsModel {
    private GoodsModel() {}

    /// @param about properties of the event: may know the previous price
    static Map<String, Object> picks(
            Shop shop, Map<Pick, List<Product>> picks, JsonNode about, Formats formats) {
        var map = new HashMap<String, Object>();
        picks.forEach(
                (pick, products) ->
                        map.put(
                                pick.code(),
                                products.stream()
                                        .map(
                                                product ->
                                                        product(
                                                                shop, pick, product, about,
                                                                formats))
                                        .toList()));
        return map;
    }

    private static Map<String, Object> product(
            Shop shop, Pick pick, Product product, JsonNode about, Formats formats) {
        var map = new HashMap<String, Object>();
        map.put("id", product.id());
        map.put("name", product.name());
        map.put("initial", initial(product.name()));
        MailModel.put(map, "brand", product.brand());
        MailModel.put(map, "image", MailModel.web(product.image()));
        var url = MailModel.web(product.url());
        map.put("url", url == null ? shop.url() : url);
        var price = product.price();
        if (price != null) {
            map.put("price", price);
            map.put("priceText", formats.money(price));
            var was = about.path("previous_price");
            if (pick == Pick.ABOUT && was.canConvertToLong() && was.asLong() > price)
                map.put("wasText", formats.money(was.asLong()));
        }
        return map;
    }

    /// Stands where there is no picture.
    private static String initial(String name) {
        var end = name.offsetByCodePoints(0, Math.min(1, name.length()));
        return name.substring(0, end).toUpperCase(Locale.ROOT);
    }

    /// An order in another currency than the shop's shows what was paid, and no prices beside its
    /// lines: they are known in the shop's currency only.
    static Map<String, Object> order(
            Shop shop,
            PlacedOrder order,
            Map<String, Product> products,
            JsonNode about,
            Formats formats) {
        var own = order.currency().equals(shop.currency());
        var paid = new Formats(formats.language(), order.currency(), formats.zone());
        var lines = new ArrayList<Map<String, Object>>();
        var items = 0;
        for (var line : order.lines()) {
            items += line.quantity();
            lines.add(line(shop, line, products.get(line.product()), own, formats));
        }
        var map = new HashMap<String, Object>();
        map.put("id", order.id().toString());
        map.put("number", order.number());
        map.put("status", order.status());
        map.put("total", order.total());
        map.put("totalText", own ? formats.money(order.total()) : paid.money(order.original()));
        map.put("shipping", own ? order.shipping() : 0);
        map.put("shippingText", formats.money(order.shipping()));
        map.put("discount", own ? order.discount() : 0);
        map.put("discountText", formats.money(order.discount()));
        map.put("items", items);
        map.put("placedAt", order.placedAt().toString());
        map.put("lines", lines);
        var planned = day(about.path("planned_delivery").asString(""));
        if (planned != null) map.put("plannedDelivery", planned);
        return map;
    }

    private static Map<String, Object> line(
            Shop shop,
            PlacedOrder.Line line,
            @Nullable Product product,
            boolean priced,
            Formats formats) {
        var map = new HashMap<String, Object>();
        map.put("product", line.product());
        MailModel.put(map, "variant", line.variant());
        // a line that was told without a name has the product's id
        map.put(
                "name",
                product != null && line.name().equals(line.product())
                        ? product.name()
                        : line.name());
        map.put("quantity", line.quantity());
        if (priced) {
            map.put("price", line.unitPrice());
            map.put("priceText", formats.money(line.unitPrice()));
            map.put("total", line.total());
            map.put("totalText", formats.money(line.total()));
        }
        if (product != null) MailModel.put(map, "image", MailModel.web(product.image()));
        var url = product == null ? null : MailModel.web(product.url());
        map.put("url", url == null ? shop.url() : url);
        return map;
    }

    private static @Nullable String day(String text) {
        try {
            return text.length() < 10 ? null : LocalDate.parse(text.substring(0, 10)).toString();
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
