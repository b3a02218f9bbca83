package io.ritorno.segment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ritorno.platform.Unfit;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// A comparison with any number, as attributes and properties of events have them.
///
/// @param to the upper end, for `between` only
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Decimal(Op op, BigDecimal value, @Nullable BigDecimal to) {
    public Decimal {
        Checks.present(op, "op");
        Checks.present(value, "value");
        Checks.between(op, to == null ? null : value.compareTo(to));
        digits(value, "value");
        if (to != null) digits(to, "to");
    }

    private static void digits(BigDecimal value, String name) {
        if (value.precision() > 60 || Math.abs(value.scale()) > 60)
            throw new Unfit(name, "too-many-digits");
    }

    public boolean holds(BigDecimal fact) {
        return op.holds(fact.compareTo(value), to == null ? 0 : fact.compareTo(to));
    }
}
