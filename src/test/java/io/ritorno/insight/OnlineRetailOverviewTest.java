package io.ritorno.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.ritorno.IntegrationTest;
import io.ritorno.account.Shops;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/// D3–D5 on two months of a real shop, UCI Online Retail (Chen 2015, CC BY 4.0): the overview says
/// what the published figures say. The data is not part of the project: it is looked for beside it.
class OnlineRetailOverviewTest extends IntegrationTest {
    private static final Path DATA =
            Stream.of("../shared", "../../shared")
                    .map(folder -> Path.of(folder, "data/online-retail"))
                    .filter(Files::isDirectory)
                    .findFirst()
                    .orElse(Path.of("../shared/data/online-retail"));
    private static final List<YearMonth> MONTHS =
            List.of(YearMonth.of(2010, 12), YearMonth.of(2011, 1));

    @Test
    void overviewOfAMonthEqualsThePublishedFigures() throws IOException {
        assumeTrue(Files.isDirectory(DATA), "skipped: there is no " + DATA);
        var shop =
                shops.create(
                        new Shops.Draft(
                                newAccount(),
                                "Gifts",
                                "https://gifts.example",
                                Currency.getInstance("GBP"),
                                ZoneId.of("Europe/London"),
                                "en",
                                "GB",
                                1));
        api(shop)
                .with("Content-Type", "text/csv")
                .post("imports?kind=orders&fileName=two-months.csv", twoMonths())
                .expect(201);
        drain();

        for (var month : MONTHS) {
            var golden = golden(month);
            var report =
                    api(shop)
                            .get(
                                    "reports/overview?from="
                                            + month.atDay(1)
                                            + "&to="
                                            + month.atEndOfMonth())
                            .expect(200)
                            .json();
            assertThat(report.get("orders").asString()).isEqualTo(golden.getField("orders"));
            var revenue = BigDecimal.valueOf(report.get("revenue").asLong(), 2);
            assertThat(revenue)
                    .isCloseTo(new BigDecimal(golden.getField("revenue")), within(BigDecimal.ONE));
            var site = report.get("bySource").get(0);
            assertThat(site.get("revenue")).isEqualTo(report.get("revenue"));
        }
    }

    private static NamedCsvRecord golden(YearMonth month) throws IOException {
        try (var rows = CsvReader.builder().ofNamedCsvRecord(DATA.resolve("monthly.csv"))) {
            return rows.stream()
                    .filter(row -> row.getField("m").equals(month.toString()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /// The lines the figures are of: with a customer, no cancellation, something for a price.
    private static byte[] twoMonths() throws IOException {
        var text = new StringWriter();
        try (var csv = CsvWriter.builder().build(text);
                var file =
                        new GZIPInputStream(
                                Files.newInputStream(DATA.resolve("online-retail.csv.gz")));
                var rows =
                        CsvReader.builder()
                                .ofNamedCsvRecord(
                                        new InputStreamReader(file, StandardCharsets.UTF_8))) {
            var first = true;
            for (var row : rows) {
                if (first) csv.writeRecord(row.getHeader());
                first = false;
                if (row.getField("InvoiceDate").startsWith("2011-02")) break;
                if (isSale(row)) csv.writeRecord(row.getFields());
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isSale(NamedCsvRecord row) {
        return !row.getField("CustomerID").isEmpty()
                && !row.getField("InvoiceNo").startsWith("C")
                && Integer.parseInt(row.getField("Quantity")) > 0
                && new BigDecimal(row.getField("UnitPrice")).signum() > 0;
    }
}
