package io.ritorno.platform;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/// Tells trouble with the database from a fault of what it was asked. A deadlock, a lost
/// connection, a full disk are nobody's fault: the transaction is given up as a whole and made
/// again, and neither an event nor a run is marked as failed for it. A statement that cannot work,
/// or that somebody has made to stop, is the fault of who asked.
public final class DatabaseTrouble {
    /// By the first two characters of the SQL state (PostgreSQL 18, appendix A): connection,
    /// transaction rollback (deadlock, serialization), out of resources, operator intervention,
    /// system error. Not 54, although Spring calls that a resource failure too: a statement that is
    /// too complex will be so the next time.
    private static final Set<String> CLASSES = Set.of("08", "40", "53", "57", "58");

    /// A lock that could not be had, an object in use, a server that only reads (after a failover).
    private static final Set<String> STATES = Set.of("55P03", "55006", "25006");

    /// A time limit, or somebody who cancelled this one statement: made again it would only hold up
    /// all others once more.
    private static final String CANCELLED = "57014";

    private DatabaseTrouble() {}

    /// Whether this came of trouble with the database. Who catches it passes it on.
    public static boolean in(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            // that there is no transaction, or that it could not be ended or taken back
            if (cause instanceof TransactionException) return true;
            var state = state(cause);
            if (state != null) return isTrouble(state);
        }
        return failure instanceof TransientDataAccessException
                || failure instanceof RecoverableDataAccessException
                || failure instanceof DataAccessResourceFailureException;
    }

    private static @Nullable String state(Throwable cause) {
        return cause instanceof SQLException sql ? sql.getSQLState() : null;
    }

    private static boolean isTrouble(String state) {
        if (state.equals(CANCELLED) || state.length() < 2) return false;
        return CLASSES.contains(state.substring(0, 2)) || STATES.contains(state);
    }
}
