package io.ritorno.coupon;

import io.ritorno.account.Shop;
import io.ritorno.platform.Columns;
import io.ritorno.profile.MergeStage;
import io.ritorno.profile.Move;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Gives codes to people: each code once, and one for each reason.
@Component
public class Coupons implements MergeStage {
    private final JdbcOperations rows;
    private final Pools pools;

    Coupons(JdbcOperations rows, Pools pools) {
        this.rows = rows;
        this.pools = pools;
    }

    /// Somebody who shall have a code.
    ///
    /// @param occurrence the reason, as a stable id: asking again for the same gives the same code
    public record Wish(UUID occurrence, UUID profile) {}

    /// A code that is hers.
    ///
    /// @param expires the last day on which it holds, of the shop's zone; null: none
    public record Coupon(String code, @Nullable LocalDate expires) {}

    /// Whether the shop has such a pool from which codes are given.
    public boolean exists(Shop shop, UUID pool) {
        return pools.find(shop, pool).filter(found -> !found.archived()).isPresent();
    }

    /// Gives codes, the oldest first, in the caller's transaction: taken back with it.
    ///
    /// @return by occurrence; who is not there got none, since none was left
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<UUID, Coupon> give(Shop shop, UUID pool, List<Wish> wishes, Instant now) {
        var given = new HashMap<UUID, Coupon>(had(shop, wishes));
        var from = pools.find(shop, pool);
        if (from.isEmpty() || from.get().over(shop, now)) return given;
        var open = wishes.stream().filter(wish -> !given.containsKey(wish.occurrence())).toList();
        var free = open.isEmpty() ? List.<Free>of() : lock(shop, pool, open.size());
        var until = from.get().lastDay(shop, now);
        var gifts = new ArrayList<Gift>();
        for (var i = 0; i < free.size(); i++) gifts.add(new Gift(open.get(i), free.get(i)));
        Columns.of(gifts)
                .texts(gift -> gift.free().key())
                .uuids(gift -> gift.wish().occurrence())
                .uuids(gift -> gift.wish().profile())
                .instants(_ -> now)
                .dates(_ -> until)
                .update(
                        rows,
                        """
                        update coupon_code c set occurrence = g.occurrence,
                            profile_id = g.profile_id, origin_id = g.profile_id,
                            given_at = g.given_at, expires_on = g.expires_on
                        from unnest(?, ?, ?, ?, ?)
                            g (code_key, occurrence, profile_id, given_at, expires_on)
                        where c.part = ? and c.shop_id = ? and c.code_key = g.code_key
                        """,
                        List.of(),
                        List.of(shop.home(), shop.id()));
        for (var gift : gifts)
            given.put(gift.wish().occurrence(), new Coupon(gift.free().code(), until));
        return given;
    }

    private record Free(String key, String code) {}

    private record Gift(Wish wish, Free free) {}

    /// Codes that were given for these reasons before.
    private Map<UUID, Coupon> had(Shop shop, List<Wish> wishes) {
        var had = new HashMap<UUID, Coupon>();
        rows.query(
                """
                select occurrence, code, expires_on from coupon_code
                where part = ? and shop_id = ? and occurrence = any(?)
                """,
                row -> {
                    had.put(
                            row.getObject("occurrence", UUID.class),
                            new Coupon(
                                    row.getString("code"),
                                    row.getObject("expires_on", LocalDate.class)));
                },
                shop.home(),
                shop.id(),
                wishes.stream().map(Wish::occurrence).toArray(UUID[]::new));
        return had;
    }

    /// Codes that nobody has and nobody else is just giving away.
    private List<Free> lock(Shop shop, UUID pool, int count) {
        return rows.query(
                """
                select code_key, code from coupon_code
                where part = ? and shop_id = ? and pool_id = ? and given_at is null
                    and used_at is null
                order by seq limit ? for update skip locked
                """,
                (row, _) -> new Free(row.getString("code_key"), row.getString("code")),
                shop.home(),
                shop.id(),
                pool,
                count);
    }

    /// A person's codes go along when she turns out to be another, and back again.
    @Override
    public void moved(Shop shop, Move move) {
        if (move.undoes())
            rows.update(
                    """
                    update coupon_code set profile_id = ?
                    where part = ? and shop_id = ? and profile_id = ? and origin_id = any(?)
                    """,
                    move.to(),
                    shop.home(),
                    shop.id(),
                    move.from(),
                    move.origins().toArray(UUID[]::new));
        else
            rows.update(
                    """
                    update coupon_code set profile_id = ?
                    where part = ? and shop_id = ? and profile_id = ?
                    """,
                    move.to(),
                    shop.home(),
                    shop.id(),
                    move.from());
    }
}
