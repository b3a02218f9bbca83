package io.ritorno.delivery;

import io.ritorno.account.Shop;
import io.ritorno.cart.Cart;
import io.ritorno.cart.CartLine;
import io.ritorno.catalog.Product;
import io.ritorno.content.Formats;
import io.ritorno.profile.Person;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a mail's template can name: `person`, `cart`, `order`, `picks`, `survey`, `shop`, `links`,
/// `event`, `coupon`, `language`. What is unknown is left out, so that the template fails for this
/// person instead of showing a hole.
final class MailModel {
    private static final Pattern WEB = Pattern.compile("(?i)https?://.+");
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");

    private MailModel() {}

    static Map<String, Object> of(Writer.Subject subject, Links.Of links, Formats formats) {
        var shop = subject.shop();
        var context = subject.context();
        var model =
                facts(
                        shop,
                        subject.person(),
                        subject.cart(),
                        subject.products(),
                        context,
                        subject.coupon(),
                        formats);
        model.put(
                "links",
                Map.of(
                        "unsubscribe", links.unsubscribe(),
                        "preferences", links.preferences(),
                        "view", links.view()));
        var goods = subject.goods();
        model.put("picks", GoodsModel.picks(shop, goods.picks(), context, formats));
        if (goods.order() != null)
            model.put(
                    "order",
                    GoodsModel.order(shop, goods.order(), subject.products(), context, formats));
        return model;
    }

    /// What is known without anything that only a mail has.
    static Map<String, Object> facts(
            Shop shop,
            Person person,
            @Nullable Cart cart,
            Map<String, Product> products,
            JsonNode event,
            @Nullable JsonNode coupon,
            Formats formats) {
        var model = new HashMap<String, Object>();
        model.put(Formats.KEY, formats);
        model.put("language", formats.language());
        model.put("person", person(person, formats));
        model.put("shop", shop(shop));
        if (cart != null && !cart.lines().isEmpty())
            model.put("cart", cart(shop, cart, products, formats));
        if (plain(event) instanceof Map<?, ?> properties) model.put("event", properties);
        if (coupon != null && plain(coupon) instanceof Map<?, ?> given) model.put("coupon", given);
        return model;
    }

    /// How money and days look to her, in the language of the text she gets.
    static Formats formats(Shop shop, Person person, String language) {
        var own = person.locale();
        var tag = own != null && language(own).equals(language) ? own : language;
        return new Formats(tag, shop.currency(), zone(person, shop.zone()));
    }

    static String language(String locale) {
        return locale.replace('_', '-').split("-", 2)[0].toLowerCase(java.util.Locale.ROOT);
    }

    private static ZoneId zone(Person person, ZoneId otherwise) {
        return person.timezone() == null ? otherwise : ZoneId.of(person.timezone());
    }

    private static Map<String, Object> person(Person person, Formats formats) {
        var map = new HashMap<String, Object>();
        map.put("id", person.id().toString());
        put(map, "email", person.email());
        put(map, "phone", person.phone());
        put(map, "externalId", person.externalId());
        put(map, "firstName", person.firstName());
        put(map, "lastName", person.lastName());
        put(map, "gender", person.gender());
        if (person.birthday() != null) map.put("birthday", person.birthday().toString());
        put(map, "locale", person.locale());
        put(map, "country", person.country());
        put(map, "city", person.city());
        put(map, "company", person.company());
        map.put("tags", person.tags());
        map.put("orders", person.orders());
        map.put("spent", person.spent());
        map.put("spentText", formats.money(person.spent()));
        var attributes = plain(person.attributes());
        map.put("attributes", attributes == null ? Map.of() : attributes);
        return map;
    }

    private static Map<String, Object> shop(Shop shop) {
        var settings = shop.settings();
        var map = new HashMap<String, Object>();
        map.put("name", settings.senderName().isBlank() ? shop.name() : settings.senderName());
        map.put("url", shop.url());
        map.put("currency", shop.currency().getCurrencyCode());
        map.put("accentColor", settings.accentColor());
        map.put("accentText", textOn(settings.accentColor()));
        // a shop may have none of these, and its mails must still go: empty, not missing
        map.put("logoUrl", settings.logoUrl());
        map.put("postalAddress", settings.postalAddress());
        return map;
    }

    /// White or nearly black, to be read on a colour `#rrggbb`: dark from a relative luminance
    /// (WCAG 2.2) of 0.3, where white falls below a contrast of 3.
    static String textOn(String colour) {
        if (!COLOUR.matcher(colour).matches()) return "#ffffff";
        var rgb = Integer.parseInt(colour.substring(1), 16);
        var luminance =
                0.2126 * linear(rgb >> 16 & 255)
                        + 0.7152 * linear(rgb >> 8 & 255)
                        + 0.0722 * linear(rgb & 255);
        return luminance > 0.3 ? "#1f2933" : "#ffffff";
    }

    private static double linear(int channel) {
        var c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }

    /// The cart of this moment with the products' prices, names and pictures of this moment: what
    /// the shop changed since is not told wrongly.
    private static Map<String, Object> cart(
            Shop shop, Cart cart, Map<String, Product> products, Formats formats) {
        var lines = new ArrayList<Map<String, Object>>();
        var value = 0L;
        for (var line : cart.lines()) {
            var product = products.get(line.product());
            var price = price(line, product);
            value += price * line.quantity();
            lines.add(line(shop, line, product, price, formats));
        }
        var map = new HashMap<String, Object>();
        map.put("id", cart.id().toString());
        var url = web(cart.url());
        map.put("url", url == null ? shop.url() : url);
        map.put("value", value);
        map.put("valueText", formats.money(value));
        map.put("items", cart.items());
        map.put("createdAt", cart.createdAt().toString());
        map.put("lines", lines);
        return map;
    }

    /// A variant's price is its own, so only the line knows it.
    private static long price(CartLine line, @Nullable Product product) {
        if (product == null || product.price() == null || line.variant() != null)
            return line.price();
        return product.price();
    }

    private static Map<String, Object> line(
            Shop shop, CartLine line, @Nullable Product product, long price, Formats formats) {
        var map = new HashMap<String, Object>();
        map.put("product", line.product());
        put(map, "variant", line.variant());
        map.put("name", line.name());
        map.put("quantity", line.quantity());
        map.put("price", price);
        map.put("priceText", formats.money(price));
        map.put("total", price * line.quantity());
        map.put("totalText", formats.money(price * line.quantity()));
        put(map, "image", first(web(line.image()), product == null ? null : web(product.image())));
        var url = first(web(line.url()), product == null ? null : web(product.url()));
        map.put("url", url == null ? shop.url() : url);
        return map;
    }

    private static @Nullable String first(@Nullable String a, @Nullable String b) {
        return a != null ? a : b;
    }

    static @Nullable String web(@Nullable String address) {
        return address != null && WEB.matcher(address).matches() ? address : null;
    }

    static void put(Map<String, Object> map, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) map.put(name, value);
    }

    /// JSON as maps, lists, texts and numbers; nulls are left out.
    private static @Nullable Object plain(JsonNode node) {
        if (node.isObject()) {
            var map = new HashMap<String, Object>();
            for (var field : node.properties()) {
                var value = plain(field.getValue());
                if (value != null) map.put(field.getKey(), value);
            }
            return map;
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            for (var item : node) {
                var value = plain(item);
                if (value != null) list.add(value);
            }
            return list;
        }
        if (node.isBoolean()) return node.booleanValue();
        if (node.isIntegralNumber() && node.canConvertToLong()) return node.longValue();
        if (node.isNumber()) return new BigDecimal(node.asString());
        return node.isString() ? node.asString() : null;
    }
}
