package io.ritorno.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ritorno.event.Inbox;
import io.ritorno.imports.ImportJobs.Chunk;
import io.ritorno.imports.Imports.RowError;
import io.ritorno.platform.Lane;
import io.ritorno.platform.LaneWork;
import io.ritorno.platform.Unfit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Turns the pieces of files into calls of the past, one piece a time and shop, and goes on after a
/// crash with the piece that was in hand: its calls have the same ids and are not counted twice.
///
/// The rows of an order may run over the end of a piece: the last order's rows are put in front of
/// the next piece.
@Component
class ImportWork implements LaneWork {
    /// Calls handed to the inbox at once.
    private static final int CALLS = 500;

    /// The next piece waits while so many rows of the inbox are left of earlier ones.
    private static final int BACKLOG = 8;

    private final Imports imports;
    private final ImportJobs jobs;
    private final ImportedOrders earlier;
    private final Inbox inbox;

    ImportWork(Imports imports, ImportJobs jobs, ImportedOrders earlier, Inbox inbox) {
        this.imports = imports;
        this.jobs = jobs;
        this.earlier = earlier;
        this.inbox = inbox;
    }

    @Override
    public String name() {
        return "imports";
    }

    @Override
    public Lane lane() {
        return Lane.JOB;
    }

    @Override
    public List<Integer> ready(Instant now) {
        return jobs.ready(BACKLOG).stream().map(shop -> shop.home()).distinct().toList();
    }

    @Override
    public int run(int part, Instant now) {
        for (var shop : jobs.ready(BACKLOG)) {
            if (shop.home() != part) continue;
            var job = jobs.claim(shop);
            if (job.isEmpty()) continue;
            var chunks = jobs.next(job.get());
            if (chunks.isEmpty()) {
                imports.end(shop.id(), job.get().id(), "done", null);
                return 1;
            }
            var next = chunks.size() > 1 ? chunks.get(1) : null;
            piece(job.get(), chunks.getFirst(), next);
            return 1;
        }
        return 0;
    }

    private void piece(ImportJob job, Chunk chunk, @Nullable Chunk next) {
        var read = job.read(chunk.payload(), chunk.firstRow());
        var draft = new Draft();
        var rows = read.rows().size();
        List<Row> left = List.of();
        switch (job.kind()) {
            case CUSTOMERS -> PeopleRows.customers(job, read.rows(), draft);
            case PRODUCTS -> ProductRows.products(job, read.rows(), draft);
            case ORDERS -> left = orders(job, read.rows(), next != null, draft);
        }
        for (var i = 0; i < draft.calls.size(); i += CALLS)
            inbox.accept(
                    job.shop(),
                    "import",
                    draft.calls.subList(i, Math.min(draft.calls.size(), i + CALLS)));
        var errors = new ArrayList<RowError>();
        for (var broken : read.broken())
            errors.add(new RowError(broken.number(), broken.why().kept(), broken.line()));
        for (var failure : draft.failures)
            errors.add(
                    new RowError(
                            failure.row().number(),
                            failure.why().kept(),
                            RowReader.line(failure.row().cells(), ',')));
        jobs.count(job, rows - left.size() - draft.failures.size(), errors);
        jobs.done(job, chunk, bytes(job, left), left.size(), next);
    }

    /// Makes calls of all orders but, when the file goes on, the one that it breaks off in.
    ///
    /// @return the rows of that one
    private List<Row> orders(ImportJob job, List<Row> rows, boolean goesOn, Draft draft) {
        var layout = job.layout();
        var orders = OrderRows.byOrder(layout, rows, draft);
        var left = goesOn ? unfinished(layout, rows, orders) : List.<Row>of();
        apart(job, orders, draft);
        var sales = earlier.sales(job, returning(layout, orders));
        OrderRows.orders(job, layout, orders, sales, draft);
        earlier.save(job, sales);
        return left;
    }

    /// Takes the order of the last row out. One that stands in a single line of NDJSON is whole.
    private static List<Row> unfinished(
            Layout layout, List<Row> rows, Map<String, List<Row>> orders) {
        if (rows.isEmpty()) return List.of();
        var last = rows.getLast();
        if (rows.size() > 1 && rows.get(rows.size() - 2).number() == last.number())
            return List.of();
        var id = layout.text(last, "order_id");
        if (id == null || orders.getOrDefault(id, List.of()).size() > OrderRows.MOST_LINES)
            return List.of();
        var left = orders.remove(id);
        return left == null ? List.of() : left;
    }

    /// An order that was made of earlier pieces already cannot be made again of some later rows.
    private void apart(ImportJob job, Map<String, List<Row>> orders, Draft draft) {
        for (var id : earlier.known(job, List.copyOf(orders.keySet()))) {
            var rows = orders.remove(id);
            if (rows != null) draft.fail(rows, new Unfit(null, "rows-apart"));
        }
    }

    /// People who bring something back.
    private static List<String> returning(Layout layout, Map<String, List<Row>> orders) {
        var people = new HashSet<String>();
        for (var rows : orders.values()) {
            for (var row : rows) {
                var quantity = layout.text(row, "quantity");
                if (quantity == null || !quantity.startsWith("-")) continue;
                var person = OrderRows.person(layout, row);
                if (person != null) people.add(person);
            }
        }
        return List.copyOf(people);
    }

    /// Rows written again as the file has them.
    private static byte[] bytes(ImportJob job, List<Row> rows) {
        var text = new StringBuilder();
        for (var row : rows) {
            if (job.format() == Format.CSV)
                text.append(RowReader.line(row.cells(), job.separator()));
            else text.append(RowReader.object(job.columns(), row.cells())).append('\n');
        }
        return text.toString().getBytes(UTF_8);
    }
}
