package io.ritorno.flow;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.ritorno.account.Shop;
import io.ritorno.platform.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The tables `flow` and `flow_version`. A flow is read each time it matters, so that a pause holds
/// on every node at once; a version never changes and is kept in memory.
@Component
class FlowStore {
    private record Version(int shop, UUID flow, int version) {}

    private final JdbcClient db;
    private final JsonMapper json;
    private final LoadingCache<Version, Optional<Definition>> definitions =
            Caffeine.newBuilder().maximumSize(20_000).build(this::load);
    private final LoadingCache<Version, Stops> stops =
            Caffeine.newBuilder().maximumSize(20_000).build(this::allStops);

    FlowStore(JdbcClient db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    List<Flow> list(Shop shop) {
        return db.sql("select * from flow where shop_id = ? order by created_at desc, id")
                .param(shop.id())
                .query(FlowStore::flow)
                .list();
    }

    /// Those that people may be in, or that may just have been paused.
    List<Flow> active(Shop shop) {
        return db.sql("select * from flow where shop_id = ? and status in ('live', 'paused')")
                .param(shop.id())
                .query(FlowStore::flow)
                .list();
    }

    /// These flows with what they do now; without those that cannot be read.
    List<Live> live(Shop shop, List<Flow> flows) {
        return flows.stream()
                .flatMap(
                        flow ->
                                definition(shop.id(), flow.id(), flow.version()).stream()
                                        .map(definition -> new Live(flow, definition)))
                .toList();
    }

    Map<UUID, Flow> load(int shop, Collection<UUID> ids) {
        var flows = new HashMap<UUID, Flow>();
        db.sql("select * from flow where shop_id = ? and id = any(?)")
                .params(shop, ids.toArray(UUID[]::new))
                .query(FlowStore::flow)
                .list()
                .forEach(flow -> flows.put(flow.id(), flow));
        return flows;
    }

    Optional<Flow> find(Shop shop, UUID id) {
        return db.sql("select * from flow where shop_id = ? and id = ?")
                .params(shop.id(), id)
                .query(FlowStore::flow)
                .optional();
    }

    void insert(Shop shop, Flow flow) {
        db.sql(
                        """
                        insert into flow (shop_id, id, name, status, recipe, version, created_at,
                            updated_at, live_since)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(shop.id())
                .param(flow.id())
                .param(flow.name())
                .param(flow.status().text())
                .param(flow.recipe())
                .param(flow.version())
                .param(Times.utc(flow.createdAt()))
                .param(Times.utc(flow.updatedAt()))
                .param(Times.utcOrNull(flow.liveSince()))
                .update();
    }

    /// @return false when someone else has changed it since: then nothing was written
    boolean update(Shop shop, Flow flow, int versionBefore) {
        return db.sql(
                                """
                                update flow set name = ?, status = ?, version = ?, updated_at = ?,
                                    live_since = ?
                                where shop_id = ? and id = ? and version = ?
                                """)
                        .param(flow.name())
                        .param(flow.status().text())
                        .param(flow.version())
                        .param(Times.utc(flow.updatedAt()))
                        .param(Times.utcOrNull(flow.liveSince()))
                        .param(shop.id())
                        .param(flow.id())
                        .param(versionBefore)
                        .update()
                > 0;
    }

    void delete(Shop shop, UUID flow) {
        db.sql("delete from flow_version where shop_id = ? and flow_id = ?")
                .params(shop.id(), flow)
                .update();
        db.sql("delete from flow where shop_id = ? and id = ?").params(shop.id(), flow).update();
    }

    void insertVersion(Shop shop, UUID flow, int version, ObjectNode definition, Instant now) {
        db.sql(
                        """
                        insert into flow_version (shop_id, flow_id, version, definition, created_at)
                        values (?, ?, ?, ?::jsonb, ?)
                        """)
                .params(shop.id(), flow, version, definition.toString(), Times.utc(now))
                .update();
    }

    /// Forgets a draft's version that nobody ever entered.
    void deleteVersion(Shop shop, UUID flow, int version) {
        db.sql("delete from flow_version where shop_id = ? and flow_id = ? and version = ?")
                .params(shop.id(), flow, version)
                .update();
    }

    record VersionRow(int version, Instant createdAt) {}

    List<VersionRow> versions(Shop shop, UUID flow) {
        return db.sql(
                        """
                        select version, created_at from flow_version
                        where shop_id = ? and flow_id = ? order by version desc
                        """)
                .params(shop.id(), flow)
                .query(
                        (row, _) ->
                                new VersionRow(
                                        row.getInt("version"), Times.instant(row, "created_at")))
                .list();
    }

    /// A version as it was saved.
    ObjectNode json(int shop, UUID flow, int version) {
        return db.sql(
                        """
                        select definition from flow_version
                        where shop_id = ? and flow_id = ? and version = ?
                        """)
                .params(shop, flow, version)
                .query((row, _) -> (ObjectNode) json.readTree(row.getString(1)))
                .single();
    }

    /// What a version does; empty when there is none or it cannot be read.
    Optional<Definition> definition(int shop, UUID flow, int version) {
        var key = new Version(shop, flow, version);
        var found = definitions.get(key);
        // one that is not there yet may come
        if (found.isEmpty()) definitions.invalidate(key);
        return found;
    }

    /// What may end a run of any version of a flow.
    ///
    /// @param events by these names
    /// @param conditions whether there is one that asks a condition
    record Stops(Set<String> events, boolean conditions) {}

    /// What may end a run of any version of this flow up to the present one.
    Stops stops(Shop shop, Flow flow) {
        return stops.get(new Version(shop.id(), flow.id(), flow.version()));
    }

    private Optional<Definition> load(Version version) {
        return db.sql(
                        """
                        select definition from flow_version
                        where shop_id = ? and flow_id = ? and version = ?
                        """)
                .params(version.shop(), version.flow(), version.version())
                .query((row, _) -> json.readTree(row.getString(1)))
                .optional()
                .map(saved -> DefinitionReader.read(saved, _ -> List.of()))
                .filter(read -> read.faults().isEmpty())
                .map(DefinitionReader.Read::definition);
    }

    private Stops allStops(Version last) {
        var names = new HashSet<String>();
        var conditions = false;
        for (var version = last.version(); version > 0; version--) {
            for (var stop :
                    definition(last.shop(), last.flow(), version)
                            .map(Definition::stop)
                            .orElse(List.of())) {
                names.addAll(stop.events());
                conditions |= stop instanceof Stop.Matches;
            }
        }
        return new Stops(Set.copyOf(names), conditions);
    }

    private static Flow flow(ResultSet row, int index) throws SQLException {
        return new Flow(
                row.getObject("id", UUID.class),
                row.getString("name"),
                Flow.Status.of(row.getString("status")),
                row.getString("recipe"),
                row.getInt("version"),
                Times.instant(row, "created_at"),
                Times.instant(row, "updated_at"),
                Times.instantOrNull(row, "live_since"));
    }
}
