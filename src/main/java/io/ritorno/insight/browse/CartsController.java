package io.ritorno.insight.browse;

import io.ritorno.account.Shop;
import io.ritorno.insight.browse.CartList.Filter;
import io.ritorno.insight.browse.CartList.Sort;
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
class CartsController {
    private static final List<String> COLUMNS =
            List.of(
                    "id",
                    "state",
                    "created_at",
                    "changed_at",
                    "abandoned_at",
                    "email",
                    "first_name",
                    "last_name",
                    "items",
                    "value",
                    "currency",
                    "checkout_step");

    private final CartList carts;

    CartsController(CartList carts) {
        this.carts = carts;
    }

    @GetMapping("/carts")
    Page<Cart> list(
            Shop shop,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable Boolean checkout,
            @RequestParam(defaultValue = "changedAt") String sort,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        var filter = Filter.of(OrdersController.blank(state), from, to, checkout);
        return carts.list(shop, filter, Sort.of(sort), cursor, Page.limit(limit));
    }

    @GetMapping("/carts.csv")
    void csv(
            Shop shop,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable Boolean checkout,
            @RequestParam(defaultValue = "changedAt") String sort,
            HttpServletResponse response)
            throws IOException {
        var filter = Filter.of(OrdersController.blank(state), from, to, checkout);
        var by = Sort.of(sort);
        Csv.<Cart>stream(
                response,
                "carts",
                COLUMNS,
                cursor -> carts.list(shop, filter, by, cursor, 1000),
                cart -> row(shop, cart));
    }

    private static List<@Nullable Object> row(Shop shop, Cart cart) {
        return Arrays.asList(
                cart.id(),
                cart.state(),
                cart.createdAt(),
                cart.changedAt(),
                cart.abandonedAt(),
                cart.profile().email(),
                cart.profile().firstName(),
                cart.profile().lastName(),
                cart.items(),
                Csv.money(cart.value(), shop.currency()),
                cart.currency(),
                cart.checkoutStep());
    }

    @GetMapping("/carts/{id}")
    Cart cart(Shop shop, @PathVariable UUID id) {
        return carts.find(shop, id).orElseThrow(() -> Problem.notFound("cart"));
    }

    @GetMapping("/profiles/{id}/carts")
    Page<Cart> ofProfile(
            Shop shop,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        return carts.ofProfile(shop, id, cursor, Page.limit(limit));
    }
}
