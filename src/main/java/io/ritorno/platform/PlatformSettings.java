package io.ritorno.platform;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the program keeps its rows and its time. Bound from `RITORNO_DATA`, `RITORNO_DB_URL`,
/// `RITORNO_CLOCK` and `RITORNO_WORKERS`.
///
/// @param data folder of the embedded database
/// @param dbUrl an external PostgreSQL, as `jdbc:postgresql://…` or `postgres://user:pass@host/db`
/// @param clock `system` or `manual`
/// @param workers threads for each kind of lane; 0 lets nothing run by itself
/// @param tenant how tenant tables are spread: nothing, or `hash` as in the tests that stand in for
///   a cluster
@ConfigurationProperties("ritorno")
public record PlatformSettings(
        @DefaultValue("data") Path data,
        @Nullable String dbUrl,
        @DefaultValue("system") String clock,
        @DefaultValue("2") int workers,
        @DefaultValue("") String tenant) {
    public PlatformSettings {
        if (!clock.equals("system") && !clock.equals("manual"))
            throw new IllegalArgumentException(
                    "RITORNO_CLOCK must be system or manual, not " + clock);
    }
}
