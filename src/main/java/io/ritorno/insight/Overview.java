package io.ritorno.insight;

import static java.util.stream.Collectors.toMap;

import io.ritorno.account.Shop;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What a shop earned in a period, and through what. Read from the counts per day alone, so that it
/// takes as long for three million orders as for three.
///
/// Every figure belongs to the day on which its subject began: an order to the day it was placed, a
/// cart to the day it was begun, a message to the day it was sent. What happens to them later
/// changes the figures of that day, so a share can never be above one, and a figure opens to the
/// list of exactly those rows.
@Component
public class Overview {
    /// The answer of `reports/overview`; money in minor units, shares from 0 to 1.
    ///
    /// @param abandoned carts of the period that are abandoned or were recovered
    /// @param recovered those of them that became an order after all
    public record Report(
            LocalDate from,
            LocalDate to,
            String currency,
            long revenue,
            long orders,
            long averageOrder,
            long refunded,
            long carts,
            long abandoned,
            long recovered,
            BigDecimal abandonmentRate,
            List<Source> bySource,
            Previous previous,
            BigDecimal flowShare,
            BigDecimal campaignShare,
            List<Day> days,
            Messages messages) {
        public Report {
            bySource = List.copyOf(bySource);
            days = List.copyOf(days);
        }
    }

    public record Source(String source, long orders, long revenue) {}

    /// The period of the same length just before.
    public record Previous(
            LocalDate from,
            LocalDate to,
            long revenue,
            long orders,
            long averageOrder,
            BigDecimal abandonmentRate,
            BigDecimal flowShare,
            BigDecimal campaignShare) {}

    /// @param carts begun on the day, whatever has become of them: the line beside the orders
    /// @param abandoned those of them that were left, whether or not they came back
    /// @param openCarts those of them still in hand: neither left, ordered nor emptied yet
    public record Day(
            LocalDate day, long orders, long revenue, long carts, long abandoned, long openCarts) {}

    public record Messages(long sent, long opened, long clicked, long machineOpened) {}

    private static final List<String> SOURCES = List.of("site", "campaign", "flow");

    private record Cell(String metric, String key, long n, long amount) {}

    /// Sums over some cells.
    private record Sums(List<Cell> cells) {
        long n(String metric) {
            return cells.stream()
                    .filter(cell -> cell.metric().equals(metric))
                    .mapToLong(Cell::n)
                    .sum();
        }

        long n(String metric, String... keys) {
            var wanted = List.of(keys);
            return cells.stream()
                    .filter(cell -> cell.metric().equals(metric) && wanted.contains(cell.key()))
                    .mapToLong(Cell::n)
                    .sum();
        }

        long amount(String metric) {
            return cells.stream()
                    .filter(cell -> cell.metric().equals(metric))
                    .mapToLong(Cell::amount)
                    .sum();
        }

        long amount(String metric, String key) {
            return cells.stream()
                    .filter(cell -> cell.metric().equals(metric) && cell.key().equals(key))
                    .mapToLong(Cell::amount)
                    .sum();
        }

        long abandoned() {
            return n(Rollup.CART, "abandoned", "recovered");
        }

        long averageOrder() {
            return average(amount(Rollup.ORDER), n(Rollup.ORDER));
        }

        BigDecimal abandonmentRate() {
            return share(abandoned(), n(Rollup.CART));
        }

        /// Of what the period's orders are worth.
        BigDecimal shareOf(String source) {
            return share(amount(Rollup.ORDER, source), amount(Rollup.ORDER));
        }
    }

    private final JdbcClient db;

    public Overview(JdbcClient db) {
        this.db = db;
    }

    /// @param from the first day …
    /// @param to … and the last, not before it
    public Report of(Shop shop, LocalDate from, LocalDate to) {
        var length = ChronoUnit.DAYS.between(from, to) + 1;
        var before = from.minusDays(length);
        var now = new Sums(total(shop, from, to));
        var previous = new Sums(total(shop, before, from.minusDays(1)));
        return new Report(
                from,
                to,
                shop.currency().getCurrencyCode(),
                now.amount(Rollup.ORDER),
                now.n(Rollup.ORDER),
                now.averageOrder(),
                now.amount(Rollup.REFUND),
                now.n(Rollup.CART),
                now.abandoned(),
                now.n(Rollup.CART, "recovered"),
                now.abandonmentRate(),
                SOURCES.stream()
                        .map(
                                source ->
                                        new Source(
                                                source,
                                                now.n(Rollup.ORDER, source),
                                                now.amount(Rollup.ORDER, source)))
                        .toList(),
                new Previous(
                        before,
                        from.minusDays(1),
                        previous.amount(Rollup.ORDER),
                        previous.n(Rollup.ORDER),
                        previous.averageOrder(),
                        previous.abandonmentRate(),
                        previous.shareOf("flow"),
                        previous.shareOf("campaign")),
                now.shareOf("flow"),
                now.shareOf("campaign"),
                days(shop, from, to),
                new Messages(
                        now.n(Rollup.SENT),
                        now.n(Rollup.OPENED),
                        now.n(Rollup.CLICKED),
                        now.n(Rollup.MACHINE_OPENED)));
    }

    /// Every day of the period, those without anything as zeros.
    private List<Day> days(Shop shop, LocalDate from, LocalDate to) {
        var sql =
                """
                select day,
                    sum(case when metric = 'order' then n else 0 end) as orders,
                    sum(case when metric = 'order' then amount else 0 end) as revenue,
                    sum(case when metric = 'cart' then n else 0 end) as carts,
                    sum(case when metric = 'cart' and key in ('abandoned', 'recovered') then n else 0 end)
                        as abandoned,
                    sum(case when metric = 'cart' and key = 'open' then n else 0 end) as open_carts
                from rollup
                where part = any(?) and shop_id = ? and day between ? and ?
                  and metric in ('order', 'cart')
                group by day
                """;
        var known =
                db
                        .sql(sql)
                        .params(shop.parts().all(), shop.id(), from, to)
                        .query(
                                (row, _) ->
                                        new Day(
                                                row.getObject("day", LocalDate.class),
                                                row.getLong("orders"),
                                                row.getLong("revenue"),
                                                row.getLong("carts"),
                                                row.getLong("abandoned"),
                                                row.getLong("open_carts")))
                        .list()
                        .stream()
                        .collect(toMap(Day::day, day -> day));
        return from.datesUntil(to.plusDays(1))
                .map(day -> known.getOrDefault(day, new Day(day, 0, 0, 0, 0, 0)))
                .toList();
    }

    private List<Cell> total(Shop shop, LocalDate from, LocalDate to) {
        var sql =
                """
                select metric, key, sum(n) as n, sum(amount) as amount from rollup
                where part = any(?) and shop_id = ? and day between ? and ?
                group by metric, key
                """;
        return db.sql(sql)
                .params(shop.parts().all(), shop.id(), from, to)
                .query(
                        (row, _) ->
                                new Cell(
                                        row.getString("metric"),
                                        row.getString("key"),
                                        row.getLong("n"),
                                        row.getLong("amount")))
                .list();
    }

    /// Half a minor unit counts as a whole one; 0 of none.
    static long average(long amount, long n) {
        if (n == 0) return 0;
        return BigDecimal.valueOf(amount)
                .divide(BigDecimal.valueOf(n), 0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /// To four places; 0 of nothing.
    static BigDecimal share(long part, long whole) {
        if (whole == 0) return BigDecimal.ZERO;
        return BigDecimal.valueOf(part)
                .divide(BigDecimal.valueOf(whole), 4, RoundingMode.HALF_UP)
                .stripTrailingZeros();
    }
}
