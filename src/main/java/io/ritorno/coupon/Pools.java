package io.ritorno.coupon;

import io.ritorno.account.Shop;
import io.ritorno.platform.Columns;
import io.ritorno.platform.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The tables `coupon_pool` and `coupon_code`, as the shop sees them.
@Component
class Pools {
    private static final Instant FAR = Instant.parse("9999-01-01T00:00:00Z");

    private final JdbcClient db;
    private final JdbcOperations rows;

    Pools(JdbcClient db, JdbcOperations rows) {
        this.db = db;
        this.rows = rows;
    }

    List<Pool> list(Shop shop) {
        return db.sql(
                        """
                        select * from coupon_pool where shop_id = ? and archived_at is null
                        order by name, id
                        """)
                .param(shop.id())
                .query(Pools::pool)
                .list();
    }

    Optional<Pool> find(Shop shop, UUID id) {
        return db.sql("select * from coupon_pool where shop_id = ? and id = ?")
                .params(shop.id(), id)
                .query(Pools::pool)
                .optional();
    }

    void insert(Shop shop, Pool pool) {
        db.sql(
                        """
                        insert into coupon_pool (shop_id, id, name, valid_days, expires_on, low_at,
                            created_at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(shop.id())
                .param(pool.id())
                .param(pool.name())
                .param(pool.validDays())
                .param(pool.expiresOn())
                .param(pool.lowAt())
                .param(Times.utc(pool.createdAt()))
                .update();
    }

    void update(Shop shop, Pool pool, @Nullable Instant archivedAt) {
        db.sql(
                        """
                        update coupon_pool set name = ?, valid_days = ?, expires_on = ?, low_at = ?,
                            archived_at = ?
                        where shop_id = ? and id = ?
                        """)
                .param(pool.name())
                .param(pool.validDays())
                .param(pool.expiresOn())
                .param(pool.lowAt())
                .param(Times.utcOrNull(archivedAt))
                .param(shop.id())
                .param(pool.id())
                .update();
    }

    /// What a code is known by, however it is written.
    static String key(String code) {
        return code.strip().toUpperCase(Locale.ROOT);
    }

    /// Adds codes that the shop does not have yet, in any pool.
    ///
    /// @return how many
    int add(Shop shop, UUID pool, Collection<String> codes, Instant now) {
        var keys = new HashSet<String>();
        var fresh = codes.stream().map(String::strip).filter(c -> keys.add(key(c))).toList();
        var first =
                db.sql(
                                """
                                select coalesce(max(seq), 0) from coupon_code
                                where part = ? and shop_id = ? and pool_id = ?
                                """)
                        .params(shop.home(), shop.id(), pool)
                        .query(Long.class)
                        .single();
        var added = 0;
        for (var i = 0; i < fresh.size(); i += 1_000) {
            var chunk = new ArrayList<Numbered>();
            for (var j = i; j < Math.min(fresh.size(), i + 1_000); j++)
                chunk.add(new Numbered(fresh.get(j), first + 1 + j));
            added +=
                    Columns.of(chunk)
                            .texts(code -> key(code.code()))
                            .texts(Numbered::code)
                            .longs(Numbered::seq)
                            .update(
                                    rows,
                                    """
                                    insert into coupon_code (part, shop_id, pool_id, added_at,
                                        code_key, code, seq)
                                    select ?, ?, ?, ?, c.* from unnest(?, ?, ?) c
                                    on conflict (part, shop_id, code_key) do nothing
                                    """,
                                    shop.home(),
                                    shop.id(),
                                    pool,
                                    now);
        }
        return added;
    }

    private record Numbered(String code, long seq) {}

    /// @param left how many can still be given
    record Numbers(long codes, long left, long given, long used) {
        static final Numbers NONE = new Numbers(0, 0, 0, 0);
    }

    Map<UUID, Numbers> numbers(Shop shop) {
        var numbers = new HashMap<UUID, Numbers>();
        db.sql(
                        """
                        select pool_id, count(*) as codes,
                            count(*) filter (where given_at is null and used_at is null) as free,
                            count(given_at) as given, count(used_at) as used
                        from coupon_code where part = ? and shop_id = ? group by pool_id
                        """)
                .params(shop.home(), shop.id())
                .query(
                        row -> {
                            numbers.put(
                                    row.getObject("pool_id", UUID.class),
                                    new Numbers(
                                            row.getLong("codes"),
                                            row.getLong("free"),
                                            row.getLong("given"),
                                            row.getLong("used")));
                        });
        return numbers;
    }

    /// A code as the shop sees it.
    ///
    /// @param profile to whom it was given
    /// @param email hers, once [#named]
    record Code(
            String code,
            String state,
            @Nullable UUID profile,
            @Nullable String email,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable Instant givenAt,
            @Nullable LocalDate expiresOn,
            @Nullable Instant usedAt,
            @Nullable UUID usedBy,
            @Nullable String order,
            long seq) {
        Code named(@Nullable String mail, @Nullable String first, @Nullable String last) {
            return new Code(
                    code, state, profile, mail, first, last, givenAt, expiresOn, usedAt, usedBy,
                    order, seq);
        }
    }

    /// Codes of a pool: given ones by the time they were given, last first; then the free ones.
    ///
    /// @param state `free`, `given`, `used` or null for all
    List<Code> codes(
            Shop shop, UUID pool, @Nullable String state, Instant before, long after, int limit) {
        var codes =
                db.sql(
                                """
                                select c.* from coupon_code c
                                where c.part = :part and c.shop_id = :shop and c.pool_id = :pool
                                    and (:state::text is null
                                        or :state = 'free' and c.given_at is null and c.used_at is null
                                        or :state = 'given' and c.given_at is not null
                                        or :state = 'used' and c.used_at is not null)
                                    and (coalesce(c.given_at, :never) < :before
                                        or coalesce(c.given_at, :never) = :before and c.seq > :after)
                                order by coalesce(c.given_at, :never) desc, c.seq
                                limit :limit
                                """)
                        .param("part", shop.home())
                        .param("shop", shop.id())
                        .param("pool", pool)
                        .param("state", state)
                        .param("never", Times.utc(Instant.EPOCH))
                        .param("before", Times.utc(before))
                        .param("after", after)
                        .param("limit", limit)
                        .query(Pools::code)
                        .list();
        return named(shop, codes);
    }

    private List<Code> named(Shop shop, List<Code> codes) {
        var ids = codes.stream().map(Code::profile).filter(Objects::nonNull).toArray(UUID[]::new);
        if (ids.length == 0) return codes;
        var names = new HashMap<UUID, String[]>();
        db.sql(
                        """
                        select profile_id, email, first_name, last_name from profile_trait
                        where part = any(?) and shop_id = ? and profile_id = any(?)
                        """)
                .params(shop.parts().all(), shop.id(), ids)
                .query(
                        row -> {
                            names.put(
                                    row.getObject(1, UUID.class),
                                    new String[] {
                                        row.getString(2), row.getString(3), row.getString(4)
                                    });
                        });
        return codes.stream()
                .map(
                        code -> {
                            var name = code.profile() == null ? null : names.get(code.profile());
                            return name == null ? code : code.named(name[0], name[1], name[2]);
                        })
                .toList();
    }

    static Instant first() {
        return FAR;
    }

    private static Code code(ResultSet row, int index) throws SQLException {
        var given = Times.instantOrNull(row, "given_at");
        var used = Times.instantOrNull(row, "used_at");
        return new Code(
                row.getString("code"),
                used != null ? "used" : given != null ? "given" : "free",
                row.getObject("profile_id", UUID.class),
                null,
                null,
                null,
                given,
                row.getObject("expires_on", LocalDate.class),
                used,
                row.getObject("used_by", UUID.class),
                row.getString("used_order"),
                row.getLong("seq"));
    }

    private static Pool pool(ResultSet row, int index) throws SQLException {
        return new Pool(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getObject("valid_days", Integer.class),
                row.getObject("expires_on", LocalDate.class),
                row.getInt("low_at"),
                Times.instant(row, "created_at"),
                row.getObject("archived_at") != null);
    }
}
