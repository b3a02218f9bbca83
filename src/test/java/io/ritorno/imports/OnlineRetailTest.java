package io.ritorno.imports;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import io.ritorno.account.Shops;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A year of a real shop, UCI Online Retail (Chen 2015, CC BY 4.0), from file to figures. The data
/// is not part of the project: it is looked for beside it.
class OnlineRetailTest extends IntegrationTest {
    private static final Path DATA =
            Stream.of("../shared", "../../shared")
                    .map(folder -> Path.of(folder, "data/online-retail"))
                    .filter(Files::isDirectory)
                    .findFirst()
                    .orElse(Path.of("../shared/data/online-retail"));

    /// What the person is, the order, and what counts: customers' orders that cost something.
    private static final String GOLDEN =
            """
            from orders o join profile p on p.part = o.part and p.shop_id = o.shop_id and p.id = o.profile_id
            where o.part = any(?) and o.shop_id = ? and p.known and o.total > 0
            """;

    @Test
    void yearOfARealShopComesInWhole() throws IOException {
        assumeTrue(Files.isDirectory(DATA), "skipped: there is no " + DATA);
        var shop = britishShop();
        var import_ =
                api(shop)
                        .with("Content-Type", "application/gzip")
                        .post(
                                "imports?kind=orders&fileName=online-retail.csv.gz",
                                Files.readAllBytes(DATA.resolve("online-retail.csv.gz")))
                        .expect(201)
                        .json();
        assertThat(import_.path("status").asString()).isEqualTo("waiting");
        drain();

        var done = api(shop).get("imports/" + import_.path("id").asString()).json();
        assertThat(done.path("status").asString()).isEqualTo("done");
        assertThat(done.path("bytesDone")).isEqualTo(done.path("bytes"));
        // 1,336 stock corrections and 3 lines of bookkeeping are no sales
        assertThat(done.path("rowsFailed").asInt()).isEqualTo(1_339);
        assertThat(done.path("rowsDone").asInt()).isEqualTo(541_909 - 1_339);
        assertThat(api(shop).get("failed-events").items()).isEmpty();

        assertThat(number(shop, "select count(*) " + GOLDEN)).isEqualTo(18_532);
        assertThat(number(shop, "select count(distinct o.profile_id) " + GOLDEN)).isEqualTo(4_338);
        assertThat(number(shop, "select sum(o.total) / 100 " + GOLDEN))
                .isCloseTo(8_911_407.904, within(1.0));
        var twice =
                "select count(*) from (select 1 "
                        + GOLDEN
                        + " group by p.id having count(*) > 1) t";
        assertThat(number(shop, twice)).isEqualTo(2_845);

        months(shop);
        products(shop);
        cancellations(shop);

        assertThat(
                        number(
                                shop,
                                "select count(*) from flow_run where part = any(?) and shop_id = ?"))
                .isZero();
        assertThat(number(shop, "select count(*) from message where part = any(?) and shop_id = ?"))
                .isZero();
    }

    private void months(Shop shop) throws IOException {
        var months = new HashMap<String, List<Double>>();
        db.sql(
                        """
                        select to_char(o.placed_at at time zone 'Europe/London', 'YYYY-MM') m, count(*),
                            count(distinct o.profile_id), sum(o.total) / 100.0
                        """
                                + GOLDEN
                                + " group by m")
                .params(shop.parts().all(), shop.id())
                .query(
                        (row, _) ->
                                months.put(
                                        row.getString(1),
                                        List.of(
                                                row.getDouble(2),
                                                row.getDouble(3),
                                                row.getDouble(4))))
                .list();
        var golden = golden("monthly.csv");
        assertThat(months).hasSize(golden.size());
        golden.forEach(
                (month, figures) -> {
                    var ours = requireNonNull(months.get(month));
                    assertThat(ours.subList(0, 2)).as(month).isEqualTo(figures.subList(0, 2));
                    assertThat(ours.get(2)).as(month).isCloseTo(figures.get(2), within(1.0));
                });
    }

    private void products(Shop shop) throws IOException {
        var products = new HashMap<String, List<Double>>();
        db.sql(
                        """
                        select l.product_id, sum(l.quantity), sum(l.total) / 100.0
                        from order_line l join profile p
                            on p.part = l.part and p.shop_id = l.shop_id and p.id = l.profile_id
                        where l.part = any(?) and l.shop_id = ? and p.known and l.unit_price > 0
                        group by l.product_id
                        """)
                .params(shop.parts().all(), shop.id())
                .query(
                        (row, _) ->
                                products.put(
                                        row.getString(1),
                                        List.of(row.getDouble(2), row.getDouble(3))))
                .list();
        golden("top_products.csv")
                .forEach(
                        (code, figures) -> {
                            var ours = requireNonNull(products.get(code));
                            assertThat(ours.get(0)).as(code).isEqualTo(figures.get(1));
                            assertThat(ours.get(1)).as(code).isCloseTo(figures.get(2), within(0.5));
                        });
    }

    private void cancellations(Shop shop) {
        var cancellations =
                """
                select count(distinct properties ->> 'refund_id') from event
                where part = any(?) and shop_id = ? and name = 'Order Refunded'
                """;
        assertThat(number(shop, cancellations)).isEqualTo(3_836);
        var refunds = "select sum(amount) / 100.0 from refund where part = any(?) and shop_id = ?";
        assertThat(number(shop, refunds)).isCloseTo(896_812.49, within(1.0));
        // with the bookkeeping that was left out, the whole file
        var sales = "select sum(total) / 100.0 from orders where part = any(?) and shop_id = ?";
        assertThat(number(shop, sales) - number(shop, refunds) - 11_062.06)
                .isCloseTo(9_747_747.934, within(5.0));
        // 80,995 pieces, cancelled twelve minutes later
        var trap =
                """
                select total - refunded from orders
                where part = any(?) and shop_id = ? and external_id = '581483'
                """;
        assertThat(number(shop, trap)).isZero();
    }

    private double number(Shop shop, String sql) {
        return db.sql(sql).params(shop.parts().all(), shop.id()).query(Double.class).single();
    }

    /// The first column of a file of figures, and the others.
    private static Map<String, List<Double>> golden(String file) throws IOException {
        var figures = new HashMap<String, List<Double>>();
        for (var line : Files.readAllLines(DATA.resolve(file)).stream().skip(1).toList()) {
            var cells = line.split(",");
            figures.put(cells[0], Arrays.stream(cells).skip(1).map(Double::valueOf).toList());
        }
        return figures;
    }

    private Shop britishShop() {
        return shops.create(
                new Shops.Draft(
                        newAccount(),
                        "Gifts",
                        "https://gifts.example",
                        Currency.getInstance("GBP"),
                        ZoneId.of("Europe/London"),
                        "en",
                        "GB",
                        1));
    }
}
