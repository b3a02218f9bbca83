package io.ritorno.segment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ritorno.platform.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A person as lists show her.
///
/// @param since when she became a member; null in a sample
record PersonRow(
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
        @Nullable Long openCart,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant since) {
    static final String COLUMNS =
            """
            p.id, t.email, t.phone, t.first_name, t.last_name, p.known, p.orders, p.spent, p.items,
            p.last_order_at, p.last_seen_at, p.created_at, p.open_cart""";

    static final String TRAITS =
            " left join profile_trait t"
                    + " on t.part = p.part and t.shop_id = p.shop_id and t.profile_id = p.id";

    static PersonRow read(ResultSet row) throws SQLException {
        return read(row, null);
    }

    static PersonRow member(ResultSet row) throws SQLException {
        return read(row, Times.instant(row, "since"));
    }

    private static PersonRow read(ResultSet row, @Nullable Instant since) throws SQLException {
        return new PersonRow(
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
                row.getObject("open_cart", Long.class),
                since);
    }
}
