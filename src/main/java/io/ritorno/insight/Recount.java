package io.ritorno.insight;

import io.ritorno.account.Shop;
import io.ritorno.account.Shops;
import io.ritorno.platform.Lane;
import io.ritorno.platform.LaneWork;
import io.ritorno.platform.Lanes;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Counts a shop anew from its rows: by itself after the shop's time zone has changed, because then
/// every day begins at another moment, and when an owner asks for it.
@Component
class Recount implements LaneWork {
    private static final int BATCH = 1000;

    private final JdbcClient db;
    private final Shops shops;
    private final Lanes lanes;
    private final Ledger ledger;

    Recount(JdbcClient db, Shops shops, Lanes lanes, Ledger ledger) {
        this.db = db;
        this.shops = shops;
        this.lanes = lanes;
        this.ledger = ledger;
    }

    @Override
    public String name() {
        return "recounts";
    }

    @Override
    public Lane lane() {
        return Lane.JOB;
    }

    @Override
    public List<Integer> ready(Instant now) {
        return db.sql(
                        """
                        select distinct s.part0 from report_zone z join shop s on s.id = z.shop_id
                        where z.zone <> s.timezone
                        """)
                .query(Integer.class)
                .list();
    }

    private record Wanted(int shop, String zone, boolean repair) {}

    /// Asks for a repair: done in the background, soon.
    void ask(Shop shop) {
        db.sql(
                        """
                        insert into report_zone (shop_id, zone) values (?, '')
                        on conflict (shop_id) do update set zone = ''
                        """)
                .param(shop.id())
                .update();
    }

    /// One shop. The zone is read here, since the one in memory may be the old one.
    @Override
    public int run(int part, Instant now) {
        var wanted =
                db.sql(
                                """
                                select s.id, s.timezone, z.zone = ''
                                from report_zone z join shop s on s.id = z.shop_id
                                where z.zone <> s.timezone and s.part0 = ? order by s.id limit 1
                                """)
                        .param(part)
                        .query(
                                (row, _) ->
                                        new Wanted(
                                                row.getInt(1), row.getString(2), row.getBoolean(3)))
                        .optional();
        wanted.ifPresent(
                w -> {
                    if (w.repair()) repair(shops.get(w.shop()), now);
                    else count(shops.get(w.shop()), ZoneId.of(w.zone()));
                });
        return wanted.isPresent() ? 1 : 0;
    }

    /// Makes every order's credit right again, then counts the shop anew. Nothing that is right
    /// changes. The shop's events wait meanwhile: some minutes for millions of orders.
    void repair(Shop shop, Instant now) {
        for (var part : shop.parts().all()) {
            var after = new UUID(0, 0);
            while (true) {
                var from = after;
                var ids = lanes.inPart(Lane.EVENT, part, () -> settle(shop, part, from, now));
                if (ids.isEmpty()) break;
                after = ids.getLast();
            }
        }
        var zone =
                db.sql("select timezone from shop where id = ?")
                        .param(shop.id())
                        .query(String.class)
                        .single();
        count(shop, ZoneId.of(zone));
    }

    private List<UUID> settle(Shop shop, int part, UUID after, Instant now) {
        var ids =
                db.sql(
                                """
                                select id from orders where part = ? and shop_id = ? and id > ?
                                order by id limit ?
                                """)
                        .params(part, shop.id(), after, BATCH)
                        .query(UUID.class)
                        .list();
        ledger.settle(shop, part, ids, Set.of(), now);
        return ids;
    }

    /// Holds all of the shop's lanes at once: a merge may move a counted row from one part to
    /// another, and only the sum of all parts is right.
    void count(Shop shop, ZoneId zone) {
        var parts = Stream.of(shop.parts().all()).sorted().toList();
        holding(parts, () -> countHeld(shop, zone));
    }

    private void holding(List<Integer> parts, Runnable action) {
        if (parts.isEmpty()) {
            action.run();
            return;
        }
        lanes.inPart(
                Lane.EVENT,
                parts.getFirst(),
                () -> {
                    holding(parts.subList(1, parts.size()), action);
                    return true;
                });
    }

    private void countHeld(Shop shop, ZoneId zone) {
        db.sql(
                        """
                        insert into report_zone (shop_id, zone) values (?, ?)
                        on conflict (shop_id) do update set zone = excluded.zone
                        """)
                .params(shop.id(), zone.getId())
                .update();
        for (var part : shop.parts().all()) {
            db.sql("delete from rollup where part = ? and shop_id = ?")
                    .params(part, shop.id())
                    .update();
            countPart(shop, part, zone);
        }
    }

    private void countPart(Shop shop, int part, ZoneId zone) {
        var midnights = midnights(shop, part, zone);
        if (midnights.starts.length == 0) return;
        db.sql(
                        """
                        update credit set day = ?::date + width_bucket(at, ?::timestamptz[]) - 1
                        where part = ? and shop_id = ?
                          and day <> ?::date + width_bucket(at, ?::timestamptz[]) - 1
                        """)
                .params(
                        midnights.first,
                        midnights.starts,
                        part,
                        shop.id(),
                        midnights.first,
                        midnights.starts)
                .update();
        db.sql(
                        """
                        insert into rollup (part, shop_id, day, metric, key, n, amount)
                        select part, shop_id, day, 'order', source, sum(orders), sum(amount)
                        from credit where part = ? and shop_id = ?
                        group by part, shop_id, day, source
                        having sum(orders) <> 0 or sum(amount) <> 0
                        union all
                        select part, shop_id, day, 'refund', source, 0, sum(refunded)
                        from credit where part = ? and shop_id = ?
                        group by part, shop_id, day, source
                        having sum(refunded) <> 0
                        """)
                .params(part, shop.id(), part, shop.id())
                .update();
        db.sql(
                        """
                        update cart set counted_at = created_at, counted_state = state
                        where part = ? and shop_id = ?
                          and (created_at, state) is distinct from (counted_at, counted_state)
                        """)
                .params(part, shop.id())
                .update();
        db.sql(
                        """
                        insert into rollup (part, shop_id, day, metric, key, n, amount)
                        select part, shop_id, ?::date + width_bucket(created_at, ?::timestamptz[]) - 1,
                            'cart', state, count(*), 0
                        from cart where part = ? and shop_id = ?
                        group by 1, 2, 3, 5
                        """)
                .params(midnights.first, midnights.starts, part, shop.id())
                .update();
        db.sql(
                        """
                        update message m set counted = %s, counted_at = m.sent_at
                        where m.part = ? and m.shop_id = ? and m.counted <> %s
                        """
                                .formatted(CountStage.MARKS, CountStage.MARKS))
                .params(part, shop.id())
                .update();
        db.sql(
                        """
                        insert into rollup (part, shop_id, day, metric, key, n, amount)
                        select part, shop_id, ?::date + width_bucket(sent_at, ?::timestamptz[]) - 1,
                            w.metric, channel, count(*), 0
                        from message
                        join (values (1, 'message.sent'), (2, 'message.opened'), (4, 'message.clicked'),
                                (8, 'message.machine-opened'), (16, 'message.machine-clicked'))
                            w(bit, metric) on counted & w.bit <> 0
                        where part = ? and shop_id = ? and sent_at is not null
                        group by 1, 2, 3, 4, 5
                        """)
                .params(midnights.first, midnights.starts, part, shop.id())
                .update();
    }

    /// The days of a part's rows and the moment at which each begins.
    private record Midnights(LocalDate first, String[] starts) {}

    private record Range(OffsetDateTime first, OffsetDateTime last) {}

    /// Days are told by Java alone, so that the database's own table of zones need not agree.
    private Midnights midnights(Shop shop, int part, ZoneId zone) {
        var range =
                db.sql(
                                """
                                select min(a) as first, max(b) as last from (
                                    select min(at) as a, max(at) as b
                                    from credit where part = ? and shop_id = ?
                                    union all
                                    select min(created_at), max(created_at)
                                    from cart where part = ? and shop_id = ?
                                    union all
                                    select min(sent_at), max(sent_at)
                                    from message where part = ? and shop_id = ?
                                ) t having min(a) is not null
                                """)
                        .params(part, shop.id(), part, shop.id(), part, shop.id())
                        .query(
                                (row, _) ->
                                        new Range(
                                                row.getObject("first", OffsetDateTime.class),
                                                row.getObject("last", OffsetDateTime.class)))
                        .optional();
        if (range.isEmpty()) return new Midnights(LocalDate.EPOCH, new String[0]);
        var first = Days.of(range.get().first().toInstant(), zone);
        var last = Days.of(range.get().last().toInstant(), zone);
        var starts =
                first.datesUntil(last.plusDays(1))
                        .map(day -> day.atStartOfDay(zone).toOffsetDateTime().toString())
                        .toArray(String[]::new);
        return new Midnights(first, starts);
    }
}
