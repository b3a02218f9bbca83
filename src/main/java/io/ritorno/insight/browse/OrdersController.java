package io.ritorno.insight.browse;

import io.ritorno.account.Shop;
import io.ritorno.insight.browse.OrderList.Filter;
import io.ritorno.insight.browse.OrderList.Sort;
import io.ritorno.platform.Csv;
import io.ritorno.platform.Page;
import io.ritorno.platform.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/shops/{shop}")
class OrdersController {
    private static final List<String> COLUMNS =
            List.of(
                    "number",
                    "placed_at",
                    "status",
                    "counted",
                    "email",
                    "first_name",
                    "last_name",
                    "items",
                    "total",
                    "refunded",
                    "currency",
                    "source",
                    "flow",
                    "coupon",
                    "payment_method");

    private final OrderList orders;

    OrdersController(OrderList orders) {
        this.orders = orders;
    }

    @GetMapping("/orders")
    Page<Order> list(
            Shop shop,
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable String source,
            @RequestParam(required = false) @Nullable Boolean counted,
            @RequestParam(defaultValue = "placedAt") String sort,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        var filter = new Filter(blank(search), from, to, blank(source), counted);
        return orders.list(shop, filter, Sort.of(sort), cursor, Page.limit(limit));
    }

    @GetMapping("/orders.csv")
    void csv(
            Shop shop,
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable String source,
            @RequestParam(required = false) @Nullable Boolean counted,
            @RequestParam(defaultValue = "placedAt") String sort,
            HttpServletResponse response)
            throws IOException {
        var filter = new Filter(blank(search), from, to, blank(source), counted);
        var by = Sort.of(sort);
        Csv.<Order>stream(
                response,
                "orders",
                COLUMNS,
                cursor -> orders.list(shop, filter, by, cursor, 1000),
                order -> row(shop, order));
    }

    private static List<@Nullable Object> row(Shop shop, Order order) {
        var to = order.creditedTo();
        return Arrays.asList(
                order.number(),
                order.placedAt(),
                order.status(),
                order.counted(),
                order.profile().email(),
                order.profile().firstName(),
                order.profile().lastName(),
                order.items(),
                Csv.money(order.total(), shop.currency()),
                Csv.money(order.refunded(), shop.currency()),
                order.currency(),
                order.source(),
                to == null || to.flow() == null ? null : to.flow().name(),
                order.coupon(),
                order.paymentMethod());
    }

    @GetMapping("/orders/{id}")
    Order order(Shop shop, @PathVariable UUID id) {
        return orders.find(shop, id).orElseThrow(() -> Problem.notFound("order"));
    }

    @GetMapping("/profiles/{id}/orders")
    Page<Order> ofProfile(
            Shop shop,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "10") int limit) {
        return orders.ofProfile(shop, id, cursor, Page.limit(limit));
    }

    static @Nullable String blank(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
