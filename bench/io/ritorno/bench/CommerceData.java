package io.ritorno.bench;

import io.ritorno.platform.EmbeddedPostgres;
import io.ritorno.platform.Parts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// People, products, orders, lines and carts of one made-up shop, written with set statements: the
/// same rows for the same size, whenever and wherever they are made.
///
/// Three orders a person on average, spread unevenly (a fifth of the people never bought, a few
/// bought dozens of times), three lines an order, four years of history that ends at [#END].
final class CommerceData {
    static final int SHOP = 1;
    static final Parts PARTS = new Parts(Parts.firstOf(SHOP), 1);
    static final String END = "2026-11-01T12:00:00Z";

    private static final int PRODUCTS = 6_000;

    private CommerceData() {}

    /// For the time of filling only: what is lost when the machine fails is made again.
    private static final String[] LOADING = {
        "fsync=off",
        "full_page_writes=off",
        "synchronous_commit=off",
        "wal_level=minimal",
        "max_wal_senders=0",
        "max_wal_size='16GB'",
        "autovacuum=off",
        "shared_buffers='512MB'",
        "work_mem='512MB'",
        "maintenance_work_mem='1GB'",
        // two indexes are made at once instead
        "max_parallel_maintenance_workers=0"
    };

    private static final List<String> TABLES =
            List.of("order_line", "orders", "profile", "purchases", "cart");

    /// A server on the tables in `folder`, made and filled unless that has been done.
    static EmbeddedPostgres open(Path folder, int people) throws IOException {
        var ready = folder.resolve("filled");
        if (!Files.exists(ready)) {
            try (var server = EmbeddedPostgres.start(folder, LOADING)) {
                fill(server.url("postgres") + "?user=ritorno", people);
            }
            Files.writeString(ready, people + "\n");
        }
        var server = EmbeddedPostgres.start(folder);
        migrate(server.url("postgres") + "?user=ritorno");
        return server;
    }

    /// What has come since the folder was made.
    private static void migrate(String url) {
        Flyway.configure()
                .dataSource(url, null, null)
                .outOfOrder(true)
                .placeholders(Map.of("tenant", "", "monthly", "partition by range (at)"))
                .load()
                .migrate();
    }

    private static void fill(String url, int people) {
        var db = JdbcClient.create(new DriverManagerDataSource(url));
        var begin = System.nanoTime();
        if (filled(db, people)) return;
        migrate(url);
        shop(db);
        catalog(db);
        var keys = dropKeys(db);
        var indexes = dropIndexes(db);
        db.sql(
                        "create unlogged table bench_order (i int, profile_id uuid, placed_at timestamptz, buyer int)")
                .update();
        var half = people * 3 / 2;
        atOnce(() -> numbers(db, people, 1, half), () -> numbers(db, people, half + 1, people * 3));
        db.sql("analyze bench_order").update();
        atOnce(
                () -> lines(db, 1, half),
                () -> lines(db, half + 1, people * 3),
                () -> carts(db, people));
        atOnce(() -> orders(db, 1, half), () -> orders(db, half + 1, people * 3));
        atOnce(
                () -> {
                    totals(db);
                    people(db, people);
                },
                () -> purchases(db));
        db.sql("drop table bench_order").update();
        statements(db, keys);
        statements(db, indexes);
        statements(db, TABLES.stream().map(table -> "vacuum analyze " + table).toList());
        db.sql("vacuum analyze").update();
        System.out.printf(
                Locale.ROOT,
                "a shop of %d people was made in %.0f s%n",
                people,
                (System.nanoTime() - begin) / 1e9);
    }

    private static void statements(JdbcClient db, List<String> statements) {
        atOnce(
                statements.stream()
                        .<Runnable>map(statement -> () -> db.sql(statement).update())
                        .toArray(Runnable[]::new));
    }

    /// Two at a time.
    private static void atOnce(Runnable... tasks) {
        try (var threads = Executors.newFixedThreadPool(2)) {
            var futures = Arrays.stream(tasks).map(threads::submit).toList();
            for (var future : futures) future.get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean filled(JdbcClient db, int people) {
        var made =
                db.sql("select to_regclass('profile') is not null").query(Boolean.class).single();
        if (!made) return false;
        var there = db.sql("select count(*) from profile").query(Integer.class).single();
        if (there != people)
            throw new IllegalStateException(
                    "the folder has " + there + " people, not " + people + ": delete it");
        return true;
    }

    private static void shop(JdbcClient db) {
        db.sql(
                        "insert into account (id, name, created_at) values (gen_random_uuid(), 'Bench', ?::timestamptz)")
                .param(END)
                .update();
        db.sql(
                        """
                        insert into shop (id, account_id, part0, parts, name, url, currency, timezone,
                            locale, country, write_key, created_at)
                        select ?, a.id, ?, 1, 'Bench', 'https://bench.example', 'PLN', 'Europe/Warsaw',
                            'pl', 'PL', 'wk_bench', ?::timestamptz
                        from account a
                        """)
                .params(SHOP, PARTS.first(), END)
                .update();
        db.sql(
                        "insert into lane (part, kind) select ?, k from unnest(array['event', 'send', 'job']) k")
                .param(PARTS.first())
                .update();
    }

    /// Six thousand products of a hundred brands in a tree of 8 × 6 × 5 categories.
    private static void catalog(JdbcClient db) {
        db.sql(
                        """
                        insert into product (part, shop_id, id, name, brand, price, fact_at, created_at)
                        select ?, ?, 'p' || i, 'Product ' || i,
                            'Brand ' || (power(abs(hashint8extended(i, 3)) %% 1000 / 1000.0::float8, 2) * 100)::int,
                            500 + abs(hashint8extended(i, 4)) %% 30000,
                            ?::timestamptz, ?::timestamptz
                        from generate_series(1, %d) i
                        """
                                .formatted(PRODUCTS))
                .params(PARTS.first(), SHOP, END, END)
                .update();
        db.sql(
                        """
                        insert into product_category (part, shop_id, path, product_id)
                        select ?, ?, p.path, 'p' || i
                        from generate_series(1, %d) i
                        cross join lateral (values
                            ('C' || i %% 8),
                            ('C' || i %% 8 || '/S' || i / 8 %% 6),
                            ('C' || i %% 8 || '/S' || i / 8 %% 6 || '/T' || i / 48 %% 5)) p (path)
                        """
                                .formatted(PRODUCTS))
                .params(PARTS.first(), SHOP)
                .update();
    }

    /// Keys and indexes are made once the rows are there: how a load of this size is done.
    private static List<String> dropKeys(JdbcClient db) {
        var definitions = new ArrayList<String>();
        for (var table : TABLES) {
            var key =
                    db.sql(
                                    """
                                    select conname, pg_get_constraintdef(oid) from pg_constraint
                                    where conrelid = ?::regclass and contype = 'p'
                                    """)
                            .param(table)
                            .query((row, _) -> List.of(row.getString(1), row.getString(2)))
                            .single();
            db.sql("alter table " + table + " drop constraint " + key.get(0)).update();
            definitions.add(
                    "alter table " + table + " add constraint " + key.get(0) + " " + key.get(1));
        }
        return definitions;
    }

    private static List<String> dropIndexes(JdbcClient db) {
        var definitions = new ArrayList<String>();
        for (var table : TABLES) {
            var found =
                    db.sql(
                                    """
                                    select indexrelid::regclass::text, pg_get_indexdef(indexrelid)
                                    from pg_index where indrelid = ?::regclass and not indisprimary
                                    """)
                            .param(table)
                            .query((row, _) -> List.of(row.getString(1), row.getString(2)))
                            .list();
            for (var index : found) {
                db.sql("drop index " + index.get(0)).update();
                definitions.add(index.get(1));
            }
        }
        return definitions;
    }

    private static String person(String number) {
        return "('01890000-' || substr(lpad(to_hex(%1$s), 8, '0'), 1, 4) || '-7' || substr(lpad(to_hex(%1$s), 8, '0'), 5, 3) || '-8' || substr(md5(%1$s::text), 1, 3) || '-' || substr(md5(%1$s::text), 4, 12))::uuid"
                .formatted(number);
    }

    /// The first fifth of the people never bought; of the others, low numbers bought oftener.
    /// Orders are numbered in the order of time and grow denser.
    private static void numbers(JdbcClient db, int people, int from, int to) {
        db.sql(
                        """
                        insert into bench_order (i, profile_id, placed_at, buyer)
                        select i, %s,
                            '%s'::timestamptz - ((1 - sqrt(i / %d.0::float8)) * 1460) * interval '1 day',
                            buyer
                        from (
                            select i, %d / 5 + (power(abs(hashint8extended(i, 1)) %% 100000007::bigint / 1e8::float8, 1.6) * %d * 4 / 5)::int as buyer
                            from generate_series(%d, %d) i) o
                        """
                                .formatted(
                                        person("buyer"), END, people * 3, people, people, from, to))
                .update();
    }

    /// The lines of the orders of these numbers.
    private static void lines(JdbcClient db, int from, int to) {
        db.sql(
                        """
                        insert into order_line (part, shop_id, order_id, line, profile_id, product_id, name,
                            quantity, unit_price, total, placed_at, counted)
                        select ?, ?, %s, n, o.profile_id, 'p' || p.product, 'Product ' || p.product,
                            p.quantity, 500 + p.product * 5, p.quantity * (500 + p.product * 5), o.placed_at,
                            o.i %% 50 <> 0
                        from bench_order o
                        cross join generate_series(1, 3) n
                        cross join lateral (
                            select 1 + (power(abs(hashint8extended(o.i * 3 + n, 5)) %% 100000007::bigint / 1e8::float8, 1.5) * %d)::int %% %d as product,
                                1 + abs(hashint8extended(o.i * 3 + n, 6)) %% 3 as quantity) p
                        where o.i between ? and ?
                        """
                                .formatted(order("o.i"), PRODUCTS, PRODUCTS))
                .params(PARTS.first(), SHOP, from, to)
                .update();
    }

    private static void orders(JdbcClient db, int from, int to) {
        db.sql(
                        """
                        insert into orders (part, shop_id, id, profile_id, origin_id, external_id, number,
                            status, counted, currency, total, refunded, original_total, original_currency,
                            items, payment_method, sources, placed_at, fact_at)
                        select ?, ?, l.order_id, l.profile_id, l.profile_id, o.i::text, o.i::text,
                            case when o.i %% 50 = 0 then 'cancelled' else 'completed' end, o.i %% 50 <> 0, 'PLN',
                            l.total, case when o.i %% 40 = 0 then l.total / 2 else 0 end, l.total, 'PLN',
                            l.items, (array['card', 'blik', 'transfer', 'cod'])[1 + o.i %% 4],
                            array['server'], o.placed_at, o.placed_at
                        from bench_order o
                        join (
                            select order_id, profile_id, sum(total)::bigint as total, sum(quantity)::int as items
                            from order_line where order_id between %s and %s
                            group by order_id, profile_id) l on l.order_id = %s
                        where o.i between ? and ?
                        order by o.i
                        """
                                .formatted(order("" + from), order("" + to), order("o.i")))
                .params(PARTS.first(), SHOP, from, to)
                .update();
    }

    private static String order(String number) {
        return "('00000000-0000-8000-8000-' || lpad(to_hex(%s), 12, '0'))::uuid".formatted(number);
    }

    private static void totals(JdbcClient db) {
        db.sql(
                        """
                        create unlogged table bench_total as
                        select profile_id, count(*)::int as orders, sum(items)::int as items,
                            sum(total - refunded)::bigint as spent, min(total) as min_order,
                            max(total) as max_order, min(placed_at) as first_at, max(placed_at) as last_at
                        from orders where counted group by profile_id
                        """)
                .update();
    }

    private static void purchases(JdbcClient db) {
        db.sql(
                        """
                        insert into purchases (part, shop_id, profile_id, placed_at, totals, spent)
                        select part, shop_id, profile_id,
                            array_agg(placed_at order by placed_at, id),
                            array_agg(total order by placed_at, id),
                            array_agg(so_far order by placed_at, id)
                        from (
                            select part, shop_id, profile_id, id, placed_at, total,
                                (sum(total - refunded) over (
                                    partition by part, shop_id, profile_id order by placed_at, id
                                    rows unbounded preceding))::bigint as so_far
                            from orders where counted) o
                        group by part, shop_id, profile_id
                        """)
                .update();
    }

    /// Every fifth person has an open or an abandoned cart.
    private static void carts(JdbcClient db, int people) {
        db.sql(
                        """
                        insert into cart (part, shop_id, id, profile_id, origin_id, state, currency, value,
                            items, lines, created_at, changed_at, abandoned_at)
                        select ?, ?, %s, %s, %s,
                            case when i %% 10 = 0 then 'open' else 'abandoned' end, 'PLN',
                            1000 + abs(hashint8extended(i, 8)) %% 50000, 1, '[]', c.at, c.at,
                            case when i %% 10 <> 0 then c.at + interval '1 hour' end
                        from generate_series(5, %d, 5) i
                        cross join lateral (
                            select '%s'::timestamptz - (power(abs(hashint8extended(i, 9)) %% 1000000 / 1e6::float8, 2) * 400) * interval '1 day' as at) c
                        """
                                .formatted(order("i"), person("i"), person("i"), people, END))
                .params(PARTS.first(), SHOP)
                .update();
    }

    private static void people(JdbcClient db, int people) {
        db.sql(
                        """
                        insert into profile (part, shop_id, id, known, created_at, last_seen_at, orders,
                            items, spent, min_order, max_order, first_order_at, last_order_at, carts,
                            last_cart_at, open_cart, abandoned_at)
                        select ?, ?, i.id, true, coalesce(t.first_at, '%s'::timestamptz) - interval '1 day',
                            coalesce(greatest(t.last_at, c.created_at), '%s'::timestamptz - interval '1 day'),
                            coalesce(t.orders, 0), coalesce(t.items, 0), coalesce(t.spent, 0), t.min_order,
                            t.max_order, t.first_at, t.last_at, (c.id is not null)::int, c.created_at,
                            c.value, c.abandoned_at
                        from (select %s as id from generate_series(1, %d) i) i
                        left join bench_total t on t.profile_id = i.id
                        left join cart c on c.profile_id = i.id
                        """
                                .formatted(END, END, person("i"), people))
                .params(PARTS.first(), SHOP)
                .update();
        db.sql("drop table bench_total").update();
    }
}
