package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.platform.Times;
import io.ritorno.profile.Person;
import io.ritorno.profile.Profiles;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// [PlanFacts] as they are now; reads `consent`, `event`, `cart` and `orders`.
@Component
class StoredPlanFacts implements PlanFacts {
    private final JdbcClient db;
    private final Profiles profiles;
    private final JsonMapper json;

    StoredPlanFacts(JdbcClient db, Profiles profiles, JsonMapper json) {
        this.db = db;
        this.profiles = profiles;
        this.json = json;
    }

    @Override
    public Map<UUID, Person> people(int part, Shop shop, Collection<UUID> ids) {
        return profiles.load(shop, part, ids);
    }

    @Override
    public Map<UUID, Instant> subscribed(int part, Shop shop, Collection<UUID> ids) {
        var since = new HashMap<UUID, Instant>();
        db.sql(
                        """
                        select profile_id, at from consent
                        where part = ? and shop_id = ? and profile_id = any(?)
                            and channel = 'email' and state = 'in'
                        """)
                .params(part, shop.id(), ids.toArray(UUID[]::new))
                .query(
                        row -> {
                            since.put(
                                    row.getObject("profile_id", UUID.class),
                                    Times.instant(row, "at"));
                        });
        return since;
    }

    @Override
    public Map<UUID, List<Act>> acts(
            int part, Shop shop, String name, Collection<UUID> ids, Instant since) {
        var acts = new HashMap<UUID, List<Act>>();
        db.sql(
                        """
                        select profile_id, id, at, properties from event
                        where part = ? and shop_id = ? and profile_id = any(?) and at >= ?
                            and name = ?
                        order by at, id
                        """)
                .params(part, shop.id(), ids.toArray(UUID[]::new), Times.utc(since), name)
                .query(
                        row -> {
                            acts.computeIfAbsent(
                                            row.getObject("profile_id", UUID.class),
                                            _ -> new ArrayList<>())
                                    .add(
                                            new Act(
                                                    row.getObject("id", UUID.class),
                                                    Times.instant(row, "at"),
                                                    (ObjectNode)
                                                            json.readTree(
                                                                    row.getString("properties"))));
                        });
        return acts;
    }

    @Override
    public Map<UUID, List<Cart>> carts(int part, Shop shop, Collection<UUID> ids, Instant since) {
        var carts = new HashMap<UUID, List<Cart>>();
        db.sql(
                        """
                        select id, profile_id, state, value, items, changed_at, checkout_at from cart
                        where part = ? and shop_id = ? and profile_id = any(?) and changed_at >= ?
                        order by changed_at desc, id
                        """)
                .params(part, shop.id(), ids.toArray(UUID[]::new), Times.utc(since))
                .query(
                        row -> {
                            var profile = row.getObject("profile_id", UUID.class);
                            carts.computeIfAbsent(profile, _ -> new ArrayList<>())
                                    .add(
                                            new Cart(
                                                    row.getObject("id", UUID.class),
                                                    profile,
                                                    row.getString("state"),
                                                    row.getLong("value"),
                                                    row.getInt("items"),
                                                    Times.instant(row, "changed_at"),
                                                    Times.instantOrNull(row, "checkout_at")));
                        });
        return carts;
    }

    @Override
    public List<Delivery> deliveries(int part, Shop shop, Collection<UUID> ids, LocalDate from) {
        return db.sql(
                        """
                        select id, profile_id, external_id, number, planned_delivery from orders
                        where part = ? and shop_id = ? and profile_id = any(?) and counted
                            and not history and planned_delivery >= ?
                        """)
                .params(part, shop.id(), ids.toArray(UUID[]::new), from)
                .query(
                        (row, _) ->
                                new Delivery(
                                        row.getObject("id", UUID.class),
                                        row.getObject("profile_id", UUID.class),
                                        row.getString("external_id"),
                                        row.getString("number"),
                                        row.getObject("planned_delivery", LocalDate.class)))
                .list();
    }
}
