package io.ritorno.segment;

import io.ritorno.account.Shop;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// The count of one condition as the builder asks for it, on a connection of its own, without the
/// rest of the program around it.
public final class ConditionCount implements AutoCloseable {
    private final SingleConnectionDataSource connection;
    private final JdbcTemplate db;
    private final Preview preview;
    private final Shop shop;
    private final Condition condition;

    private ConditionCount(
            SingleConnectionDataSource connection,
            Preview preview,
            Shop shop,
            Condition condition) {
        this.connection = connection;
        this.db = new JdbcTemplate(connection);
        this.preview = preview;
        this.shop = shop;
        this.condition = condition;
    }

    /// @param condition JSON, with apostrophes for quotation marks
    public static ConditionCount of(DataSource source, Shop shop, String condition) {
        try {
            var connection = new SingleConnectionDataSource(source.getConnection(), true);
            var preview = new Preview(new JdbcTemplate(connection));
            return new ConditionCount(connection, preview, shop, read(condition));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Another question to the same program, which keeps what it remembers between questions.
    public ConditionCount then(String other) {
        return new ConditionCount(connection, preview, shop, read(other));
    }

    private static Condition read(String condition) {
        return switch (ConditionJson.read(condition.replace('\'', '"'))) {
            case ConditionJson.Reading.Valid(var read) -> read;
            case ConditionJson.Reading.Faulty(var problem) ->
                    throw new IllegalArgumentException(problem.toString());
        };
    }

    /// How many people it holds. Looks the catalog up each time, as the builder does.
    public long ask(Instant now) {
        var scope = Scope.all(shop);
        return preview.count(
                scope, condition, Lookups.load(db, scope, List.of(condition), now), now);
    }

    /// How many people it holds, and a few of them, as the builder asks.
    public long preview(Instant now) {
        return preview.ask(shop, condition, 6, now).count();
    }

    @Override
    public void close() {
        connection.destroy();
    }
}
