package io.ritorno.account;

import io.ritorno.platform.Ids;
import io.ritorno.platform.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The table `shop_holdout`: which share of its people each shop has kept out of marketing, when.
@Component
public class ShopHoldouts {
    private final JdbcClient db;
    private final InstantSource time;
    private final ApplicationEventPublisher events;

    ShopHoldouts(JdbcClient db, InstantSource time, ApplicationEventPublisher events) {
        this.db = db;
        this.time = time;
        this.events = events;
    }

    /// All of a shop, the newest first.
    public List<Holdout> list(Shop shop) {
        return db.sql(
                        """
                        select id, percent, began_at, ended_at from shop_holdout
                        where shop_id = ? order by began_at desc, id desc
                        """)
                .param(shop.id())
                .query(ShopHoldouts::holdout)
                .list();
    }

    /// The one that lasts.
    public Optional<Holdout> running(Shop shop) {
        return db.sql(
                        """
                        select id, percent, began_at, ended_at from shop_holdout
                        where shop_id = ? and ended_at is null
                        """)
                .param(shop.id())
                .query(ShopHoldouts::holdout)
                .optional();
    }

    /// Ends what lasts and begins anew where the shop has chosen another share. Call in the
    /// transaction that changed the shop: its row is locked.
    void become(Shop shop) {
        var percent = shop.settings().holdoutPercent();
        var before = running(shop).map(Holdout::percent).orElse(0);
        if (percent == before) return;
        var now = time.instant();
        db.sql("update shop_holdout set ended_at = ? where shop_id = ? and ended_at is null")
                .params(Times.utc(now), shop.id())
                .update();
        if (percent == 0) return;
        var begun = new Holdout(Ids.next(now), percent, now, null);
        db.sql(
                        """
                        insert into shop_holdout (id, shop_id, percent, began_at)
                        values (?, ?, ?, ?)
                        """)
                .params(begun.id(), shop.id(), percent, Times.utc(now))
                .update();
        events.publishEvent(new Holdout.Began(shop, begun));
    }

    private static Holdout holdout(ResultSet row, int index) throws SQLException {
        return new Holdout(
                row.getObject("id", UUID.class),
                row.getInt("percent"),
                Times.instant(row, "began_at"),
                Times.instantOrNull(row, "ended_at"));
    }
}
