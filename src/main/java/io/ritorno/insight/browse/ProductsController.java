package io.ritorno.insight.browse;

import io.ritorno.account.Shop;
import io.ritorno.insight.browse.ProductList.BrandRow;
import io.ritorno.insight.browse.ProductList.CategoryRow;
import io.ritorno.insight.browse.ProductList.Sort;
import io.ritorno.platform.Csv;
import io.ritorno.platform.Page;
import io.ritorno.platform.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/shops/{shop}")
class ProductsController {
    private static final List<String> COLUMNS =
            List.of("id", "sku", "name", "brand", "price", "stock", "categories", "url", "image");

    private final ProductList products;

    ProductsController(ProductList products) {
        this.products = products;
    }

    @GetMapping("/products")
    Page<Product> list(
            Shop shop,
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(defaultValue = "name") String sort,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        return products.list(
                shop, OrdersController.blank(search), Sort.of(sort), cursor, Page.limit(limit));
    }

    @GetMapping("/products.csv")
    void csv(
            Shop shop,
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(defaultValue = "name") String sort,
            HttpServletResponse response)
            throws IOException {
        var wanted = OrdersController.blank(search);
        var by = Sort.of(sort);
        Csv.<Product>stream(
                response,
                "products",
                COLUMNS,
                cursor -> products.list(shop, wanted, by, cursor, 1000),
                product -> row(shop, product));
    }

    private static List<@Nullable Object> row(Shop shop, Product product) {
        var price = product.price();
        return Arrays.asList(
                product.id(),
                product.sku(),
                product.name(),
                product.brand(),
                price == null ? null : Csv.money(price, shop.currency()),
                product.stock(),
                String.join("; ", product.categories()),
                product.url(),
                product.image());
    }

    @GetMapping("/products/{id}")
    Product product(Shop shop, @PathVariable String id) {
        return products.find(shop, id).orElseThrow(() -> Problem.notFound("product"));
    }

    @GetMapping("/categories")
    List<CategoryRow> categories(Shop shop) {
        return products.categories(shop);
    }

    @GetMapping("/brands")
    List<BrandRow> brands(Shop shop) {
        return products.brands(shop);
    }
}
