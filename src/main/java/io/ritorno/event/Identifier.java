package io.ritorno.event;

import io.ritorno.account.Shop;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Finds out whose calls these are. Implemented by the profile feature, which the lane of events
/// must not know.
public interface Identifier {
    /// Stands for somebody who was erased after it happened: the call is to be dropped.
    UUID ERASED = new UUID(0, 1);

    /// @param call as it is to be applied: of somebody who was erased only what concerns an order
    /// @param profile whose the call is now, on the part `shop.parts().of(profile)`; or [#ERASED]
    /// @param origin whose it was before a merge that a later call of the same list made
    /// @param becameKnown whether this call is the one by which she is known by more than a browser
    record Identified(Call call, UUID profile, UUID origin, boolean becameKnown) {}

    /// A call and, where another lane has found it out already, its profile.
    record Resolved(Call call, @Nullable UUID profile) {}

    /// In the order of the calls. Claims identities, makes profiles, joins anonymous histories.
    /// Call inside the lane's transaction.
    List<Identified> identify(Shop shop, List<Resolved> calls, Instant now);
}
