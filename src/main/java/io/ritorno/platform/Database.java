package io.ritorno.platform;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// The connection pool, and the embedded server behind it when there is no external one.
public final class Database implements AutoCloseable {
    private static final int OLDEST = 15;

    private final HikariDataSource pool;
    private final @Nullable EmbeddedPostgres embedded;

    private Database(HikariDataSource pool, @Nullable EmbeddedPostgres embedded) {
        this.pool = pool;
        this.embedded = embedded;
    }

    public static Database open(PlatformSettings settings) {
        if (settings.dbUrl() != null && !settings.dbUrl().isBlank()) {
            var url = jdbc(settings.dbUrl());
            check(url);
            return new Database(pool(url), null);
        }
        var server = embedded(settings.data());
        return new Database(pool(server.url("postgres") + "?user=ritorno"), server);
    }

    private static EmbeddedPostgres embedded(Path data) {
        try {
            return EmbeddedPostgres.start(data);
        } catch (UncheckedIOException e) {
            throw new IllegalStateException(
                    "RITORNO_DATA: no database can be had in "
                            + data
                            + ": "
                            + requireNonNull(e.getCause()).getMessage(),
                    e);
        }
    }

    /// @throws IllegalStateException naming the setting, when nobody answers there or somebody too
    ///   old does
    private static void check(String url) {
        var properties = new Properties();
        properties.setProperty("loginTimeout", "10");
        try (var connection = DriverManager.getConnection(url, properties)) {
            var version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST)
                throw new IllegalStateException(
                        "RITORNO_DB_URL: PostgreSQL " + OLDEST + " is needed, not " + version);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "RITORNO_DB_URL: the database does not answer: " + e.getMessage(), e);
        }
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
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(24);
        config.setMinimumIdle(4);
        config.setConnectionTimeout(10_000);
        config.setPoolName("ritorno");
        // one plan for a statement, however often it runs; arrays go over in binary form
        config.addDataSourceProperty("prepareThreshold", "3");
        config.addDataSourceProperty("preparedStatementCacheQueries", "512");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("ApplicationName", "ritorno");
        // what the server adds to an error are values of the row: people's data
        config.addDataSourceProperty("logServerErrorDetail", "false");
        return new HikariDataSource(config);
    }

    /// `postgres://user:pass@host:port/db` as JDBC writes it; a `jdbc:` address stays as it is.
    static String jdbc(String url) {
        if (url.startsWith("jdbc:postgresql:")) return url;
        if (!url.startsWith("postgres://") && !url.startsWith("postgresql://"))
            throw new IllegalArgumentException(
                    "RITORNO_DB_URL must start with jdbc:postgresql: or postgres://");
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            // without the address: it may hold a password
            throw new IllegalArgumentException("RITORNO_DB_URL is not an address", e);
        }
        if (uri.getHost() == null) throw new IllegalArgumentException("RITORNO_DB_URL has no host");
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
        query.append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
}
