package io.ritorno.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/// A real PostgreSQL 18 server in a folder: unpacked once from the Maven artifact of its binaries,
/// started on a free loopback port, stopped with the program. A folder belongs to one program at a
/// time; what a killed one left running is found and used again.
///
/// PostgreSQL refuses to run as root; started by root it runs in a user namespace of its own, where
/// it is somebody else.
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private final Path data;
    private final Path bin;
    private final int port;
    private final FileChannel ownership;

    private EmbeddedPostgres(Path data, Path bin, int port, FileChannel ownership) {
        this.data = data;
        this.bin = bin;
        this.port = port;
        this.ownership = ownership;
    }

    /// Starts the server whose cluster is in `folder/pg`, made when it is missing.
    ///
    /// @param settings lines for the server's configuration, such as `fsync=off` in tests
    /// @throws UncheckedIOException when it does not start, or another program has the folder
    public static EmbeddedPostgres start(Path folder, String... settings) {
        try {
            Files.createDirectories(folder);
            var ownership = own(folder);
            try {
                return start(folder, ownership, settings);
            } catch (IOException e) {
                ownership.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start in " + folder, e);
        }
    }

    /// Holds a lock on the folder until it is closed or the program ends, however it ends: whoever
    /// came second would stop the first one's server when leaving.
    private static FileChannel own(Path folder) throws IOException {
        var channel =
                FileChannel.open(
                        folder.resolve("in-use.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) return channel;
        } catch (OverlappingFileLockException e) {
            // by ourselves
        }
        channel.close();
        throw new IOException(
                "another Ritorno is running on this folder; stop it, or choose another folder");
    }

    private static EmbeddedPostgres start(Path folder, FileChannel ownership, String... settings)
            throws IOException {
        var home = unpack(folder.toAbsolutePath());
        var data = folder.toAbsolutePath().resolve("pg");
        var bin = home.resolve("bin");
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            run(
                    bin,
                    "initdb",
                    "-D",
                    data.toString(),
                    "-U",
                    "ritorno",
                    "-A",
                    "trust",
                    "-E",
                    "UTF8",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--no-sync");
        }
        var running = runningPort(data);
        if (running > 0 && answers(running)) {
            LOG.info("PostgreSQL is running already on port {}", running);
            return new EmbeddedPostgres(data, bin, running, ownership);
        }
        var port = freePort();
        Files.write(data.resolve("postgresql.auto.conf"), configuration(settings));
        run(
                bin,
                "pg_ctl",
                "-D",
                data.toString(),
                "-w",
                "-t",
                "60",
                "-s",
                "-l",
                data.resolve("server.log").toString(),
                "-o",
                "-p " + port,
                "start");
        return new EmbeddedPostgres(data, bin, port, ownership);
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public int port() {
        return port;
    }

    /// Ends all connections and stops the server.
    @Override
    public void close() {
        try (ownership) {
            run(bin, "pg_ctl", "-D", data.toString(), "-m", "fast", "-w", "-s", "stop");
        } catch (IOException e) {
            LOG.warn("PostgreSQL did not stop: {}", e.getMessage());
        }
    }

    private static List<String> configuration(String... settings) {
        var cores = Runtime.getRuntime().availableProcessors();
        var lines =
                new ArrayList<>(
                        List.of(
                                "listen_addresses='127.0.0.1'",
                                "unix_socket_directories=''",
                                "max_connections=100",
                                "shared_buffers='128MB'",
                                "work_mem='32MB'",
                                "maintenance_work_mem='256MB'",
                                "effective_cache_size='2GB'",
                                "max_wal_size='4GB'",
                                "wal_compression=off",
                                "checkpoint_timeout='15min'",
                                "random_page_cost=1.1",
                                // the asking process works along
                                "max_parallel_workers_per_gather=" + Math.clamp(cores - 1, 1, 4),
                                // thousands of short stretches of an index are a long one
                                "min_parallel_index_scan_size=0",
                                "jit=off",
                                // a shop that grows from nothing outgrows its plans in seconds
                                "autovacuum_naptime='10s'",
                                "timezone='UTC'",
                                "log_timezone='UTC'",
                                "log_min_messages=warning"));
        lines.addAll(Arrays.asList(settings));
        return lines;
    }

    private static Path unpack(Path folder) throws IOException {
        var name = "postgres-" + os() + "-" + arch() + ".txz";
        var home = folder.resolve("postgres-18");
        if (Files.exists(home.resolve("bin/postgres"))) return home;
        var fresh = Files.createTempDirectory(folder, "unpack");
        try (var packed = resource(name);
                var tar = new TarArchiveInputStream(new XZInputStream(packed))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var to = fresh.resolve(entry.getName()).normalize();
                if (!to.startsWith(fresh)) throw new IOException("outside: " + entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(to);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(to.getParent());
                    Files.createSymbolicLink(to, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(to.getParent());
                    Files.copy(tar, to);
                    if ((entry.getMode() & 0111) != 0)
                        Files.setPosixFilePermissions(
                                to, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
            }
        }
        Files.move(fresh, home);
        return home;
    }

    private static InputStream resource(String name) throws IOException {
        var stream = EmbeddedPostgres.class.getResourceAsStream("/" + name);
        if (stream == null)
            throw new IOException(
                    "no PostgreSQL for this machine (" + name + "); set RITORNO_DB_URL");
        return stream;
    }

    private static String os() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac")
                ? "darwin"
                : "linux";
    }

    private static String arch() {
        var arch = System.getProperty("os.arch");
        return switch (arch) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> arch;
        };
    }

    /// The port of a server that may still be running on this cluster, or -1.
    private static int runningPort(Path data) throws IOException {
        var file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) return -1;
        var lines = Files.readAllLines(file);
        if (lines.size() < 4) return -1;
        var alive = ProcessHandle.of(Long.parseLong(lines.get(0).trim())).isPresent();
        return alive ? Integer.parseInt(lines.get(3).trim()) : -1;
    }

    private static boolean answers(int port) {
        try (var socket = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void run(Path bin, String program, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        if ("root".equals(System.getProperty("user.name")))
            command.addAll(List.of("unshare", "-U"));
        command.add(bin.resolve(program).toString());
        command.addAll(Arrays.asList(arguments));
        var log = Files.createTempFile("ritorno", ".log");
        try {
            var process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                            .start();
            if (!process.waitFor(90, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(program + " took too long: " + Files.readString(log));
            }
            if (process.exitValue() != 0)
                throw new IOException(program + " failed: " + Files.readString(log));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(program + " was interrupted", e);
        } finally {
            Files.deleteIfExists(log);
        }
    }
}
