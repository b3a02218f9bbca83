package io.ritorno.flow;

import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import io.ritorno.event.Calling;
import io.ritorno.event.Inbox;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;

/// Words for tests of triggers: a flow that begins by one and ends at once, people who send events
/// the whole way through the inbox, and who entered for what.
abstract class TriggerTest extends IntegrationTest {
    @Autowired protected Inbox inbox;
    @Autowired protected Flows flows;

    /// A live flow that only lets people in.
    protected Flow flow(Shop shop, String trigger) {
        return flow(shop, trigger, "{'type':'once-per-key'}");
    }

    protected Flow flow(Shop shop, String trigger, String reentry) {
        return flows.create(
                shop,
                "Flow",
                Definitions.json(
                        "{'trigger':"
                                + trigger
                                + ",'reentry':"
                                + reentry
                                + ",'first':'e','steps':{'e':{'type':'end'}}}"),
                true);
    }

    protected void track(Shop shop, String who, String event, String properties) {
        trackAt(shop, who, event, now(), properties);
    }

    protected void trackAt(Shop shop, String who, String event, Instant at, String properties) {
        new Calling(inbox, shop).track(who, event, at, properties.replace('\'', '"')).send();
        drain();
    }

    protected void identify(Shop shop, String who, String traits) {
        new Calling(inbox, shop).identify(who, now(), traits.replace('\'', '"')).send();
        drain();
    }

    /// What the person's runs of a flow are about, in the order in which she entered.
    protected List<String> keys(Shop shop, Flow flow, String email) {
        return db.sql(
                        """
                        select r.key from flow_run r join profile_trait t
                            on t.part = r.part and t.shop_id = r.shop_id and t.profile_id = r.profile_id
                        where r.part = any(?) and r.shop_id = ? and r.flow_id = ? and t.email = ?
                        order by r.entered_at, r.key
                        """)
                .params(shop.parts().all(), shop.id(), flow.id(), email)
                .query(String.class)
                .list();
    }

    /// How often anybody entered.
    protected int entered(Shop shop, Flow flow) {
        return db.sql(
                        """
                        select count(*) from flow_run
                        where part = any(?) and shop_id = ? and flow_id = ?
                        """)
                .params(shop.parts().all(), shop.id(), flow.id())
                .query(Integer.class)
                .single();
    }

    protected UUID profile(Shop shop, String email) {
        return db.sql(
                        """
                        select profile_id from identity
                        where part = any(?) and shop_id = ? and kind = 'email' and value = ?
                        """)
                .params(shop.parts().all(), shop.id(), email)
                .query(UUID.class)
                .single();
    }
}
