package io.ritorno.platform;

import de.siegmar.fastcsv.writer.CsvWriter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Currency;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A list as a file, page by page: neither all of it in memory nor a transaction for as long as the
/// download takes.
public final class Csv {
    private Csv() {}

    /// @param page the page after a cursor; null asks for the first
    public static <T> void stream(
            HttpServletResponse response,
            String name,
            List<String> columns,
            Function<@Nullable String, Page<T>> page,
            Function<T, List<@Nullable Object>> row)
            throws IOException {
        response.setContentType("text/csv; charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + ".csv\"");
        response.setHeader("Cache-Control", "no-store");
        var out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
        try (var csv = CsvWriter.builder().build(out)) {
            csv.writeRecord(columns);
            String cursor = null;
            do {
                var read = page.apply(cursor);
                for (var item : read.items())
                    csv.writeRecord(row.apply(item).stream().map(Csv::cell).toList());
                cursor = read.next();
            } while (cursor != null);
        }
    }

    /// A spreadsheet runs a text that starts like a formula; an apostrophe keeps it a text (OWASP,
    /// "CSV Injection"). A phone number's plus and digits are none.
    private static String cell(@Nullable Object value) {
        if (value == null) return "";
        var text = value.toString();
        if (!(value instanceof String) || text.isEmpty() || text.matches("\\+\\d+")) return text;
        return "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    /// Minor units as the number a person writes: `129.90`.
    public static BigDecimal money(long amount, Currency currency) {
        return BigDecimal.valueOf(amount, Math.max(0, currency.getDefaultFractionDigits()));
    }
}
