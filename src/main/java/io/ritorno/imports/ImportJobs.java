package io.ritorno.imports;

import io.ritorno.account.Shop;
import io.ritorno.account.Shops;
import io.ritorno.imports.Imports.RowError;
import io.ritorno.platform.Columns;
import io.ritorno.platform.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// What [ImportWork] works on: the oldest import of each shop, its pieces, and how far it is.
@Component
class ImportJobs {
    /// Rows that failed and are kept to be looked at; more are only counted.
    static final int MOST_ERRORS = 100_000;

    record Chunk(int seq, long firstRow, byte[] payload) {}

    private final JdbcClient db;
    private final JdbcTemplate batches;
    private final Shops shops;
    private final JsonMapper json;

    ImportJobs(JdbcClient db, JdbcTemplate batches, Shops shops, JsonMapper json) {
        this.db = db;
        this.batches = batches;
        this.shops = shops;
        this.json = json;
    }

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
                strings(json, row.getString("columns")),
                row.getString("separator").charAt(0),
                Times.instant(row, "created_at"));
    }

    static List<String> strings(JsonMapper json, String list) {
        return json.readTree(list).valueStream().map(value -> value.asString()).toList();
    }
}
