package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.account.Shops;
import io.ritorno.platform.Chore;
import io.ritorno.platform.Times;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Forgets interest in products that no flow of its shop looks back to any more: what is older than
/// the longest that one of them asks for, and than [#LEAST_DAYS] in any case, so that a flow that
/// goes live meanwhile loses nothing of the usual time. A flow that looks back further gathers what
/// it asks from the log when it goes live, see [Interests#gather].
@Component
class InterestRetention implements Chore {
    static final int LEAST_DAYS = 30;

    /// Rows a piece.
    private static final int BATCH = 20_000;

    private final JdbcClient db;
    private final Shops shops;
    private final FlowStore flows;

    InterestRetention(JdbcClient db, Shops shops, FlowStore flows) {
        this.db = db;
        this.shops = shops;
        this.flows = flows;
    }

    @Override
    public String name() {
        return "product-interest";
    }

    @Override
    public int run(Instant now) {
        var gone = 0;
        for (var id : db.sql("select distinct shop_id from flow").query(Integer.class).list()) {
            gone += shops.find(id).map(shop -> forget(shop, now, BATCH)).orElse(0);
            if (gone >= BATCH) break;
        }
        return gone;
    }

    /// @return how many were forgotten, at most `most`
    int forget(Shop shop, Instant now, int most) {
        var before = Times.utc(now.minus(Duration.ofDays(days(shop))));
        return db.sql(
                        """
                        delete from product_interest i using (
                            select part, product_id, profile_id, kind from product_interest
                            where part = any(?) and shop_id = ? and at < ? limit ?
                        ) old
                        where i.part = any(?) and i.shop_id = ? and i.part = old.part
                            and i.product_id = old.product_id and i.profile_id = old.profile_id
                            and i.kind = old.kind and i.at < ?
                        """)
                .params(
                        shop.parts().all(),
                        shop.id(),
                        before,
                        most,
                        shop.parts().all(),
                        shop.id(),
                        before)
                .update();
    }

    /// How far the shop's flows look back, those that are paused too: they may go on.
    private int days(Shop shop) {
        var days = LEAST_DAYS;
        for (var live : flows.live(shop, flows.active(shop)))
            days = Math.max(days, GoodsNews.lastDays(live.trigger()));
        return days;
    }
}
