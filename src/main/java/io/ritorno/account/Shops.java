package io.ritorno.account;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.ritorno.platform.Lane;
import io.ritorno.platform.Parts;
import io.ritorno.platform.Times;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The shops of this installation. Looked up from memory; a change made on another node is seen
/// within ten seconds.
@Component
public class Shops {
    /// What a new shop is made of.
    ///
    /// @param parts 1 for all but giant shops; fixed for ever
    public record Draft(
            UUID account,
            String name,
            String url,
            Currency currency,
            ZoneId zone,
            String locale,
            String country,
            int parts) {}

    private final JdbcClient db;
    private final InstantSource time;
    private final JsonMapper json;
    private final ShopHoldouts holdouts;
    private final SecureRandom random = new SecureRandom();
    private final LoadingCache<Integer, Optional<Shop>> byId =
            Caffeine.newBuilder()
                    .expireAfterWrite(Duration.ofSeconds(10))
                    .maximumSize(10_000)
                    .build(this::load);
    private final LoadingCache<String, Optional<Integer>> byWriteKey =
            Caffeine.newBuilder()
                    .expireAfterWrite(Duration.ofSeconds(10))
                    .maximumSize(10_000)
                    .build(this::idOf);

    Shops(JdbcClient db, InstantSource time, JsonMapper json, ShopHoldouts holdouts) {
        this.db = db;
        this.time = time;
        this.json = json;
        this.holdouts = holdouts;
    }

    public Optional<Shop> find(int id) {
        return byId.get(id);
    }

    /// @throws IllegalStateException when there is none: for ids read from our own rows
    public Shop get(int id) {
        return find(id).orElseThrow(() -> new IllegalStateException("no shop " + id));
    }

    public Optional<Shop> findByWriteKey(String key) {
        if (key.length() > 100) return Optional.empty();
        return byWriteKey.get(key).flatMap(this::find);
    }

    public List<Shop> list(UUID account) {
        return db
                .sql("select id from shop where account_id = ? order by name, id")
                .param(account)
                .query(Integer.class)
                .list()
                .stream()
                .map(this::get)
                .toList();
    }

    /// Makes a shop with the lanes of its parts and a new write key.
    @Transactional
    public Shop create(Draft draft) {
        var id = db.sql("select nextval('shop_id_seq')").query(Integer.class).single();
        var parts = new Parts(Parts.firstOf(id), draft.parts());
        db.sql(
                        """
                        insert into shop (id, account_id, part0, parts, name, url, currency, timezone,
                            locale, country, write_key, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        id,
                        draft.account(),
                        parts.first(),
                        parts.count(),
                        draft.name(),
                        draft.url(),
                        draft.currency().getCurrencyCode(),
                        draft.zone().getId(),
                        draft.locale(),
                        draft.country(),
                        newWriteKey(),
                        Times.utc(time.instant()))
                .update();
        for (var part : parts.all()) {
            for (var lane : Lane.values()) {
                db.sql("insert into lane (part, kind) values (?, ?) on conflict do nothing")
                        .params(part, lane.kind())
                        .update();
            }
        }
        byId.invalidate(id);
        return get(id);
    }

    /// Changes the shop's own columns and merges `settings` into what was chosen before.
    @Transactional
    public Shop update(Shop shop, ObjectNode settings) {
        db.sql(
                        """
                        update shop set name = ?, url = ?, timezone = ?, locale = ?, country = ?,
                            settings = settings || ?::jsonb
                        where id = ?
                        """)
                .params(
                        shop.name(),
                        shop.url(),
                        shop.zone().getId(),
                        shop.locale(),
                        shop.country(),
                        settings.toString(),
                        shop.id())
                .update();
        byId.invalidate(shop.id());
        var changed = get(shop.id());
        if (settings.has("holdoutPercent")) holdouts.become(changed);
        return changed;
    }

    /// A new write key. The old one is refused from now on.
    public Shop renewWriteKey(Shop shop) {
        db.sql("update shop set write_key = ? where id = ?")
                .params(newWriteKey(), shop.id())
                .update();
        byId.invalidate(shop.id());
        byWriteKey.invalidate(shop.writeKey());
        return get(shop.id());
    }

    private String newWriteKey() {
        var bytes = new byte[24];
        random.nextBytes(bytes);
        return "wk_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private Optional<Integer> idOf(String writeKey) {
        return db.sql("select id from shop where write_key = ?")
                .param(writeKey)
                .query(Integer.class)
                .optional();
    }

    private Optional<Shop> load(int id) {
        return db.sql("select * from shop where id = ?").param(id).query(this::shop).optional();
    }

    private Shop shop(ResultSet row, int index) throws SQLException {
        var settings = json.valueToTree(ShopSettings.DEFAULTS);
        ((ObjectNode) settings).setAll((ObjectNode) json.readTree(row.getString("settings")));
        return new Shop(
                row.getInt("id"),
                row.getObject("account_id", UUID.class),
                new Parts(row.getInt("part0"), row.getInt("parts")),
                row.getString("name"),
                row.getString("url"),
                Currency.getInstance(row.getString("currency")),
                ZoneId.of(row.getString("timezone")),
                row.getString("locale"),
                row.getString("country"),
                row.getString("write_key"),
                json.treeToValue(settings, ShopSettings.class),
                created(row));
    }

    private static Instant created(ResultSet row) throws SQLException {
        return Times.instant(row, "created_at");
    }
}
