package io.ritorno.event;

import static io.ritorno.platform.Times.utc;

import io.ritorno.account.Shop;
import io.ritorno.account.Shops;
import io.ritorno.platform.Columns;
import io.ritorno.platform.DatabaseTrouble;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Lane;
import io.ritorno.platform.LaneWork;
import io.ritorno.platform.Unfit;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ObjectNode;

/// Takes what waits in the inbox of a part, drops repeats, finds out whose it is, and walks it
/// through the [Pipeline]: one transaction a batch, in order of arrival.
///
/// When a batch fails, it is rolled back to its beginning and tried in halves, until the call that
/// does it stands alone; that one is kept in `failed_event` with the reason and can be retried.
/// Trouble with the database itself fails nothing: the batch stays in the inbox.
@Component
@Order(0)
class EventLane implements LaneWork {
    private static final Logger LOG = LoggerFactory.getLogger(EventLane.class);

    /// Calls applied together: so many that half a megabyte of usual ones is one batch.
    private static final int CALLS = 2000;

    /// Field of a call that one lane hands on to another: by it the person became known.
    private static final String KNOWN = "becameKnown";

    /// A call on its way, with what the inbox said of it.
    ///
    /// @param id by which a repeat is known again
    private record Item(Shop shop, String source, Call call, @Nullable UUID profile, UUID id) {
        Item(Shop shop, String source, Call call, @Nullable UUID profile) {
            this(
                    shop,
                    source,
                    call,
                    profile,
                    Ids.stable("" + shop.id(), "message", call.messageId()));
        }
    }

    private final JdbcClient db;
    private final JdbcTemplate batches;
    private final ReadAhead inbox;
    private final Shops shops;
    private final Identifier identifier;
    private final Pipeline pipeline;
    private final TransactionTemplate savepoint;

    EventLane(
            JdbcClient db,
            JdbcTemplate batches,
            ReadAhead inbox,
            Shops shops,
            Identifier identifier,
            Pipeline pipeline,
            PlatformTransactionManager transactions) {
        this.db = db;
        this.batches = batches;
        this.inbox = inbox;
        this.shops = shops;
        this.identifier = identifier;
        this.pipeline = pipeline;
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    @Override
    public String name() {
        return "events";
    }

    @Override
    public Lane lane() {
        return Lane.EVENT;
    }

    @Override
    public List<Integer> ready(Instant now) {
        return db.sql(
                        """
                        select l.part from lane l
                        where l.kind = 'event' and exists (select 1 from inbox i where i.part = l.part)
                        order by l.part
                        """)
                .query(Integer.class)
                .list();
    }

    @Override
    public int run(int part, Instant now) {
        TransactionSynchronizationManager.registerSynchronization(new Undone(part));
        var rows = inbox.take(part);
        if (ReadAhead.full(rows)) {
            inbox.begin(part, rows);
            doNotWaitForTheDisk();
        }
        var items = new ArrayList<Item>();
        for (var row : rows) {
            var shop = shops.find(row.shop());
            if (shop.isEmpty()) continue; // deleted since
            for (var call : row.calls())
                items.add(new Item(shop.get(), row.source(), call, profile(row, call)));
        }
        for (var i = 0; i < items.size(); i += CALLS)
            apply(part, items.subList(i, Math.min(items.size(), i + CALLS)), now);
        return items.size();
    }

    /// Should the machine fail before this batch is on the disk, its rows are in the inbox again,
    /// whose commit was waited for, and are applied anew: nothing is lost, and nobody can have been
    /// told of it, since a hand-over waits for its own commit and with it for all before. A batch
    /// that is not full, as the last one of a backlog is, is waited for as always.
    private void doNotWaitForTheDisk() {
        db.sql("select set_config('synchronous_commit', 'off', true)").query(String.class).single();
    }

    /// When a batch does not come into effect, nothing that is remembered of it does.
    private final class Undone implements TransactionSynchronization {
        private final int part;

        Undone(int part) {
            this.part = part;
        }

        @Override
        public void afterCompletion(int status) {
            if (status == STATUS_COMMITTED) return;
            inbox.forget(part);
            pipeline.rolledBack();
        }
    }

    /// Applies calls that nobody has to wait for, or fails as a whole.
    void applyNow(int part, Shop shop, List<Call> calls, UUID profile, Instant now) {
        var items = calls.stream().map(call -> new Item(shop, Event.OWN, call, profile)).toList();
        process(part, items, now);
    }

    /// Whose it is already known to be: found out by another part's lane, or said by ourselves.
    private static @Nullable UUID profile(ReadAhead.Row row, Call call) {
        if (row.profile() != null) return row.profile();
        if (!row.source().equals(Event.OWN)) return null;
        var told = Event.text(call.node(), "profile");
        return told == null ? null : UUID.fromString(told);
    }

    private void apply(int part, List<Item> items, Instant now) {
        try {
            savepoint.executeWithoutResult(_ -> process(part, items, now));
        } catch (RuntimeException e) {
            pipeline.rolledBack();
            if (DatabaseTrouble.in(e)) throw e;
            if (items.size() == 1) {
                fail(part, items.getFirst(), e, now);
                return;
            }
            var half = items.size() / 2;
            apply(part, items.subList(0, half), now);
            apply(part, items.subList(half, items.size()), now);
        }
    }

    private void process(int part, List<Item> items, Instant now) {
        var byShop = new LinkedHashMap<Integer, List<Item>>();
        for (var item : unseen(part, items, now))
            byShop.computeIfAbsent(item.shop().id(), _ -> new ArrayList<>()).add(item);
        var events = new ArrayList<Event>();
        var origins = new HashMap<UUID, UUID>();
        var known = new ArrayList<Event>();
        byShop.forEach((_, ofShop) -> identify(part, ofShop, now, events, origins, known));
        var batch = new Batch(part, now, events, origins);
        for (var event : known) batch.note(new BecameKnown(event));
        pipeline.run(batch);
    }

    /// Drops what has been seen before, in the database or earlier in the list.
    private List<Item> unseen(int part, List<Item> items, Instant now) {
        var candidates = items.stream().filter(item -> !forwarded(item)).toList();
        var fresh =
                new HashSet<>(
                        Columns.of(candidates)
                                .ints(item -> item.shop().id())
                                .uuids(Item::id)
                                .query(
                                        batches,
                                        """
                                        insert into seen (part, shop_id, id, at)
                                        select ?, s.shop, s.id, ? from unnest(?, ?) s (shop, id)
                                        on conflict (part, shop_id, id) do nothing
                                        returning id
                                        """,
                                        row -> row.getObject(1, UUID.class),
                                        part,
                                        now));
        return items.stream().filter(item -> forwarded(item) || fresh.remove(item.id())).toList();
    }

    /// Another lane has looked at it and sent it here.
    private static boolean forwarded(Item item) {
        return item.profile() != null && !item.source().equals(Event.OWN);
    }

    private void identify(
            int part,
            List<Item> items,
            Instant now,
            List<Event> events,
            HashMap<UUID, UUID> origins,
            List<Event> known) {
        var shop = items.getFirst().shop();
        var calls =
                items.stream()
                        .map(item -> new Identifier.Resolved(item.call(), item.profile()))
                        .toList();
        var identified = identifier.identify(shop, calls, now);
        for (var i = 0; i < items.size(); i++) {
            var who = identified.get(i);
            if (who.profile().equals(Identifier.ERASED)) continue;
            var nobody = who.profile().equals(Event.NOBODY);
            var to = nobody ? shop.home() : shop.parts().of(who.profile());
            var item = items.get(i);
            // another lane may have found it out, and said so
            var becameKnown =
                    who.becameKnown()
                            || forwarded(item) && item.call().node().path(KNOWN).asBoolean(false);
            if (to != part) {
                forward(to, item, who.profile(), becameKnown);
                continue;
            }
            var event = event(item, who.call(), who.profile(), part);
            events.add(event);
            if (becameKnown) known.add(event);
            if (!who.origin().equals(who.profile())) origins.put(event.id(), who.origin());
        }
    }

    private static Event event(Item item, Call call, UUID profile, int part) {
        return new Event(
                item.id(),
                item.shop(),
                part,
                profile,
                call.kind(),
                call.name(),
                call.at(),
                call.receivedAt(),
                item.source(),
                call.history(),
                call.kind() == Event.Call.IDENTIFY ? withContext(call) : call.properties());
    }

    /// An identify call's traits, with the language and zone that its context tells.
    private static ObjectNode withContext(Call call) {
        var traits = call.properties();
        for (var name : List.of("locale", "timezone"))
            if (!traits.hasNonNull(name) && call.context().hasNonNull(name))
                traits.set(name, call.context().get(name));
        return traits;
    }

    /// To the lane of the part where the person's facts are.
    private void forward(int to, Item item, UUID profile, boolean becameKnown) {
        var call = item.call();
        var node = call.node().deepCopy();
        node.put("messageId", call.messageId());
        node.put("timestamp", call.at().toString());
        node.put("type", call.kind().name().toLowerCase(Locale.ROOT));
        node.put(KNOWN, becameKnown);
        var payload = "{\"batch\":[" + node + "]}";
        db.sql(
                        """
                        insert into inbox (part, shop_id, id, received_at, source, profile_id, payload)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        to,
                        item.shop().id(),
                        Ids.next(call.receivedAt()),
                        utc(call.receivedAt()),
                        item.source(),
                        profile,
                        payload.getBytes(StandardCharsets.UTF_8))
                .update();
    }

    private void fail(int part, Item item, RuntimeException e, Instant now) {
        var expected = e instanceof IllegalArgumentException;
        if (!expected)
            LOG.error("event {} of shop {} cannot be applied", item.id(), item.shop().id(), e);
        var reason =
                switch (e) {
                    case Unfit unfit -> unfit.kept();
                    case IllegalArgumentException _ -> String.valueOf(e.getMessage());
                    default ->
                            new Unfit(null, "could-not-apply", e.getClass().getSimpleName()).kept();
                };
        var node = item.call().node().deepCopy();
        node.put("messageId", item.call().messageId());
        node.put("timestamp", item.call().at().toString());
        db.sql(
                        """
                        insert into failed_event (part, shop_id, id, at, source, payload, reason)
                        values (?, ?, ?, ?, ?, ?, ?)
                        on conflict (part, shop_id, id)
                        do update set reason = excluded.reason, at = excluded.at
                        """)
                .params(
                        part,
                        item.shop().id(),
                        item.id(),
                        utc(now),
                        item.source(),
                        node.toString(),
                        reason)
                .update();
    }
}
