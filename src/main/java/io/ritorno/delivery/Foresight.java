package io.ritorno.delivery;

import io.ritorno.account.Shop;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// What the gate would say to a message at a later time. For a caller who queues a message only to
/// ask, and then takes back all that it has written.
@Component
public class Foresight {
    /// What would become of a message.
    ///
    /// @param decisions as they would be recorded, in order
    /// @param at when it is settled
    /// @param sent whether it goes out
    public record Fate(List<Decision> decisions, Instant at, boolean sent) {
        public Fate {
            decisions = List.copyOf(decisions);
        }
    }

    private final Sender sender;
    private final SendStore store;

    Foresight(Sender sender, SendStore store) {
        this.sender = sender;
        this.store = store;
    }

    /// @param from when the gate first looks at it
    /// @throws java.util.NoSuchElementException when it is not queued
    @Transactional(propagation = Propagation.MANDATORY)
    public Fate of(int part, Shop shop, UUID message, Instant from) {
        return sender.foresee(part, queued(part, shop, message), from);
    }

    /// Writes that it has come so, for whatever looks at messages later in this transaction.
    @Transactional(propagation = Propagation.MANDATORY)
    public void settle(int part, Shop shop, UUID message, Fate fate) {
        var change =
                new SendStore.Change(
                        queued(part, shop, message),
                        fate.sent() ? "sent" : "skipped",
                        fate.sent() ? null : fate.decisions().getLast().reason(),
                        null,
                        fate.sent() ? fate.at() : null,
                        0);
        store.change(part, shop, "queued", List.of(change));
    }

    private Outgoing queued(int part, Shop shop, UUID message) {
        return store.queued(part, shop, List.of(message)).getFirst();
    }
}
