package io.ritorno.flow;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.ritorno.account.Shop;
import io.ritorno.account.Shops;
import io.ritorno.cart.CartHistory;
import io.ritorno.event.Backlog;
import io.ritorno.platform.DatabaseTrouble;
import io.ritorno.platform.Lane;
import io.ritorno.platform.LaneWork;
import io.ritorno.segment.Conditions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Does dry runs, some hundred people at a time. What a piece comes to is written with the piece:
/// one that a process did not survive is done anew, and nothing is counted twice.
///
/// It works in the lane of jobs, holds nothing that events need, gives up statements that take too
/// long, and rests while events wait.
@Component
@Order(60)
class DryRunWork implements LaneWork {
    private static final Logger LOG = LoggerFactory.getLogger(DryRunWork.class);

    /// People at a time.
    static final int PIECE = 500;

    /// Times that a piece may go wrong in a row.
    private static final int TRIES = 4;

    private static final int STATEMENT_SECONDS = 20;

    /// While events have waited for so long, a dry run waits too.
    private static final Duration BEHIND = Duration.ofSeconds(5);

    private final DryRunStore store;
    private final DryStories stories;
    private final PastReader reader;
    private final Conditions conditions;
    private final PastMoves moves;
    private final RunStore runs;
    private final FlowStore flows;
    private final Shops shops;
    private final Backlog backlog;
    private final JdbcClient db;
    private final TransactionTemplate nested;

    DryRunWork(
            DryRunStore store,
            DryStories stories,
            PastReader reader,
            Conditions conditions,
            PastMoves moves,
            RunStore runs,
            FlowStore flows,
            Shops shops,
            Backlog backlog,
            JdbcClient db,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.stories = stories;
        this.reader = reader;
        this.conditions = conditions;
        this.moves = moves;
        this.runs = runs;
        this.flows = flows;
        this.shops = shops;
        this.backlog = backlog;
        this.db = db;
        this.nested = new TransactionTemplate(transactions);
        this.nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    @Override
    public String name() {
        return "dry-runs";
    }

    @Override
    public Lane lane() {
        return Lane.JOB;
    }

    @Override
    public List<Integer> ready(Instant now) {
        return store.ready();
    }

    @Override
    public int run(int part, Instant now) {
        if (backlog.handledUntil(part, now).isBefore(now.minus(BEHIND))) return 0;
        var next = store.next(part).orElse(null);
        if (next == null) return 0;
        var shop = shops.get(next.shop());
        var run = store.find(shop, next.run()).orElse(null);
        if (run == null || run.status() != DryRun.Status.RUNNING) return 0;
        store.hurry(STATEMENT_SECONDS);
        try {
            nested.executeWithoutResult(_ -> advance(part, shop, run, next, now));
        } catch (PastReader.TooMuch e) {
            store.again(part, shop, next, Math.max(1, next.piece() / 4), 0);
        } catch (RuntimeException e) {
            if (DatabaseTrouble.in(e)) throw e;
            var reason = Attempts.reason(e);
            LOG.warn("dry run {} of flow {}: {}", run.id(), run.flow(), reason);
            if (!running(shop, run)) return 1;
            if (next.tries() + 1 >= TRIES) store.end(shop, run, DryRun.Status.FAILED, reason, now);
            else store.again(part, shop, next, Math.max(1, next.piece() / 4), next.tries() + 1);
        }
        return 1;
    }

    private void advance(int part, Shop shop, DryRun run, DryRunStore.Part of, Instant now) {
        var done = piece(part, shop, run, of);
        if (!running(shop, run)) return;
        var last = done.people() < of.piece();
        var next = Math.min(PIECE, of.piece() * 2);
        store.done(part, shop, of, done.last(), done.people(), next, last, done.tally());
        stories.tell(part, shop, run.id(), done.told(), run.sample());
        if (last && store.allOver(shop, run.id()))
            store.end(shop, run, DryRun.Status.DONE, null, now);
    }

    /// Whether it has not been called off meanwhile; if so it stays so until the transaction ends.
    private boolean running(Shop shop, DryRun run) {
        return store.lock(shop, run.id())
                .filter(now -> now.status() == DryRun.Status.RUNNING)
                .isPresent();
    }

    /// @param last of the people
    private record Done(@Nullable UUID last, int people, DryTally tally, List<PastRun> told) {}

    private Done piece(int part, Shop shop, DryRun run, DryRunStore.Part of) {
        var ids = reader.people(shop, part, of.after(), of.piece());
        var tally = new DryTally();
        if (ids.isEmpty()) return new Done(null, 0, tally, List.of());
        var live = live(shop, run);
        var past = new Past(shop, part, run.from(), run.to());
        var goods = new RememberedGoods(db);
        var alone = ids.size() == 1;
        var entries = new PastStarts(past, live, reader, goods, alone).of(ids);
        if (entries.isEmpty()) return new Done(ids.getLast(), ids.size(), tally, List.of());
        var others = DryLeads.of(shop, live, flows);
        var asked = new HashSet<>(others.keySet());
        asked.add(live.flow().id());
        var brought =
                DryLeads.anywhere(live.definition())
                        ? moves.brought(past, live.flow().id(), asked, entries.keySet())
                        : PastMoves.Brought.NOTHING;
        var door = new DryDoor(past, live, others, conditions, tally);
        door.know(runs.earlier(part, shop, entries.keySet(), asked), brought);
        var entered = door.enter(entries);
        var told =
                entered.stream()
                        .sorted(Comparator.comparing(each -> each.lot().toString()))
                        .limit(run.sample())
                        .toList();
        for (var one : told) one.told = true;
        if (!entered.isEmpty()) {
            var all = new ArrayList<>(others.values());
            all.add(live);
            load(past, all, entered, alone);
            reader.gate(past, people(entered), live.flow().id(), brought.runs());
            new DryWalk(past, live, conditions, door, tally).walk(entered);
            for (var note : DryNotes.of(live, others.values())) tally.one("note", note);
            if (!past.joined.isEmpty()) tally.one("note", "joined");
        }
        return new Done(ids.getLast(), ids.size(), tally, told);
    }

    /// The flow as if it were live and did what it did when it was asked.
    private Live live(Shop shop, DryRun run) {
        var known = flows.find(shop, run.flow());
        var definition = DefinitionReader.read(run.definition(), _ -> List.of()).definition();
        var flow =
                new Flow(
                        run.flow(),
                        "",
                        Flow.Status.LIVE,
                        null,
                        run.version(),
                        run.from(),
                        run.from(),
                        known.map(Flow::liveSince).orElse(null));
        return new Live(flow, definition);
    }

    /// What else must be known of those who entered.
    ///
    /// @param flows through which they may go
    private void load(Past past, List<Live> flows, List<PastRun> entered, boolean alone) {
        var definitions = flows.stream().map(Live::definition).toList();
        var ids = people(entered);
        var carts = false;
        for (var run : entered) carts |= run.run.cart() != null;
        var names = new HashSet<String>();
        for (var definition : definitions) names.addAll(DryNeeds.names(definition));
        if (carts) names.addAll(CartHistory.EVENTS);
        past.events.clear();
        past.events.putAll(reader.events(past, ids, names, past.from, alone));
        past.words.clear();
        reader.words(past, ids, alone);
        past.times.clear();
        if (definitions.stream().anyMatch(DryNeeds::asksTimes))
            reader.times(past, ids, past.from, false, alone);
        if (definitions.stream().anyMatch(DryNeeds::asksOrders)) reader.orders(past, ids, alone);
        if (definitions.stream().anyMatch(DryNeeds::asksTraits)) reader.traits(past, ids, alone);
        if (carts) reader.carts(past, ids);
        reader.joined(past, ids);
    }

    private static Set<UUID> people(List<PastRun> runs) {
        return runs.stream().map(PastRun::person).collect(Collectors.toSet());
    }

    /// A product's categories and brand are looked up once a piece.
    private static final class RememberedGoods extends GoodsFacts {
        private final LoadingCache<Question, Set<String>> answers =
                Caffeine.newBuilder().maximumSize(10_000).build(this::ask);

        private record Question(Shop shop, Trigger.Goods goods, Set<String> products) {}

        RememberedGoods(JdbcClient db) {
            super(db);
        }

        private Set<String> ask(Question question) {
            return super.among(question.shop(), question.goods(), question.products());
        }

        @Override
        Set<String> among(Shop shop, Trigger.Goods goods, Collection<String> products) {
            return answers.get(new Question(shop, goods, Set.copyOf(products)));
        }
    }
}
