package io.ritorno.consent;

import io.ritorno.account.Shop;
import io.ritorno.consent.Consents.Suppression;
import io.ritorno.platform.Columns;
import io.ritorno.platform.Times;
import io.ritorno.profile.KeyedHashes;
import io.ritorno.profile.PersonalStage;
import io.ritorno.profile.Subject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What outlives a person who was erased: that nobody writes to her by himself. Her addresses are
/// kept as keyed hashes in `erased_address`; an import or event that brings one again makes
/// somebody new, who gets no marketing until she agrees anew. An address that was closed, because
/// mail came back from it, stays closed.
@Component
class ErasedAddresses implements PersonalStage {
    /// Why an address gets no marketing; other reasons close it to everything.
    static final String ERASED = "erased";

    private record Hashed(String address, int part, String hash) {}

    private record Closed(String channel, String hash, int part, String reason, Instant at) {}

    private final JdbcTemplate db;
    private final KeyedHashes hashes;
    private final InstantSource time;
    private final JsonMapper json;

    ErasedAddresses(JdbcTemplate db, KeyedHashes hashes, InstantSource time, JsonMapper json) {
        this.db = db;
        this.hashes = hashes;
        this.time = time;
        this.json = json;
    }

    /// What is kept of these addresses, one entry for each reason.
    List<Suppression> of(Shop shop, String channel, Collection<String> addresses) {
        if (addresses.isEmpty() || !any(shop)) return List.of();
        var hashed = addresses.stream().distinct().map(a -> hashed(shop, channel, a)).toList();
        var byHash = new HashMap<String, String>();
        for (var one : hashed) byHash.put(one.hash(), one.address());
        return Columns.of(hashed)
                .ints(Hashed::part)
                .texts(Hashed::hash)
                .query(
                        db,
                        """
                        select k.hash, e.reason, e.at from unnest(?, ?) k (part, hash)
                        join erased_address e on e.part = k.part and e.hash = decode(k.hash, 'hex')
                        where e.part = any(?) and e.shop_id = ? and e.channel = ?
                        """,
                        row ->
                                new Suppression(
                                        channel,
                                        byHash.getOrDefault(row.getString("hash"), ""),
                                        row.getString("reason"),
                                        Times.instant(row, "at")),
                        List.of(),
                        List.of(shop.parts().all(), shop.id(), channel));
    }

    /// Whether anything is kept for the shop; costs one look.
    boolean any(Shop shop) {
        return Boolean.TRUE.equals(
                db.queryForObject(
                        """
                        select exists (
                            select 1 from erased_address where part = any(?) and shop_id = ?)
                        """,
                        Boolean.class,
                        shop.parts().all(),
                        shop.id()));
    }

    /// She has agreed anew, at this time: what was closed before is open again, unless for another
    /// reason.
    void agreed(Shop shop, String channel, String address, Instant at) {
        var one = hashed(shop, channel, address);
        db.update(
                """
                delete from erased_address
                where part = ? and shop_id = ? and channel = ? and hash = decode(?, 'hex')
                    and reason = ? and at < ?
                """,
                one.part(),
                shop.id(),
                channel,
                one.hash(),
                ERASED,
                Times.utc(at));
    }

    /// Somebody opens the address by hand. Returns whether it was closed.
    boolean release(Shop shop, String channel, String address) {
        var one = hashed(shop, channel, address);
        return db.update(
                        """
                        delete from erased_address
                        where part = ? and shop_id = ? and channel = ? and hash = decode(?, 'hex')
                        """,
                        one.part(),
                        shop.id(),
                        channel,
                        one.hash())
                > 0;
    }

    private Hashed hashed(Shop shop, String channel, String address) {
        var kind = channel.equals("sms") ? "phone" : channel;
        return new Hashed(
                address,
                shop.parts().of(channel, address),
                HexFormat.of().formatHex(hashes.of(shop, kind, address)));
    }

    /// The suppressions of her addresses stay, as hashes.
    @Override
    public Map<String, Integer> erase(Shop shop, Subject subject, UUID nobody) {
        var now = time.instant();
        var closed = new ArrayList<Closed>();
        for (var email : subject.emails()) closed.addAll(closed(shop, "email", email, now));
        for (var phone : subject.phones()) closed.addAll(closed(shop, "sms", phone, now));
        Columns.of(closed)
                .ints(Closed::part)
                .texts(Closed::channel)
                .texts(Closed::hash)
                .texts(Closed::reason)
                .instants(Closed::at)
                .update(
                        db,
                        """
                        insert into erased_address (shop_id, part, channel, hash, reason, at)
                        select ?, c.part, c.channel, decode(c.hash, 'hex'), c.reason, c.at
                        from unnest(?, ?, ?, ?, ?) c (part, channel, hash, reason, at)
                        on conflict (part, shop_id, channel, hash, reason) do update set
                            at = excluded.at
                        """,
                        shop.id());
        var removed = 0;
        for (var one : suppressed(shop, subject))
            removed +=
                    db.update(
                            """
                            delete from suppression
                            where part = ? and shop_id = ? and channel = ? and address = ?
                            """,
                            shop.parts().of(one.channel(), one.address()),
                            shop.id(),
                            one.channel(),
                            one.address());
        return removed == 0 ? Map.of() : Map.of("suppression", removed);
    }

    private List<Closed> closed(Shop shop, String channel, String address, Instant now) {
        var one = hashed(shop, channel, address);
        var closed = new ArrayList<Closed>();
        closed.add(new Closed(channel, one.hash(), one.part(), ERASED, now));
        for (var before : suppressions(shop, channel, address))
            closed.add(
                    new Closed(
                            channel,
                            one.hash(),
                            one.part(),
                            // what a mail server said may name the address
                            before.reason().matches("[a-z-]+") ? before.reason() : "refused",
                            before.at()));
        return closed;
    }

    private List<Suppression> suppressed(Shop shop, Subject subject) {
        var all = new ArrayList<Suppression>();
        for (var email : subject.emails()) all.addAll(suppressions(shop, "email", email));
        for (var phone : subject.phones()) all.addAll(suppressions(shop, "sms", phone));
        return all;
    }

    private List<Suppression> suppressions(Shop shop, String channel, String address) {
        return db.query(
                """
                select * from suppression
                where part = ? and shop_id = ? and channel = ? and address = ?
                """,
                (row, _) -> Consents.suppression(row),
                shop.parts().of(channel, address),
                shop.id(),
                channel,
                address);
    }

    @Override
    public Map<String, List<JsonNode>> told(Shop shop, Subject subject) {
        var all = suppressed(shop, subject);
        all.addAll(of(shop, "email", subject.emails()));
        all.addAll(of(shop, "sms", subject.phones()));
        return Map.of(
                "suppressions", all.stream().map(one -> (JsonNode) json.valueToTree(one)).toList());
    }
}
