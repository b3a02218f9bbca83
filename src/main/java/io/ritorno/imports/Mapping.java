package io.ritorno.imports;

import io.ritorno.platform.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which column is which field: `{"order_id": "InvoiceNo", "currency": "=GBP"}`. A value that
/// starts with `=` is a constant for every row. A customer's field that is none of ours becomes an
/// attribute of hers.
///
/// Besides the fields of the kind (see [Guess#SYNONYMS]) these constants say how to read:
/// `date_format` (a pattern such as `=M/d/yyyy H:mm`), `decimal` (`=,` or `=.`), `cancel_prefix`
/// (`=C`: orders whose number starts so take something back) and `skip_prefix` (`=A`: such are no
/// orders at all).
record Mapping(Map<String, String> fields) {
    static final List<String> OPTIONS =
            List.of("date_format", "decimal", "cancel_prefix", "skip_prefix");

    Mapping {
        fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /// @throws Problem 400 naming the field that is missing or the column that there is not
    void check(Kind kind, List<String> columns) {
        for (var field : kind.required)
            if (!fields.containsKey(field))
                throw Problem.invalid("mapping", "no-column-for", field);
        if (kind == Kind.CUSTOMERS
                && List.of("customer_id", "email", "phone").stream().noneMatch(fields::containsKey))
            throw Problem.invalid("mapping", "no-column-for-customer");
        fields.forEach(
                (field, column) -> {
                    if (!column.startsWith("=") && !columns.contains(column))
                        throw Problem.invalid("mapping", "no-such-column", column);
                });
        option("date_format").ifPresent(Values::pattern);
        option("decimal")
                .ifPresent(
                        mark -> {
                            if (!mark.equals(",") && !mark.equals("."))
                                throw Problem.invalid("mapping", "wrong-decimal");
                        });
    }

    Optional<String> option(String name) {
        var value = fields.get(name);
        return value == null || !value.startsWith("=")
                ? Optional.empty()
                : Optional.of(value.substring(1));
    }
}
