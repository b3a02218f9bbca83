package io.ritorno.imports;

import io.ritorno.imports.Sales.Sale;
import io.ritorno.platform.Unfit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Rows of orders, one a line of an order, become `Order Completed` and `Order Refunded`.
///
/// An order all of whose quantities are negative takes something back. When its number is not that
/// of the order it takes back from (`C536379`), that is found: the person's latest orders earlier
/// in the file that have the product and have not lost it yet. What is found in none (bought before
/// the file begins, a discount, postage) is kept as a refund of the cancellation's own number, so
/// that refunds add up to what the file says.
final class OrderRows {
    private static final int MOST_PIECES = 1_000_000;
    static final int MOST_LINES = 5_000;

    /// A row as a line of an order.
    private record Line(
            Row row,
            String product,
            @Nullable String name,
            int quantity,
            BigDecimal price,
            BigDecimal total) {}

    private final ImportJob job;
    private final Layout layout;
    private final Sales sales;
    private final Draft draft;

    private OrderRows(ImportJob job, Layout layout, Sales sales, Draft draft) {
        this.job = job;
        this.layout = layout;
        this.sales = sales;
        this.draft = draft;
    }

    /// The rows by order, in the order of each one's first row. Rows without an order's number
    /// fail.
    static Map<String, List<Row>> byOrder(Layout layout, List<Row> rows, Draft draft) {
        var orders = new LinkedHashMap<String, List<Row>>();
        for (var row : rows) {
            try {
                orders.computeIfAbsent(layout.needed(row, "order_id"), _ -> new ArrayList<>())
                        .add(row);
            } catch (Unfit e) {
                draft.fail(row, e);
            }
        }
        return orders;
    }

    static void orders(
            ImportJob job, Layout layout, Map<String, List<Row>> orders, Sales sales, Draft draft) {
        var reader = new OrderRows(job, layout, sales, draft);
        orders.forEach(
                (id, rows) -> {
                    try {
                        reader.order(id, rows);
                    } catch (Unfit e) {
                        draft.fail(rows, e);
                    }
                });
    }

    private void order(String id, List<Row> rows) {
        var skip = job.mapping().option("skip_prefix");
        if (skip.isPresent() && id.startsWith(skip.get()))
            throw new Unfit(null, "left-out-prefix", skip.get());
        var first = rows.getFirst();
        var at = layout.time(first, "order_date");
        if (at == null) throw new Unfit("order_date", "missing");
        var lines = lines(rows);
        if (lines.isEmpty()) return;
        if (lines.size() > MOST_LINES) throw new Unfit(null, "too-many-rows", MOST_LINES);
        var back = lines.stream().filter(line -> line.quantity < 0).toList();
        var sold = lines.stream().filter(line -> line.quantity > 0).toList();
        var cancels = job.mapping().option("cancel_prefix").filter(id::startsWith).isPresent();
        if (cancels && !sold.isEmpty()) throw new Unfit(null, "cancellation-sells");
        if (sold.isEmpty()) {
            takeBack(id, first, at, back, cancels);
            return;
        }
        sale(id, first, at, sold);
        if (!back.isEmpty()) refund(id, id + "-returned", first, at, refunded(back));
    }

    private List<Line> lines(List<Row> rows) {
        var lines = new ArrayList<Line>(rows.size());
        for (var row : rows) {
            try {
                lines.add(line(row));
            } catch (Unfit e) {
                draft.fail(row, e);
            }
        }
        return lines;
    }

    private Line line(Row row) {
        var product = layout.text(row, "product_id");
        if (product == null) product = layout.text(row, "sku");
        var name = layout.text(row, "product_name");
        if (product == null) product = name;
        if (product == null) throw new Unfit("product_id", "missing");
        var count = layout.amount(row, "quantity");
        var quantity = count == null ? 1 : count.setScale(0, RoundingMode.UP).intValue();
        if (quantity == 0) throw new Unfit("quantity", "zero");
        if (Math.abs((long) quantity) > MOST_PIECES) throw new Unfit("quantity", "too-large");
        var price = layout.amount(row, "price");
        var total = layout.amount(row, "line_total");
        var pieces = BigDecimal.valueOf(quantity);
        if (price == null)
            price = total == null ? BigDecimal.ZERO : total.divide(pieces, 4, RoundingMode.HALF_UP);
        if (price.signum() < 0) throw new Unfit("price", "negative");
        if (total == null) total = price.multiply(pieces);
        return new Line(row, product, name, quantity, price, total);
    }

    private void sale(String id, Row first, Instant at, List<Line> lines) {
        var left = new HashMap<String, Integer>();
        for (var line : lines) left.merge(line.product, line.quantity, Integer::sum);
        sales.add(new Sale(id, person(layout, first), first.number(), left));

        var told = PeopleRows.told(layout, first, at);
        if (told != null) {
            // the same words about the same person again are no news
            draft.add(job.shop(), told, null, at);
        }
        var call = call("Order Completed", id, first);
        var properties = (ObjectNode) call.get("properties");
        Draft.put(properties, "order_number", layout.text(first, "order_number"));
        var sum = lines.stream().map(Line::total).reduce(BigDecimal.ZERO, BigDecimal::add);
        var total = layout.amount(first, "total");
        for (var part : List.of("shipping", "tax", "discount")) {
            var amount = layout.amount(first, part);
            if (amount == null) continue;
            properties.put(part, amount);
            if (part.equals("shipping")) sum = sum.add(amount);
            if (part.equals("discount")) sum = sum.subtract(amount.abs());
        }
        properties.put("total", total == null ? sum.max(BigDecimal.ZERO) : total);
        for (var field : List.of("currency", "status", "coupon", "payment_method"))
            Draft.put(properties, field, layout.text(first, field));
        var products = properties.putArray("products");
        for (var line : lines) products.add(product(line, line.quantity));
        draft.add(job.shop(), call, at, at);
    }

    private ObjectNode product(Line line, int quantity) {
        var product = JsonNodeFactory.instance.objectNode().put("product_id", line.product);
        Draft.put(product, "name", line.name);
        product.put("quantity", quantity).put("price", line.price);
        for (var field : ProductRows.TEXTS) Draft.put(product, field, layout.text(line.row, field));
        return product;
    }

    private void takeBack(String id, Row first, Instant at, List<Line> lines, boolean cancels) {
        var worth = lines.stream().map(Line::total).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (!cancels && worth.signum() == 0) throw new Unfit(null, "left-out-worthless");
        var byOrder = new LinkedHashMap<String, List<ObjectNode>>();
        var amounts = new HashMap<String, BigDecimal>();
        for (var line : lines) {
            for (var taken : sales.takeBack(person(layout, first), line.product, -line.quantity)) {
                var order = taken.order() == null ? id : taken.order();
                byOrder.computeIfAbsent(order, _ -> new ArrayList<>())
                        .add(product(line, taken.quantity()));
                amounts.merge(
                        order,
                        line.price.multiply(BigDecimal.valueOf(taken.quantity())),
                        BigDecimal::add);
            }
        }
        byOrder.forEach(
                (order, products) -> {
                    var amount = amounts.getOrDefault(order, BigDecimal.ZERO);
                    refund(order, id, first, at, Map.entry(amount, products));
                });
    }

    private Map.Entry<BigDecimal, List<ObjectNode>> refunded(List<Line> lines) {
        var amount = lines.stream().map(Line::total).reduce(BigDecimal.ZERO, BigDecimal::add);
        return Map.entry(
                amount.negate(),
                lines.stream().map(line -> product(line, -line.quantity)).toList());
    }

    private void refund(
            String order,
            String refund,
            Row first,
            Instant at,
            Map.Entry<BigDecimal, List<ObjectNode>> what) {
        var call = call("Order Refunded", order, first);
        var properties = (ObjectNode) call.get("properties");
        properties.put("refund_id", refund).put("total", what.getKey());
        Draft.put(properties, "currency", layout.text(first, "currency"));
        properties.putArray("products").addAll(what.getValue());
        draft.add(job.shop(), call, at, at);
    }

    /// A call of the person of the row; without one, of a guest who is nobody else.
    private ObjectNode call(String event, String order, Row first) {
        var call = Draft.call("track").put("event", event);
        var customer = PeopleRows.customer(layout, first);
        var email = PeopleRows.email(layout, first);
        Draft.put(call, "userId", customer);
        var properties = call.putObject("properties").put("order_id", order);
        Draft.put(properties, "email", email);
        if (customer == null && email == null) call.put("anonymousId", "order:" + order);
        return call;
    }

    /// Whose the row is, as far as the file says.
    static @Nullable String person(Layout layout, Row row) {
        var customer = PeopleRows.customer(layout, row);
        return customer == null ? PeopleRows.email(layout, row) : customer;
    }
}
