package io.ritorno.customer;

import io.ritorno.platform.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A customer as lists show her. Amounts in minor units of the shop's currency.
record CustomerRow(
        UUID id,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String firstName,
        @Nullable String lastName,
        boolean known,
        int orders,
        long spent,
        int items,
        @Nullable Instant lastOrderAt,
        Instant lastSeenAt,
        Instant createdAt,
        @Nullable Long openCart) {

    static CustomerRow read(ResultSet row, int index) throws SQLException {
        return new CustomerRow(
                row.getObject("id", UUID.class),
                row.getString("email"),
                row.getString("phone"),
                row.getString("first_name"),
                row.getString("last_name"),
                row.getBoolean("known"),
                row.getInt("orders"),
                row.getLong("spent"),
                row.getInt("items"),
                Times.instantOrNull(row, "last_order_at"),
                Times.instant(row, "last_seen_at"),
                Times.instant(row, "created_at"),
                row.getObject("open_cart", Long.class));
    }
}
