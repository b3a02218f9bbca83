package io.ritorno.delivery;

import io.ritorno.account.Shop;
import io.ritorno.platform.Columns;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Lane;
import io.ritorno.platform.Lanes;
import io.ritorno.platform.Months;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/// The queue of messages: where a flow says that a person shall be written to.
@Component
public class Messages {
    private final JdbcOperations rows;
    private final Months months;
    private final Lanes lanes;
    private final InstantSource time;
    private final Decisions decisions;
    private final JsonMapper json;

    Messages(
            JdbcOperations rows,
            Months months,
            Lanes lanes,
            InstantSource time,
            Decisions decisions,
            JsonMapper json) {
        this.rows = rows;
        this.months = months;
        this.lanes = lanes;
        this.time = time;
        this.decisions = decisions;
        this.json = json;
    }

    private record Queued(UUID id, NewMessage message) {}

    /// Queues messages in the caller's transaction. A message whose occurrence was there before is
    /// left out, with a decision that says so, so a retry is safe; that one person is written to
    /// twice for one reason is not possible even after the first message is long gone.
    ///
    /// @param messages of people of this part
    /// @return message ids by occurrence, of those that are new
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<UUID, UUID> queue(int part, Shop shop, List<NewMessage> messages) {
        if (messages.isEmpty()) return Map.of();
        var now = time.instant().truncatedTo(ChronoUnit.MILLIS);
        var fresh =
                new HashSet<>(
                        Columns.of(messages)
                                .uuids(NewMessage::occurrence)
                                .query(
                                        rows,
                                        """
                                        insert into occurrence (part, shop_id, at, id)
                                        select ?, ?, ?, o.id from unnest(?) o (id)
                                        on conflict do nothing
                                        returning id
                                        """,
                                        row -> row.getObject(1, UUID.class),
                                        part,
                                        shop.id(),
                                        now));
        var queued = new ArrayList<Queued>();
        var repeated = new ArrayList<Decision>();
        var ids = new LinkedHashMap<UUID, UUID>();
        for (var message : messages) {
            if (!fresh.remove(message.occurrence())) {
                repeated.add(repeated(message, now));
                continue;
            }
            var id = Ids.next(now);
            queued.add(new Queued(id, message));
            ids.put(message.occurrence(), id);
        }
        // an id may be a little ahead of the clock, and so in the next month
        months.ensure("message", queued.stream().map(row -> Ids.time(row.id())).toList());
        Columns.of(queued)
                .uuids(Queued::id)
                // the time that stands in the id, so that the row is found by the id alone
                .instants(row -> Ids.time(row.id()))
                .uuids(row -> row.message().profile())
                .uuids(row -> row.message().profile())
                .texts(row -> row.message().channel())
                .booleans(row -> row.message().transactional())
                .uuids(row -> row.message().flow())
                .ints(row -> row.message().flowVersion())
                .uuids(row -> row.message().run())
                .texts(row -> row.message().step())
                .uuids(row -> row.message().cart())
                .jsons(row -> row.message().context())
                .instants(row -> row.message().due())
                .ints(row -> row.message().priority())
                .jsons(row -> row.message().coupon())
                .update(
                        rows,
                        """
                        insert into message (part, shop_id, status, id, at, profile_id, origin_id,
                            channel, transactional, flow_id, flow_version, run_id, step, cart_id,
                            context, due_at, priority, coupon)
                        select ?, ?, 'queued', m.*
                        from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) m
                        """,
                        part,
                        shop.id());
        decisions.record(part, shop, repeated);
        signalAfterCommit();
        return ids;
    }

    private Decision repeated(NewMessage message, Instant now) {
        return new Decision(
                message.profile(),
                now,
                "skip",
                "already-sent",
                json.createObjectNode(),
                message.flow(),
                message.run(),
                message.step(),
                null);
    }

    private record Cancelled(
            UUID id,
            UUID profile,
            @Nullable UUID flow,
            @Nullable UUID run,
            @Nullable String step) {}

    /// Takes back what these runs have queued and not yet handed over, and records it. What is
    /// being handed over at this moment goes out.
    @Transactional(propagation = Propagation.MANDATORY)
    public int cancel(int part, Shop shop, Collection<UUID> runs, String reason) {
        return cancel(part, shop, runs, "run_id", reason);
    }

    /// Takes back everything that is queued for a person, in the same way.
    @Transactional(propagation = Propagation.MANDATORY)
    public int cancelAll(int part, Shop shop, UUID profile, String reason) {
        return cancel(part, shop, List.of(profile), "profile_id", reason);
    }

    private int cancel(int part, Shop shop, Collection<UUID> ids, String column, String reason) {
        var now = time.instant();
        var cancelled =
                Columns.of(List.copyOf(ids))
                        .uuids(id -> id)
                        .query(
                                rows,
                                """
                                update message m set status = 'skipped', due_at = null, reason = ?
                                where m.part = ? and m.shop_id = ? and m.status = 'queued'
                                    and m.%s in (select unnest(?))
                                returning m.id, m.profile_id, m.flow_id, m.run_id, m.step
                                """
                                        .formatted(column),
                                row ->
                                        new Cancelled(
                                                row.getObject("id", UUID.class),
                                                row.getObject("profile_id", UUID.class),
                                                row.getObject("flow_id", UUID.class),
                                                row.getObject("run_id", UUID.class),
                                                row.getString("step")),
                                reason,
                                part,
                                shop.id());
        decisions.record(
                part,
                shop,
                cancelled.stream()
                        .map(
                                row ->
                                        new Decision(
                                                row.profile(),
                                                now,
                                                "skip",
                                                reason,
                                                json.createObjectNode(),
                                                row.flow(),
                                                row.run(),
                                                row.step(),
                                                row.id()))
                        .toList());
        return cancelled.size();
    }

    private void signalAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        lanes.signal(Lane.SEND);
                    }
                });
    }
}
