package io.ritorno.bench;

import io.ritorno.account.Shop;
import io.ritorno.account.ShopSettings;
import io.ritorno.segment.ConditionCount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// How long the count of each condition D24–D35 takes, and how long DuckDB takes for the same
/// question on the same rows. Both must answer alike.
///
/// At full size one million people, three million orders and nine million lines.
public final class ConditionBench {
    private static final Instant NOW = Instant.parse(CommerceData.END);
    private static final int RUNS = 5;

    private ConditionBench() {}

    /// One condition's figure, in milliseconds.
    ///
    /// @param people how many it holds
    /// @param reference the same question to DuckDB
    public record Figure(String name, long people, double median, double worst, double reference) {}

    private record Case(String name, String condition, String reference) {}

    /// The rows of the report.
    static List<Row> run(boolean quick) {
        var people = quick ? 10_000 : 1_000_000;
        var figures = run(people, Path.of("target/bench-" + people));
        var rows = new ArrayList<Row>();
        var medians = figures.stream().mapToDouble(Figure::median).sorted().toArray();
        rows.add(
                Row.atMost(
                        "conditions: median of all", medians[medians.length / 2], "ms", null, 150));
        for (var figure : figures)
            rows.add(
                    Row.atMost(
                            "count " + figure.name(),
                            figure.worst(),
                            "ms",
                            figure.reference(),
                            800));
        return rows;
    }

    /// `ConditionBench [people] [folder]`
    public static void main(String[] arguments) {
        var people = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        var folder = Path.of(arguments.length > 1 ? arguments[1] : "target/bench-" + people);
        var figures = run(people, folder);
        System.out.println("| condition | people | median ms | worst ms | DuckDB ms | ratio |");
        System.out.println("|---|---|---|---|---|---|");
        for (var f : figures)
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %d | %.0f | %.0f | %.0f | %.1f |%n",
                    f.name(),
                    f.people(),
                    f.median(),
                    f.worst(),
                    f.reference(),
                    f.median() / f.reference());
    }

    /// Makes the rows in `folder` unless they are there, and measures.
    public static List<Figure> run(int people, Path folder) {
        try (var server = CommerceData.open(folder, people)) {
            var url = server.url("postgres") + "?user=ritorno";
            var reference = folder.resolve("reference.duckdb");
            if (!Files.exists(reference)) {
                var fresh = folder.resolve("reference.new");
                Files.deleteIfExists(fresh);
                try (var duck = DriverManager.getConnection("jdbc:duckdb:" + fresh)) {
                    copy(url, duck, folder);
                }
                Files.move(fresh, reference);
            }
            try (var duck = DriverManager.getConnection("jdbc:duckdb:" + reference)) {
                var figures = new ArrayList<Figure>();
                for (var each : cases()) figures.add(measure(each, url, duck));
                return figures;
            }
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Figure measure(Case question, String url, Connection duck) throws SQLException {
        var count =
                ConditionCount.of(new DriverManagerDataSource(url), shop(), question.condition());
        try (count) {
            var answer = count.ask(NOW);
            var ours = new double[RUNS];
            for (var i = 0; i < RUNS; i++) {
                var start = System.nanoTime();
                count.ask(NOW);
                ours[i] = (System.nanoTime() - start) / 1e6;
            }
            var theirs = new double[RUNS];
            for (var i = 0; i < RUNS; i++) {
                var start = System.nanoTime();
                var other = ask(duck, question.reference());
                theirs[i] = (System.nanoTime() - start) / 1e6;
                if (other != answer)
                    throw new IllegalStateException(
                            question.name() + ": " + answer + " here, " + other + " by DuckDB");
            }
            Arrays.sort(ours);
            Arrays.sort(theirs);
            return new Figure(
                    question.name(), answer, ours[RUNS / 2], ours[RUNS - 1], theirs[RUNS / 2]);
        }
    }

    private static long ask(Connection duck, String sql) throws SQLException {
        try (var statement = duck.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    static Shop shop() {
        return new Shop(
                CommerceData.SHOP,
                new UUID(0, 1),
                CommerceData.PARTS,
                "Bench",
                "https://bench.example",
                Currency.getInstance("PLN"),
                ZoneId.of("Europe/Warsaw"),
                "pl",
                "PL",
                "wk_bench",
                ShopSettings.DEFAULTS,
                NOW);
    }

    /// Gives DuckDB the rows, with the columns that the questions need.
    private static void copy(String url, Connection duck, Path folder) throws SQLException {
        copy(
                url,
                duck,
                folder,
                "profile",
                "id, orders, spent, min_order, max_order, last_order_at, last_cart_at, open_cart, abandoned_at");
        copy(
                url,
                duck,
                folder,
                "orders",
                "profile_id, counted::text as counted, total, refunded, placed_at");
        copy(
                url,
                duck,
                folder,
                "order_line",
                "profile_id, order_id, product_id, quantity, counted::text as counted, placed_at");
        copy(url, duck, folder, "product", "id, brand");
        copy(url, duck, folder, "product_category", "path, product_id");
    }

    private static void copy(String url, Connection duck, Path folder, String table, String columns)
            throws SQLException {
        var file = folder.toAbsolutePath().resolve(table + ".csv");
        try (var connection = DriverManager.getConnection(url);
                var out = Files.newOutputStream(file)) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut(
                            "copy (select "
                                    + columns
                                    + " from "
                                    + table
                                    + ") to stdout (format csv, header)",
                            out);
            try (var statement = duck.createStatement()) {
                statement.execute("set TimeZone = 'UTC'");
                statement.execute(
                        "create table "
                                + table
                                + " as select * from read_csv('"
                                + file
                                + "', header = true, sample_size = 200000)");
            }
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Case> cases() {
        var bought =
                "select count(distinct l.profile_id) from order_line l where l.counted and l.product_id in ";
        var year = " and l.placed_at > timestamptz '2025-11-01 12:00:00+00'";
        return List.of(
                new Case(
                        "D24 has purchased",
                        "{'type':'purchased','is':true}",
                        "select count(*) from profile where orders > 0"),
                new Case(
                        "D24 not in the last 90 days",
                        "{'type':'purchased','is':false,'period':{'lastDays':90}}",
                        "select count(*) from profile p where not exists (select 1 from orders o where o.profile_id = p.id and o.counted and o.placed_at > timestamptz '2026-08-03 12:00:00+00')"),
                new Case(
                        "D25 an order of at least 900",
                        "{'type':'order-amount','amount':{'op':'>=','value':90000}}",
                        "select count(*) from profile where max_order >= 90000"),
                new Case(
                        "D25 an order of 900 to 1000 in the last year",
                        "{'type':'order-amount','amount':{'op':'between','value':90000,'to':100000},'period':{'lastDays':365}}",
                        "select count(distinct profile_id) from orders where counted and total between 90000 and 100000 and placed_at > timestamptz '2025-11-01 12:00:00+00'"),
                new Case(
                        "D26 spent more than 2000",
                        "{'type':'total-spent','amount':{'op':'>','value':200000}}",
                        "select count(*) from profile where spent > 200000"),
                new Case(
                        "D26 spent more than 2000 in the last year",
                        "{'type':'total-spent','amount':{'op':'>','value':200000},'period':{'lastDays':365}}",
                        "select count(*) from (select 1 from orders where counted and placed_at > timestamptz '2025-11-01 12:00:00+00' group by profile_id having sum(total - refunded) > 200000)"),
                new Case(
                        "D27 open cart worth over 400",
                        "{'type':'open-cart','amount':{'op':'>','value':40000}}",
                        "select count(*) from profile where open_cart > 40000"),
                new Case(
                        "D28 five orders and more",
                        "{'type':'order-count','count':{'op':'>=','value':5}}",
                        "select count(*) from profile where orders >= 5"),
                new Case(
                        "D28 two orders in the last year",
                        "{'type':'order-count','count':{'op':'=','value':2},'period':{'lastDays':365}}",
                        "select count(*) from (select 1 from orders where counted and placed_at > timestamptz '2025-11-01 12:00:00+00' group by profile_id having count(*) = 2)"),
                new Case(
                        "D29 bought from a main category (an eighth)",
                        "{'type':'bought-category','categories':['C3']}",
                        bought + "(select product_id from product_category where path = 'C3')"),
                new Case(
                        "D29 bought from a sub-category in the last year",
                        "{'type':'bought-category','categories':['C3/S2'],'period':{'lastDays':365}}",
                        bought
                                + "(select product_id from product_category where path = 'C3/S2')"
                                + year),
                new Case(
                        "D30 bought the brand",
                        "{'type':'bought-brand','brands':['Brand 7']}",
                        bought + "(select id from product where brand = 'Brand 7')"),
                new Case(
                        "D31 bought the product twice",
                        "{'type':'bought-product','products':['p17'],'count':{'op':'>=','value':2}}",
                        "select count(*) from (select 1 from order_line where counted and product_id = 'p17' group by profile_id having count(distinct order_id) >= 2)"),
                new Case(
                        "D32 cart abandoned for at least 24 hours",
                        "{'type':'cart-abandoned','atLeastHours':24}",
                        "select count(*) from profile where abandoned_at <= timestamptz '2026-10-31 12:00:00+00'"),
                new Case(
                        "D33 last purchase before a date",
                        "{'type':'last-purchase','when':{'is':'before','date':'2026-01-01'}}",
                        "select count(*) from profile where last_order_at < timestamptz '2025-12-31 23:00:00+00'"),
                new Case(
                        "D34 last cart exactly 3 days ago",
                        "{'type':'last-cart','when':{'is':'exactly-ago','days':3}}",
                        "select count(*) from profile where last_cart_at >= timestamptz '2026-10-28 23:00:00+00' and last_cart_at < timestamptz '2026-10-29 23:00:00+00'"),
                new Case(
                        "D35 72 hours ago, nothing since a date",
                        "{'type':'last-purchase','when':{'is':'at-least-ago','hours':72},'nothingSince':'2026-10-01'}",
                        "select count(*) from profile where last_order_at <= timestamptz '2026-10-29 12:00:00+00' and last_order_at < timestamptz '2026-09-30 22:00:00+00'"),
                new Case(
                        "nested: brand or category, spent, not lately",
                        "{'type':'all','of':[{'type':'any','of':[{'type':'bought-brand','brands':['Brand 7']},{'type':'bought-category','categories':['C3/S2']}]},{'type':'total-spent','amount':{'op':'>','value':50000}},{'type':'purchased','is':false,'period':{'lastDays':90}}]}",
                        "select count(*) from profile p where spent > 50000 and not exists (select 1 from orders o where o.profile_id = p.id and o.counted and o.placed_at > timestamptz '2026-08-03 12:00:00+00') and exists (select 1 from order_line l where l.profile_id = p.id and l.counted and (l.product_id in (select id from product where brand = 'Brand 7') or l.product_id in (select product_id from product_category where path = 'C3/S2')))"));
    }
}
