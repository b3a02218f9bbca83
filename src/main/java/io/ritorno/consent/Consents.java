package io.ritorno.consent;

import io.ritorno.account.Shop;
import io.ritorno.platform.Columns;
import io.ritorno.platform.Page;
import io.ritorno.platform.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// What people agreed to, and addresses that are closed to us. A change of consent comes as an
/// event, `Consent Changed` or the trait `consent`; see [ConsentStage].
@Component
public class Consents {
    /// The channels on which people can be written to.
    public static final List<String> CHANNELS = List.of("email", "sms", "push", "letter");

    /// An address nobody may write to.
    public record Suppression(String channel, String address, String reason, Instant at) {}

    private final JdbcTemplate db;
    private final ErasedAddresses erased;

    Consents(JdbcTemplate db, ErasedAddresses erased) {
        this.db = db;
        this.erased = erased;
    }

    /// What these people said about a channel, for those who said anything.
    public Map<UUID, Consent> states(
            Shop shop, int part, String channel, Collection<UUID> profiles) {
        var states = new HashMap<UUID, Consent>();
        if (profiles.isEmpty()) return states;
        db.query(
                """
                select profile_id, channel, state, at, source, shown from consent
                where part = ? and shop_id = ? and channel = ? and profile_id = any(?)
                """,
                row -> {
                    states.put(row.getObject("profile_id", UUID.class), consent(row));
                },
                part,
                shop.id(),
                channel,
                profiles.toArray(UUID[]::new));
        return states;
    }

    /// All that one person said.
    public List<Consent> of(Shop shop, UUID profile) {
        return db.query(
                """
                select channel, state, at, source, shown from consent
                where part = ? and shop_id = ? and profile_id = ? order by channel
                """,
                (row, _) -> consent(row),
                shop.parts().of(profile),
                shop.id(),
                profile);
    }

    private static Consent consent(ResultSet row) throws SQLException {
        return new Consent(
                row.getString("channel"),
                Consent.State.of(row.getString("state")),
                Times.instant(row, "at"),
                row.getString("source"),
                row.getString("shown"));
    }

    /// Those of these addresses that are closed.
    public Set<String> suppressed(Shop shop, String channel, Collection<String> addresses) {
        var closed =
                new HashSet<>(
                        Columns.of(List.copyOf(new HashSet<>(addresses)))
                                .ints(address -> shop.parts().of(channel, address))
                                .texts(address -> address)
                                .query(
                                        db,
                                        """
                                select s.address from unnest(?, ?) a (part, address)
                                join suppression s on s.part = a.part and s.address = a.address
                                where s.part = any(?) and s.shop_id = ? and s.channel = ?
                                """,
                                        row -> row.getString(1),
                                        List.of(),
                                        List.of(shop.parts().all(), shop.id(), channel)));
        for (var one : erased.of(shop, channel, addresses))
            if (!one.reason().equals(ErasedAddresses.ERASED)) closed.add(one.address());
        return closed;
    }

    /// Those of these addresses that were an erased person's, who has not agreed anew: they get no
    /// marketing.
    public Set<String> erased(Shop shop, String channel, Collection<String> addresses) {
        var found = new HashSet<String>();
        for (var one : erased.of(shop, channel, addresses))
            if (one.reason().equals(ErasedAddresses.ERASED)) found.add(one.address());
        return found;
    }

    /// Since when each of these addresses is closed; without those that are open.
    public Map<String, Instant> suppressedSince(
            Shop shop, String channel, Collection<String> addresses) {
        var since = new HashMap<String, Instant>();
        Columns.of(List.copyOf(new HashSet<>(addresses)))
                .ints(address -> shop.parts().of(channel, address))
                .texts(address -> address)
                .query(
                        db,
                        """
                        select s.address, s.at from unnest(?, ?) a (part, address)
                        join suppression s on s.part = a.part and s.address = a.address
                        where s.part = any(?) and s.shop_id = ? and s.channel = ?
                        """,
                        row -> since.put(row.getString(1), Times.instant(row, "at")),
                        List.of(),
                        List.of(shop.parts().all(), shop.id(), channel));
        return since;
    }

    /// Why an address is closed: to everything, or with the reason `erased` to marketing.
    public List<Suppression> suppressions(Shop shop, String channel, String address) {
        var all =
                new ArrayList<>(
                        db.query(
                                """
                                select * from suppression
                                where part = ? and shop_id = ? and channel = ? and address = ?
                                """,
                                (row, _) -> suppression(row),
                                shop.parts().of(channel, address),
                                shop.id(),
                                channel,
                                address));
        all.addAll(erased.of(shop, channel, List.of(address)));
        return all;
    }

    /// All closed addresses in alphabetical order.
    public Page<Suppression> list(Shop shop, @Nullable String cursor, int limit) {
        var position = Page.position(cursor, 2);
        var after = position.isEmpty() ? "" : position.get(0);
        var channel = position.isEmpty() ? "" : position.get(1);
        var read =
                db.query(
                        """
                        select * from suppression
                        where part = any(?) and shop_id = ? and (address, channel) > (?, ?)
                        order by address, channel limit ?
                        """,
                        (row, _) -> suppression(row),
                        shop.parts().all(),
                        shop.id(),
                        after,
                        channel,
                        limit + 1);
        return Page.of(read, limit, s -> List.of(s.address(), s.channel()));
    }

    static Suppression suppression(ResultSet row) throws SQLException {
        return new Suppression(
                row.getString("channel"),
                row.getString("address"),
                row.getString("reason"),
                Times.instant(row, "at"));
    }

    /// Closes an address. The first reason stays.
    public void suppress(Shop shop, String channel, String address, String reason, Instant at) {
        db.update(
                """
                insert into suppression (part, shop_id, channel, address, reason, at)
                values (?, ?, ?, ?, ?, ?) on conflict (part, shop_id, channel, address) do nothing
                """,
                shop.parts().of(channel, address),
                shop.id(),
                channel,
                address,
                reason,
                Times.utc(at));
    }

    /// Opens an address again. Returns whether it was closed.
    public boolean release(Shop shop, String channel, String address) {
        var was = erased.release(shop, channel, address);
        return db.update(
                                """
                                delete from suppression
                                where part = ? and shop_id = ? and channel = ? and address = ?
                                """,
                                shop.parts().of(channel, address),
                                shop.id(),
                                channel,
                                address)
                        > 0
                || was;
    }
}
