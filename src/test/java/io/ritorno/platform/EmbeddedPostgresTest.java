package io.ritorno.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ritorno.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    @TempDir Path folder;

    @BeforeAll
    static void unpacked() {
        TestPostgres.create();
    }

    /// Whoever starts a second time by mistake must not take the database away from the first.
    @Test
    void folderBelongsToOneProgramAtATime() throws Exception {
        share();
        try (var first = EmbeddedPostgres.start(folder, "fsync=off")) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(folder))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasRootCauseMessage(
                            "another Ritorno is running on this folder;"
                                    + " stop it, or choose another folder");
            assertThat(answers(first)).isTrue();
        }
        try (var next = EmbeddedPostgres.start(folder, "fsync=off")) {
            assertThat(answers(next)).isTrue();
        }
    }

    private void share() throws IOException {
        Files.createSymbolicLink(
                folder.resolve("postgres-18"), TestPostgres.FOLDER.resolve("postgres-18"));
    }

    private static boolean answers(EmbeddedPostgres server) throws SQLException {
        try (var connection =
                DriverManager.getConnection(server.url("postgres") + "?user=ritorno")) {
            return connection.isValid(5);
        }
    }
}
