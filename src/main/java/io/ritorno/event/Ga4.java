package io.ritorno.event;

import static io.ritorno.event.Event.text;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Google Analytics 4's e-commerce events in Segment's words. Names and parameters:
/// developers.google.com/analytics/devguides/collection/ga4/reference/events (2026-11).
final class Ga4 {
    private static final Map<String, String> EVENTS =
            Map.ofEntries(
                    Map.entry("view_item", Names.PRODUCT_VIEWED),
                    Map.entry("view_item_list", Names.PRODUCT_LIST_VIEWED),
                    Map.entry("select_item", Names.PRODUCT_CLICKED),
                    Map.entry("search", Names.PRODUCTS_SEARCHED),
                    Map.entry("view_search_results", Names.PRODUCTS_SEARCHED),
                    Map.entry("add_to_cart", Names.PRODUCT_ADDED),
                    Map.entry("remove_from_cart", Names.PRODUCT_REMOVED),
                    Map.entry("view_cart", Names.CART_VIEWED),
                    Map.entry("add_to_wishlist", Names.WISHLIST_ADDED),
                    Map.entry("begin_checkout", Names.CHECKOUT_STARTED),
                    Map.entry("add_shipping_info", Names.CHECKOUT_STEP_COMPLETED),
                    Map.entry("add_payment_info", Names.PAYMENT_INFO_ENTERED),
                    Map.entry("purchase", Names.ORDER_COMPLETED),
                    Map.entry("refund", Names.ORDER_REFUNDED),
                    Map.entry("view_promotion", Names.PROMOTION_VIEWED),
                    Map.entry("select_promotion", Names.PROMOTION_CLICKED),
                    Map.entry("page_view", Names.PAGE_VIEWED));

    private static final Map<String, String> PROPERTIES =
            Map.ofEntries(
                    Map.entry("transaction_id", "order_id"),
                    Map.entry("search_term", "query"),
                    Map.entry("item_list_id", "list_id"),
                    Map.entry("item_list_name", "list_name"),
                    Map.entry("payment_type", "payment_method"),
                    Map.entry("shipping_tier", "shipping_method"),
                    Map.entry("creative_name", "creative"),
                    Map.entry("creative_slot", "position"),
                    Map.entry("page_location", "url"),
                    Map.entry("page_title", "title"),
                    Map.entry("page_referrer", "referrer"));

    private static final Map<String, String> ITEM =
            Map.ofEntries(
                    Map.entry("item_id", "product_id"),
                    Map.entry("item_name", "name"),
                    Map.entry("item_brand", "brand"),
                    Map.entry("item_variant", "variant"),
                    Map.entry("item_list_id", "list_id"),
                    Map.entry("item_list_name", "list_name"),
                    Map.entry("index", "position"));

    private Ga4() {}

    /// The event's name in our words. When it was GA4's, the properties of the call are rewritten
    /// too; an event named in our words may still carry `items`, which become `products`.
    static String translate(String name, ObjectNode call) {
        var ours = EVENTS.get(name);
        if (!(call.get("properties") instanceof ObjectNode properties))
            return ours == null ? name : ours;
        if (ours == null) {
            if (properties.has("items") && !properties.has("products")) items(properties);
            return name;
        }
        rename(properties, PROPERTIES);
        items(properties);
        switch (ours) {
            case Names.ORDER_COMPLETED, Names.ORDER_REFUNDED -> move(properties, "value", "total");
            case Names.PRODUCT_VIEWED,
                    Names.PRODUCT_CLICKED,
                    Names.PRODUCT_ADDED,
                    Names.PRODUCT_REMOVED,
                    Names.WISHLIST_ADDED ->
                    single(properties);
            case Names.CHECKOUT_STEP_COMPLETED -> {
                if (!properties.has("step")) properties.put("step", "shipping");
            }
            default -> {}
        }
        return ours;
    }

    private static void items(ObjectNode properties) {
        if (!(properties.get("items") instanceof ArrayNode items)) return;
        for (var item : items) if (item instanceof ObjectNode object) item(object);
        properties.remove("items");
        properties.set("products", items);
    }

    /// `item_category` to `item_category5` are levels of one path.
    private static void item(ObjectNode item) {
        rename(item, ITEM);
        var path = new StringBuilder();
        for (var level = 1; level <= 5; level++) {
            var field = level == 1 ? "item_category" : "item_category" + level;
            var category = text(item, field);
            item.remove(field);
            if (category != null) path.append(path.isEmpty() ? "" : " > ").append(category);
        }
        if (!path.isEmpty() && !item.has("category")) item.put("category", path.toString());
    }

    /// Segment's events about one product have it in the properties themselves.
    private static void single(ObjectNode properties) {
        if (!(properties.get("products") instanceof ArrayNode products)
                || products.size() != 1
                || !(products.get(0) instanceof ObjectNode product)) return;
        for (var field : product.properties())
            if (!properties.has(field.getKey())) properties.set(field.getKey(), field.getValue());
        properties.remove("products");
    }

    private static void rename(ObjectNode object, Map<String, String> names) {
        for (var name : object.propertyNames().toArray(String[]::new)) {
            var ours = names.get(name);
            if (ours != null) move(object, name, ours);
        }
    }

    private static void move(ObjectNode object, String from, String to) {
        JsonNode value = object.get(from);
        if (value == null || object.has(to)) return;
        object.remove(from);
        object.set(to, value);
    }
}
