package io.ritorno.imports;

import io.ritorno.account.Shop;
import io.ritorno.platform.Lane;
import io.ritorno.platform.Lanes;
import io.ritorno.platform.Page;
import io.ritorno.platform.Problem;
import io.ritorno.platform.Reason;
import io.ritorno.platform.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The imports of the shops, and what went wrong in them.
@Component
class Imports {
    /// An import as the screens see it.
    ///
    /// @param bytes of the file, unpacked
    /// @param whole whether all of the file has arrived: only then can it go on
    /// @param error a code: `incomplete`
    record Import(
            UUID id,
            String kind,
            String format,
            String fileName,
            String status,
            long bytes,
            long bytesDone,
            long rowsDone,
            long rowsFailed,
            Instant createdAt,
            @Nullable Instant finishedAt,
            boolean whole,
            @Nullable String error) {}

    /// @param row where it stands in the file; a CSV's head is row 1
    /// @param reason as [Reason] keeps it, or told in a language
    record RowError(long row, String reason, String line) {
        RowError in(Locale locale) {
            return new RowError(row, Reason.told(reason, locale), line);
        }
    }

    private final JdbcClient db;
    private final Lanes lanes;
    private final InstantSource time;
    private final JsonMapper json;

    Imports(JdbcClient db, Lanes lanes, InstantSource time, JsonMapper json) {
        this.db = db;
        this.lanes = lanes;
        this.time = time;
        this.json = json;
    }

    Optional<Import> find(Shop shop, UUID id) {
        return db.sql("select * from import where shop_id = ? and id = ?")
                .params(shop.id(), id)
                .query(Imports::read)
                .optional();
    }

    Page<Import> list(Shop shop, int limit, @Nullable String cursor) {
        var from = Page.position(cursor, 1);
        var rows =
                db.sql(
                                """
                                select * from import
                                where shop_id = ? and (?::uuid is null or id < ?::uuid)
                                order by id desc limit ?
                                """)
                        .param(shop.id())
                        .param(from.isEmpty() ? null : from.getFirst())
                        .param(from.isEmpty() ? null : from.getFirst())
                        .param(limit + 1)
                        .query(Imports::read)
                        .list();
        return Page.of(rows, limit, last -> List.of(last.id().toString()));
    }

    /// Stops the work after the piece in hand. What was imported stays.
    ///
    /// @throws Problem 409 when it has ended already
    void cancel(Shop shop, UUID id) {
        change(shop, id, "cancelled", "('uploading', 'waiting', 'running')");
    }

    /// Goes on where it stopped.
    ///
    /// @throws Problem 409 unless it was stopped, and its file is whole
    void resume(Shop shop, UUID id) {
        if (find(shop, id).filter(known -> !known.whole()).isPresent())
            throw Problem.conflict("import-incomplete");
        change(shop, id, "waiting", "('cancelled')");
        lanes.signal(Lane.JOB);
    }

    private void change(Shop shop, UUID id, String status, String from) {
        var changed =
                db.sql(
                                "update import set status = ?, finished_at = ? where shop_id = ? and id = ? and status in "
                                        + from)
                        .param(status)
                        .param(status.equals("waiting") ? null : Times.utc(time.instant()))
                        .params(shop.id(), id)
                        .update();
        if (changed == 0) {
            var now = find(shop, id).orElseThrow(() -> Problem.notFound("import"));
            throw Problem.conflict("import-" + now.status());
        }
    }

    Page<RowError> errors(Shop shop, UUID id, int limit, @Nullable String cursor) {
        var from = Page.position(cursor, 1);
        var after = from.isEmpty() ? 0 : Long.parseLong(from.getFirst());
        return Page.of(
                errors(shop, id, after, limit + 1),
                limit,
                last -> List.of(Long.toString(last.row())));
    }

    List<RowError> errors(Shop shop, UUID id, long after, int limit) {
        return db.sql(
                        """
                        select row_number, reason, line from import_error
                        where shop_id = ? and import_id = ? and row_number > ?
                        order by row_number limit ?
                        """)
                .params(shop.id(), id, after, limit)
                .query((row, _) -> new RowError(row.getLong(1), row.getString(2), row.getString(3)))
                .list();
    }

    List<String> columns(Shop shop, UUID id) {
        return db.sql("select columns from import where shop_id = ? and id = ?")
                .params(shop.id(), id)
                .query(String.class)
                .optional()
                .map(list -> ImportJobs.strings(json, list))
                .orElseThrow(() -> Problem.notFound("import"));
    }

    /// An import is over; what was kept for the rest of it is dropped.
    void end(int shop, UUID id, String status, @Nullable String error) {
        db.sql(
                        "update import set status = ?, error = ?, finished_at = ? where shop_id = ? and id = ?")
                .params(Arrays.asList(status, error, Times.utc(time.instant()), shop, id))
                .update();
        db.sql("delete from import_order where shop_id = ? and import_id = ?")
                .params(shop, id)
                .update();
        if (status.equals("failed"))
            db.sql("delete from import_chunk where shop_id = ? and import_id = ?")
                    .params(shop, id)
                    .update();
    }

    private static Import read(ResultSet row, int index) throws SQLException {
        return new Import(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getString("format"),
                row.getString("file_name"),
                row.getString("status"),
                row.getLong("bytes"),
                row.getLong("bytes_done"),
                row.getLong("rows_done"),
                row.getLong("rows_failed"),
                Times.instant(row, "created_at"),
                Times.instantOrNull(row, "finished_at"),
                row.getBoolean("whole"),
                row.getString("error"));
    }
}
