package io.ritorno.flow;

import io.ritorno.platform.Times;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// What a flow that is tried on the past really brought about by moving people to others, so that a
/// dry run that finds it out by itself does not count it twice. Reads `flow_run`.
@Component
class PastMoves {
    private final JdbcTemplate db;

    PastMoves(JdbcTemplate db) {
        this.db = db;
    }

    /// @param runs that came of the tried flow's moves, in whichever flow
    /// @param by what let people into these, and into any flow that they were moved to since
    record Brought(Set<UUID> runs, Set<UUID> by) {
        static final Brought NOTHING = new Brought(Set.of(), Set.of());
    }

    private record Row(UUID id, UUID flow, UUID by, UUID moves) {}

    /// What the flow brought about in the period, by moving these people to another flow or to one
    /// that moved them on.
    ///
    /// @param flows all that people of the tried one may be in, itself too
    Brought brought(Past past, UUID tried, Set<UUID> flows, Collection<UUID> ids) {
        var left =
                new ArrayList<>(
                        db.query(
                                """
                                select id, flow_id, step, entered_step_at, context ->> 'by' as by
                                from flow_run
                                where part = ? and shop_id = ? and profile_id = any(?)
                                    and flow_id = any(?) and entered_at between ? and ?
                                """,
                                (row, _) -> {
                                    var id = row.getObject("id", UUID.class);
                                    var by = row.getString("by");
                                    return new Row(
                                            id,
                                            row.getObject("flow_id", UUID.class),
                                            by == null ? id : UUID.fromString(by),
                                            Moves.by(
                                                    id,
                                                    row.getString("step"),
                                                    Times.instant(row, "entered_step_at")));
                                },
                                past.part,
                                past.shop.id(),
                                ids.toArray(UUID[]::new),
                                flows.toArray(UUID[]::new),
                                Times.utc(past.from),
                                Times.utc(past.to)));
        var runs = new HashSet<UUID>();
        var by = new HashSet<UUID>();
        for (var row : left) if (row.flow().equals(tried)) by.add(row.moves());
        // what was brought about may have brought about more
        while (true) {
            var more = left.stream().filter(row -> by.contains(row.by())).toList();
            if (more.isEmpty()) return new Brought(runs, by);
            left.removeAll(more);
            for (var row : more) {
                runs.add(row.id());
                by.add(row.moves());
            }
        }
    }
}
