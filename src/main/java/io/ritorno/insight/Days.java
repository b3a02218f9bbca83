package io.ritorno.insight;

import io.ritorno.account.Shop;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// By whose midnight a shop is counted. A shop may change its zone while other nodes still remember
/// the old one; so that every row is counted by the same days, the zone in use is kept beside the
/// counts and changes only with them, in [Recount].
@Component
class Days {
    private final JdbcClient db;

    Days(JdbcClient db) {
        this.db = db;
    }

    /// The zone to count by. Call inside a transaction that holds a lane of the shop: it stays true
    /// until the transaction ends.
    ZoneId zone(Shop shop) {
        var sql = "select zone from report_zone where shop_id = ?";
        var known = db.sql(sql).param(shop.id()).query(String.class).optional();
        if (known.isEmpty()) {
            db.sql(
                            """
                            insert into report_zone (shop_id, zone) values (?, ?)
                            on conflict do nothing
                            """)
                    .params(shop.id(), shop.zone().getId())
                    .update();
            known = db.sql(sql).param(shop.id()).query(String.class).optional();
        }
        return known.filter(zone -> !zone.isEmpty()).map(ZoneId::of).orElse(shop.zone());
    }

    static LocalDate of(Instant at, ZoneId zone) {
        return at.atZone(zone).toLocalDate();
    }
}
