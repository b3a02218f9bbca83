package io.ritorno.segment;

import io.ritorno.account.Shop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/// Where segments are in use: in the conditions of other segments, and in flows that are not
/// archived, by their present version or one that people are still going through.
@Component
class SegmentUses {
    private final JdbcOperations db;

    SegmentUses(JdbcOperations db) {
        this.db = db;
    }

    private record Flow(UUID id, String name, String definition) {}

    Map<UUID, List<SegmentUse>> of(Shop shop, List<Segment> segments) {
        var uses = new HashMap<UUID, List<SegmentUse>>();
        if (segments.isEmpty()) return uses;
        var flows = flows(shop);
        for (var segment : segments) {
            var id = segment.id().toString();
            var of = new ArrayList<SegmentUse>();
            for (var other : segments)
                if (other != segment && other.stored().toString().contains(id))
                    of.add(new SegmentUse("segment", other.id(), other.name()));
            for (var flow : flows) {
                var use = new SegmentUse("flow", flow.id(), flow.name());
                if (flow.definition().contains(id) && !of.contains(use)) of.add(use);
            }
            if (!of.isEmpty()) uses.put(segment.id(), List.copyOf(of));
        }
        return uses;
    }

    private List<Flow> flows(Shop shop) {
        return Sql.of(
                        """
                        select f.id, f.name, v.definition::text as definition
                        from flow f
                        join flow_version v on v.shop_id = f.shop_id and v.flow_id = f.id
                        where f.shop_id = ? and f.status <> 'archived'
                        and (v.version = f.version or exists (
                            select 1 from flow_run r
                            where r.part = any(?) and r.shop_id = ? and r.flow_id = f.id
                            and r.version = v.version and r.status in ('running', 'paused', 'parked')))
                        order by f.name, f.id
                        """,
                        shop.id(),
                        shop.parts().all(),
                        shop.id())
                .query(
                        db,
                        row ->
                                new Flow(
                                        row.getObject("id", UUID.class),
                                        row.getString("name"),
                                        row.getString("definition")));
    }
}
