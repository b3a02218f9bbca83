package io.ritorno.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ritorno.account.Shop;
import io.ritorno.account.Shops;
import io.ritorno.imports.Sales.Sale;
import io.ritorno.platform.Columns;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Lane;
import io.ritorno.platform.Lanes;
import io.ritorno.platform.Page;
import io.ritorno.platform.Problem;
import io.ritorno.platform.Reason;
import io.ritorno.platform.Times;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The imports of the shops, their files in pieces, and what went wrong.
@Component
class Imports {
    private static final int SAMPLE = 20;

    /// The file did not arrive whole.
    private static final String INCOMPLETE = "incomplete";

    /// Rows that failed and are kept to be looked at; more are only counted.
    static final int MOST_ERRORS = 100_000;

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

    /// The beginning of a file.
    record Inspection(
            Format format, List<String> columns, List<List<String>> sample, Mapping guess) {}

    /// @param row where it stands in the file; a CSV's head is row 1
    /// @param reason as [Reason] keeps it, or told in a language
    record RowError(long row, String reason, String line) {
        RowError in(Locale locale) {
            return new RowError(row, Reason.told(reason, locale), line);
        }
    }

    record Chunk(int seq, long firstRow, byte[] payload) {}

    private final JdbcClient db;
    private final JdbcTemplate batches;
    private final Shops shops;
    private final Lanes lanes;
    private final InstantSource time;
    private final JsonMapper json;

    Imports(
            JdbcClient db,
            JdbcTemplate batches,
            Shops shops,
            Lanes lanes,
            InstantSource time,
            JsonMapper json) {
        this.db = db;
        this.batches = batches;
        this.shops = shops;
        this.lanes = lanes;
        this.time = time;
        this.json = json;
    }

    /// Looks at the beginning of a file.
    Inspection inspect(Kind kind, Format format, InputStream file) throws IOException {
        var splitter = Splitter.of(file, format);
        if (format == Format.NDJSON) {
            var rows = lines(splitter);
            var columns = RowReader.columns(rows);
            return inspection(kind, format, columns, RowReader.ndjson(rows, columns, 1).rows());
        }
        var head = splitter.row();
        if (head == null) throw Problem.invalid("file", "empty");
        var separator = RowReader.separator(head);
        splitter.separator(separator);
        var columns = RowReader.cells(new String(head, UTF_8), separator);
        var rows = RowReader.csv(lines(splitter), separator, 2).rows();
        return inspection(kind, format, columns, rows);
    }

    private static Inspection inspection(
            Kind kind, Format format, List<String> columns, List<Row> rows) {
        var sample = rows.stream().limit(SAMPLE).map(Row::cells).toList();
        return new Inspection(
                format,
                columns,
                sample,
                Guess.mapping(kind, columns, rows.stream().map(Row::cells).toList()));
    }

    private static byte[] lines(Splitter splitter) throws IOException {
        var out = new java.io.ByteArrayOutputStream();
        try {
            for (var i = 0; i < 100; i++) {
                var row = splitter.row();
                if (row == null) break;
                out.write(row);
            }
        } catch (EOFException e) {
            // the beginning of a packed file: enough to see what it is
        }
        return out.toByteArray();
    }

    /// Stores a file piece by piece while it arrives and lets the work begin when it is whole.
    ///
    /// @param mapping null: as guessed
    /// @throws Problem 400 when the file is empty or the mapping does not fit it
    Import upload(
            Shop shop,
            Kind kind,
            Format format,
            String fileName,
            @Nullable Map<String, String> mapping,
            InputStream file)
            throws IOException {
        var splitter = Splitter.of(file, format);
        var separator = ',';
        List<String> columns;
        Splitter.Piece piece;
        var row = 1L;
        if (format == Format.CSV) {
            var head = splitter.row();
            if (head == null) throw Problem.invalid("file", "empty");
            separator = RowReader.separator(head);
            splitter.separator(separator);
            columns = RowReader.cells(new String(head, UTF_8), separator);
            row = 2;
            piece = splitter.piece(Splitter.PIECE);
        } else {
            piece = splitter.piece(Splitter.PIECE);
            if (piece == null) throw Problem.invalid("file", "empty");
            columns = RowReader.columns(piece.bytes());
        }
        Mapping chosen;
        if (mapping != null) chosen = new Mapping(mapping);
        else {
            var sample =
                    piece == null || format == Format.NDJSON
                            ? List.<List<String>>of()
                            : RowReader.csv(piece.bytes(), separator, 2).rows().stream()
                                    .limit(1000)
                                    .map(Row::cells)
                                    .toList();
            chosen = Guess.mapping(kind, columns, sample);
        }
        chosen.check(kind, columns);
        var id = create(shop, kind, format, fileName, chosen, columns, separator);
        try {
            for (var seq = 0; piece != null; seq++) {
                chunk(shop, id, seq, row, piece.bytes());
                row += piece.rows();
                piece = splitter.piece(Splitter.PIECE);
            }
        } catch (IOException | Problem e) {
            end(shop.id(), id, "failed", INCOMPLETE);
            throw e;
        }
        db.sql(
                        """
                        update import set whole = true,
                            status = case when status = 'uploading' then 'waiting' else status end
                        where shop_id = ? and id = ? and status <> 'failed'
                        """)
                .params(shop.id(), id)
                .update();
        lanes.signal(Lane.JOB);
        return find(shop, id).orElseThrow(() -> new IllegalStateException("no import " + id));
    }

    private UUID create(
            Shop shop,
            Kind kind,
            Format format,
            String fileName,
            Mapping mapping,
            List<String> columns,
            char separator) {
        var id = Ids.next(time.instant());
        db.sql(
                        """
                        insert into import (shop_id, id, kind, format, file_name, mapping, status,
                            whole, created_at, touched_at, columns, separator)
                        values (?, ?, ?, ?, ?, ?::jsonb, 'uploading', false, ?, ?, ?::jsonb, ?)
                        """)
                .params(
                        shop.id(),
                        id,
                        kind.word(),
                        format.word(),
                        fileName.length() > 200 ? fileName.substring(0, 200) : fileName,
                        json.writeValueAsString(mapping.fields()),
                        Times.utc(time.instant()),
                        Times.utc(time.instant()),
                        json.writeValueAsString(columns),
                        String.valueOf(separator))
                .update();
        return id;
    }

    private void chunk(Shop shop, UUID id, int seq, long firstRow, byte[] payload) {
        var known =
                db.sql(
                                """
                        with c as (
                            insert into import_chunk (shop_id, import_id, seq, first_row, payload)
                            values (?, ?, ?, ?, ?)
                        )
                        update import set bytes = bytes + ?, touched_at = ?
                        where shop_id = ? and id = ? and status <> 'failed'
                        """)
                        .params(
                                shop.id(),
                                id,
                                seq,
                                firstRow,
                                payload,
                                payload.length,
                                Times.utc(time.instant()),
                                shop.id(),
                                id)
                        .update();
        if (known == 0) throw Problem.conflict("import-failed");
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
                .map(this::strings)
                .orElseThrow(() -> Problem.notFound("import"));
    }

    /// Gives up uploads of which nothing has come since then: their server or sender is gone.
    ///
    /// @return how many
    int giveUp(Shop shop, Instant since) {
        var gone =
                db.sql(
                                """
                                select id from import
                                where shop_id = ? and status = 'uploading' and touched_at <= ?
                                for update
                                """)
                        .params(shop.id(), Times.utc(since))
                        .query(UUID.class)
                        .list();
        for (var id : gone) end(shop.id(), id, "failed", INCOMPLETE);
        return gone.size();
    }

    /// Shops with uploads of which nothing has come since then.
    List<Shop> stale(Instant since) {
        return db
                .sql(
                        """
                        select distinct shop_id from import
                        where status = 'uploading' and touched_at <= ?
                        """)
                .param(Times.utc(since))
                .query(Integer.class)
                .list()
                .stream()
                .flatMap(id -> shops.find(id).stream())
                .toList();
    }

    /// When the last piece came of the upload that waits longest for its next.
    Optional<Instant> quietest(Instant after) {
        return db.sql(
                        """
                        select touched_at from import where status = 'uploading' and touched_at > ?
                        order by touched_at limit 1
                        """)
                .param(Times.utc(after))
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    // ------------------------------------------------------------ for the worker

    /// Shops with something to do whose earlier pieces have been dealt with by the lane of events:
    /// a long file must not keep what happens now waiting behind it.
    List<Shop> ready(int mostRows) {
        return db
                .sql("select distinct shop_id from import where status in ('waiting', 'running')")
                .query(Integer.class)
                .list()
                .stream()
                .flatMap(id -> shops.find(id).stream())
                .filter(shop -> backlog(shop, mostRows) < mostRows)
                .toList();
    }

    private int backlog(Shop shop, int most) {
        return db.sql(
                        """
                        select count(*) from (
                            select 1 from inbox
                            where part = any(?) and shop_id = ? and source = 'import' limit ?) i
                        """)
                .params(shop.parts().all(), shop.id(), most)
                .query(Integer.class)
                .single();
    }

    /// The shop's oldest import that is to be worked on, locked.
    Optional<ImportJob> claim(Shop shop) {
        return db.sql(
                        """
                        select * from import where shop_id = ? and status in ('waiting', 'running')
                        order by id limit 1 for update
                        """)
                .param(shop.id())
                .query((row, _) -> job(shop, row))
                .optional();
    }

    /// The first two pieces that are left: the one to work on and the one after it.
    List<Chunk> next(ImportJob job) {
        return db.sql(
                        """
                        select seq, first_row, payload from import_chunk
                        where shop_id = ? and import_id = ? and not done order by seq limit 2
                        """)
                .params(job.shop().id(), job.id())
                .query((row, _) -> new Chunk(row.getInt(1), row.getLong(2), row.getBytes(3)))
                .list();
    }

    /// Drops a piece that is done and puts what it left over in front of the next.
    ///
    /// @param rows how many are left over
    void done(ImportJob job, Chunk chunk, byte[] left, int rows, @Nullable Chunk next) {
        db.sql("delete from import_chunk where shop_id = ? and import_id = ? and seq = ?")
                .params(job.shop().id(), job.id(), chunk.seq())
                .update();
        if (next != null && rows > 0) {
            var together = Arrays.copyOf(left, left.length + next.payload().length);
            System.arraycopy(next.payload(), 0, together, left.length, next.payload().length);
            db.sql(
                            """
                            update import_chunk set payload = ?, first_row = ?
                            where shop_id = ? and import_id = ? and seq = ?
                            """)
                    .params(together, next.firstRow() - rows, job.shop().id(), job.id(), next.seq())
                    .update();
        }
        var bytes = chunk.payload().length - left.length;
        db.sql(
                        "update import set status = 'running', bytes_done = bytes_done + ? where shop_id = ? and id = ?")
                .params(bytes, job.shop().id(), job.id())
                .update();
    }

    /// Counts rows, and keeps those that failed as long as there are not too many.
    void count(ImportJob job, long done, List<RowError> errors) {
        var failed =
                db.sql(
                                """
                                update import set rows_done = rows_done + ?, rows_failed = rows_failed + ?
                                where shop_id = ? and id = ? returning rows_failed
                                """)
                        .params(done, errors.size(), job.shop().id(), job.id())
                        .query(Long.class)
                        .single();
        if (failed - errors.size() >= MOST_ERRORS) return;
        Columns.of(errors)
                .longs(RowError::row)
                .texts(RowError::reason)
                .texts(RowError::line)
                .update(
                        batches,
                        """
                        insert into import_error (shop_id, import_id, row_number, reason, line)
                        select ?, ?, e.* from unnest(?, ?, ?) e
                        on conflict do nothing
                        """,
                        job.shop().id(),
                        job.id());
    }

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

    /// Which of these orders earlier pieces of the file had already.
    List<String> known(ImportJob job, List<String> orders) {
        return db.sql(
                        """
                        select order_id from import_order
                        where shop_id = ? and import_id = ? and order_id = any(?)
                        """)
                .params(job.shop().id(), job.id(), orders.toArray(String[]::new))
                .query(String.class)
                .list();
    }

    /// What these people have bought earlier in the file.
    Sales sales(ImportJob job, List<String> customers) {
        var sales = new Sales();
        if (customers.isEmpty()) return sales;
        db.sql(
                        """
                        select order_id, customer, seq, remaining from import_order
                        where shop_id = ? and import_id = ? and customer = any(?) order by seq
                        """)
                .params(job.shop().id(), job.id(), customers.toArray(String[]::new))
                .query(
                        (row, _) -> {
                            var left = new HashMap<String, Integer>();
                            json.readTree(row.getString(4))
                                    .properties()
                                    .forEach(p -> left.put(p.getKey(), p.getValue().asInt()));
                            return new Sale(
                                    row.getString(1), row.getString(2), row.getLong(3), left);
                        })
                .list()
                .forEach(sales::known);
        return sales;
    }

    void save(ImportJob job, Sales sales) {
        var rows = new LinkedHashMap<String, Sale>(sales.changed);
        for (var sale : sales.added) rows.put(sale.order(), sale);
        Columns.of(new ArrayList<>(rows.values()))
                .texts(Sale::order)
                .texts(Sale::customer)
                .longs(Sale::seq)
                .jsons(sale -> json.writeValueAsString(sale.left()))
                .update(
                        batches,
                        """
                        insert into import_order (shop_id, import_id, order_id, customer, seq, remaining)
                        select ?, ?, o.* from unnest(?, ?, ?, ?) o
                        on conflict (shop_id, import_id, order_id)
                        do update set remaining = excluded.remaining
                        """,
                        job.shop().id(),
                        job.id());
    }

    private ImportJob job(Shop shop, ResultSet row) throws SQLException {
        var fields = new LinkedHashMap<String, String>();
        json.readTree(row.getString("mapping"))
                .properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().asString()));
        return new ImportJob(
                shop,
                row.getObject("id", UUID.class),
                Kind.of(row.getString("kind")),
                Format.of(row.getString("format")),
                new Mapping(fields),
                strings(row.getString("columns")),
                row.getString("separator").charAt(0),
                Times.instant(row, "created_at"));
    }

    private List<String> strings(String list) {
        return json.readTree(list).valueStream().map(value -> value.asString()).toList();
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
