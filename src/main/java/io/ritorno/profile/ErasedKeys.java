package io.ritorno.profile;

import io.ritorno.account.Shop;
import io.ritorno.platform.Columns;
import io.ritorno.platform.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// By what erased people were known, as keyed hashes: the table `erased_key`.
@Component
class ErasedKeys {
    /// Kind of a key that is a profile's id.
    static final String PROFILE = "profile";

    /// @param erasure under whose id her figures stand
    /// @param at until when what happened is forgotten
    record Gone(UUID erasure, Instant at) {}

    private record Hashed(IdentityKey key, int part, byte[] hash) {
        String text() {
            return HexFormat.of().formatHex(hash);
        }
    }

    private final JdbcTemplate db;
    private final KeyedHashes hashes;

    ErasedKeys(JdbcTemplate db, KeyedHashes hashes) {
        this.db = db;
        this.hashes = hashes;
    }

    static IdentityKey profile(UUID id) {
        return new IdentityKey(PROFILE, id.toString());
    }

    /// Whether anybody of the shop was erased; costs one look.
    boolean any(Shop shop) {
        return Boolean.TRUE.equals(
                db.queryForObject(
                        "select exists (select 1 from erased_key where part = any(?) and shop_id = ?)",
                        Boolean.class,
                        shop.parts().all(),
                        shop.id()));
    }

    /// Those of these keys that were an erased person's.
    Map<IdentityKey, Gone> find(Shop shop, Collection<IdentityKey> keys) {
        var byHash = new HashMap<String, IdentityKey>();
        var hashed = keys.stream().map(key -> hashed(shop, key)).toList();
        for (var one : hashed) byHash.put(one.text(), one.key());
        var found = new HashMap<IdentityKey, Gone>();
        Columns.of(hashed)
                .ints(Hashed::part)
                .texts(Hashed::text)
                .query(
                        db,
                        """
                        select k.hash, e.erasure_id, e.at from unnest(?, ?) k (part, hash)
                        join erased_key e on e.part = k.part and e.hash = decode(k.hash, 'hex')
                        where e.part = any(?) and e.shop_id = ?
                        """,
                        row -> {
                            var key = byHash.get(row.getString(1));
                            if (key != null)
                                found.put(
                                        key,
                                        new Gone(
                                                row.getObject(2, UUID.class),
                                                Times.instant(row, "at")));
                            return true;
                        },
                        List.of(),
                        List.of(shop.parts().all(), shop.id()));
        return found;
    }

    /// The erasure of the person who had this profile.
    Optional<UUID> erasure(Shop shop, UUID profile) {
        var key = profile(profile);
        return Optional.ofNullable(find(shop, List.of(key)).get(key)).map(Gone::erasure);
    }

    void add(Shop shop, Collection<IdentityKey> keys, UUID erasure, Instant at) {
        Columns.of(new ArrayList<>(keys.stream().map(key -> hashed(shop, key)).toList()))
                .ints(Hashed::part)
                .texts(Hashed::text)
                .update(
                        db,
                        """
                        insert into erased_key (shop_id, erasure_id, at, part, hash)
                        select ?, ?, ?, k.part, decode(k.hash, 'hex') from unnest(?, ?) k (part, hash)
                        on conflict (part, shop_id, hash) do update set
                            erasure_id = excluded.erasure_id, at = excluded.at
                        """,
                        shop.id(),
                        erasure,
                        at);
    }

    /// The hash of an identity, in hex.
    String text(Shop shop, String kind, String value) {
        return hashed(shop, new IdentityKey(kind, value)).text();
    }

    /// On the part on which the identity was.
    private Hashed hashed(Shop shop, IdentityKey key) {
        return new Hashed(
                key,
                shop.parts().of(key.kind(), key.value()),
                hashes.of(shop, key.kind(), key.value()));
    }
}
