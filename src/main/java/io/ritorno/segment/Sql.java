package io.ritorno.segment;

import io.ritorno.platform.ArrayBytes;
import io.ritorno.platform.Columns;
import io.ritorno.platform.Times;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.postgresql.PGStatement;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.PreparedStatementCreator;

/// A piece of SQL with the values that belong to its question marks, in their order.
record Sql(String text, List<Object> params) {
    static final Sql TRUE = new Sql("true", List.of());
    static final Sql FALSE = new Sql("false", List.of());

    Sql {
        params = List.copyOf(params);
    }

    static Sql of(String text, Object... params) {
        return new Sql(text, Arrays.asList(params));
    }

    Sql and(Sql other) {
        return join(" and ", List.of(this, other));
    }

    /// This, then the other, with nothing between.
    Sql then(Sql other) {
        return join("", List.of(this, other));
    }

    Sql then(String text, Object... more) {
        return then(of(text, more));
    }

    /// Puts text around.
    Sql in(String before, String after) {
        return new Sql(before + text + after, params);
    }

    static Sql join(String separator, List<Sql> pieces) {
        var text = new StringBuilder();
        var params = new ArrayList<>();
        for (var piece : pieces) {
            if (!text.isEmpty() && !piece.text.isEmpty()) text.append(separator);
            text.append(piece.text);
            params.addAll(piece.params);
        }
        return new Sql(text.toString(), params);
    }

    /// The first of some ascending times that is yet to come; null when there is none.
    static Sql firstAfter(Instant asOf, Sql... times) {
        var sql = of("case");
        for (var time : times)
            sql = sql.then(" when ").then(time).then(" > ? then ", asOf).then(time);
        return sql.then(" end");
    }

    /// The earliest of some times, nulls left aside.
    static Sql earliest(List<Sql> times) {
        if (times.isEmpty()) return of("null::timestamptz");
        if (times.size() == 1) return times.getFirst();
        return join(", ", times).in("least(", ")");
    }

    <T> List<T> query(JdbcOperations db, Columns.Row<T> row) {
        return db.query(this::prepare, (result, _) -> row.read(result));
    }

    /// A query that is planned for its very values: for questions about a whole shop, where a plan
    /// that fits other values can take a hundred times as long.
    <T> List<T> queryPlannedAnew(JdbcOperations db, Columns.Row<T> row) {
        return db.query(
                connection -> {
                    var statement = prepare(connection);
                    statement.unwrap(PGStatement.class).setPrepareThreshold(0);
                    return statement;
                },
                (result, _) -> row.read(result));
    }

    int update(JdbcOperations db) {
        return db.update((PreparedStatementCreator) this::prepare);
    }

    private PreparedStatement prepare(Connection connection) throws SQLException {
        var statement = connection.prepareStatement(text);
        for (var i = 0; i < params.size(); i++) {
            switch (params.get(i)) {
                case Instant instant -> statement.setObject(i + 1, Times.utc(instant));
                case Integer[] array ->
                        statement.setArray(i + 1, connection.createArrayOf("int4", array));
                case UUID[] array -> statement.setArray(i + 1, ArrayBytes.uuids(connection, array));
                case String[] array ->
                        statement.setArray(i + 1, connection.createArrayOf("text", array));
                case Object value -> statement.setObject(i + 1, value);
            }
        }
        return statement;
    }

    @Override
    public String toString() {
        return text + " " + params;
    }
}
