package io.ritorno.profile;

import io.ritorno.account.Shop;
import io.ritorno.event.Batch;
import io.ritorno.event.EventStage;
import io.ritorno.event.Names;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Each buyer's orders as sorted arrays in `purchases`, so that what she bought in a period can be
/// told without gathering orders: `width_bucket(t, placed_at)` is how many she had placed by `t`,
/// and `spent` at that place what they came to.
///
/// Always made anew from the person's orders, like [Totals]. Orders that do not count are left out.
@Component
class Purchases implements EventStage {
    private static final Set<String> TOUCHING =
            Set.of(
                    Names.ORDER_COMPLETED,
                    Names.ORDER_UPDATED,
                    Names.ORDER_REFUNDED,
                    Names.ORDER_CANCELLED);

    private final JdbcTemplate db;

    Purchases(JdbcTemplate db) {
        this.db = db;
    }

    @Override
    public int order() {
        return TOTALS;
    }

    @Override
    public void apply(Batch batch) {
        for (var shop : batch.byShop().keySet())
            recount(
                    shop,
                    batch.part(),
                    batch.named(shop, TOUCHING).stream()
                            .map(event -> event.profile())
                            .collect(Collectors.toSet()));
    }

    /// Makes the rows of these people anew. Idempotent.
    void recount(Shop shop, int part, Collection<UUID> profiles) {
        if (profiles.isEmpty()) return;
        var ids = profiles.toArray(UUID[]::new);
        db.update(
                """
                with bought as (
                    select x.profile_id,
                        array_agg(x.placed_at order by x.placed_at, x.id) as placed_at,
                        array_agg(x.total order by x.placed_at, x.id) as totals,
                        array_agg(x.so_far order by x.placed_at, x.id) as spent
                    from (
                        select y.profile_id, y.id, y.placed_at, y.total,
                            (sum(y.total - y.refunded) over (
                                partition by y.profile_id order by y.placed_at, y.id
                                rows unbounded preceding))::bigint as so_far
                        from orders y
                        where y.part = ? and y.shop_id = ? and y.profile_id = any(?) and y.counted) x
                    group by x.profile_id),
                gone as (
                    delete from purchases p
                    where p.part = ? and p.shop_id = ? and p.profile_id = any(?)
                    and not exists (select 1 from bought b where b.profile_id = p.profile_id))
                insert into purchases (part, shop_id, profile_id, placed_at, totals, spent)
                select ?, ?, b.* from bought b
                on conflict (part, shop_id, profile_id) do update set
                    placed_at = excluded.placed_at, totals = excluded.totals, spent = excluded.spent
                where purchases.placed_at <> excluded.placed_at
                    or purchases.totals <> excluded.totals or purchases.spent <> excluded.spent
                """,
                part,
                shop.id(),
                ids,
                part,
                shop.id(),
                ids,
                part,
                shop.id());
    }
}
