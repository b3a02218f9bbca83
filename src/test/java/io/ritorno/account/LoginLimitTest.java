package io.ritorno.account;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ritorno.platform.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// X11: passwords cannot be guessed by trying.
class LoginLimitTest {
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-21T20:00:00Z"));
    private final LoginLimit limit = new LoginLimit(now::get);

    @Test
    void opensAgainTenMinutesAfterTheOldestFailure() {
        fail(9, "anna", "1.1.1.1");
        assertThatCode(() -> limit.check("anna", "1.1.1.1")).doesNotThrowAnyException();
        fail(1, "anna", "1.1.1.1");
        assertThatThrownBy(() -> limit.check("anna", "1.1.1.1")).isInstanceOf(Problem.class);
        assertThatCode(() -> limit.check("anna", "2.2.2.2")).doesNotThrowAnyException();
        assertThatCode(() -> limit.check("bob", "1.1.1.1")).doesNotThrowAnyException();
        now.updateAndGet(at -> at.plus(Duration.ofMinutes(10)).plusSeconds(1));
        assertThatCode(() -> limit.check("anna", "1.1.1.1")).doesNotThrowAnyException();
    }

    @Test
    void successForgetsThePair() {
        fail(9, "anna", "1.1.1.1");
        limit.succeeded("anna", "1.1.1.1");
        fail(9, "anna", "1.1.1.1");
        assertThatCode(() -> limit.check("anna", "1.1.1.1")).doesNotThrowAnyException();
    }

    @Test
    void manyAddressesOrManyNamesDoNotHelp() {
        for (var i = 0; i < 50; i++) fail(1, "anna", "1.1.1." + i);
        assertThatThrownBy(() -> limit.check("anna", "9.9.9.9")).isInstanceOf(Problem.class);
        for (var i = 0; i < 50; i++) fail(1, "user" + i, "3.3.3.3");
        assertThatThrownBy(() -> limit.check("zoe", "3.3.3.3")).isInstanceOf(Problem.class);
    }

    private void fail(int times, String email, String address) {
        for (var i = 0; i < times; i++) limit.failed(email, address);
    }
}
