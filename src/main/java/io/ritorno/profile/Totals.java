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

/// The sums in `profile`, always counted anew from the person's orders and carts, so that they
/// cannot drift: a person has few of either.
///
/// An order counts when it is not cancelled; `spent` is after refunds, `min_order` and `max_order`
/// are before them. An open cart is one that is open or abandoned.
@Component
public class Totals implements EventStage {
    private static final Set<String> TOUCHING =
            Set.of(
                    Names.ORDER_COMPLETED,
                    Names.ORDER_UPDATED,
                    Names.ORDER_REFUNDED,
                    Names.ORDER_CANCELLED,
                    Names.PRODUCT_ADDED,
                    Names.PRODUCT_REMOVED,
                    Names.CART_VIEWED,
                    Names.CART_UPDATED,
                    Names.CHECKOUT_STARTED,
                    Names.CHECKOUT_STEP_VIEWED,
                    Names.CHECKOUT_STEP_COMPLETED,
                    Names.PAYMENT_INFO_ENTERED,
                    Names.CART_ABANDONED,
                    Names.CART_RECOVERED);

    private final JdbcTemplate db;

    Totals(JdbcTemplate db) {
        this.db = db;
    }

    @Override
    public int order() {
        return TOTALS;
    }

    @Override
    public void apply(Batch batch) {
        for (var shop : batch.byShop().keySet()) {
            var touched =
                    batch.named(shop, TOUCHING).stream()
                            .map(event -> event.profile())
                            .collect(Collectors.toSet());
            recount(shop, batch.part(), touched);
        }
    }

    /// Counts these people anew. Idempotent.
    public void recount(Shop shop, int part, Collection<UUID> profiles) {
        if (profiles.isEmpty()) return;
        var ids = profiles.toArray(UUID[]::new);
        db.update(
                """
                update profile p set
                    orders = coalesce(o.n, 0), items = coalesce(o.items, 0),
                    spent = coalesce(o.spent, 0), min_order = o.least, max_order = o.most,
                    first_order_at = o.first, last_order_at = o.last,
                    carts = coalesce(c.n, 0), last_cart_at = c.last, open_cart = c.open,
                    abandoned_at = c.abandoned
                from unnest(?) i (id)
                left join lateral (
                    select count(*) as n, sum(greatest(x.items, 0)) as items,
                        sum(x.total - x.refunded)::bigint as spent, min(x.total) as least,
                        max(x.total) as most, min(x.placed_at) as first, max(x.placed_at) as last
                    from orders x
                    where x.part = ? and x.shop_id = ? and x.profile_id = i.id and x.counted
                ) o on true
                left join lateral (
                    select count(*) as n, max(y.created_at) as last,
                        (sum(y.value) filter (where y.state in ('open', 'abandoned')))::bigint as open,
                        max(y.abandoned_at) filter (where y.state = 'abandoned') as abandoned
                    from cart y
                    where y.part = ? and y.shop_id = ? and y.profile_id = i.id
                ) c on true
                where p.part = ? and p.shop_id = ? and p.id = i.id
                """,
                ids,
                part,
                shop.id(),
                part,
                shop.id(),
                part,
                shop.id());
    }
}
