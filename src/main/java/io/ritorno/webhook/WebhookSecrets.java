package io.ritorno.webhook;

import io.ritorno.account.Shop;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Reason;
import io.ritorno.platform.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The secrets that sign calls. They come in, sign, and never go out again: whoever is to know one
/// notes it when she makes it. The table `webhook_secret`.
@Component
public class WebhookSecrets {
    /// How long calls are signed with the old secret too, once there is a new one.
    static final Duration BOTH = Duration.ofHours(24);

    private final JdbcClient db;

    WebhookSecrets(JdbcClient db) {
        this.db = db;
    }

    /// What is wrong with a secret as people write it; null when nothing is. Does not repeat it.
    public static @Nullable Reason problem(String text) {
        return Signing.secret(text).isPresent() ? null : Reason.of("not-a-secret");
    }

    private record Kept(
            UUID flow, byte[] value, byte @Nullable [] before, @Nullable Instant until) {}

    /// Keeps a new secret for a flow.
    ///
    /// @param text without a problem
    public UUID keep(Shop shop, UUID flow, String text, Instant now) {
        return insert(shop, flow, Signing.secret(text).orElseThrow(), now);
    }

    private UUID insert(Shop shop, UUID flow, byte[] value, Instant now) {
        var id = Ids.next(now);
        db.sql(
                        """
                        insert into webhook_secret (shop_id, id, flow_id, value, created_at)
                        values (?, ?, ?, ?, ?)
                        """)
                .params(shop.id(), id, flow, value, Times.utc(now))
                .update();
        return id;
    }

    /// Puts another in its place; for a day calls are signed with both, so that the receiver has
    /// time to follow. The same again changes nothing.
    public void rotate(Shop shop, UUID id, String text, Instant now) {
        var fresh = Signing.secret(text).orElseThrow();
        var kept = find(shop, id).orElseThrow();
        if (Arrays.equals(kept.value(), fresh)) return;
        db.sql(
                        """
                        update webhook_secret set value = ?, value_before = ?, before_until = ?
                        where shop_id = ? and id = ?
                        """)
                .params(fresh, kept.value(), Times.utc(now.plus(BOTH)), shop.id(), id)
                .update();
    }

    /// Whose it is; empty when the shop has none of this id.
    public Optional<UUID> flow(Shop shop, UUID id) {
        return find(shop, id).map(Kept::flow);
    }

    /// The same secret for another flow, or for another step of the same.
    public UUID copy(Shop shop, UUID id, UUID flow, Instant now) {
        return insert(shop, flow, find(shop, id).orElseThrow().value(), now);
    }

    /// Forgets the secrets of a flow.
    public void delete(Shop shop, UUID flow) {
        db.sql("delete from webhook_secret where shop_id = ? and flow_id = ?")
                .params(shop.id(), flow)
                .update();
    }

    /// What to sign with: one key, or two after a change; none when there is no such secret.
    List<byte[]> keys(Shop shop, UUID id, Instant now) {
        return find(shop, id).stream()
                .flatMap(
                        kept ->
                                kept.before() != null
                                                && kept.until() != null
                                                && now.isBefore(kept.until())
                                        ? Stream.of(kept.value(), kept.before())
                                        : Stream.of(kept.value()))
                .toList();
    }

    private Optional<Kept> find(Shop shop, UUID id) {
        return db.sql(
                        """
                        select flow_id, value, value_before, before_until from webhook_secret
                        where shop_id = ? and id = ?
                        """)
                .params(shop.id(), id)
                .query(
                        (row, _) ->
                                new Kept(
                                        row.getObject("flow_id", UUID.class),
                                        row.getBytes("value"),
                                        row.getBytes("value_before"),
                                        Times.instantOrNull(row, "before_until")))
                .optional();
    }
}
