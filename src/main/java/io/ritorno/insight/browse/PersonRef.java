package io.ritorno.insight.browse;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Whose an order or cart is.
public record PersonRef(
        UUID id, @Nullable String email, @Nullable String firstName, @Nullable String lastName) {

    static PersonRef of(ResultSet row) throws SQLException {
        return new PersonRef(
                row.getObject("profile_id", UUID.class),
                row.getString("email"),
                row.getString("first_name"),
                row.getString("last_name"));
    }
}
