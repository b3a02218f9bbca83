package io.ritorno.webhook;

import io.ritorno.account.Shop;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Whoever has calls made and waits for them.
public interface CallOwner {
    /// A call that is about to be made.
    ///
    /// @param run what waits for it
    record Asked(UUID id, UUID run, UUID flow, String step) {}

    enum Verdict {
        CALL,
        /// Not until [Webhooks#resume].
        LATER,
        /// Nobody waits for it any more.
        NEVER
    }

    /// Whether these calls are still to be made, just before they are. In a transaction that holds
    /// the part's event lane.
    ///
    /// @return by id; one that is missing is made never
    Map<UUID, Verdict> judge(int part, Shop shop, Collection<Asked> calls);

    /// These runs' calls are over, one way or the other. In a transaction that holds the part's
    /// event lane.
    void over(int part, Shop shop, List<UUID> runs, Instant now);
}
