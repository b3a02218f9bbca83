package io.ritorno.delivery;

import io.ritorno.account.Shop;
import io.ritorno.profile.PersonalStage;
import io.ritorno.profile.Subject;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// What is being handed over to somebody who is to be erased comes to its end first: it is counted
/// as sent, and then forgotten.
@Component
class InHand implements PersonalStage {
    private final JdbcTemplate db;

    InHand(JdbcTemplate db) {
        this.db = db;
    }

    @Override
    public boolean busy(Shop shop, Subject subject) {
        return Boolean.TRUE.equals(
                db.queryForObject(
                        """
                        select exists (select 1 from message
                            where part = ? and shop_id = ? and profile_id = any(?)
                                and status = 'sending')
                        """,
                        Boolean.class,
                        shop.parts().of(subject.profile()),
                        shop.id(),
                        subject.people()));
    }
}
