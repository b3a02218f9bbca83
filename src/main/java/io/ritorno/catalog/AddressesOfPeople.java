package io.ritorno.catalog;

import io.ritorno.account.Shop;
import io.ritorno.profile.PersonalStage;
import io.ritorno.profile.Subject;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// The catalog learns a product's address from whoever looks at it; some shops write who that is
/// behind the question mark.
@Component
class AddressesOfPeople implements PersonalStage {
    private final JdbcTemplate db;

    AddressesOfPeople(JdbcTemplate db) {
        this.db = db;
    }

    @Override
    public Map<String, Integer> erase(Shop shop, Subject subject, UUID nobody) {
        var names = new ArrayList<String>();
        for (var email : subject.emails()) {
            names.add(email);
            names.add(email.replace("@", "%40"));
        }
        db.update(
                """
                update product p set url = split_part(p.url, '?', 1)
                where p.part = ? and p.shop_id = ? and exists (
                    select 1 from unnest(?::text[]) n where strpos(lower(p.url), n) > 0)
                """,
                shop.home(),
                shop.id(),
                names.toArray(String[]::new));
        return Map.of();
    }
}
