package io.ritorno.customer;

import io.ritorno.account.Shop;
import io.ritorno.platform.Csv;
import io.ritorno.platform.Page;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The list of customers as a file.
@RestController
class CustomerExport {
    private static final List<String> COLUMNS =
            List.of(
                    "id",
                    "email",
                    "phone",
                    "firstName",
                    "lastName",
                    "orders",
                    "items",
                    "spent",
                    "currency",
                    "lastOrderAt",
                    "lastSeenAt",
                    "createdAt");

    private final CustomerList list;

    CustomerExport(CustomerList list) {
        this.list = list;
    }

    @GetMapping("/api/shops/{shop}/profiles.csv")
    void csv(
            Shop shop,
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(required = false) @Nullable Boolean known,
            @RequestParam(defaultValue = "lastSeen") String sort,
            HttpServletResponse response)
            throws IOException {
        var by = CustomerList.Sort.of(sort);
        Csv.<CustomerRow>stream(
                response,
                "customers",
                COLUMNS,
                cursor -> list.list(shop, search, known, by, cursor, Page.MOST),
                row -> cells(shop, row));
    }

    private static List<@Nullable Object> cells(Shop shop, CustomerRow row) {
        return Arrays.asList(
                row.id(),
                row.email(),
                row.phone(),
                row.firstName(),
                row.lastName(),
                row.orders(),
                row.items(),
                Csv.money(row.spent(), shop.currency()),
                shop.currency().getCurrencyCode(),
                row.lastOrderAt(),
                row.lastSeenAt(),
                row.createdAt());
    }
}
