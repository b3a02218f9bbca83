package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.platform.Columns;
import io.ritorno.platform.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The table `flow_dry_person`: the stories of some of those whom a dry run let in, drawn by lot.
@Component
class DryStories {
    private final JdbcClient db;
    private final JdbcOperations rows;
    private final JsonMapper json;

    DryStories(JdbcClient db, JdbcOperations rows, JsonMapper json) {
        this.db = db;
        this.rows = rows;
        this.json = json;
    }

    /// Keeps the stories of those on whom the lot falls, so many in each part.
    void tell(int part, Shop shop, UUID run, List<PastRun> told, int most) {
        Columns.of(told)
                .uuids(PastRun::lot)
                .uuids(PastRun::person)
                .instants(each -> each.run.enteredAt())
                .texts(each -> each.outcome)
                .jsons(PastRun::story)
                .update(
                        rows,
                        """
                        insert into flow_dry_person (part, shop_id, run_id, lot, profile_id,
                            entered_at, outcome, story)
                        select ?, ?, ?, n.* from unnest(?, ?, ?, ?, ?) n
                        on conflict do nothing
                        """,
                        part,
                        shop.id(),
                        run);
        if (told.isEmpty()) return;
        db.sql(
                        """
                        delete from flow_dry_person
                        where part = ? and shop_id = ? and run_id = ? and lot not in (
                            select lot from flow_dry_person
                            where part = ? and shop_id = ? and run_id = ? order by lot limit ?)
                        """)
                .params(part, shop.id(), run, part, shop.id(), run, most)
                .update();
    }

    /// Somebody's story.
    record Told(
            UUID lot, UUID profile, Instant enteredAt, String outcome, List<ObjectNode> story) {}

    /// @param after of those after this lot
    List<Told> people(Shop shop, UUID run, UUID after, int limit) {
        return db.sql(
                        """
                        select lot, profile_id, entered_at, outcome, story from flow_dry_person
                        where part = any(?) and shop_id = ? and run_id = ? and lot > ?
                        order by lot limit ?
                        """)
                .params(shop.parts().all(), shop.id(), run, after, limit)
                .query(
                        (row, _) -> {
                            var story = new ArrayList<ObjectNode>();
                            for (var note : json.readTree(row.getString("story")))
                                story.add((ObjectNode) note);
                            return new Told(
                                    row.getObject("lot", UUID.class),
                                    row.getObject("profile_id", UUID.class),
                                    Times.instant(row, "entered_at"),
                                    row.getString("outcome"),
                                    story);
                        })
                .list();
    }

    /// Of all parts together only so many stay.
    void drawn(Shop shop, UUID run, int most) {
        var lots =
                db.sql(
                                """
                                select lot from flow_dry_person
                                where part = any(?) and shop_id = ? and run_id = ?
                                order by lot limit ?
                                """)
                        .params(shop.parts().all(), shop.id(), run, most)
                        .query(UUID.class)
                        .list();
        if (lots.isEmpty()) return;
        for (var part : shop.parts().all())
            db.sql(
                            """
                            delete from flow_dry_person
                            where part = ? and shop_id = ? and run_id = ? and lot > ?
                            """)
                    .params(part, shop.id(), run, lots.getLast())
                    .update();
    }

    void delete(Shop shop, UUID run) {
        for (var part : shop.parts().all())
            db.sql("delete from flow_dry_person where part = ? and shop_id = ? and run_id = ?")
                    .params(part, shop.id(), run)
                    .update();
    }
}
