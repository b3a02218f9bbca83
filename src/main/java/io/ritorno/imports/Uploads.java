package io.ritorno.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ritorno.account.Shop;
import io.ritorno.account.Shops;
import io.ritorno.imports.Imports.Import;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Lane;
import io.ritorno.platform.Lanes;
import io.ritorno.platform.Problem;
import io.ritorno.platform.Times;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Files on their way in: looked at, cut into pieces while they arrive, and given up when nothing
/// more comes.
@Component
class Uploads {
    private static final int SAMPLE = 20;

    /// The file did not arrive whole.
    private static final String INCOMPLETE = "incomplete";

    /// The beginning of a file.
    record Inspection(
            Format format, List<String> columns, List<List<String>> sample, Mapping guess) {}

    private final JdbcClient db;
    private final Imports imports;
    private final Shops shops;
    private final Lanes lanes;
    private final InstantSource time;
    private final JsonMapper json;

    Uploads(
            JdbcClient db,
            Imports imports,
            Shops shops,
            Lanes lanes,
            InstantSource time,
            JsonMapper json) {
        this.db = db;
        this.imports = imports;
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
            imports.end(shop.id(), id, "failed", INCOMPLETE);
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
        return imports.find(shop, id)
                .orElseThrow(() -> new IllegalStateException("no import " + id));
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
        for (var id : gone) imports.end(shop.id(), id, "failed", INCOMPLETE);
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
}
