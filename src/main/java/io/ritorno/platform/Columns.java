package io.ritorno.platform;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.PreparedStatementCreator;

/// Many rows as one parameter a column, for `from unnest(?, ?, …)`: one statement and one network
/// hop a batch, whatever its size.
///
/// ```java
/// Columns.of(carts)
///         .uuids(Cart::id)
///         .longs(Cart::value)
///         .instants(Cart::changedAt)
///         .update(db, """
///             insert into cart (part, shop_id, id, value, changed_at)
///             select ?, ?, c.* from unnest(?, ?, ?) c
///             """, part, shop);
/// ```
///
/// The fixed parameters come first, then the columns in the order in which they were named; a
/// statement that needs fixed ones behind the columns gives two lists.
public final class Columns<T> {
    private record Column(String type, @Nullable Object[] values) {}

    private final List<T> rows;
    private final List<Column> columns = new ArrayList<>();

    private Columns(List<T> rows) {
        this.rows = rows;
    }

    public static <T> Columns<T> of(List<T> rows) {
        return new Columns<>(rows);
    }

    public Columns<T> uuids(Function<T, ? extends @Nullable Object> value) {
        return add("uuid", value);
    }

    public Columns<T> texts(Function<T, ? extends @Nullable Object> value) {
        return add("text", value);
    }

    /// JSON as text. `unnest` yields `jsonb`.
    public Columns<T> jsons(Function<T, ? extends @Nullable Object> value) {
        return add("jsonb", value);
    }

    public Columns<T> ints(Function<T, ? extends @Nullable Object> value) {
        return add("int4", value);
    }

    public Columns<T> longs(Function<T, ? extends @Nullable Object> value) {
        return add("int8", value);
    }

    public Columns<T> booleans(Function<T, ? extends @Nullable Object> value) {
        return add("bool", value);
    }

    public Columns<T> dates(Function<T, ? extends @Nullable Object> value) {
        return add("date", value);
    }

    public Columns<T> instants(Function<T, ? extends @Nullable Object> value) {
        return add("timestamptz", value);
    }

    private Columns<T> add(String type, Function<T, ? extends @Nullable Object> value) {
        var values = new @Nullable Object[rows.size()];
        for (var i = 0; i < values.length; i++) values[i] = plain(type, value.apply(rows.get(i)));
        columns.add(new Column(type, values));
        return this;
    }

    private static @Nullable Object plain(String type, @Nullable Object value) {
        if (value == null) return null;
        return switch (type) {
            case "int4", "int8", "bool" -> value;
            default -> value.toString();
        };
    }

    /// Runs an insert, update or delete; nothing when there are no rows. Returns the rows touched.
    public int update(JdbcOperations db, String sql, Object... fixed) {
        if (rows.isEmpty()) return 0;
        var arrays = new ArrayList<Array>();
        try {
            return db.update(prepare(sql, arrays, List.of(fixed), List.of()));
        } finally {
            free(arrays);
        }
    }

    /// The same with fixed parameters before and after the columns.
    public int update(JdbcOperations db, String sql, List<?> before, List<?> after) {
        if (rows.isEmpty()) return 0;
        var arrays = new ArrayList<Array>();
        try {
            return db.update(prepare(sql, arrays, before, after));
        } finally {
            free(arrays);
        }
    }

    /// Runs a query, or a change that returns rows; nothing when there are no rows.
    public <R> List<R> query(JdbcOperations db, String sql, Row<R> row, Object... fixed) {
        return query(db, sql, row, List.of(fixed), List.of());
    }

    /// The same with fixed parameters before and after the columns.
    public <R> List<R> query(
            JdbcOperations db, String sql, Row<R> row, List<?> before, List<?> after) {
        if (rows.isEmpty()) return List.of();
        var arrays = new ArrayList<Array>();
        try {
            return db.query(prepare(sql, arrays, before, after), (result, _) -> row.read(result));
        } finally {
            free(arrays);
        }
    }

    /// Reads one row of an answer.
    @FunctionalInterface
    public interface Row<R> {
        R read(ResultSet result) throws SQLException;
    }

    private PreparedStatementCreator prepare(
            String sql, List<Array> arrays, List<?> before, List<?> after) {
        return connection -> {
            var statement = connection.prepareStatement(sql);
            bind(connection, statement, arrays, before, after);
            return statement;
        };
    }

    private void bind(
            Connection connection,
            PreparedStatement statement,
            List<Array> arrays,
            List<?> before,
            List<?> after)
            throws SQLException {
        var index = 1;
        for (var value : before) bind(connection, statement, index++, value);
        for (var column : columns) {
            var array = connection.createArrayOf(column.type(), column.values());
            arrays.add(array);
            statement.setArray(index++, array);
        }
        for (var value : after) bind(connection, statement, index++, value);
    }

    private static void bind(
            Connection connection, PreparedStatement statement, int index, Object value)
            throws SQLException {
        switch (value) {
            case Instant instant -> statement.setObject(index, Times.utc(instant));
            case Integer[] array ->
                    statement.setArray(index, connection.createArrayOf("int4", array));
            case UUID[] array -> statement.setArray(index, connection.createArrayOf("uuid", array));
            case String[] array ->
                    statement.setArray(index, connection.createArrayOf("text", array));
            default -> statement.setObject(index, value);
        }
    }

    private static void free(List<Array> arrays) {
        for (var array : arrays) {
            try {
                array.free();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public String toString() {
        return rows.size()
                + " rows of "
                + Arrays.toString(columns.stream().map(Column::type).toArray());
    }
}
