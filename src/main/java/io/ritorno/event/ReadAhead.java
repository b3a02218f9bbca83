package io.ritorno.event;

import io.ritorno.platform.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Reads and parses what waits next in a part while its lane applies what came before: then the
/// program works while PostgreSQL does.
///
/// What was read ahead is a hint. Whoever uses it takes its rows out of the inbox in his own
/// transaction, and uses those that were still there.
@Component
class ReadAhead implements AutoCloseable {
    private static final int ROWS = 1000;
    private static final int BYTES = 512 << 10;

    /// The first rows of a part, up to half a megabyte and the row with which it is full.
    private static final String FIRST =
            """
            select * from (
                select shop_id, id, received_at, source, profile_id, payload,
                    sum(octet_length(payload)) over (order by id) - octet_length(payload) as before
                from inbox where part = ? and id <> all(?) order by id limit ?) first
            where before < ? order by id
            """;

    /// A row of the inbox, read.
    record Row(
            int shop,
            UUID id,
            Instant receivedAt,
            String source,
            @Nullable UUID profile,
            int bytes,
            List<Call> calls) {}

    private final JdbcClient db;
    private final Map<Integer, Future<List<Row>>> begun = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    ReadAhead(JdbcClient db) {
        this.db = db;
    }

    /// Whether these are so many that more may wait behind them.
    static boolean full(List<Row> rows) {
        return rows.size() >= ROWS || rows.stream().mapToInt(Row::bytes).sum() >= BYTES;
    }

    /// Takes the first rows out of the inbox, in order of arrival. Exactly those that were read
    /// leave it: ids commit out of order.
    List<Row> take(int part) {
        var early = takeEarly(part);
        if (!early.isEmpty()) return early;
        var sql =
                """
                with b as (
                    select id, sum(octet_length(payload)) over (order by id) - octet_length(payload) as before
                    from (select id, payload from inbox where part = ? order by id limit ?) first
                )
                delete from inbox i using b where i.part = ? and i.id = b.id and b.before < ?
                returning i.shop_id, i.id, i.received_at, i.source, i.profile_id, i.payload
                """;
        return db.sql(sql).params(part, ROWS, part, BYTES).query(ReadAhead::row).list().stream()
                // a UUID's order in PostgreSQL is that of its text
                .sorted(Comparator.comparing(row -> row.id().toString()))
                .toList();
    }

    private List<Row> takeEarly(int part) {
        var rows = early(part);
        if (rows.isEmpty()) return rows;
        var there =
                db.sql("delete from inbox where part = ? and id = any(?) returning id")
                        .params(part, ids(rows))
                        .query(UUID.class)
                        .set();
        return rows.stream().filter(row -> there.contains(row.id())).toList();
    }

    private List<Row> early(int part) {
        var future = begun.remove(part);
        if (future == null) return List.of();
        try {
            return future.get();
        } catch (ExecutionException e) {
            // whoever reads it in his turn will find out
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /// Begins to read what comes after these rows, which are still seen by others until the
    /// caller's transaction ends.
    void begin(int part, List<Row> taken) {
        begun.put(
                part,
                threads.submit(
                        () ->
                                db.sql(FIRST)
                                        .params(part, ids(taken), ROWS, BYTES)
                                        .query(ReadAhead::row)
                                        .list()));
    }

    /// What comes next is not what was read: the rows before it went back.
    void forget(int part) {
        begun.remove(part);
    }

    private static UUID[] ids(List<Row> rows) {
        return rows.stream().map(Row::id).toArray(UUID[]::new);
    }

    private static Row row(ResultSet row, int index) throws SQLException {
        var receivedAt = Times.instant(row, "received_at");
        var payload = row.getBytes("payload");
        return new Row(
                row.getInt("shop_id"),
                row.getObject("id", UUID.class),
                receivedAt,
                row.getString("source"),
                row.getObject("profile_id", UUID.class),
                payload.length,
                Calls.read(payload, receivedAt));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
