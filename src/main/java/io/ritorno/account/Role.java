package io.ritorno.account;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What a user or a key may do. Each may also do what those before it may.
public enum Role {
    /// Reads.
    VIEWER,
    /// Reads and changes shops' things.
    MARKETER,
    /// Also users, keys and shops.
    OWNER;

    /// As stored and as written in JSON.
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Role of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }
}
