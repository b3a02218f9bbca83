package io.ritorno.demo;

import io.ritorno.event.Names;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Writes calls of Segment's tracking spec as the snippet on a demo shop's pages would send them.
///
/// @param pictures address under which the drawings of products are served
/// @param history whether the calls tell of the past
record Tracks(
        String shopUrl,
        String pictures,
        String currency,
        boolean history,
        ConcurrentHashMap<String, ObjectNode> products) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    Tracks(String shopUrl, String pictures, String currency, boolean history) {
        this(shopUrl, pictures, currency, history, new ConcurrentHashMap<>());
    }

    ObjectNode product(Item item, Instant at) {
        var call = call("track", null, "product " + item.id(), at);
        call.put("event", Names.PRODUCT_UPDATED);
        var properties = object(item).deepCopy();
        call.set("properties", properties.put("currency", currency));
        return call;
    }

    ObjectNode identify(Person person, Instant at, String consentText) {
        var call = call("identify", person, "identify", at);
        var traits = call.putObject("traits");
        traits.put("email", person.email());
        traits.put("firstName", person.firstName());
        traits.put("lastName", person.lastName());
        traits.put("gender", person.woman() ? "female" : "male");
        traits.put("phone", person.phone());
        traits.put("birthday", person.birthday().toString());
        traits.put("locale", person.locale());
        traits.putObject("address").put("country", person.country()).put("city", person.city());
        traits.putObject("consent").put("email", person.agrees()).put("sms", person.agreesToSms());
        traits.put("consentSource", "checkout").put("consentText", consentText);
        return call;
    }

    ObjectNode viewed(Person person, Item item, Instant at) {
        var call = call("track", person, "view " + item.id(), at);
        call.put("event", Names.PRODUCT_VIEWED);
        call.set("properties", object(item).deepCopy().put("currency", currency));
        return call;
    }

    ObjectNode searched(Person person, String query, Instant at) {
        var call = call("track", person, "search", at);
        call.put("event", Names.PRODUCTS_SEARCHED);
        call.putObject("properties").put("query", query);
        return call;
    }

    ObjectNode cart(Person person, Basket basket, Instant at) {
        return basket(person, basket, Names.CART_UPDATED, at);
    }

    ObjectNode checkout(Person person, Basket basket, Instant at) {
        var call = basket(person, basket, Names.CHECKOUT_STARTED, at);
        ((ObjectNode) call.get("properties")).put("email", person.email());
        return call;
    }

    ObjectNode order(Person person, Basket basket, String order, Dice dice, Instant at) {
        var call = basket(person, basket, Names.ORDER_COMPLETED, at);
        var properties = (ObjectNode) call.get("properties");
        var shipping = basket.value() > 30_000 ? 0 : 1_490;
        var discount = dice.chance(0.15) ? basket.value() / 10 : 0;
        properties.put("order_id", order);
        // as shops print it: it stands in mails
        properties.put("order_number", "" + (100_000 + Math.floorMod(order.hashCode(), 900_000)));
        properties.put("email", person.email());
        properties.put("shipping", amount(shipping));
        if (discount > 0) properties.put("discount", amount(discount)).put("coupon", "TEN");
        properties.put("total", amount(basket.value() + shipping - discount));
        properties.put(
                "payment_method",
                List.of("card", "paypal", "blik", "transfer").get(dice.weighted(50, 22, 20, 8)));
        return call;
    }

    ObjectNode refund(Person person, Basket basket, String order, Instant at) {
        var call = call("track", person, "refund " + order, at);
        call.put("event", Names.ORDER_REFUNDED);
        var line = basket.lines().getFirst();
        var properties = call.putObject("properties").put("order_id", order);
        properties.put("currency", currency);
        properties.putArray("products").add(line(line));
        properties.put("refund_amount", amount(line.item().price() * line.quantity()));
        return call;
    }

    private ObjectNode basket(Person person, Basket basket, String event, Instant at) {
        var call = call("track", person, event + " " + basket.cartId(), at);
        call.put("event", event);
        var properties = call.putObject("properties");
        // without an id it is the cart that she has
        if (!basket.cartId().isEmpty()) properties.put("cart_id", basket.cartId());
        properties.put("currency", currency);
        properties.put("value", amount(basket.value()));
        if (!history) properties.put("cart_url", shopUrl + "/cart/" + basket.cartId());
        var products = properties.putArray("products");
        basket.lines().forEach(line -> products.add(line(line)));
        return call;
    }

    private ObjectNode line(Basket.Line line) {
        return object(line.item()).deepCopy().put("quantity", line.quantity());
    }

    /// Everything about the product each time, as a good integration does it.
    private ObjectNode object(Item item) {
        return products.computeIfAbsent(
                item.id(),
                _ ->
                        JSON.objectNode()
                                .put("product_id", item.id())
                                .put("name", item.name())
                                .put("brand", item.brand())
                                .put("category", item.category())
                                .put("price", amount(item.price()))
                                .put("url", shopUrl + "/p/" + item.id())
                                .put("image_url", pictures + "/" + item.id() + ".svg"));
    }

    private ObjectNode call(String type, @Nullable Person person, String what, Instant at) {
        var call = JSON.objectNode().put("type", type);
        var who = person == null ? "shop" : person.userId();
        // the same in every run, so that loading again after a crash repeats nothing
        call.put("messageId", who + " " + what + " " + at.getEpochSecond());
        if (person != null) call.put("userId", who);
        call.put("timestamp", at.toString());
        if (history) call.put("history", true);
        return call;
    }

    private static BigDecimal amount(long minor) {
        return BigDecimal.valueOf(minor, 2);
    }
}
