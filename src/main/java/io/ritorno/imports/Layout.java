package io.ritorno.imports;

import io.ritorno.platform.Unfit;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Finds our fields in the rows of a file. Whatever cannot be read throws [Unfit] about the field.
final class Layout {
    private final Map<String, Integer> index = new HashMap<>();
    private final Map<String, String> constants = new HashMap<>();
    private final Values values;
    final Mapping mapping;

    Layout(Mapping mapping, List<String> columns, Values values) {
        this.mapping = mapping;
        this.values = values;
        mapping.fields()
                .forEach(
                        (field, column) -> {
                            if (column.startsWith("=")) constants.put(field, column.substring(1));
                            else index.put(field, columns.indexOf(column));
                        });
    }

    /// The text, stripped; null when there is none.
    @Nullable String text(Row row, String field) {
        var at = index.get(field);
        if (at == null) return constants.get(field);
        if (at < 0 || at >= row.cells().size()) return null;
        var text = row.cells().get(at).strip();
        return text.isEmpty() ? null : text;
    }

    @Nullable BigDecimal amount(Row row, String field) {
        return read(row, field, values::amount);
    }

    @Nullable Instant time(Row row, String field) {
        return read(row, field, values::time);
    }

    @Nullable String day(Row row, String field) {
        return read(row, field, text -> values.day(text).toString());
    }

    /// @throws Unfit when it is missing
    String needed(Row row, String field) {
        var text = text(row, field);
        if (text == null) throw new Unfit(field, "missing");
        if (text.length() > 200) throw new Unfit(field, "too-long", 200);
        return text;
    }

    private <T> @Nullable T read(Row row, String field, Function<String, T> read) {
        var text = text(row, field);
        if (text == null) return null;
        try {
            return read.apply(text);
        } catch (Unfit e) {
            throw e.in(field);
        }
    }
}
