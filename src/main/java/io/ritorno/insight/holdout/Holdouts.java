package io.ritorno.insight.holdout;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.ritorno.account.Shop;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Compares people whom chance kept out of a flow with those whom it let in (X4).
///
/// Both are counted from the moment at which their lot was drawn, each person once, and with all
/// they ordered in the days after, whatever led to it: nobody who was kept out has a message to
/// credit. Orders that were cancelled do not count, refunds are taken off.
@Component
public class Holdouts {
    /// @param step the flow's step at which the lots are drawn
    /// @param days how long after it orders count
    public record Report(String step, int days, @JsonUnwrapped Difference difference) {}

    private final JdbcClient db;

    Holdouts(JdbcClient db) {
        this.db = db;
    }

    /// One report for each step of the flow at which lots were drawn, in order of its id.
    ///
    /// @param days 1 to 365
    public List<Report> of(Shop shop, UUID flow, int days) {
        return steps(shop, flow).stream()
                .map(
                        step -> {
                            var groups = groups(shop, flow, step, Duration.ofDays(days));
                            return new Report(
                                    step,
                                    days,
                                    Difference.of(
                                            groups.getOrDefault("let-in", Group.NOBODY),
                                            groups.getOrDefault("held-out", Group.NOBODY)));
                        })
                .toList();
    }

    private List<String> steps(Shop shop, UUID flow) {
        return db.sql(
                        """
                        select distinct step from flow_draw
                        where part = any(?) and shop_id = ? and flow_id = ?
                            and way in ('let-in', 'held-out')
                        order by step
                        """)
                .params(shop.parts().all(), shop.id(), flow)
                .query(String.class)
                .list();
    }

    private Map<String, Group> groups(Shop shop, UUID flow, String step, Duration window) {
        var groups = new HashMap<String, Group>();
        db.sql(
                        """
                        with drawn as (
                            select distinct on (r.part, r.profile_id)
                                r.part, r.profile_id, d.way, d.at
                            from flow_draw d
                            join flow_run r
                                on r.part = d.part and r.shop_id = d.shop_id and r.id = d.run_id
                            where d.part = any(?) and d.shop_id = ? and d.flow_id = ?
                                and d.step = ? and d.way in ('let-in', 'held-out')
                            order by r.part, r.profile_id, d.at
                        ), spent as (
                            select d.way, d.part, d.profile_id, count(o.id) as orders,
                                coalesce(sum(o.total - o.refunded), 0)::bigint as amount
                            from drawn d
                            left join orders o
                                on o.part = d.part and o.shop_id = ?
                                and o.profile_id = d.profile_id and o.counted
                                and o.placed_at >= d.at
                                and o.placed_at < d.at + make_interval(secs => ?)
                            group by d.way, d.part, d.profile_id
                        )
                        select way, count(*) as people,
                            count(*) filter (where orders > 0) as buyers,
                            sum(amount)::bigint as revenue,
                            sum(amount::float8 * amount) as squares
                        from spent group by way
                        """)
                .params(
                        shop.parts().all(),
                        shop.id(),
                        flow,
                        step,
                        shop.id(),
                        (double) window.toSeconds())
                .query(
                        row -> {
                            groups.put(row.getString("way"), Group.of(row));
                        });
        return groups;
    }
}
