package io.ritorno.segment;

import io.ritorno.account.Shop;
import io.ritorno.platform.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Reads and writes the definitions of segments.
@Component
class SegmentStore {
    private static final String SELECT =
            "select id, name, condition, created_at, updated_at from segment where shop_id = ?";

    private final JdbcClient db;
    private final JsonMapper json;

    SegmentStore(JdbcClient db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    /// By name.
    List<Segment> list(Shop shop) {
        return db.sql(SELECT + " order by lower(name), id")
                .param(shop.id())
                .query(this::segment)
                .list();
    }

    Optional<Segment> find(Shop shop, UUID id) {
        return db.sql(SELECT + " and id = ?").params(shop.id(), id).query(this::segment).optional();
    }

    void insert(Shop shop, UUID id, String name, Condition condition, Instant now) {
        db.sql(
                        """
                        insert into segment (shop_id, id, name, condition, created_at, updated_at)
                        values (?, ?, ?, ?::jsonb, ?, ?)
                        """)
                .params(
                        shop.id(),
                        id,
                        name,
                        ConditionJson.write(condition),
                        Times.utc(now),
                        Times.utc(now))
                .update();
    }

    void update(Shop shop, UUID id, String name, Condition condition, Instant now) {
        db.sql(
                        """
                        update segment set name = ?, condition = ?::jsonb, updated_at = ?
                        where shop_id = ? and id = ?
                        """)
                .params(name, ConditionJson.write(condition), Times.utc(now), shop.id(), id)
                .update();
    }

    void delete(Shop shop, UUID id) {
        db.sql("delete from segment where shop_id = ? and id = ?").params(shop.id(), id).update();
    }

    private Segment segment(ResultSet row, int index) throws SQLException {
        var stored = row.getString("condition");
        return new Segment(
                row.getObject("id", UUID.class),
                row.getString("name"),
                switch (ConditionJson.read(stored)) {
                    case ConditionJson.Reading.Valid(var condition) -> condition;
                    case ConditionJson.Reading.Faulty _ -> null;
                },
                json.readTree(stored),
                Times.instant(row, "created_at"),
                Times.instant(row, "updated_at"));
    }
}
