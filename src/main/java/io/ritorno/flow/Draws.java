package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.platform.Columns;
import io.ritorno.platform.Times;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The tables `flow_draw` and `flow_winner`: who went which way by chance, and which way did best.
/// Reads `message` and `credit` for how the ways did.
@Component
class Draws {
    /// Ways of a holdout.
    static final String HELD_OUT = "held-out";

    static final String LET_IN = "let-in";

    private final JdbcClient db;
    private final JdbcOperations rows;

    Draws(JdbcClient db, JdbcOperations rows) {
        this.db = db;
        this.rows = rows;
    }

    /// @param at when; later draws of the same run and step do not count
    record Drawn(UUID run, String step, UUID flow, String way, Instant at) {}

    /// Writes them, in the caller's transaction.
    void add(int part, Shop shop, List<Drawn> drawn) {
        Columns.of(drawn)
                .uuids(Drawn::run)
                .texts(Drawn::step)
                .uuids(Drawn::flow)
                .texts(Drawn::way)
                .instants(Drawn::at)
                .update(
                        rows,
                        """
                        insert into flow_draw (part, shop_id, run_id, step, flow_id, way, at)
                        select ?, ?, d.* from unnest(?, ?, ?, ?, ?) d
                        on conflict (part, shop_id, run_id, step) do nothing
                        """,
                        part,
                        shop.id());
    }

    /// The way that has won, chosen now if its time has come; null while there is none.
    @Nullable String winner(Shop shop, UUID flow, String step, Step.Random random, Instant now) {
        var rule = random.winner();
        if (rule == null) return null;
        var ways = String.join("\n", random.ways().stream().map(Step.Way::name).toList());
        var chosen = chosen(shop, flow, step, ways);
        if (chosen != null) return chosen;
        var first = first(shop, flow, step);
        if (first == null || now.isBefore(first.plus(rule.after()))) return null;
        var results = results(shop, flow, step);
        var best = best(random, rule, results);
        if (best == null) return null;
        // another part's lane may have chosen at the same time: one of them is first
        db.sql(
                        """
                        insert into flow_winner as w (shop_id, flow_id, step, ways, way, at)
                        values (?, ?, ?, ?, ?, ?)
                        on conflict (shop_id, flow_id, step) do update
                            set ways = excluded.ways, way = excluded.way, at = excluded.at
                            where w.ways <> excluded.ways
                        """)
                .params(shop.id(), flow, step, ways, best, Times.utc(now))
                .update();
        return chosen(shop, flow, step, ways);
    }

    /// The way with the largest share, the earlier one of equals; null while a way has had too few,
    /// or nobody did on any way what they are compared by.
    static @Nullable String best(
            Step.Random random, Step.Winner rule, Map<String, Result> results) {
        String best = null;
        var most = 0.0;
        for (var way : random.ways()) {
            if (way.percent() == 0) continue;
            var result = results.getOrDefault(way.name(), Result.NONE);
            if (result.people() < rule.minimum()) return null;
            var n =
                    switch (rule.by()) {
                        case OPENED -> result.opened();
                        case CLICKED -> result.clicked();
                        case CONVERTED -> result.converted();
                    };
            var share = (double) n / result.people();
            if (share > most) {
                most = share;
                best = way.name();
            }
        }
        return best;
    }

    private @Nullable String chosen(Shop shop, UUID flow, String step, String ways) {
        return db.sql(
                        """
                        select way from flow_winner
                        where shop_id = ? and flow_id = ? and step = ? and ways = ?
                        """)
                .params(shop.id(), flow, step, ways)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    private @Nullable Instant first(Shop shop, UUID flow, String step) {
        return db.sql(
                        """
                        select min(at) as at from flow_draw
                        where part = any(?) and shop_id = ? and flow_id = ? and step = ?
                        """)
                .params(shop.parts().all(), shop.id(), flow, step)
                .query((row, _) -> Optional.ofNullable(Times.instantOrNull(row, "at")))
                .single()
                .orElse(null);
    }

    /// How the people of one way did since.
    ///
    /// @param opened people who opened a message of their run, machines not counted
    /// @param converted people of whose run a message has an order to its credit
    record Result(long people, long opened, long clicked, long converted) {
        static final Result NONE = new Result(0, 0, 0, 0);
    }

    /// By way.
    Map<String, Result> results(Shop shop, UUID flow, String step) {
        var results = new HashMap<String, Result>();
        db.sql(
                        """
                        select d.way, count(*) as people,
                            count(*) filter (where m.opened) as opened,
                            count(*) filter (where m.clicked) as clicked,
                            count(*) filter (where m.converted) as converted
                        from flow_draw d
                        join flow_run r
                            on r.part = d.part and r.shop_id = d.shop_id and r.id = d.run_id
                        left join lateral (
                            select bool_or(x.opened_at is not null) as opened,
                                bool_or(x.clicked_at is not null) as clicked,
                                bool_or(exists (
                                    select 1 from credit c
                                    where c.part = x.part and c.shop_id = x.shop_id
                                        and c.flow_id = d.flow_id and c.message_id = x.id
                                        and c.orders > 0)) as converted
                            from message x
                            where x.part = d.part and x.shop_id = d.shop_id
                                and x.profile_id = r.profile_id and x.run_id = d.run_id
                                and x.at >= d.at
                        ) m on true
                        where d.part = any(?) and d.shop_id = ? and d.flow_id = ? and d.step = ?
                        group by d.way
                        """)
                .params(shop.parts().all(), shop.id(), flow, step)
                .query(
                        row -> {
                            results.put(
                                    row.getString("way"),
                                    new Result(
                                            row.getLong("people"),
                                            row.getLong("opened"),
                                            row.getLong("clicked"),
                                            row.getLong("converted")));
                        });
        return results;
    }
}
