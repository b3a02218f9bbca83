package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.platform.Times;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What the engine has made of a shop's flows, in the words of [FlowModel].
final class FlowOutcome {
    private final JdbcClient db;
    private final Shop shop;
    private final List<UUID> ids;

    FlowOutcome(JdbcClient db, Shop shop, List<Live> flows) {
        this.db = db;
        this.shop = shop;
        this.ids = flows.stream().map(live -> live.flow().id()).toList();
    }

    /// What the flows' numbers say, without noughts: `0 s1`, and `0` of a flow as a whole.
    Map<String, Integer> numbers(String name) {
        return counted(
                """
                select flow_id, step as what, sum(n) as n from flow_count
                where part = any(?) and shop_id = ? and name = '%s'
                group by flow_id, step having sum(n) <> 0
                """
                        .formatted(name));
    }

    /// What was decided of people and runs, other than by the gate: `0 s1 branched yes`.
    Map<String, Integer> decided() {
        return counted(
                """
                select flow_id, concat_ws(' ', coalesce(step, ''), outcome, reason, detail ->> 'answer')
                    as what, count(*) as n
                from decision
                where part = any(?) and shop_id = ? and message_id is null and flow_id is not null
                group by flow_id, what
                """);
    }

    private Map<String, Integer> counted(String sql) {
        var counted = new TreeMap<String, Integer>();
        db.sql(sql)
                .params(shop.parts().all(), shop.id())
                .query(
                        row -> {
                            var index = ids.indexOf(row.getObject("flow_id", UUID.class));
                            var what = (index + " " + row.getString("what")).strip();
                            counted.put(what, row.getInt("n"));
                        });
        return counted;
    }

    /// Each run as it stands, with the messages that it queued.
    List<String> runs() {
        var sent = new LinkedHashMap<UUID, List<String>>();
        db.sql(
                        """
                        select run_id, step, status from message
                        where part = any(?) and shop_id = ? order by at, id
                        """)
                .params(shop.parts().all(), shop.id())
                .query(
                        row -> {
                            sent.computeIfAbsent(
                                            row.getObject("run_id", UUID.class),
                                            _ -> new ArrayList<>())
                                    .add(row.getString("step") + " " + row.getString("status"));
                        });
        return db.sql(
                        """
                        select flow_id, id, profile_id, status, step, reason, wake_at from flow_run
                        where part = any(?) and shop_id = ?
                        """)
                .params(shop.parts().all(), shop.id())
                .query(
                        (row, _) ->
                                String.join(
                                        " ",
                                        "" + ids.indexOf(row.getObject("flow_id", UUID.class)),
                                        row.getString("id"),
                                        row.getString("profile_id"),
                                        row.getString("status"),
                                        row.getString("step"),
                                        String.valueOf(row.getString("reason")),
                                        row.getString("status").equals("running")
                                                ? String.valueOf(
                                                        Times.instantOrNull(row, "wake_at"))
                                                : "over",
                                        sent.getOrDefault(
                                                        row.getObject("id", UUID.class), List.of())
                                                .toString()))
                .list();
    }
}
