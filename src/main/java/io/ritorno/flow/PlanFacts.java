package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.profile.Person;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What plans are made of and checked against, for many people of one part at once: as it is now
/// ([StoredPlanFacts]), or as it was ([PastFacts]).
interface PlanFacts {
    Map<UUID, Person> people(int part, Shop shop, Collection<UUID> ids);

    /// When these people agreed to get e-mail, for those who still do.
    Map<UUID, Instant> subscribed(int part, Shop shop, Collection<UUID> ids);

    /// Something a person did.
    record Act(UUID id, Instant at, ObjectNode properties) {}

    /// What these people did of one kind, earliest first.
    Map<UUID, List<Act>> acts(
            int part, Shop shop, String name, Collection<UUID> ids, Instant since);

    /// A cart.
    record Cart(
            UUID id,
            UUID profile,
            String state,
            long value,
            int items,
            Instant changedAt,
            @Nullable Instant checkoutAt) {
        boolean waits() {
            return (state.equals("open") || state.equals("abandoned")) && items > 0;
        }
    }

    /// The carts of these people that changed since then, the latest first.
    Map<UUID, List<Cart>> carts(int part, Shop shop, Collection<UUID> ids, Instant since);

    /// An order that shall be delivered.
    record Delivery(UUID order, UUID profile, String externalId, String number, LocalDate day) {}

    /// Orders that count, are no history and have a day on which they shall be delivered.
    List<Delivery> deliveries(int part, Shop shop, Collection<UUID> ids, LocalDate from);
}
