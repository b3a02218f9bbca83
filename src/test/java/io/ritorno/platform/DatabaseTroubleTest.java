package io.ritorno.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;
import org.springframework.transaction.CannotCreateTransactionException;

class DatabaseTroubleTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "08006", "08003", "40P01", "40001", "53100", "53300", "57P01", "57P03", "58030",
                "55P03", "25006"
            })
    void nobodysFault(String state) {
        assertThat(DatabaseTrouble.in(told(state))).isTrue();
        assertThat(DatabaseTrouble.in(new IllegalStateException(told(state)))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"22012", "23505", "42P01", "54001", "57014", "22P05", "P0001"})
    void theFaultOfWhatWasAsked(String state) {
        assertThat(DatabaseTrouble.in(told(state))).isFalse();
    }

    @Test
    void whatHasNoStateIsJudgedByItsKind() {
        assertThat(DatabaseTrouble.in(new CannotCreateTransactionException("none"))).isTrue();
        assertThat(DatabaseTrouble.in(new ConcurrencyFailureException("claimed elsewhere")))
                .isTrue();
        assertThat(DatabaseTrouble.in(new DataIntegrityViolationException("twice"))).isFalse();
        assertThat(DatabaseTrouble.in(new IllegalStateException("a bug"))).isFalse();
    }

    /// As the program gets to see it.
    private static RuntimeException told(String state) {
        var told = new SQLException("told", state);
        var translated = new SQLStateSQLExceptionTranslator().translate("test", "select", told);
        return translated == null ? new IllegalStateException(told) : translated;
    }
}
