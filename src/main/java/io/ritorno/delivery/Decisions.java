package io.ritorno.delivery;

import io.ritorno.account.Shop;
import io.ritorno.platform.Columns;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Months;
import io.ritorno.platform.Page;
import io.ritorno.platform.Reason;
import io.ritorno.platform.Times;
import io.ritorno.profile.Merges;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The decision log: every answer of the gate and of a flow about a person.
@Component
public class Decisions {
    private final JdbcOperations rows;
    private final JdbcClient db;
    private final Months months;
    private final Merges merges;
    private final JsonMapper json;

    Decisions(JdbcOperations rows, JdbcClient db, Months months, Merges merges, JsonMapper json) {
        this.merges = merges;
        this.rows = rows;
        this.db = db;
        this.months = months;
        this.json = json;
    }

    /// Writes them in the caller's transaction.
    public void record(int part, Shop shop, List<Decision> decisions) {
        if (decisions.isEmpty()) return;
        months.ensure("decision", decisions.stream().map(Decision::at).distinct().toList());
        Columns.of(decisions)
                .uuids(Decision::profile)
                .instants(Decision::at)
                .uuids(decision -> Ids.next(decision.at()))
                .texts(Decision::outcome)
                .texts(Decision::reason)
                .jsons(Decision::detail)
                .uuids(Decision::flow)
                .uuids(Decision::run)
                .texts(Decision::step)
                .uuids(Decision::message)
                .update(
                        rows,
                        """
                        insert into decision (part, shop_id, profile_id, at, id, outcome, reason,
                            detail, flow_id, run_id, step, message_id)
                        select ?, ?, d.* from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) d
                        """,
                        part,
                        shop.id());
    }

    /// A decision as the screens show it, the reasons in its details in the caller's language.
    public record Shown(
            UUID id,
            Instant at,
            String outcome,
            String reason,
            JsonNode detail,
            @Nullable FlowName flow,
            @Nullable UUID run,
            @Nullable String step,
            @Nullable UUID message) {}

    public record FlowName(UUID id, String name) {}

    /// A person's decisions, newest first, and those about whoever has become her: a decision stays
    /// with the one it was about, so that undoing a merge has nothing to sort out.
    public Page<Shown> list(Shop shop, UUID profile, @Nullable String cursor, int limit) {
        Page.limit(limit);
        var position = Page.position(cursor, 2);
        var before = position.isEmpty() ? Instant.MAX : Instant.parse(position.get(0));
        var people = merges.everMergedInto(shop, profile);
        var last = position.isEmpty() ? new UUID(-1, -1) : UUID.fromString(position.get(1));
        var read =
                db.sql(
                                """
                                select d.id, d.at, d.outcome, d.reason, d.detail, d.flow_id, d.run_id,
                                    d.step, d.message_id, f.name as flow_name
                                from decision d
                                left join flow f on f.shop_id = d.shop_id and f.id = d.flow_id
                                where d.part = any(:parts) and d.shop_id = :shop
                                    and d.profile_id = any(:people)
                                    and (d.at, d.id) < (:before, :last)
                                order by d.at desc, d.id desc
                                limit :limit
                                """)
                        .param(
                                "parts",
                                people.stream()
                                        .map(shop.parts()::of)
                                        .distinct()
                                        .toArray(Integer[]::new))
                        .param("shop", shop.id())
                        .param("people", people.toArray(UUID[]::new))
                        .param("before", Times.utc(before.equals(Instant.MAX) ? FAR : before))
                        .param("last", last)
                        .param("limit", limit + 1)
                        .query(this::shown)
                        .list();
        return Page.of(read, limit, row -> List.of(row.at().toString(), row.id().toString()));
    }

    /// Decisions that one run may have on a screen: a circle of messages passes at most so many.
    private static final int MOST_OF_RUN = 1_000;

    /// What a flow and the gate decided of one run, in the order in which they did.
    public List<Shown> ofRun(Shop shop, UUID run) {
        return db.sql(
                        """
                        select d.id, d.at, d.outcome, d.reason, d.detail, d.flow_id, d.run_id,
                            d.step, d.message_id, f.name as flow_name
                        from decision d
                        left join flow f on f.shop_id = d.shop_id and f.id = d.flow_id
                        where d.part = any(?) and d.shop_id = ? and d.run_id = ?
                        order by d.at, d.id limit ?
                        """)
                .params(shop.parts().all(), shop.id(), run, MOST_OF_RUN)
                .query(this::shown)
                .list();
    }

    private static final Instant FAR = Instant.parse("9999-01-01T00:00:00Z");

    private Shown shown(ResultSet row, int index) throws SQLException {
        var flow = row.getObject("flow_id", UUID.class);
        var name = row.getString("flow_name");
        return new Shown(
                row.getObject("id", UUID.class),
                Times.instant(row, "at"),
                row.getString("outcome"),
                row.getString("reason"),
                Reason.told((ObjectNode) json.readTree(row.getString("detail"))),
                flow == null ? null : new FlowName(flow, name == null ? "" : name),
                row.getObject("run_id", UUID.class),
                row.getString("step"),
                row.getObject("message_id", UUID.class));
    }
}
