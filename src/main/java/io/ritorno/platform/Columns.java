package io.ritorno.platform;

import io.ritorno.platform.ArrayBytes.Type;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
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
    private final List<T> rows;
    private final List<ArrayBytes> columns = new ArrayList<>();

    private Columns(List<T> rows) {
        this.rows = rows;
    }

    public static <T> Columns<T> of(List<T> rows) {
        return new Columns<>(rows);
    }

    public Columns<T> uuids(Function<T, ? extends @Nullable UUID> value) {
        return add(Type.UUID, value);
    }

    /// Anything, by its `toString`.
    public Columns<T> texts(Function<T, ? extends @Nullable Object> value) {
        return add(Type.TEXT, value);
    }

    /// JSON, by its `toString`. `unnest` yields `jsonb`.
    public Columns<T> jsons(Function<T, ? extends @Nullable Object> value) {
        return add(Type.JSON, value);
    }

    public Columns<T> bytes(Function<T, byte @Nullable []> value) {
        return add(Type.BYTES, value);
    }

    public Columns<T> ints(Function<T, ? extends @Nullable Integer> value) {
        return add(Type.INT, value);
    }

    public Columns<T> longs(Function<T, ? extends @Nullable Long> value) {
        return add(Type.LONG, value);
    }

    public Columns<T> booleans(Function<T, ? extends @Nullable Boolean> value) {
        return add(Type.BOOL, value);
    }

    public Columns<T> dates(Function<T, ? extends @Nullable LocalDate> value) {
        return add(Type.DATE, value);
    }

    public Columns<T> instants(Function<T, ? extends @Nullable Instant> value) {
        return add(Type.TIME, value);
    }

    private Columns<T> add(Type type, Function<T, ? extends @Nullable Object> value) {
        var column = new ArrayBytes(type, rows.size());
        for (var row : rows) column.add(value.apply(row));
        columns.add(column);
        return this;
    }

    /// Runs an insert, update or delete; nothing when there are no rows. Returns the rows touched.
    public int update(JdbcOperations db, String sql, Object... fixed) {
        if (rows.isEmpty()) return 0;
        return db.update(prepare(sql, List.of(fixed), List.of()));
    }

    /// The same with fixed parameters before and after the columns.
    public int update(JdbcOperations db, String sql, List<?> before, List<?> after) {
        if (rows.isEmpty()) return 0;
        return db.update(prepare(sql, before, after));
    }

    /// Runs a query, or a change that returns rows; nothing when there are no rows.
    public <R> List<R> query(JdbcOperations db, String sql, Row<R> row, Object... fixed) {
        return query(db, sql, row, List.of(fixed), List.of());
    }

    /// The same with fixed parameters before and after the columns.
    public <R> List<R> query(
            JdbcOperations db, String sql, Row<R> row, List<?> before, List<?> after) {
        if (rows.isEmpty()) return List.of();
        return db.query(prepare(sql, before, after), (result, _) -> row.read(result));
    }

    /// Reads one row of an answer.
    @FunctionalInterface
    public interface Row<R> {
        R read(ResultSet result) throws SQLException;
    }

    private PreparedStatementCreator prepare(String sql, List<?> before, List<?> after) {
        return connection -> {
            var statement = connection.prepareStatement(sql);
            var index = 1;
            for (var value : before) bind(connection, statement, index++, value);
            for (var column : columns) statement.setArray(index++, column.on(connection));
            for (var value : after) bind(connection, statement, index++, value);
            return statement;
        };
    }

    private static void bind(
            Connection connection, PreparedStatement statement, int index, Object value)
            throws SQLException {
        switch (value) {
            case Instant instant -> statement.setObject(index, Times.utc(instant));
            case Integer[] array ->
                    statement.setArray(index, connection.createArrayOf("int4", array));
            case UUID[] array -> statement.setArray(index, ArrayBytes.uuids(connection, array));
            case String[] array ->
                    statement.setArray(index, connection.createArrayOf("text", array));
            default -> statement.setObject(index, value);
        }
    }

    @Override
    public String toString() {
        return rows.size() + " rows of " + columns.size() + " columns";
    }
}
