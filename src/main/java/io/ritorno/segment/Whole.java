package io.ritorno.segment;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// A comparison with a whole number: a count, or money in minor units.
///
/// @param to the upper end, for `between` only
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Whole(Op op, long value, @Nullable Long to) {
    static final Whole SOME = new Whole(Op.AT_LEAST, 1, null);

    public Whole {
        Checks.present(op, "op");
        Checks.between(op, to == null ? null : Long.compare(value, to));
    }

    public boolean holds(long fact) {
        return op.holds(Long.compare(fact, value), to == null ? 0 : Long.compare(fact, to));
    }

    /// Whether it asks for nothing but that there is one.
    boolean isSome() {
        return (op == Op.AT_LEAST && value == 1) || (op == Op.MORE && value == 0);
    }
}
