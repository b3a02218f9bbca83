package io.ritorno.order;

import io.ritorno.event.Event;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What one event did to an order: noted in the batch, so that later stages need not guess from the
/// table, which by then holds what all events of the batch have done.
///
/// @param before null when nothing was known of the order
public record OrderChange(
        Event event, UUID order, String externalId, @Nullable Snapshot before, Snapshot after) {

    /// An order between two events.
    ///
    /// @param counted whether it is a purchase: not cancelled
    /// @param spent the total with refunds taken off, minor units
    /// @param items pieces that stayed with the person
    /// @param products ids of what is in it
    /// @param plannedDelivery null when none has been told
    public record Snapshot(
            String number,
            String status,
            boolean counted,
            long total,
            long spent,
            int items,
            Instant placedAt,
            List<String> products,
            @Nullable LocalDate plannedDelivery) {
        public Snapshot {
            products = List.copyOf(products);
        }
    }
}
