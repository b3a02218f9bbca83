package io.ritorno.account;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody who logs in.
///
/// @param disabledAt since when not any more
record User(
        UUID id,
        UUID account,
        String email,
        String name,
        Role role,
        String locale,
        Instant createdAt,
        @Nullable Instant disabledAt) {

    static final Set<String> LOCALES = Set.of("en", "it", "pl");

    User withName(String name) {
        return new User(id, account, email, name, role, locale, createdAt, disabledAt);
    }

    User withLocale(String locale) {
        return new User(id, account, email, name, role, locale, createdAt, disabledAt);
    }

    User withRole(Role role) {
        return new User(id, account, email, name, role, locale, createdAt, disabledAt);
    }

    User withDisabledAt(@Nullable Instant disabledAt) {
        return new User(id, account, email, name, role, locale, createdAt, disabledAt);
    }

    Caller caller() {
        return new Caller(id, account, role, locale, null);
    }

    Json json() {
        return new Json(id, email, name, role, locale, createdAt, disabledAt != null);
    }

    /// As the API shows a user.
    record Json(
            UUID id,
            String email,
            String name,
            Role role,
            String locale,
            Instant createdAt,
            boolean disabled) {}
}
