package io.ritorno.segment;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What a statement about `profile p` must gather from other tables: derived tables with at most
/// one row a person, joined from the left. Asking for the same twice joins it once.
///
/// About a handful of people it is gathered one by one (`lateral`), through an index that begins
/// with the person. That costs the same whatever PostgreSQL knows of the tables, which in a shop
/// that has just begun is next to nothing.
final class Facts {
    private final Scope scope;
    private final Instant asOf;
    private final boolean past;
    private final boolean clockwork;
    private final Map<String, String> aliases = new LinkedHashMap<>();
    private final List<Sql> joins = new ArrayList<>();
    private List<Sql> nexts = new ArrayList<>();

    /// Whether something is joined by part and person though there is one part, see [#byPart].
    private boolean byPart;

    /// Stands for the rows of [#alone], where one condition is asked for by itself.
    static final Sql ALONE = Sql.of("alone");

    private final boolean single;
    private final List<Sql> asked = new ArrayList<>();

    Facts(Scope scope, Instant asOf, boolean past, boolean clockwork) {
        this(scope, asOf, past, clockwork, false);
    }

    /// For one condition of a whole shop by itself: whom it holds stands in [#alone].
    static Facts alone(Scope scope, Instant asOf) {
        return new Facts(scope, asOf, false, false, true);
    }

    private Facts(Scope scope, Instant asOf, boolean past, boolean clockwork, boolean single) {
        this.single = single;
        this.scope = scope;
        this.asOf = asOf;
        this.past = past;
        this.clockwork = clockwork;
    }

    /// Rows that concern people, by the alias `x`.
    ///
    /// @param at what says when: an expression
    record Source(String table, String at, Sql filter) {
        static final Source ORDERS = new Source("orders", "x.placed_at", Sql.TRUE);
        static final Source LINES = new Source("order_line", "x.placed_at", Sql.of("x.counted"));
        static final Source CARTS = new Source("cart", "x.created_at", Sql.TRUE);
        static final Source EVENTS = new Source("event", "x.at", Sql.TRUE);

        static final Source LISTED = new Source("listed", "x.at", Sql.TRUE);

        /// Messages with which the person did something.
        static Source messages(Condition.Messaged.Act act, boolean machines) {
            var at = act.at(machines);
            return new Source(
                    "message", at, Sql.of("(" + at + " is not null and x.status <> 'bounced')"));
        }

        Source where(Sql more) {
            return new Source(table, at, filter.equals(Sql.TRUE) ? more : filter.and(more));
        }
    }

    boolean past() {
        return past;
    }

    boolean clockwork() {
        return clockwork;
    }

    /// The times at which answers change by themselves that have come together since the last call.
    List<Sql> takeNexts() {
        var taken = nexts.stream().distinct().toList();
        nexts = new ArrayList<>();
        return taken;
    }

    void addNext(Sql next) {
        if (clockwork) nexts.add(next);
    }

    Sql joins() {
        return Sql.join("", joins);
    }

    int tables() {
        return joins.size();
    }

    private Sql ask(Sql ids) {
        asked.add(ids);
        return ALONE;
    }

    /// The ids of those who have the rows that a condition asks for; null where it asks otherwise.
    @Nullable Sql alone() {
        return asked.size() == 1 && joins.isEmpty() ? asked.getFirst() : null;
    }

    /// Whether the people's own rows are enough.
    boolean own() {
        return asked.isEmpty() && joins.isEmpty();
    }

    /// Limits `profile p` to those asked about. Call when all is compiled.
    Sql people() {
        return byPart ? scope.rowsOfParts("p") : scope.rows("p", "id");
    }

    /// Whether the person has such a row, in the period.
    ///
    /// @param must whether the whole statement hangs on it, by `and` and `not` alone: then it can
    ///   be a semi-join, whose hash the parallel workers fill together; elsewhere PostgreSQL would
    ///   run it for each person
    Sql some(Source source, @Nullable Period period, boolean must) {
        var rolling = rolling(period);
        if (must && rolling == null) {
            if (single) return ask(Sql.of("select x.profile_id").then(from(source, period)));
            var parted = byPart(source);
            byPart |= parted;
            return Sql.of("exists (select 1")
                    .then(from(source, period, parted ? scope.rowsOfParts("x") : rows("x")))
                    .then(parted ? " and x.part = p.part" : "")
                    .then(" and " + same("x") + ")");
        }
        if (rolling == null) return there(join(group(source, period, Sql.of(""), Sql.of(""))));
        // true until the latest of them is too old
        var alias =
                join(group(source, period, Sql.of(", max(" + source.at + ") as at"), Sql.of("")));
        addNext(later(alias, rolling));
        return there(alias);
    }

    /// Whether an aggregate of the person's rows in the period compares so; over none it is 0.
    Sql aggregate(Source source, @Nullable Period period, Sql aggregate, Compared is) {
        var rolling = rolling(period);
        if (compareOutside(rolling)) {
            var columns = aggregate.in(", ", " as n, min(" + source.at + ") as at");
            return outside(join(group(source, period, columns, Sql.of(""))), is, rolling);
        }
        var fits = is.over(aggregate);
        if (is.holdsForNone())
            return there(join(group(source, period, Sql.of(""), fits.in(" having not (", ")"))))
                    .in("not (", ")");
        return there(join(group(source, period, Sql.of(""), fits.in(" having ", ""))));
    }

    /// What an aggregate is compared with.
    ///
    /// @param holdsForNone whether 0 passes
    record Compared(UnaryOperator<Sql> how, boolean holdsForNone) {
        static Compared of(Whole is) {
            return new Compared(value -> value.then(compare("", is)), is.holds(0));
        }

        static Compared of(Decimal is) {
            return new Compared(value -> ValueSql.decimal(value, is), is.holds(BigDecimal.ZERO));
        }

        Sql over(Sql value) {
            return how.apply(value);
        }
    }

    /// Whether an aggregate is compared after the join. So it must be where the answer changes with
    /// time, since whoever does not match yet has a next time too; and so it should be for a whole
    /// shop: PostgreSQL takes it that hardly anybody passes a `having`, and then looks up half a
    /// million people one by one.
    private boolean compareOutside(@Nullable Period rolling) {
        return rolling != null || (scope.ids() == null && scope.upTo() == null);
    }

    private Sql outside(String alias, Compared is, @Nullable Period rolling) {
        if (rolling != null) addNext(later(alias, rolling));
        return is.over(Sql.of(alias + ".n")).in("coalesce(", ", " + is.holdsForNone() + ")");
    }

    /// How many orders hold such lines: an order with two of them counts once.
    Sql ordersWith(Source lines, @Nullable Period period, Whole is, boolean must) {
        if (is.isSome()) return some(lines, period, must);
        var orders =
                Sql.of(
                                "select "
                                        + part("x")
                                        + "x.profile_id, x.order_id, min(x.placed_at) as placed_at")
                        .then(from(lines, period))
                        .then(" group by " + part("x") + "x.profile_id, x.order_id");
        var rolling = rolling(period);
        if (compareOutside(rolling)) {
            var columns = "o.profile_id, count(*) as n, min(o.placed_at) as at from (";
            var grouped =
                    orders.in(
                            "select " + part("o") + columns,
                            ") o group by " + part("o") + "o.profile_id");
            return outside(join(grouped), Compared.of(is), rolling);
        }
        var counted =
                orders.in(
                        "select " + part("o") + "o.profile_id from (",
                        ") o group by " + part("o") + "o.profile_id having ");
        var fits = compare("count(*)", is);
        return is.holds(0)
                ? there(join(counted.then("not (").then(fits).then(")"))).in("not (", ")")
                : there(join(counted.then(fits)));
    }

    /// The first or last time of such rows: an SQL expression.
    ///
    /// @param which `min` or `max`
    String time(Source source, String which) {
        return join(
                        group(
                                source,
                                null,
                                Sql.of(", " + which + "(" + source.at + ") as at"),
                                Sql.of("")))
                + ".at";
    }

    /// Whether the person's row of a table that has one a person passes.
    Sql row(String table, String alias, ValueSql.Tested tested, boolean must) {
        var from = Sql.of(" from " + table + " " + alias + " where ").then(rows(alias));
        if (single && must)
            return ask(
                    Sql.of("select " + alias + ".profile_id")
                            .then(from)
                            .then(" and ")
                            .then(tested.holds()));
        if (must && (tested.next() == null || !clockwork))
            return Sql.of("exists (select 1")
                    .then(from)
                    .then(" and " + same(alias) + " and ")
                    .then(tested.holds())
                    .then(")");
        var select = "select " + part(alias) + alias + ".profile_id";
        if (tested.next() == null || !clockwork)
            return there(join(Sql.of(select).then(from).then(" and ").then(tested.holds())));
        var joined =
                join(
                        Sql.of(select + ", ")
                                .then(tested.holds())
                                .then(" as ok, ")
                                .then(tested.next())
                                .then(" as at")
                                .then(from));
        addNext(Sql.of(joined + ".at"));
        return Sql.of("coalesce(" + joined + ".ok, false)");
    }

    /// A value of the person's row of a table that has one a person: an SQL expression.
    String value(String table, String alias, Sql value) {
        return join(
                        value.in("select " + part(alias) + alias + ".profile_id, ", " as at")
                                .then(" from " + table + " " + alias + " where ")
                                .then(rows(alias)))
                + ".at";
    }

    static Sql compare(String value, Whole is) {
        var to = is.to();
        return to == null
                ? Sql.of(value + " " + is.op().sql() + " ?", is.value())
                : Sql.of(value + " between ? and ?", is.value(), to);
    }

    private Sql group(Source source, @Nullable Period period, Sql columns, Sql having) {
        return Sql.of("select " + part("x") + "x.profile_id")
                .then(columns)
                .then(from(source, period))
                .then(" group by " + part("x") + "x.profile_id")
                .then(having);
    }

    private Sql from(Source source, @Nullable Period period) {
        return from(source, period, rows("x"));
    }

    private Sql from(Source source, @Nullable Period period, Sql rows) {
        var at = source.at;
        var sql =
                Sql.of(" from " + source.table + " x where ")
                        .then(rows)
                        .then(" and ")
                        .then(source.filter);
        if (period != null)
            sql = sql.then(" and ").then(period.span(asOf, scope.shop().zone()).over(at));
        return past ? sql.then(" and " + at + " <= ?", asOf) : sql;
    }

    /// Whether a semi-join is made by part and person where the person would do. By her alone
    /// PostgreSQL takes it that everybody has as many lines as the best customer, thinks little of
    /// a hash of lines, and lets each parallel worker gather all buyers for itself; by both it
    /// counts people by the statistics `order_line_people` (from PostgreSQL 18 on), and the workers
    /// fill one hash together, in half the time.
    private boolean byPart(Source source) {
        return source.table.equals(Source.LINES.table)
                && scope.parts().length == 1
                && scope.ids() == null
                && scope.upTo() == null;
    }

    /// Limits a table to the people asked about, or to the one at hand.
    private Sql rows(String alias) {
        return oneByOne()
                ? scope.rowsOf(alias, "profile_id", "p.id")
                : scope.rows(alias, "profile_id");
    }

    private boolean oneByOne() {
        return scope.ids() != null;
    }

    /// The period, where facts drop out of it and the time at which they do is asked for.
    private @Nullable Period rolling(@Nullable Period period) {
        return clockwork && period != null && period.rolls() ? period : null;
    }

    private Sql later(String alias, Period rolling) {
        return rolling.ends(Sql.of(alias + ".at"), scope.shop().zone());
    }

    private static Sql there(String alias) {
        return Sql.of(alias + ".profile_id is not null");
    }

    /// Where only one part is asked, all sides name it themselves.
    private String part(String alias) {
        return scope.parts().length == 1 ? "" : alias + ".part, ";
    }

    private String join(Sql derived) {
        var key = derived.text() + Arrays.deepToString(derived.params().toArray());
        var known = aliases.get(key);
        if (known != null) return known;
        var alias = "f" + (joins.size() + 1);
        aliases.put(key, alias);
        var how = oneByOne() ? " left join lateral (" : " left join (";
        joins.add(derived.in(how, ") " + alias + " on " + same(alias)));
        return alias;
    }

    private String same(String alias) {
        var part = scope.parts().length == 1 ? "" : alias + ".part = p.part and ";
        return part + alias + ".profile_id = p.id";
    }
}
