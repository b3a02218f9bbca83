package io.ritorno.insight.holdout;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.ritorno.account.Holdout;
import io.ritorno.account.Shop;
import io.ritorno.account.ShopHoldouts;
import io.ritorno.platform.Problem;
import io.ritorno.platform.Times;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Compares the people whom a shop keeps out of all marketing with the others (X4): everybody who
/// may be written to counts in the group of her lot, whether or not anything was sent to her, with
/// all she ordered since she is compared, whatever led to it.
///
/// Orders that were cancelled do not count, refunds are taken off. Two people of different groups
/// who turned out to be one are left out: she was written to at one address and not at the other.
@Component
class ShopComparison {
    /// @param percent the share that is kept out now; 0: nobody is
    /// @param holdouts all times in which a share was kept out, the newest first
    /// @param report of the one that was asked for; null when there has never been one
    record Answer(int percent, List<Holdout> holdouts, @Nullable Report report) {}

    /// @param from first day counted
    /// @param to last day counted
    /// @param gathering whether those who were there when it began are still being gathered
    /// @param left people who are left out, since they were of both groups
    record Report(
            Holdout holdout,
            LocalDate from,
            LocalDate to,
            boolean gathering,
            long left,
            @JsonUnwrapped Difference difference) {}

    private final JdbcClient db;
    private final ShopHoldouts holdouts;
    private final Compared compared;
    private final InstantSource time;

    ShopComparison(JdbcClient db, ShopHoldouts holdouts, Compared compared, InstantSource time) {
        this.db = db;
        this.holdouts = holdouts;
        this.compared = compared;
        this.time = time;
    }

    /// @param asked null for the newest
    /// @param from first day of the shop's zone; null for the day on which it began
    /// @param to last day; null for the day on which it ended, or today
    /// @throws Problem 404 for no such comparison, 400 for days in which nothing was compared
    Answer of(Shop shop, @Nullable UUID asked, @Nullable LocalDate from, @Nullable LocalDate to) {
        var all = holdouts.list(shop);
        var percent = shop.settings().holdoutPercent();
        if (asked == null && all.isEmpty()) return new Answer(percent, all, null);
        var holdout =
                all.stream()
                        .filter(each -> asked == null || each.id().equals(asked))
                        .findFirst()
                        .orElseThrow(() -> Problem.notFound("holdout"));
        return new Answer(percent, all, report(shop, holdout, from, to));
    }

    private Report report(
            Shop shop, Holdout holdout, @Nullable LocalDate from, @Nullable LocalDate to) {
        // what is placed at the very moment of asking counts
        var end = holdout.endedAt() == null ? time.instant().plusMillis(1) : holdout.endedAt();
        var first = later(from, shop.day(holdout.beganAt()));
        var last = earlier(to, shop.day(end));
        if (from != null && to != null && from.isAfter(to))
            throw Problem.invalid("from", "period-reversed");
        // days without a comparison: nobody is counted
        var groups =
                first.isAfter(last)
                        ? Map.<String, Group>of()
                        : groups(shop, holdout, start(shop, first), until(shop, last, end));
        return new Report(
                holdout,
                first,
                last,
                compared.building(shop, holdout.id()),
                groups.getOrDefault("mixed", Group.NOBODY).people(),
                Difference.of(
                        groups.getOrDefault("let-in", Group.NOBODY),
                        groups.getOrDefault("held-out", Group.NOBODY)));
    }

    private static LocalDate later(@Nullable LocalDate one, LocalDate other) {
        return one != null && one.isAfter(other) ? one : other;
    }

    private static LocalDate earlier(@Nullable LocalDate one, LocalDate other) {
        return one != null && one.isBefore(other) ? one : other;
    }

    private static Instant start(Shop shop, LocalDate day) {
        return day.atStartOfDay(shop.zone()).toInstant();
    }

    private static Instant until(Shop shop, LocalDate last, Instant end) {
        var midnight = start(shop, last.plusDays(1));
        return midnight.isBefore(end) ? midnight : end;
    }

    private Map<String, Group> groups(Shop shop, Holdout holdout, Instant from, Instant until) {
        var groups = new HashMap<String, Group>();
        db.sql(
                        """
                        with who as (
                            select part, profile_id, min(at) as at,
                                case when bool_and(held) then 'held-out'
                                    when bool_or(held) then 'mixed'
                                    else 'let-in' end as way
                            from holdout_person
                            where part = any(:parts) and shop_id = :shop and holdout_id = :holdout
                                and at < :until
                            group by part, profile_id
                        ), spent as (
                            select w.way, w.part, w.profile_id, count(o.id) as orders,
                                coalesce(sum(o.total - o.refunded), 0)::bigint as amount
                            from who w
                            left join orders o
                                on o.part = w.part and o.shop_id = :shop
                                and o.profile_id = w.profile_id and o.counted
                                and o.placed_at >= w.at and o.placed_at >= :from
                                and o.placed_at < :until
                            group by w.way, w.part, w.profile_id
                        )
                        select way, count(*) as people,
                            count(*) filter (where orders > 0) as buyers,
                            sum(amount)::bigint as revenue,
                            sum(amount::float8 * amount) as squares
                        from spent group by way
                        """)
                .param("parts", shop.parts().all())
                .param("shop", shop.id())
                .param("holdout", holdout.id())
                .param("from", Times.utc(from))
                .param("until", Times.utc(until))
                .query(
                        row -> {
                            groups.put(row.getString("way"), Group.of(row));
                        });
        return groups;
    }
}
