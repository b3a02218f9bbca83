package io.ritorno.bench;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.postgresql.PGConnection;

/// The Online Retail file (541,909 lines), imported with all checks.
final class ImportBench {
    // where the tests look for it too
    private static final Path FILE =
            Stream.of("../shared", "../../shared")
                    .map(folder -> Path.of(folder, "data/online-retail/online-retail.csv.gz"))
                    .filter(Files::exists)
                    .findFirst()
                    .orElse(Path.of("../shared/data/online-retail/online-retail.csv.gz"));

    private ImportBench() {}

    static List<Row> run(boolean quick) throws Exception {
        if (!Files.exists(FILE)) {
            System.out.println("import: skipped, " + FILE + " is not there");
            return List.of();
        }
        byte[] csv;
        try (var in = new GZIPInputStream(Files.newInputStream(FILE))) {
            csv = in.readAllBytes();
        }
        try (var server = new Server(Map.of())) {
            var shop =
                    server.call(
                            "POST",
                            "/api/shops",
                            """
                            {"name": "Retail", "url": "https://retail.example", "currency": "GBP",
                             "timezone": "Europe/London", "locale": "en"}
                            """);
            var path = "/api/shops/" + shop.get("id").asInt() + "/imports";
            var start = System.nanoTime();
            var made =
                    server.call(
                            "POST",
                            path + "?kind=orders&format=csv",
                            BodyPublishers.ofByteArray(csv),
                            "text/csv");
            Server.await(
                    "the import",
                    () ->
                            !running(
                                    server.call("GET", path + "/" + made.get("id").asString(), null)
                                            .get("status")
                                            .asString()));
            Server.await("the inbox", () -> server.count("select count(*) from inbox") == 0);
            var seconds = (System.nanoTime() - start) / 1e9;
            System.out.println(
                    "import: "
                            + server.call("GET", path + "/" + made.get("id").asString(), null)
                            + ", orders "
                            + server.count("select count(*) from orders")
                            + ", people "
                            + server.count("select count(*) from profile")
                            + ", failed "
                            + server.count("select count(*) from failed_event"));
            return List.of(
                    Row.atMost(
                            "import of Online Retail, all checks",
                            seconds,
                            "s",
                            copied(server.url, csv),
                            60));
        }
    }

    private static boolean running(String status) {
        return List.of("uploading", "waiting", "running").contains(status);
    }

    private static double copied(String url, byte[] csv) throws Exception {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute(
                    "create table copied (invoice text, code text, name text, quantity int, at timestamp, price numeric, customer text, country text)");
            var start = System.nanoTime();
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy copied from stdin csv header", new ByteArrayInputStream(csv));
            return (System.nanoTime() - start) / 1e9;
        }
    }
}
