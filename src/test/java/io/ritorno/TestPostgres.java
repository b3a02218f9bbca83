package io.ritorno;

import io.ritorno.platform.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;

/// One real PostgreSQL for all tests of a JVM, without fsync, gone with the JVM. The binaries are
/// kept in `target` between runs.
public final class TestPostgres {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    /// Where the binaries are, too.
    public static final Path FOLDER =
            Path.of("target/test-postgres-" + System.getProperty("fork", "1")).toAbsolutePath();

    private static final EmbeddedPostgres SERVER = start();

    private TestPostgres() {}

    /// A new empty database, as `RITORNO_DB_URL` takes it.
    public static String create() {
        var name = "test" + DATABASES.incrementAndGet();
        try (var connection = DriverManager.getConnection(url("postgres"));
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
            return url(name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String url(String database) {
        return SERVER.url(database) + "?user=ritorno";
    }

    private static EmbeddedPostgres start() {
        try {
            delete(FOLDER.resolve("pg"));
            var server =
                    EmbeddedPostgres.start(
                            FOLDER,
                            "fsync=off",
                            "synchronous_commit=off",
                            "full_page_writes=off",
                            "max_connections=300");
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
