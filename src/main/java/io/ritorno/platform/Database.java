package io.ritorno.platform;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The connection pool, and the embedded server behind it when there is no external one.
public final class Database implements AutoCloseable {
    private final HikariDataSource pool;
    private final @Nullable EmbeddedPostgres embedded;

    private Database(HikariDataSource pool, @Nullable EmbeddedPostgres embedded) {
        this.pool = pool;
        this.embedded = embedded;
    }

    public static Database open(PlatformSettings settings) {
        if (settings.dbUrl() != null && !settings.dbUrl().isBlank())
            return new Database(pool(settings.dbUrl()), null);
        var server = EmbeddedPostgres.start(settings.data());
        return new Database(pool(server.url("postgres") + "?user=ritorno"), server);
    }

    public HikariDataSource pool() {
        return pool;
    }

    @Override
    public void close() {
        pool.close();
        if (embedded != null) embedded.close();
    }

    private static HikariDataSource pool(String url) {
        var config = new HikariConfig();
        config.setJdbcUrl(jdbc(url));
        config.setMaximumPoolSize(24);
        config.setMinimumIdle(4);
        config.setConnectionTimeout(10_000);
        config.setPoolName("ritorno");
        // one plan for a statement, however often it runs; arrays go over in binary form
        config.addDataSourceProperty("prepareThreshold", "3");
        config.addDataSourceProperty("preparedStatementCacheQueries", "512");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("ApplicationName", "ritorno");
        return new HikariDataSource(config);
    }

    /// `postgres://user:pass@host:port/db` as JDBC writes it; a `jdbc:` address stays as it is.
    static String jdbc(String url) {
        if (url.startsWith("jdbc:postgresql:")) return url;
        if (!url.startsWith("postgres://") && !url.startsWith("postgresql://"))
            throw new IllegalArgumentException(
                    "RITORNO_DB_URL must start with jdbc:postgresql: or postgres://");
        var uri = URI.create(url);
        var port = uri.getPort() < 0 ? 5432 : uri.getPort();
        var query = new StringBuilder(uri.getRawQuery() == null ? "" : uri.getRawQuery());
        if (uri.getRawUserInfo() != null) {
            var user = uri.getRawUserInfo().split(":", 2);
            append(query, "user", user[0]);
            if (user.length == 2) append(query, "password", user[1]);
        }
        return "jdbc:postgresql://"
                + uri.getHost()
                + ":"
                + port
                + uri.getPath()
                + (query.isEmpty() ? "" : "?" + query);
    }

    private static void append(StringBuilder query, String name, String raw) {
        if (!query.isEmpty()) query.append('&');
        var value = URLDecoder.decode(raw, StandardCharsets.UTF_8);
        query.append(name)
                .append('=')
                .append(java.net.URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
}
