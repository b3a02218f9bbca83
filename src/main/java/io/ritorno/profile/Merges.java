package io.ritorno.profile;

import static io.ritorno.platform.Times.utc;

import io.ritorno.account.Shop;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Lane;
import io.ritorno.platform.Lanes;
import io.ritorno.platform.Problem;
import io.ritorno.platform.Times;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Makes one person of two, and two again. Everything that keeps a profile's id goes along; what an
/// event, cart, order or message was before stays written in its `origin_id`.
///
/// An undoing gives back identities, events, carts, orders, runs and messages. It does not take
/// back what the winner learnt about herself from the loser's traits.
@Component
public class Merges {
    /// A merge as the customer page lists it.
    public record Merge(UUID id, UUID winner, UUID loser, Instant at, @Nullable Instant undoneAt) {}

    private final JdbcClient db;
    private final Mover mover;
    private final Totals totals;
    private final Purchases purchases;
    private final Lanes lanes;
    private final InstantSource time;

    Merges(
            JdbcClient db,
            Mover mover,
            Totals totals,
            Purchases purchases,
            Lanes lanes,
            InstantSource time) {
        this.db = db;
        this.mover = mover;
        this.totals = totals;
        this.purchases = purchases;
        this.lanes = lanes;
        this.time = time;
    }

    /// Who these profiles are now, for those that have been merged away.
    Map<UUID, UUID> winners(Shop shop, Collection<UUID> profiles) {
        var into = new HashMap<UUID, UUID>();
        for (Set<UUID> asked = new HashSet<>(profiles); !asked.isEmpty(); ) {
            var found = mergedInto(shop, asked);
            into.putAll(found);
            asked = new HashSet<>(found.values());
        }
        var winners = new HashMap<UUID, UUID>();
        for (var profile : into.keySet()) {
            var now = profile;
            for (var next = into.get(now); next != null; next = into.get(now)) now = next;
            winners.put(profile, now);
        }
        winners.keySet().retainAll(Set.copyOf(profiles));
        return winners;
    }

    /// Into whom those of these profiles went that are no more.
    private Map<UUID, UUID> mergedInto(Shop shop, Set<UUID> profiles) {
        var into = new HashMap<UUID, UUID>();
        db.sql(
                        """
                        select id, merged_into from profile
                        where part = any(?) and shop_id = ? and id = any(?)
                          and merged_into is not null
                        """)
                .params(
                        profiles.stream().map(shop.parts()::of).distinct().toArray(Integer[]::new),
                        shop.id(),
                        profiles.toArray(UUID[]::new))
                .query(
                        row -> {
                            into.put(
                                    row.getObject("id", UUID.class),
                                    row.getObject("merged_into", UUID.class));
                        });
        return into;
    }

    private @Nullable UUID mergedInto(Shop shop, UUID profile) {
        return db.sql(
                        """
                        select merged_into from profile
                        where part = ? and shop_id = ? and id = ? and merged_into is not null
                        """)
                .params(shop.parts().of(profile), shop.id(), profile)
                .query(UUID.class)
                .optional()
                .orElse(null);
    }

    /// The loser's history becomes the winner's. Call inside a transaction that holds the event
    /// lane of the winner's part.
    UUID join(Shop shop, UUID loser, UUID winner, Instant now) {
        var from = shop.parts().of(loser);
        var to = shop.parts().of(winner);
        var id = Ids.next(now);
        db.sql(
                        """
                        insert into merge (part, shop_id, id, winner, loser, loser_part, at, identities)
                        select ?, ?, ?, ?, ?, ?, ?, coalesce((
                            select jsonb_agg(jsonb_build_object('kind', i.kind, 'value', i.value))
                            from identity i
                            where i.part = any(?) and i.shop_id = ? and i.profile_id = ?), '[]')
                        """)
                .params(
                        to,
                        shop.id(),
                        id,
                        winner,
                        loser,
                        from,
                        utc(now),
                        shop.parts().all(),
                        shop.id(),
                        loser)
                .update();
        db.sql(
                        """
                        update identity set profile_id = ?
                        where part = any(?) and shop_id = ? and profile_id = ?
                        """)
                .params(winner, shop.parts().all(), shop.id(), loser)
                .update();
        mover.move(shop, new Move(loser, from, winner, to, Set.of()));
        joinTraits(shop, loser, winner);
        db.sql(
                        """
                        update profile w set known = w.known or l.known,
                            created_at = least(w.created_at, l.created_at),
                            last_seen_at = greatest(w.last_seen_at, l.last_seen_at)
                        from profile l
                        where w.part = ? and w.shop_id = ? and w.id = ?
                          and l.part = ? and l.shop_id = ? and l.id = ?
                        """)
                .params(to, shop.id(), winner, from, shop.id(), loser)
                .update();
        db.sql("update profile set merged_into = ? where part = ? and shop_id = ? and id = ?")
                .params(winner, from, shop.id(), loser)
                .update();
        recount(shop, loser, winner);
        return id;
    }

    private void joinTraits(Shop shop, UUID loser, UUID winner) {
        db.sql(
                        """
                        update profile_trait w set
                            email = coalesce(w.email, l.email), phone = coalesce(w.phone, l.phone),
                            external_id = coalesce(w.external_id, l.external_id),
                            first_name = coalesce(w.first_name, l.first_name),
                            last_name = coalesce(w.last_name, l.last_name),
                            gender = coalesce(w.gender, l.gender),
                            birthday = coalesce(w.birthday, l.birthday),
                            locale = coalesce(w.locale, l.locale),
                            timezone = coalesce(w.timezone, l.timezone),
                            country = coalesce(w.country, l.country),
                            city = coalesce(w.city, l.city), company = coalesce(w.company, l.company),
                            tags = array(select distinct unnest(w.tags || l.tags)),
                            attributes = l.attributes || w.attributes,
                            fact_times = l.fact_times || w.fact_times
                        from profile_trait l
                        where w.part = ? and w.shop_id = ? and w.profile_id = ?
                          and l.part = ? and l.shop_id = ? and l.profile_id = ?
                        """)
                .params(
                        shop.parts().of(winner),
                        shop.id(),
                        winner,
                        shop.parts().of(loser),
                        shop.id(),
                        loser)
                .update();
    }

    private void recount(Shop shop, UUID one, UUID other) {
        for (var profile : List.of(one, other)) {
            totals.recount(shop, shop.parts().of(profile), List.of(profile));
            purchases.recount(shop, shop.parts().of(profile), List.of(profile));
        }
    }

    /// A merge that somebody asks for.
    ///
    /// @throws Problem when either is not there (404), is merged already (409), or both are one
    ///   (400)
    public UUID merge(Shop shop, UUID loser, UUID winner) {
        if (loser.equals(winner)) throw Problem.invalid("into", "same-customer");
        return lanes.inPart(
                Lane.EVENT,
                shop.parts().of(winner),
                () -> {
                    for (var id : List.of(loser, winner)) {
                        if (!exists(shop, id)) throw Problem.notFound("customer");
                        if (mergedInto(shop, id) != null) throw Problem.conflict("merged-already");
                    }
                    return join(shop, loser, winner, time.instant());
                });
    }

    private boolean exists(Shop shop, UUID profile) {
        return db.sql("select 1 from profile where part = ? and shop_id = ? and id = ?")
                .params(shop.parts().of(profile), shop.id(), profile)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /// Makes two people of one again.
    ///
    /// @throws Problem 404 when there is no such merge; 409 when it is undone, or a later merge
    ///   stands on it
    public void undo(Shop shop, UUID id) {
        var merge = find(shop, id);
        lanes.inPart(Lane.EVENT, shop.parts().of(merge.winner()), () -> undo(shop, find(shop, id)));
    }

    private boolean undo(Shop shop, Merge merge) {
        if (merge.undoneAt() != null) throw Problem.conflict("undone-already");
        if (mergedInto(shop, merge.winner()) != null) throw Problem.conflict("later-merge");
        var loserPart = shop.parts().of(merge.loser());
        db.sql("update profile set merged_into = null where part = ? and shop_id = ? and id = ?")
                .params(loserPart, shop.id(), merge.loser())
                .update();
        db.sql(
                        """
                        update identity i set profile_id = ?
                        from (
                            select k ->> 'kind' as kind, k ->> 'value' as value
                            from merge m, jsonb_array_elements(m.identities) k
                            where m.part = ? and m.shop_id = ? and m.id = ?
                        ) k
                        where i.part = any(?) and i.shop_id = ? and i.kind = k.kind
                          and i.value = k.value and i.profile_id = ?
                        """)
                .params(
                        merge.loser(),
                        shop.parts().of(merge.winner()),
                        shop.id(),
                        merge.id(),
                        shop.parts().all(),
                        shop.id(),
                        merge.winner())
                .update();
        var move =
                new Move(
                        merge.winner(),
                        shop.parts().of(merge.winner()),
                        merge.loser(),
                        loserPart,
                        everMergedInto(shop, merge.loser()));
        mover.move(shop, move);
        db.sql("update merge set undone_at = ? where part = ? and shop_id = ? and id = ?")
                .params(utc(time.instant()), shop.parts().of(merge.winner()), shop.id(), merge.id())
                .update();
        recount(shop, merge.loser(), merge.winner());
        return true;
    }

    /// The profile and all that have become it and still are.
    public Set<UUID> everMergedInto(Shop shop, UUID profile) {
        var all = new LinkedHashSet<UUID>(List.of(profile));
        var open = new java.util.ArrayDeque<UUID>(all);
        while (!open.isEmpty()) {
            var next = open.remove();
            var losers =
                    db.sql(
                                    """
                                    select loser from merge
                                    where part = ? and shop_id = ? and winner = ? and undone_at is null
                                    """)
                            .params(shop.parts().of(next), shop.id(), next)
                            .query(UUID.class)
                            .list();
            for (var loser : losers) if (all.add(loser)) open.add(loser);
        }
        return all;
    }

    private Merge find(Shop shop, UUID id) {
        return db.sql("select * from merge where part = any(?) and shop_id = ? and id = ?")
                .params(shop.parts().all(), shop.id(), id)
                .query((row, _) -> merge(row))
                .optional()
                .orElseThrow(() -> Problem.notFound("merge"));
    }

    public List<Merge> ofWinner(Shop shop, UUID winner) {
        return db.sql(
                        """
                        select * from merge where part = ? and shop_id = ? and winner = ?
                        order by at desc, id desc limit 200
                        """)
                .params(shop.parts().of(winner), shop.id(), winner)
                .query((row, _) -> merge(row))
                .list();
    }

    private static Merge merge(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Merge(
                row.getObject("id", UUID.class),
                row.getObject("winner", UUID.class),
                row.getObject("loser", UUID.class),
                Times.instant(row, "at"),
                Times.instantOrNull(row, "undone_at"));
    }
}
