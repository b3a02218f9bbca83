package io.ritorno.event;

import io.ritorno.account.Shop;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Lane;
import io.ritorno.platform.Lanes;
import io.ritorno.platform.Times;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcOperations;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Where everything that happens is first kept. What was accepted is committed and will be handled,
/// whatever dies in between.
///
/// **Group commit.** Callers queue what they bring; a few writer threads each take all that waits,
/// store it in one statement and one commit, and only then let the callers go. Under load a commit
/// is shared by hundreds of requests, at rest nobody waits for company.
///
/// **What a reader finds.** A row is `(part, shop_id, id, received_at, source, payload)`. The
/// payload is one or more JSON objects, one after the other, each `{"sentAt": …, "type": …,
/// "batch": [call, …]}`: calls as the sender wrote them, less the refused ones. Nothing in it is
/// corrected, cleaned or translated yet; [Calls#read] does all that, from the bytes and
/// `received_at`. `sentAt`, `type` (for calls without one) and `context` may be missing. Small
/// requests of one shop, part and source that share a commit also share a row, so a row has up to
/// [#CALLS_A_ROW] calls, or those of one request if they are more.
///
/// **Order.** Ids grow in the order of arrival. What one sender sends after the answer to its last
/// request is stored after it.
public final class Inbox implements AutoCloseable {
    /// Calls that small requests are packed into, at most.
    static final int CALLS_A_ROW = 500;

    private static final int BYTES_A_ROW = 256 << 10;
    private static final int BYTES_A_COMMIT = 8 << 20;
    private static final int REQUESTS_A_COMMIT = 4_000;
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    /// Too much waits to be stored. Nothing of the request was kept; the sender should come back
    /// later.
    public static final class Overloaded extends RuntimeException {
        Overloaded() {
            super("too much waits to be stored", null, false, false);
        }
    }

    /// Calls of one shop and part.
    ///
    /// @param calls how many there are in the payload
    record Row(int part, int shop, String source, int calls, byte[] payload) {}

    private record Waiting(
            List<Row> rows,
            Instant receivedAt,
            int bytes,
            CompletableFuture<@Nullable Void> done) {}

    private final DataSource database;
    private final Lanes lanes;
    private final InstantSource time;
    private final BlockingQueue<Waiting> waiting;
    private final long mostBytes;
    private final AtomicLong bytes = new AtomicLong();
    private final List<Thread> writers = new ArrayList<>();
    private volatile boolean closed;

    /// @param requests how many may wait before others are turned away
    /// @param mostBytes what they may hold together
    public Inbox(
            DataSource database,
            Lanes lanes,
            InstantSource time,
            int threads,
            int requests,
            long mostBytes) {
        this.database = database;
        this.lanes = lanes;
        this.time = time;
        this.waiting = new ArrayBlockingQueue<>(requests);
        this.mostBytes = mostBytes;
        for (var i = 0; i < threads; i++)
            writers.add(Thread.ofPlatform().name("inbox-" + i).daemon().start(this::write));
    }

    /// Stores the calls and returns when they are committed. Each is a call of Segment's tracking
    /// spec with its `type`; a `timestamp` is taken as true. One that has neither `messageId` nor
    /// `timestamp` is given an id: sending it twice means two events.
    ///
    /// @param source where they come from, see [Event#source]
    /// @throws Overloaded when too much waits; nothing was stored
    public void accept(Shop shop, String source, List<ObjectNode> calls) {
        if (calls.isEmpty()) return;
        var byPart = new LinkedHashMap<Integer, List<ObjectNode>>();
        for (var call : calls) {
            if (!call.has("messageId") && !call.has("timestamp"))
                call.put("messageId", Ids.next(time.instant()).toString());
            byPart.computeIfAbsent(Calls.part(shop, call), _ -> new ArrayList<>()).add(call);
        }
        var rows = new ArrayList<Row>();
        byPart.forEach(
                (part, list) -> {
                    var batch = JsonNodeFactory.instance.objectNode();
                    batch.putArray("batch").addAll(list);
                    var payload = Calls.JSON.writeValueAsBytes(batch);
                    rows.add(new Row(part, shop.id(), source, list.size(), payload));
                });
        accept(rows);
    }

    /// Stores calls in the caller's transaction, for what must be told if and only if it was done.
    /// Signal the lane of events after the commit.
    ///
    /// @param part of the profiles that the calls name
    public static void append(
            JdbcOperations db,
            Shop shop,
            int part,
            String source,
            List<ObjectNode> calls,
            Instant now) {
        if (calls.isEmpty()) return;
        var batch = JsonNodeFactory.instance.objectNode();
        batch.putArray("batch").addAll(calls);
        db.update(
                """
                insert into inbox (part, shop_id, id, received_at, source, payload)
                values (?, ?, ?, ?, ?, ?)
                """,
                part,
                shop.id(),
                Ids.next(now),
                Times.utc(now),
                source,
                Calls.JSON.writeValueAsBytes(batch));
    }

    /// Stores rows ready made and returns when they are committed.
    ///
    /// @throws Overloaded when too much waits; nothing was stored
    void accept(List<Row> rows) {
        if (rows.isEmpty()) return;
        var size = rows.stream().mapToInt(row -> row.payload().length).sum();
        var request = new Waiting(rows, time.instant(), size, new CompletableFuture<>());
        if (closed || bytes.get() + size > mostBytes) throw new Overloaded();
        bytes.addAndGet(size);
        if (!waiting.offer(request)) {
            bytes.addAndGet(-size);
            throw new Overloaded();
        }
        // the writers may have ended between the question and the offer
        if (closed && waiting.remove(request)) throw new Overloaded();
        try {
            request.done().join();
        } catch (CompletionException e) {
            throw new IllegalStateException("the inbox could not be written", e.getCause());
        }
    }

    /// Stores what waits and ends. Later requests are turned away.
    @Override
    public void close() {
        closed = true;
        try {
            for (var writer : writers) writer.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        var group = new ArrayList<Waiting>();
        while (true) {
            try {
                var first = waiting.poll(closed ? 0 : 200, TimeUnit.MILLISECONDS);
                if (first == null) {
                    if (closed) return;
                    continue;
                }
                gather(first, group);
            } catch (InterruptedException e) {
                return;
            }
            Throwable failure = null;
            try {
                store(pack(group));
            } catch (SQLException | RuntimeException e) {
                LOG.error("{} requests could not be stored and were refused", group.size(), e);
                failure = e;
            }
            for (var request : group) {
                bytes.addAndGet(-request.bytes());
                if (failure == null) request.done().complete(null);
                else request.done().completeExceptionally(failure);
            }
            group.clear();
            if (failure == null) lanes.signal(Lane.EVENT);
        }
    }

    private void gather(Waiting first, List<Waiting> group) {
        var size = 0;
        for (var next = first; next != null; ) {
            group.add(next);
            size += next.bytes();
            if (size >= BYTES_A_COMMIT || group.size() >= REQUESTS_A_COMMIT) return;
            next = waiting.poll();
        }
    }

    /// Rows of the table, in order of arrival; small requests share one.
    private static List<Packed> pack(List<Waiting> group) {
        record Where(int part, int shop, String source) {}
        var packed = new ArrayList<Packed>();
        var open = new LinkedHashMap<Where, Packed>();
        for (var request : group) {
            for (var row : request.rows()) {
                var where = new Where(row.part(), row.shop(), row.source());
                var last = open.get(where);
                if (last == null || !last.add(row)) {
                    var next = new Packed(row, request.receivedAt());
                    packed.add(next);
                    open.put(where, next);
                }
            }
        }
        return packed;
    }

    private void store(List<Packed> rows) throws SQLException {
        var count = rows.size();
        var parts = new Integer[count];
        var shops = new Integer[count];
        var ids = new String[count];
        var times = new String[count];
        var sources = new String[count];
        var payloads = new byte[count][];
        for (var i = 0; i < count; i++) {
            var row = rows.get(i);
            parts[i] = row.first.part();
            shops[i] = row.first.shop();
            ids[i] = Ids.next(row.receivedAt).toString();
            times[i] = Times.utc(row.receivedAt).toString();
            sources[i] = row.first.source();
            payloads[i] = row.payload();
        }
        // a single statement outside a transaction is one round trip and commits by itself
        try (var connection = database.getConnection();
                var insert =
                        connection.prepareStatement(
                                """
                                insert into inbox (part, shop_id, id, received_at, source, payload)
                                select * from unnest(?::int[], ?::int[], ?::uuid[], ?::timestamptz[],
                                    ?::text[], ?::bytea[])
                                """)) {
            insert.setArray(1, connection.createArrayOf("int4", parts));
            insert.setArray(2, connection.createArrayOf("int4", shops));
            insert.setArray(3, connection.createArrayOf("uuid", ids));
            insert.setArray(4, connection.createArrayOf("timestamptz", times));
            insert.setArray(5, connection.createArrayOf("text", sources));
            insert.setArray(6, connection.createArrayOf("bytea", payloads));
            insert.executeUpdate();
        }
    }

    /// A row of the table while it is filled.
    private static final class Packed {
        private static final byte[] NEWLINE = "\n".getBytes(StandardCharsets.US_ASCII);
        private final Row first;
        private final Instant receivedAt;
        private final List<Row> rows = new ArrayList<>(1);
        private int calls;
        private int size;

        Packed(Row first, Instant receivedAt) {
            this.first = first;
            this.receivedAt = receivedAt;
            rows.add(first);
            calls = first.calls();
            size = first.payload().length;
        }

        boolean add(Row row) {
            if (calls + row.calls() > CALLS_A_ROW || size + row.payload().length > BYTES_A_ROW)
                return false;
            rows.add(row);
            calls += row.calls();
            size += row.payload().length + 1;
            return true;
        }

        byte[] payload() {
            if (rows.size() == 1) return first.payload();
            var all = new byte[size];
            var at = 0;
            for (var row : rows) {
                if (at > 0) all[at++] = NEWLINE[0];
                System.arraycopy(row.payload(), 0, all, at, row.payload().length);
                at += row.payload().length;
            }
            return all;
        }
    }
}
