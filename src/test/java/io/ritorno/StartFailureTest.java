package io.ritorno;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A wrong setting ends the start with one sentence that names it.
class StartFailureTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ritorno.clock=manuel | RITORNO_CLOCK must be system or manual, not manuel",
                "ritorno.db-url=mysql://shop | RITORNO_DB_URL must start with",
                "ritorno.db-url=postgres://me:secret@localhost:1/x | RITORNO_DB_URL: the database does not answer",
                "ritorno.workers=two | RITORNO_WORKERS cannot be that: two",
                "server.port=ninety | RITORNO_PORT must be a number from 0 to 65535: ninety",
            })
    void namesTheSetting(String setting, String sentence) {
        var failure = start(setting);
        assertThat(StartFailure.sentence(failure))
                .hasValueSatisfying(
                        s -> {
                            assertThat(s)
                                    .startsWith(sentence)
                                    .doesNotContain("\n")
                                    .doesNotContain("secret");
                        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ritorno.admin-password=short | RITORNO_ADMIN_PASSWORD: password must have at least 8 characters",
                "ritorno.admin-email=nobody | RITORNO_ADMIN_EMAIL: email is not an e-mail address",
            })
    void namesWhatTheFirstAccountCannotHave(String setting, String sentence) {
        var failure = start(setting, "ritorno.db-url=" + TestPostgres.create());
        assertThat(StartFailure.sentence(failure)).hasValue(sentence);
    }

    @Test
    void namesATakenPort() throws IOException {
        try (var taken = new ServerSocket(0)) {
            var failure =
                    start(
                            "server.port=" + taken.getLocalPort(),
                            "ritorno.db-url=" + TestPostgres.create());
            assertThat(StartFailure.sentence(failure))
                    .hasValue(
                            "RITORNO_PORT: port "
                                    + taken.getLocalPort()
                                    + " is taken by another program; choose another");
        }
    }

    @Test
    void saysNothingAboutABug() {
        assertThat(StartFailure.sentence(new IllegalStateException("no shop 7"))).isEmpty();
    }

    private static Throwable start(String... settings) {
        var arguments = new ArrayList<String>();
        for (var setting : settings) arguments.add("--" + setting);
        try {
            Ritorno.application().run(arguments.toArray(String[]::new)).close();
        } catch (RuntimeException failure) {
            return failure;
        }
        throw new AssertionError("started");
    }
}
