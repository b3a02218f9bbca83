package io.ritorno.insight.holdout;

import com.fasterxml.jackson.annotation.JsonValue;
import io.ritorno.account.Shop;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Compares people whom chance kept out of a flow with those whom it let in (X4).
///
/// Both are counted from the moment at which their lot was drawn, each person once, and with all
/// they ordered in the days after, whatever led to it: nobody who was kept out has a message to
/// credit. Orders that were cancelled do not count, refunds are taken off.
@Component
public class Holdouts {
    /// With fewer people or buyers than this the figures say more about chance than about the flow.
    static final int FEWEST_PEOPLE = 100;

    static final int FEWEST_BUYERS = 10;

    /// How surely a true difference of the size now seen should be recognised.
    private static final double POWER = 0.8;

    /// One group. Money in minor units.
    ///
    /// @param conversion share of people who ordered, 0 to 1
    /// @param perPerson revenue per person, minor units with fractions
    public record Side(
            long people, long buyers, long revenue, double conversion, double perPerson) {
        static Side of(Group group) {
            return new Side(
                    group.people(),
                    group.buyers(),
                    group.revenue(),
                    group.conversion(),
                    group.mean());
        }
    }

    /// What can be said of the difference.
    public enum Verdict {
        /// Nobody on one of the sides.
        EMPTY,
        /// Too few to tell anything.
        TOO_FEW,
        /// Chance alone could have done it.
        TOO_EARLY,
        /// Who was let in buys more often, or spends more.
        MORE,
        /// Who was let in buys less often, and does not spend more.
        LESS;

        /// As in JSON: `too-few`.
        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// An estimate with its 95 % confidence interval.
    public record Between(double estimate, double low, double high) {
        static Between of(Interval interval) {
            return new Between(interval.estimate(), interval.low(), interval.high());
        }
    }

    /// @param step the flow's step at which the lots are drawn
    /// @param days how long after it orders count
    /// @param percent of people who are kept out, as it turned out, 0 to 100
    /// @param conversion share of buyers among those let in less the share among those kept out
    /// @param perPerson revenue per person, likewise, minor units
    /// @param extraRevenue what all who were let in spent more by this estimate, minor units
    /// @param needed people who must be kept out until a difference as it now looks would be proven
    ///   four times in five; null when there is none to prove or it is proven
    public record Report(
            String step,
            int days,
            Side letIn,
            Side keptOut,
            double percent,
            @Nullable Between conversion,
            @Nullable Between perPerson,
            @Nullable Long extraRevenue,
            Verdict verdict,
            @Nullable Long needed) {}

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
                            return report(
                                    step,
                                    days,
                                    groups.getOrDefault("let-in", Group.NOBODY),
                                    groups.getOrDefault("held-out", Group.NOBODY));
                        })
                .toList();
    }

    static Report report(String step, int days, Group in, Group out) {
        var all = in.people() + out.people();
        var percent = all == 0 ? 0 : 100.0 * out.people() / all;
        var conversion = in.people() == 0 || out.people() == 0 ? null : Uplift.conversion(in, out);
        var money = in.people() < 2 || out.people() < 2 ? null : Uplift.revenue(in, out);
        return new Report(
                step,
                days,
                Side.of(in),
                Side.of(out),
                percent,
                conversion == null ? null : Between.of(conversion),
                money == null ? null : Between.of(money),
                money == null ? null : Math.round(money.estimate() * in.people()),
                verdict(in, out, conversion, money),
                needed(in, out, conversion));
    }

    private static Verdict verdict(
            Group in, Group out, @Nullable Interval conversion, @Nullable Interval money) {
        if (conversion == null) return Verdict.EMPTY;
        if (Math.min(in.people(), out.people()) < FEWEST_PEOPLE
                || in.buyers() + out.buyers() < FEWEST_BUYERS) return Verdict.TOO_FEW;
        if (conversion.low() > 0 || money != null && money.low() > 0) return Verdict.MORE;
        if (conversion.high() < 0 || money != null && money.high() < 0) return Verdict.LESS;
        return Verdict.TOO_EARLY;
    }

    /// For groups of unequal size n and k·n: n is that of equal groups times (1 + k) / 2k (Fleiss
    /// 1981, 3.4).
    private static @Nullable Long needed(Group in, Group out, @Nullable Interval conversion) {
        if (conversion == null || conversion.estimate() == 0 || conversion.proven()) return null;
        var equal = Uplift.peopleNeeded(in.conversion(), out.conversion(), POWER);
        var k = (double) in.people() / out.people();
        return (long) Math.ceil(equal * (1 + k) / (2 * k));
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
                            groups.put(
                                    row.getString("way"),
                                    new Group(
                                            row.getLong("people"),
                                            row.getLong("buyers"),
                                            row.getLong("revenue"),
                                            row.getDouble("squares")));
                        });
        return groups;
    }
}
