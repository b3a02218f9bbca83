package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.catalog.ProductChanges;
import io.ritorno.consent.Consents;
import io.ritorno.delivery.ShopLots;
import io.ritorno.event.Event;
import io.ritorno.event.Names;
import io.ritorno.order.OrderHistory;
import io.ritorno.platform.Times;
import io.ritorno.profile.Person;
import io.ritorno.profile.Profiles;
import io.ritorno.profile.TraitHistory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads what happened to some people, with one statement for each kind of thing; reads `event`,
/// `identity`, `profile`, `cart`, `flow_run` and `message`.
@Component
class PastReader {
    /// Events that may be held at once: some ten megabytes.
    static final int MOST = 20_000;

    /// Times that may be held at once.
    private static final int MOST_TIMES = 200_000;

    /// These people did more than can be held at once: ask about fewer.
    static final class TooMuch extends RuntimeException {
        TooMuch() {
            super("more than " + MOST + " events at once");
        }
    }

    private final JdbcTemplate db;
    private final Profiles profiles;
    private final Consents consents;
    private final ShopLots lots;
    private final ProductChanges products;
    private final JsonMapper json;

    PastReader(
            JdbcTemplate db,
            Profiles profiles,
            Consents consents,
            ShopLots lots,
            ProductChanges products,
            JsonMapper json) {
        this.products = products;
        this.lots = lots;
        this.db = db;
        this.profiles = profiles;
        this.consents = consents;
        this.json = json;
    }

    /// What these people did, each hers in order of time.
    ///
    /// @param alone whether there is but one person, of whom the first [#MOST] events must do
    /// @throws TooMuch when it is more than can be held
    Map<UUID, List<Event>> events(
            Past past,
            Collection<UUID> ids,
            Collection<String> names,
            Instant since,
            boolean alone) {
        var found = new HashMap<UUID, List<Event>>();
        if (ids.isEmpty() || names.isEmpty()) return found;
        var rows =
                db.query(
                        """
                        select id, profile_id, at, received_at, name, source, properties from event
                        where part = ? and shop_id = ? and profile_id = any(?) and at >= ?
                            and at <= ? and name = any(?)
                        order by at, received_at, id limit ?
                        """,
                        (row, _) -> event(past, row),
                        past.part,
                        past.shop.id(),
                        ids.toArray(UUID[]::new),
                        Times.utc(since),
                        Times.utc(past.to),
                        names.toArray(String[]::new),
                        MOST + 1);
        if (rows.size() > MOST && !alone) throw new TooMuch();
        for (var event : rows)
            found.computeIfAbsent(event.profile(), _ -> new ArrayList<>()).add(event);
        return found;
    }

    private Event event(Past past, ResultSet row) throws SQLException {
        var name = row.getString("name");
        return new Event(
                row.getObject("id", UUID.class),
                past.shop,
                past.part,
                row.getObject("profile_id", UUID.class),
                name.equals(Names.IDENTIFIED) ? Event.Call.IDENTIFY : Event.Call.TRACK,
                name,
                Times.instant(row, "at"),
                Times.instant(row, "received_at"),
                row.getString("source"),
                false,
                (ObjectNode) json.readTree(row.getString("properties")));
    }

    /// What a person did first at this moment.
    List<Event> at(Past past, UUID id, Instant at) {
        return db.query(
                """
                select id, profile_id, at, received_at, name, source, properties from event
                where part = ? and shop_id = ? and profile_id = ? and at = ?
                order by received_at, id limit 1
                """,
                (row, _) -> event(past, row),
                past.part,
                past.shop.id(),
                id,
                Times.utc(at));
    }

    /// When anything happened to these people, or, with `seen`, when they did something themselves.
    ///
    /// @throws TooMuch when it is more than can be held
    void times(Past past, Collection<UUID> ids, Instant since, boolean seen, boolean alone) {
        var read = new int[1];
        db.query(
                """
                select profile_id, at from event
                where part = ? and shop_id = ? and profile_id = any(?) and at >= ? and at <= ?
                    and (not ? or source <> ?)
                order by at limit ?
                """,
                row -> {
                    read[0]++;
                    past.times
                            .computeIfAbsent(
                                    row.getObject("profile_id", UUID.class), _ -> new ArrayList<>())
                            .add(Times.instant(row, "at"));
                },
                past.part,
                past.shop.id(),
                ids.toArray(UUID[]::new),
                Times.utc(since),
                Times.utc(past.to),
                seen,
                Event.OWN,
                MOST_TIMES + 1);
        if (read[0] > MOST_TIMES && !alone) throw new TooMuch();
    }

    /// Who these people are, and since when that is known: since the events that were told when an
    /// address or id became theirs, or, if their history was told later, since the first that says
    /// how to reach them.
    void people(Past past, Collection<UUID> ids) {
        past.people.putAll(profiles.load(past.shop, past.part, ids));
        past.people.values().removeIf(person -> person.mergedInto() != null);
        var array = ids.toArray(UUID[]::new);
        db.query(
                """
                select k.profile_id, least(min(k.at), min(e.at)) as at from (
                    select profile_id, min(at) as at from identity
                    where part = any(?) and shop_id = ? and profile_id = any(?)
                        and kind in ('user', 'email', 'phone')
                    group by profile_id
                ) k
                left join event e on e.part = ? and e.shop_id = ? and e.profile_id = k.profile_id
                    and e.received_at <= k.at and (
                        e.received_at > k.at - interval '2 seconds'
                        or e.name = ? and (e.properties ->> 'email' is not null
                            or e.properties ->> 'phone' is not null))
                group by k.profile_id
                """,
                row -> {
                    past.known.put(
                            row.getObject("profile_id", UUID.class), Times.instant(row, "at"));
                },
                past.shop.parts().all(),
                past.shop.id(),
                array,
                past.part,
                past.shop.id(),
                Names.IDENTIFIED);
        past.known.keySet().removeIf(id -> !known(past, id));
    }

    private static boolean known(Past past, UUID id) {
        var person = past.people.get(id);
        return person != null && person.known();
    }

    /// Whom others have been joined to.
    void joined(Past past, Collection<UUID> ids) {
        past.joined.addAll(
                db.queryForList(
                        """
                        select distinct merged_into from profile
                        where part = any(?) and shop_id = ? and merged_into = any(?)
                        """,
                        UUID.class,
                        past.shop.parts().all(),
                        past.shop.id(),
                        ids.toArray(UUID[]::new)));
    }

    void orders(Past past, Collection<UUID> ids, boolean alone) {
        events(past, ids, OrderHistory.EVENTS, Instant.EPOCH, alone)
                .forEach((id, told) -> past.orders.put(id, OrderHistory.changes(past.shop, told)));
    }

    /// What they told about themselves.
    void traits(Past past, Collection<UUID> ids, boolean alone) {
        var told = events(past, ids, TraitHistory.EVENTS, Instant.EPOCH, alone);
        for (var id : ids)
            past.traits.put(id, TraitHistory.changes(past.shop, told.getOrDefault(id, List.of())));
    }

    void words(Past past, Collection<UUID> ids, boolean alone) {
        past.words.putAll(events(past, ids, Set.of(Names.CONSENT_CHANGED), Instant.EPOCH, alone));
    }

    /// All their carts.
    void carts(Past past, Collection<UUID> ids) {
        db.query(
                """
                select id, profile_id, state, value, items, created_at, changed_at, checkout_at,
                    closed_at
                from cart where part = ? and shop_id = ? and profile_id = any(?) and created_at <= ?
                """,
                row -> {
                    var cart =
                            new Past.CartRow(
                                    row.getObject("id", UUID.class),
                                    row.getObject("profile_id", UUID.class),
                                    row.getString("state"),
                                    row.getLong("value"),
                                    row.getInt("items"),
                                    Times.instant(row, "created_at"),
                                    Times.instant(row, "changed_at"),
                                    Times.instantOrNull(row, "checkout_at"),
                                    Times.instantOrNull(row, "closed_at"));
                    past.carts.put(cart.id(), cart);
                },
                past.part,
                past.shop.id(),
                ids.toArray(UUID[]::new),
                Times.utc(past.to));
    }

    /// Who really came into the flow in the period, as they came: by hand, or from another flow.
    void entered(Past past, Live live, Collection<UUID> ids) {
        db.query(
                """
                select id, profile_id, key, cart_id, entered_at, context from flow_run
                where part = ? and shop_id = ? and profile_id = any(?) and flow_id = ?
                    and entered_at between ? and ?
                order by entered_at, id
                """,
                row -> {
                    var context = (ObjectNode) json.readTree(row.getString("context"));
                    var about =
                            context.path("event") instanceof ObjectNode event
                                    ? event
                                    : json.createObjectNode();
                    var profile = row.getObject("profile_id", UUID.class);
                    past.entered
                            .computeIfAbsent(profile, _ -> new ArrayList<>())
                            .add(
                                    new Entry(
                                            live,
                                            profile,
                                            row.getString("key"),
                                            row.getObject("cart_id", UUID.class),
                                            Times.instant(row, "entered_at"),
                                            UUID.fromString(
                                                    context.path("by")
                                                            .asString(row.getString("id"))),
                                            "manual",
                                            about,
                                            "manual"));
                },
                past.part,
                past.shop.id(),
                ids.toArray(UUID[]::new),
                live.flow().id(),
                Times.utc(past.from),
                Times.utc(past.to));
    }

    /// Whether anybody did in this time.
    boolean anyEntered(Shop shop, UUID flow, Instant from, Instant to) {
        return Boolean.TRUE.equals(
                db.queryForObject(
                        """
                        select exists (
                            select 1 from flow_run
                            where part = any(?) and shop_id = ? and flow_id = ?
                                and entered_at between ? and ?)
                        """,
                        Boolean.class,
                        shop.parts().all(),
                        shop.id(),
                        flow,
                        Times.utc(from),
                        Times.utc(to)));
    }

    /// What changed about products in the period, as far as the trigger asks.
    ///
    /// @throws TooMuch when it is more than can be held
    void changes(Past past, Trigger trigger, Collection<String> ids, boolean alone) {
        var back = trigger instanceof Trigger.BackInStock;
        var found = products.of(past.shop, ids, back, past.from, past.to, MOST_TIMES + 1);
        if (found.size() > MOST_TIMES && !alone) throw new TooMuch();
        for (var change : found)
            if (GoodsNews.concerns(trigger, change))
                past.changes.computeIfAbsent(change.product(), _ -> new ArrayList<>()).add(change);
    }

    /// What the gate asks about these people beside consent: closed addresses, and what else was
    /// really sent to them.
    ///
    /// @param brought runs whose messages do not count: the dry run writes its own
    void gate(Past past, Collection<UUID> ids, UUID flow, Set<UUID> brought) {
        var shop = past.shop;
        for (var id : ids) if (lots.holds(shop, id)) past.keptOut.add(id);
        past.suppressed.putAll(
                consents.suppressedSince(
                        shop,
                        "email",
                        ids.stream()
                                .map(past.people::get)
                                .filter(Objects::nonNull)
                                .map(Person::email)
                                .filter(Objects::nonNull)
                                .toList()));
        var since = past.from.minus(Duration.ofDays(shop.settings().capDays()));
        db.query(
                """
                select profile_id, sent_at from message
                where part = ? and shop_id = ? and profile_id = any(?) and not transactional
                    and sent_at > ? and at > ? and flow_id is distinct from ?
                    and (run_id is null or run_id <> all(?))
                    and status in ('sending', 'sent', 'uncertain', 'bounced')
                order by sent_at
                """,
                row -> {
                    past.written
                            .computeIfAbsent(
                                    row.getObject("profile_id", UUID.class), _ -> new ArrayList<>())
                            .add(Times.instant(row, "sent_at"));
                },
                past.part,
                shop.id(),
                ids.toArray(UUID[]::new),
                Times.utc(since),
                // none waits longer, and older months need not be read
                Times.utc(since.minus(Duration.ofDays(3))),
                flow,
                brought.toArray(UUID[]::new));
    }

    /// The next people of a part, in the order of their ids.
    List<UUID> people(Shop shop, int part, UUID after, int limit) {
        return db.queryForList(
                """
                select id from profile where part = ? and shop_id = ? and id > ?
                order by id limit ?
                """,
                UUID.class,
                part,
                shop.id(),
                after,
                limit);
    }
}
