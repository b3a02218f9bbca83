package io.ritorno.bench;

import io.ritorno.platform.EmbeddedPostgres;
import java.nio.file.Path;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// How long the count of each condition takes.
public final class ConditionBench {
    private ConditionBench() {}

    public static void main(String[] arguments) {
        var people = Integer.parseInt(arguments[0]);
        try (var server =
                EmbeddedPostgres.start(Path.of("target/bench-" + people), "max_wal_size='4GB'")) {
            var url = server.url("postgres") + "?user=ritorno";
            var db = JdbcClient.create(new DriverManagerDataSource(url));
            var start = System.nanoTime();
            CommerceData.fill(db, url, people);
            System.out.println("filled in " + (System.nanoTime() - start) / 1_000_000 + " ms");
            if (arguments.length > 1) {
                System.out.println(server.port());
                try {
                    System.in.read();
                } catch (java.io.IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
