package io.ritorno.webhook;

import io.ritorno.account.Shop;
import io.ritorno.platform.Columns;
import io.ritorno.platform.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The table `webhook_call`. Whoever changes it holds the part's event lane.
@Component
class CallStore {
    private final JdbcClient db;
    private final JdbcOperations rows;

    CallStore(JdbcClient db, JdbcOperations rows) {
        this.db = db;
        this.rows = rows;
    }

    void insert(int part, Shop shop, List<NewCall> calls, Instant now) {
        Columns.of(calls)
                .uuids(NewCall::id)
                .uuids(NewCall::run)
                .uuids(NewCall::flow)
                .texts(NewCall::step)
                .uuids(NewCall::secret)
                .texts(NewCall::url)
                .texts(call -> Target.of(call.url()).host())
                .texts(NewCall::body)
                .instants(_ -> now)
                .instants(_ -> now)
                .update(
                        rows,
                        """
                        insert into webhook_call (part, shop_id, status, tries, id, run_id, flow_id,
                            step, secret_id, url, host, body, due_at, created_at)
                        select ?, ?, 'open', 0, c.*
                        from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) c
                        on conflict do nothing
                        """,
                        part,
                        shop.id());
    }

    Map<UUID, Call> find(int part, Shop shop, Collection<UUID> ids) {
        var found = new HashMap<UUID, Call>();
        db.sql(
                        """
                        select id, status, tries, answered, why from webhook_call
                        where part = ? and shop_id = ? and id = any(?)
                        """)
                .params(part, shop.id(), ids.toArray(UUID[]::new))
                .query(
                        row -> {
                            var id = row.getObject("id", UUID.class);
                            found.put(id, call(id, row));
                        });
        return found;
    }

    private static Call call(UUID id, ResultSet row) throws SQLException {
        var state =
                switch (row.getString("status")) {
                    case "delivered" -> Call.State.DELIVERED;
                    case "failed" -> Call.State.FAILED;
                    default -> Call.State.OPEN;
                };
        return new Call(
                id,
                state,
                row.getInt("tries"),
                row.getObject("answered", Integer.class),
                row.getString("why"));
    }

    void delete(int part, Shop shop, Collection<UUID> ids) {
        if (ids.isEmpty()) return;
        db.sql("delete from webhook_call where part = ? and shop_id = ? and id = any(?)")
                .params(part, shop.id(), ids.toArray(UUID[]::new))
                .update();
    }

    void deleteOfRuns(int part, Shop shop, Collection<UUID> runs) {
        if (runs.isEmpty()) return;
        db.sql("delete from webhook_call where part = ? and shop_id = ? and run_id = any(?)")
                .params(part, shop.id(), runs.toArray(UUID[]::new))
                .update();
    }

    /// Parts in which a call is due, or was under way when a process died.
    List<Integer> ready(Instant now) {
        return db.sql(
                        """
                        select l.part from lane l
                        where l.kind = 'event' and exists (
                            select 1 from webhook_call c
                            where c.part = l.part and c.due_at <= ?)
                        order by l.part
                        """)
                .param(Times.utc(now))
                .query(Integer.class)
                .list();
    }

    Optional<Instant> nextDue(Instant after) {
        return db.sql(
                        """
                        select min(c.due_at) from lane l, lateral (
                            select due_at from webhook_call
                            where part = l.part and due_at > ?
                            order by due_at limit 1) c
                        where l.kind = 'event'
                        """)
                .param(Times.utc(after))
                .query((row, _) -> Optional.ofNullable(Times.instantOrNull(row, "min")))
                .single();
    }

    /// A call that is due.
    record Due(
            int shop,
            UUID id,
            UUID run,
            UUID flow,
            String step,
            @Nullable UUID secret,
            String url,
            String host,
            String body,
            int tries) {}

    /// Calls that are due, some of each host, so that however many wait for one they are not in the
    /// way of the others: hop from host to host in the index.
    ///
    /// @param full hosts that take no more now
    /// @param each of one host, at most
    /// @param all of all hosts, at most
    List<Due> due(int part, Instant now, Set<String> full, int each, int all) {
        return db.sql(
                        """
                        with recursive host as (
                            (select c.host as name from webhook_call c
                            where c.part = :part and c.due_at is not null
                            order by c.host limit 1)
                            union all
                            select (select min(c.host) from webhook_call c
                                where c.part = :part and c.due_at is not null and c.host > h.name)
                            from host h where h.name is not null)
                        select c.shop_id, c.id, c.run_id, c.flow_id, c.step, c.secret_id, c.url,
                            c.host, c.body, c.tries
                        from host h cross join lateral (
                            select * from webhook_call c
                            where c.part = :part and c.host = h.name and c.due_at <= :now
                            order by c.due_at limit :each) c
                        where h.name is not null and h.name <> all(:full)
                        order by c.due_at
                        limit :all
                        """)
                .param("part", part)
                .param("now", Times.utc(now))
                .param("full", full.toArray(String[]::new))
                .param("each", each)
                .param("all", all)
                .query(CallStore::due)
                .list();
    }

    private static Due due(ResultSet row, int index) throws SQLException {
        return new Due(
                row.getInt("shop_id"),
                row.getObject("id", UUID.class),
                row.getObject("run_id", UUID.class),
                row.getObject("flow_id", UUID.class),
                row.getString("step"),
                row.getObject("secret_id", UUID.class),
                row.getString("url"),
                row.getString("host"),
                row.getString("body"),
                row.getInt("tries"));
    }

    /// Takes calls in hand. They are due again at `until`, should nothing more be heard of them.
    void claim(int part, Shop shop, Collection<UUID> ids, Instant until) {
        if (ids.isEmpty()) return;
        db.sql(
                        """
                        update webhook_call set tries = tries + 1, due_at = ?
                        where part = ? and shop_id = ? and id = any(?)
                        """)
                .params(Times.utc(until), part, shop.id(), ids.toArray(UUID[]::new))
                .update();
    }

    void layAside(int part, Shop shop, Collection<UUID> ids) {
        if (ids.isEmpty()) return;
        db.sql(
                        """
                        update webhook_call set status = 'aside', due_at = null
                        where part = ? and shop_id = ? and id = any(?)
                        """)
                .params(part, shop.id(), ids.toArray(UUID[]::new))
                .update();
    }

    void resume(Shop shop, UUID flow, Instant now) {
        db.sql(
                        """
                        update webhook_call set status = 'open', due_at = ?
                        where part = any(?) and shop_id = ? and flow_id = ? and status = 'aside'
                        """)
                .params(Times.utc(now), shop.parts().all(), shop.id(), flow)
                .update();
    }

    /// What a try came to.
    ///
    /// @param tries the number of that try
    /// @param status as kept: `open` to try again, `delivered`, `failed`
    record Outcome(
            UUID id, int tries, String status, @Nullable Instant dueAt, int answered, String why) {}

    /// Writes outcomes; what was delivered is, whichever try it was, but a failure counts only of
    /// the last. What is over needs its body no more.
    ///
    /// @return runs whose calls are over
    List<UUID> settle(int part, Shop shop, List<Outcome> outcomes) {
        return Columns.of(outcomes)
                .uuids(Outcome::id)
                .ints(Outcome::tries)
                .texts(Outcome::status)
                .instants(Outcome::dueAt)
                .ints(outcome -> outcome.answered() == 0 ? null : outcome.answered())
                .texts(outcome -> outcome.why().isEmpty() ? null : outcome.why())
                .query(
                        rows,
                        """
                        update webhook_call c set status = o.status, due_at = o.due_at,
                            answered = o.answered, why = o.why,
                            body = case when o.status = 'open' then c.body else '' end
                        from unnest(?, ?, ?, ?, ?, ?) o (id, tries, status, due_at, answered, why)
                        where c.part = ? and c.shop_id = ? and c.id = o.id
                            and c.status in ('open', 'aside')
                            and (o.status = 'delivered' or c.tries = o.tries and c.status = 'open')
                        returning c.run_id, c.status
                        """,
                        row ->
                                new Settled(
                                        row.getObject("run_id", UUID.class),
                                        !row.getString("status").equals("open")),
                        List.of(),
                        List.of(part, shop.id()))
                .stream()
                .filter(Settled::over)
                .map(Settled::run)
                .toList();
    }

    private record Settled(UUID run, boolean over) {}
}
