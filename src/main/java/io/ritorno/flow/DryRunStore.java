package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.platform.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The tables `flow_dry_run` and `flow_dry_part`.
@Component
class DryRunStore {
    private final JdbcClient db;
    private final DryStories stories;
    private final JsonMapper json;

    DryRunStore(JdbcClient db, DryStories stories, JsonMapper json) {
        this.db = db;
        this.stories = stories;
        this.json = json;
    }

    /// Writes a dry run that begins, and what there is to do in each part.
    ///
    /// @return false when one of the same flow is running: then nothing was written
    boolean insert(Shop shop, DryRun run, int piece) {
        var inserted =
                db.sql(
                                """
                                insert into flow_dry_run (shop_id, id, flow_id, version, definition,
                                    days, from_at, to_at, sample, status, created_at)
                                values (?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, 'running', ?)
                                on conflict do nothing
                                """)
                        .params(
                                shop.id(),
                                run.id(),
                                run.flow(),
                                run.version(),
                                run.definition().toString(),
                                run.days(),
                                Times.utc(run.from()),
                                Times.utc(run.to()),
                                run.sample(),
                                Times.utc(run.createdAt()))
                        .update();
        if (inserted == 0) return false;
        for (var part : shop.parts().all())
            db.sql(
                            """
                            insert into flow_dry_part (part, shop_id, run_id, done, total, over,
                                piece, tries)
                            select ?, ?, ?, 0, (
                                select count(*) from profile p where p.part = ? and p.shop_id = ?),
                                false, ?, 0
                            """)
                    .params(part, shop.id(), run.id(), part, shop.id(), piece)
                    .update();
        return true;
    }

    /// Those of a flow, the newest first.
    List<DryRun> list(Shop shop, UUID flow) {
        var runs =
                db.sql(
                                """
                                select * from flow_dry_run where shop_id = ? and flow_id = ?
                                order by created_at desc, id desc
                                """)
                        .params(shop.id(), flow)
                        .query(this::run)
                        .list();
        return runs.stream().map(run -> soFar(shop, run)).toList();
    }

    Optional<DryRun> find(Shop shop, UUID id) {
        return db.sql("select * from flow_dry_run where shop_id = ? and id = ?")
                .params(shop.id(), id)
                .query(this::run)
                .optional()
                .map(run -> soFar(shop, run));
    }

    /// The same, and nobody else changes it until the transaction ends.
    Optional<DryRun> lock(Shop shop, UUID id) {
        return db.sql("select * from flow_dry_run where shop_id = ? and id = ? for update")
                .params(shop.id(), id)
                .query(this::run)
                .optional();
    }

    private DryRun run(ResultSet row, int index) throws SQLException {
        var tally = new DryTally();
        tally.add(json.readTree(row.getString("counts")));
        return new DryRun(
                row.getObject("id", UUID.class),
                row.getObject("flow_id", UUID.class),
                row.getInt("version"),
                (ObjectNode) json.readTree(row.getString("definition")),
                row.getInt("days"),
                Times.instant(row, "from_at"),
                Times.instant(row, "to_at"),
                row.getInt("sample"),
                DryRun.Status.of(row.getString("status")),
                Times.instant(row, "created_at"),
                Times.instantOrNull(row, "ended_at"),
                row.getString("reason"),
                row.getDouble("progress"),
                tally);
    }

    /// What has come of one that is running until now.
    private DryRun soFar(Shop shop, DryRun run) {
        return run.status() == DryRun.Status.RUNNING ? added(shop, run) : run;
    }

    private DryRun added(Shop shop, DryRun run) {
        var tally = new DryTally();
        var done = new long[2];
        db.sql(
                        """
                        select counts, done, total from flow_dry_part
                        where part = any(?) and shop_id = ? and run_id = ?
                        """)
                .params(shop.parts().all(), shop.id(), run.id())
                .query(
                        row -> {
                            tally.add(json.readTree(row.getString("counts")));
                            done[0] += row.getLong("done");
                            done[1] += row.getLong("total");
                        });
        return new DryRun(
                run.id(),
                run.flow(),
                run.version(),
                run.definition(),
                run.days(),
                run.from(),
                run.to(),
                run.sample(),
                run.status(),
                run.createdAt(),
                run.endedAt(),
                run.reason(),
                Math.min(1, done[0] / (double) Math.max(1, done[1])),
                tally);
    }

    /// What is left to do of a dry run in one part.
    ///
    /// @param after people up to this one have been done
    /// @param piece people at a time
    /// @param tries how often in a row it went wrong
    record Part(int shop, UUID run, UUID after, int piece, int tries) {}

    /// The parts in which there is something to do.
    List<Integer> ready() {
        return db.sql("select distinct part from flow_dry_part where not over")
                .query(Integer.class)
                .list();
    }

    /// The oldest that is not over in this part.
    Optional<Part> next(int part) {
        return db.sql(
                        """
                        select shop_id, run_id, after_id, piece, tries from flow_dry_part
                        where part = ? and not over order by run_id limit 1
                        """)
                .param(part)
                .query(
                        (row, _) ->
                                new Part(
                                        row.getInt("shop_id"),
                                        row.getObject("run_id", UUID.class),
                                        after(row.getObject("after_id", UUID.class)),
                                        row.getInt("piece"),
                                        row.getInt("tries")))
                .optional();
    }

    private static UUID after(@Nullable UUID id) {
        return id == null ? new UUID(0, 0) : id;
    }

    /// Statements of this transaction that take longer are given up.
    void hurry(int seconds) {
        db.sql("select set_config('statement_timeout', ?, true)")
                .param(seconds + "s")
                .query(String.class)
                .single();
    }

    /// A piece went wrong: it is tried again with fewer people.
    void again(int part, Shop shop, Part of, int piece, int tries) {
        db.sql(
                        """
                        update flow_dry_part set piece = ?, tries = ?
                        where part = ? and shop_id = ? and run_id = ?
                        """)
                .params(piece, tries, part, shop.id(), of.run())
                .update();
    }

    /// A piece is done.
    ///
    /// @param last the last of its people; null when there were none
    void done(
            int part,
            Shop shop,
            Part of,
            @Nullable UUID last,
            int people,
            int piece,
            boolean over,
            DryTally more) {
        var tally = new DryTally();
        db.sql("select counts from flow_dry_part where part = ? and shop_id = ? and run_id = ?")
                .params(part, shop.id(), of.run())
                .query(
                        row -> {
                            tally.add(json.readTree(row.getString("counts")));
                        });
        tally.add(more.json());
        db.sql(
                        """
                        update flow_dry_part set after_id = ?, done = done + ?, piece = ?, tries = 0,
                            over = ?, counts = ?::jsonb
                        where part = ? and shop_id = ? and run_id = ?
                        """)
                .params(
                        last == null ? of.after() : last,
                        people,
                        piece,
                        over,
                        tally.json().toString(),
                        part,
                        shop.id(),
                        of.run())
                .update();
    }

    boolean allOver(Shop shop, UUID run) {
        return db.sql(
                                """
                                select count(*) from flow_dry_part
                                where part = any(?) and shop_id = ? and run_id = ? and not over
                                """)
                        .params(shop.parts().all(), shop.id(), run)
                        .query(Long.class)
                        .single()
                == 0;
    }

    /// The dry run is over: its numbers are added up, and of the stories those are kept that the
    /// lot fell on.
    void end(Shop shop, DryRun run, DryRun.Status status, @Nullable String reason, Instant now) {
        var sum = added(shop, run);
        db.sql(
                        """
                        update flow_dry_run set status = ?, reason = ?, ended_at = ?, progress = ?,
                            counts = ?::jsonb
                        where shop_id = ? and id = ?
                        """)
                .param(status.text())
                .param(reason)
                .param(Times.utc(now))
                .param(status == DryRun.Status.DONE ? 1.0 : sum.progress())
                .param(sum.tally().json().toString())
                .param(shop.id())
                .param(run.id())
                .update();
        for (var part : shop.parts().all()) {
            db.sql("delete from flow_dry_part where part = ? and shop_id = ? and run_id = ?")
                    .params(part, shop.id(), run.id())
                    .update();
        }
        stories.drawn(shop, run.id(), run.sample());
    }

    void delete(Shop shop, UUID run) {
        for (var part : shop.parts().all()) {
            db.sql("delete from flow_dry_part where part = ? and shop_id = ? and run_id = ?")
                    .params(part, shop.id(), run)
                    .update();
        }
        stories.delete(shop, run);
        db.sql("delete from flow_dry_run where shop_id = ? and id = ?")
                .params(shop.id(), run)
                .update();
    }
}
