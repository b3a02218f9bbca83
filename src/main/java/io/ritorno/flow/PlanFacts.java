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
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What plans are made of and checked against, for many people of one part at once; reads
/// `consent`, `event`, `cart` and `orders`.
@Component
class PlanFacts {
    private final JdbcClient db;
    private final Profiles profiles;
    private final JsonMapper json;

    PlanFacts(JdbcClient db, Profiles profiles, JsonMapper json) {
        this.db = db;
        this.profiles = profiles;
        this.json = json;
    }

    Map<UUID, Person> people(int part, Shop shop, Collection<UUID> ids) {
        return profiles.load(shop, part, ids);
    }

    /// When these people agreed to get e-mail, for those who still do.
    Map<UUID, Instant> subscribed(int part, Shop shop, Collection<UUID> ids) {
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

    /// Something a person did.
    record Act(UUID id, Instant at, ObjectNode properties) {}

    /// What these people did of one kind, earliest first.
    Map<UUID, List<Act>> acts(
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

    /// A cart.
    record Cart(
            UUID id,
            UUID profile,
            String state,
            long value,
            int items,
            Instant changedAt,
            @Nullable Instant checkoutAt) {
        boolean waits() {
            return (state.equals("open") || state.equals("abandoned")) && items > 0;
        }
    }

    /// The carts of these people that changed since then, the latest first.
    Map<UUID, List<Cart>> carts(int part, Shop shop, Collection<UUID> ids, Instant since) {
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

    /// An order that shall be delivered.
    record Delivery(UUID order, UUID profile, String externalId, String number, LocalDate day) {}

    /// Orders that count, are no history and have a day on which they shall be delivered.
    List<Delivery> deliveries(int part, Shop shop, Collection<UUID> ids, LocalDate from) {
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
