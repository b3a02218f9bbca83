package io.ritorno.webhook;

import io.ritorno.account.Shop;
import io.ritorno.platform.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Has other programs called. A call is a row that is committed before it is made, so that none is
/// lost; one that was under way when a process died is made again with the same `webhook-id`, so a
/// receiver may see it twice and can tell.
@Component
public class Webhooks {
    /// Test calls under way at the same time; each holds a request of a marketer's.
    private static final int TESTS = 8;

    private final CallStore store;
    private final WebhookSecrets secrets;
    private final Client client;
    private final InstantSource time;
    private final Semaphore tests = new Semaphore(TESTS);

    Webhooks(CallStore store, WebhookSecrets secrets, Client client, InstantSource time) {
        this.store = store;
        this.secrets = secrets;
        this.client = client;
        this.time = time;
    }

    /// Queues calls, in the caller's transaction, which holds the part's event lane. One that is
    /// there already stays as it is.
    public void queue(int part, Shop shop, List<NewCall> calls, Instant now) {
        store.insert(part, shop, calls, now);
    }

    /// How these calls stand, by id; without those that are not there.
    public Map<UUID, Call> find(int part, Shop shop, Collection<UUID> ids) {
        return store.find(part, shop, ids);
    }

    /// Forgets calls that are over and whose outcome is known to whoever waited.
    public void forget(int part, Shop shop, Collection<UUID> ids) {
        store.delete(part, shop, ids);
    }

    /// Takes back what these runs have queued. What is under way may still arrive.
    public void cancel(int part, Shop shop, Collection<UUID> runs) {
        store.deleteOfRuns(part, shop, runs);
    }

    /// Lets the calls of a flow go on that were put off.
    public void resume(Shop shop, UUID flow, Instant now) {
        store.resume(shop, flow, now);
    }

    /// Makes a call at once, for somebody who wants to see what comes back. Call outside of any
    /// transaction: this waits for the other side.
    ///
    /// @param secret as written, or null
    /// @param kept a secret kept before, or null
    /// @return empty when too many are under way
    public Optional<Answer> test(
            Shop shop, String url, @Nullable String secret, @Nullable UUID kept, String body) {
        if (!tests.tryAcquire()) return Optional.empty();
        try {
            var now = time.instant();
            List<byte[]> keys =
                    secret != null
                            ? Signing.secret(secret).stream().toList()
                            : kept == null ? List.of() : secrets.keys(shop, kept, now);
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            var headers = Signing.headers("test-" + Ids.next(now), now, bytes, keys);
            return Optional.of(client.post(Target.of(url), headers, bytes));
        } finally {
            tests.release();
        }
    }
}
