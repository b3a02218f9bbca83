package io.ritorno.flow;

import io.ritorno.platform.DatabaseTrouble;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/// Asks and does what may fail for some runs of a [Walk] without harm to the others: each attempt
/// has a savepoint of its own. Trouble with the database itself is nobody's fault and is passed on,
/// so that the whole turn is made again.
final class Attempts {
    private final TransactionTemplate nested;
    private final Walked walked;

    /// @param nested makes a savepoint, so that what fails can be left out
    Attempts(TransactionTemplate nested, Walked walked) {
        this.nested = nested;
        this.walked = walked;
    }

    /// The answer, or null when there is none: then these runs are parked with the reason, and the
    /// transaction is as it was before.
    <T> @Nullable T parking(List<Run> runs, Supplier<T> action) {
        try {
            return nested.execute(_ -> action.get());
        } catch (RuntimeException e) {
            if (DatabaseTrouble.in(e)) throw e;
            for (var run : runs) walked.park(run, reason(e));
            return null;
        }
    }

    /// The answer for many at once, or null when one of them spoils it for all: then nobody is
    /// parked, and they are to be tried one by one.
    <T> @Nullable T together(Supplier<T> action) {
        try {
            return nested.execute(_ -> action.get());
        } catch (RuntimeException e) {
            if (DatabaseTrouble.in(e)) throw e;
            return null;
        }
    }

    /// The first line of what went wrong. Without the values at fault: they may be a person's.
    static String reason(RuntimeException e) {
        var cause = e;
        while (cause.getCause() instanceof RuntimeException deeper) cause = deeper;
        var message = cause.getMessage();
        var line = message == null ? "" : message.lines().findFirst().orElse("");
        var text = cause.getClass().getSimpleName() + (line.isEmpty() ? "" : ": " + line);
        return text.length() <= 500 ? text : text.substring(0, 500);
    }
}
