package io.ritorno.account;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Who gets in at first. Bound from `RITORNO_ADMIN_EMAIL`, `RITORNO_ADMIN_PASSWORD`,
/// `RITORNO_API_KEY` and `RITORNO_DEMO`.
///
/// @param adminEmail login of the first account, made when there is none
/// @param adminPassword its password; without one a password is made and printed once
/// @param apiKey a key with full rights for the first account, for scripts
/// @param demo whether the demo shop is to be kept alive
@ConfigurationProperties("ritorno")
record AccountSettings(
        @DefaultValue("admin@localhost") String adminEmail,
        @Nullable String adminPassword,
        @Nullable String apiKey,
        @DefaultValue("false") boolean demo) {}
