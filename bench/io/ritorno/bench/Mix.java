package io.ritorno.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SplittableRandom;

/// What a shop sends on an ordinary day: mostly views, some searches, carts, checkouts, orders, and
/// now and then somebody says who she is.
final class Mix {
    private static final int VISITORS = 20_000;
    private static final int PRODUCTS = 600;

    private Mix() {}

    /// The n-th batch of `size` events, always the same.
    static byte[] batch(long n, int size, Instant at) {
        var random = new SplittableRandom(n);
        var json = new StringBuilder(size * 400).append("{\"batch\":[");
        for (var i = 0; i < size; i++) {
            if (i > 0) json.append(',');
            event(json, random, n * size + i, at.plusMillis(i));
        }
        return json.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    /// The n-th single event.
    static byte[] one(long n, Instant at) {
        var json = new StringBuilder(400);
        event(json, new SplittableRandom(n), n, at);
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void event(
            StringBuilder json, SplittableRandom random, long number, Instant at) {
        var visitor = random.nextInt(VISITORS);
        var kind = random.nextInt(100);
        json.append("{\"messageId\":\"m")
                .append(number)
                .append("\",\"anonymousId\":\"v")
                .append(visitor);
        json.append("\",\"timestamp\":\"").append(at).append("\",");
        json.append("\"context\":{\"page\":{\"url\":\"https://shop.example/p/")
                .append(visitor % PRODUCTS);
        json.append("\"},\"userAgent\":\"Mozilla/5.0 (X11; Linux x86_64; rv:140.0)\"},");
        if (kind < 4) {
            json.append("\"type\":\"identify\",\"userId\":\"u").append(visitor);
            json.append("\",\"traits\":{\"email\":\"u").append(visitor);
            json.append("@example.com\",\"firstName\":\"Anna\",\"consent\":{\"email\":true}}}");
            return;
        }
        json.append("\"type\":\"track\",\"event\":\"")
                .append(name(kind))
                .append("\",\"properties\":{");
        if (kind < 70) product(json, random);
        else if (kind < 78) json.append("\"list_id\":\"boots\",\"category\":\"Men/Shoes\"");
        else if (kind < 83) json.append("\"query\":\"buty trekkingowe\"");
        else if (kind < 93) product(json, random);
        else if (kind < 97) {
            json.append("\"products\":[{");
            product(json, random);
            json.append("}]");
        } else {
            json.append("\"order_id\":\"o")
                    .append(number)
                    .append("\",\"total\":149.9,\"products\":[{");
            product(json, random);
            json.append("}]");
        }
        json.append("}}");
    }

    private static String name(int kind) {
        if (kind < 70) return "Product Viewed";
        if (kind < 78) return "Product List Viewed";
        if (kind < 83) return "Products Searched";
        if (kind < 93) return "Product Added";
        if (kind < 97) return "Checkout Started";
        return "Order Completed";
    }

    private static void product(StringBuilder json, SplittableRandom random) {
        var product = random.nextInt(PRODUCTS);
        json.append("\"product_id\":\"")
                .append(product)
                .append("\",\"name\":\"Produkt ")
                .append(product);
        json.append("\",\"price\":").append(20 + product % 300).append(".90,\"quantity\":1,");
        json.append("\"brand\":\"B")
                .append(product % 40)
                .append("\",\"category\":\"C")
                .append(product % 12);
        json.append("/D").append(product % 60).append("\",\"image_url\":\"https://shop.example/i/");
        json.append(product).append(".jpg\"");
    }
}
