package io.ritorno.bench;

import io.ritorno.account.Shop;
import io.ritorno.account.ShopSettings;
import io.ritorno.insight.Overview;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// The overview of a shop with three million orders, for periods of a day to all four years.
final class OverviewBench {
    private static final ZoneId ZONE = ZoneId.of("Europe/Warsaw");
    private static final double TARGET = 100;

    private OverviewBench() {}

    /// Quick: a hundredth of the orders on as many days, which is as much to read.
    static List<Row> run(boolean quick) throws Exception {
        var people = quick ? 10_000 : 1_000_000;
        var folder = Path.of("target/bench-" + people);
        try (var server = CommerceData.open(folder, people)) {
            var url = server.url("postgres") + "?user=ritorno";
            count(JdbcClient.create(new DriverManagerDataSource(url)));
            try (var connection = new Connection(url)) {
                return measure(JdbcClient.create(connection.source()));
            }
        }
    }

    /// One connection for all, as a pool would give it.
    private record Connection(SingleConnectionDataSource source) implements AutoCloseable {
        Connection(String url) {
            this(new SingleConnectionDataSource(url + "&prepareThreshold=3", true));
        }

        @Override
        public void close() {
            source.destroy();
        }
    }

    private static List<Row> measure(JdbcClient db) {
        var overview = new Overview(db);
        var shop = shop();
        var random = new Random(1);
        var last = LocalDate.parse("2026-11-01");
        for (var i = 0; i < 50; i++) overview.of(shop, last.minusDays(1460), last);
        var whole = times(50, () -> overview.of(shop, last.minusDays(1460), last));
        var any =
                times(
                        400,
                        () -> {
                            var to = last.minusDays(random.nextInt(1460));
                            overview.of(shop, to.minusDays(random.nextInt(1460)), to);
                        });
        var report = overview.of(shop, last.minusDays(1460), last);
        System.out.println(
                "overview: " + report.orders() + " orders, " + report.days().size() + " days");
        return List.of(
                row("overview, four years, median", whole[whole.length / 2]),
                row("overview, any period, median", any[any.length / 2]),
                row("overview, any period, 99 of 100", any[any.length * 99 / 100]));
    }

    private static Row row(String name, long nanos) {
        return Row.atMost(name, nanos / 1e6, "ms", null, TARGET);
    }

    private static long[] times(int n, Runnable what) {
        return LongStream.range(0, n)
                .map(
                        _ -> {
                            var start = System.nanoTime();
                            what.run();
                            return System.nanoTime() - start;
                        })
                .sorted()
                .toArray();
    }

    /// The counts per day that the lane would have kept; one order in twelve a flow's, one in
    /// twenty a campaign's, with messages beside. Made once.
    private static void count(JdbcClient db) {
        if (db.sql("select exists (select 1 from rollup)").query(Boolean.class).single()) return;
        var day = "(%s at time zone '" + ZONE + "')::date";
        db.sql(
                        """
                        insert into rollup (part, shop_id, day, metric, key, n, amount)
                        select part, shop_id, %s, 'order', case when hashint8(total) %% 12 = 0 then 'flow'
                            when hashint8(total) %% 20 = 0 then 'campaign' else 'site' end,
                            count(*), sum(total - refunded)
                        from orders where counted group by 1, 2, 3, 5
                        """
                                .formatted(day.formatted("placed_at")))
                .update();
        db.sql(
                        """
                        insert into rollup (part, shop_id, day, metric, key, n, amount)
                        select part, shop_id, day, 'refund', key, 0, amount / 100 from rollup
                        union all
                        select r.part, r.shop_id, r.day, w.metric, w.key, n * 3, 0
                        from rollup r cross join (values ('message.sent', 'email'),
                            ('message.opened', 'email'), ('message.clicked', 'email'),
                            ('message.machine-opened', 'email'), ('message.machine-clicked', 'email'),
                            ('cart', 'open'), ('cart', 'abandoned'), ('cart', 'recovered'),
                            ('cart', 'ordered'), ('cart', 'emptied')) w(metric, key)
                        where r.key = 'site'
                        """)
                .update();
        db.sql("vacuum analyze rollup").update();
    }

    private static Shop shop() {
        return new Shop(
                CommerceData.SHOP,
                new UUID(0, 1),
                CommerceData.PARTS,
                "Bench",
                "https://bench.example",
                Currency.getInstance("PLN"),
                ZONE,
                "pl",
                "PL",
                "wk_bench",
                ShopSettings.DEFAULTS,
                Instant.parse(CommerceData.END));
    }
}
