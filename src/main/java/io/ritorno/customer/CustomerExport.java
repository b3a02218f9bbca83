package io.ritorno.customer;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.ritorno.account.Shop;
import io.ritorno.platform.Page;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The list of customers as a file, page by page: never all of it in memory.
@RestController
class CustomerExport {
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
        response.setContentType("text/csv; charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"customers.csv\"");
        response.setHeader("Cache-Control", "no-store");
        var out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
        try (var csv = CsvWriter.builder().build(out)) {
            csv.writeRecord(
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
            String cursor = null;
            do {
                var page = list.list(shop, search, known, by, cursor, Page.MOST);
                for (var row : page.items())
                    csv.writeRecord(
                            row.id().toString(),
                            text(row.email()),
                            text(row.phone()),
                            text(row.firstName()),
                            text(row.lastName()),
                            "" + row.orders(),
                            "" + row.items(),
                            money(shop, row.spent()),
                            shop.currency().getCurrencyCode(),
                            Objects.toString(row.lastOrderAt(), ""),
                            row.lastSeenAt().toString(),
                            row.createdAt().toString());
                cursor = page.next();
            } while (cursor != null);
        }
    }

    /// A spreadsheet runs a text that starts like a formula; an apostrophe keeps it a text. A phone
    /// number's plus and digits are none.
    private static String text(@Nullable String text) {
        if (text == null || text.isEmpty()) return "";
        if (text.matches("\\+\\d+")) return text;
        return "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String money(Shop shop, long amount) {
        var digits = Math.max(0, shop.currency().getDefaultFractionDigits());
        return BigDecimal.valueOf(amount, digits).toPlainString();
    }
}
