package io.ritorno.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// API keys. Only the hash is stored. A key revoked on another node is refused here within ten
/// seconds.
@Component
class Keys {
    /// A key without its secret.
    ///
    /// @param shop the only shop it is for; null: all of the account
    record Key(
            UUID id,
            String name,
            Role role,
            @Nullable Integer shop,
            Instant createdAt,
            @Nullable Instant lastUsedAt) {}

    /// A new key; `secret` is never seen again.
    record Created(Key key, String secret) {}

    private final JdbcClient db;
    private final InstantSource time;
    private final @Nullable String masterHash;
    private final Cache<String, Optional<Caller>> callers =
            Caffeine.newBuilder()
                    .expireAfterWrite(Duration.ofSeconds(10))
                    .maximumSize(10_000)
                    .build();

    Keys(JdbcClient db, InstantSource time, AccountSettings settings) {
        this.db = db;
        this.time = time;
        var master = settings.apiKey();
        this.masterHash = master == null || master.isBlank() ? null : Tokens.hash(master.strip());
    }

    Optional<Caller> find(String secret) {
        var hash = Tokens.hash(secret);
        var known = callers.getIfPresent(hash);
        if (known == null) {
            known = hash.equals(masterHash) ? master() : load(hash);
            callers.put(hash, known);
        }
        return known;
    }

    /// `RITORNO_API_KEY` is an owner of the first account.
    private Optional<Caller> master() {
        return db.sql("select id from account order by created_at, id limit 1")
                .query(UUID.class)
                .optional()
                .map(account -> new Caller(null, account, Role.OWNER, "en", null));
    }

    private Optional<Caller> load(String hash) {
        return db.sql(
                        """
                        update api_key set last_used_at = ? where hash = ? and revoked_at is null
                        returning account_id, role, shop_id
                        """)
                .params(Times.utc(time.instant()), hash)
                .query(
                        (row, _) ->
                                new Caller(
                                        null,
                                        row.getObject("account_id", UUID.class),
                                        Role.of(row.getString("role")),
                                        "en",
                                        row.getObject("shop_id", Integer.class)))
                .optional();
    }

    List<Key> list(UUID account) {
        return db.sql(
                        """
                        select * from api_key where account_id = ? and revoked_at is null
                        order by created_at, id
                        """)
                .param(account)
                .query(Keys::key)
                .list();
    }

    Created create(UUID account, @Nullable Integer shop, String name, Role role) {
        var secret = Tokens.next("rk_");
        var now = time.instant();
        var key = new Key(Ids.next(now), name, role, shop, now, null);
        db.sql(
                        """
                        insert into api_key (id, account_id, shop_id, name, hash, role, created_at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(key.id())
                .param(account)
                .param(shop)
                .param(name)
                .param(Tokens.hash(secret))
                .param(role.code())
                .param(Times.utc(now))
                .update();
        return new Created(key, secret);
    }

    /// Whether there was such a key.
    boolean revoke(UUID account, UUID id) {
        var n =
                db.sql(
                                """
                                update api_key set revoked_at = ?
                                where account_id = ? and id = ? and revoked_at is null
                                """)
                        .params(Times.utc(time.instant()), account, id)
                        .update();
        callers.invalidateAll();
        return n > 0;
    }

    private static Key key(ResultSet row, int index) throws SQLException {
        return new Key(
                row.getObject("id", UUID.class),
                row.getString("name"),
                Role.of(row.getString("role")),
                row.getObject("shop_id", Integer.class),
                Times.instant(row, "created_at"),
                Times.instantOrNull(row, "last_used_at"));
    }
}
