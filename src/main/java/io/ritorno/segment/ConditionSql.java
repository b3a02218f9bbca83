package io.ritorno.segment;

import io.ritorno.segment.Condition.All;
import io.ritorno.segment.Condition.Any;
import io.ritorno.segment.Condition.Attribute;
import io.ritorno.segment.Condition.BoughtBrand;
import io.ritorno.segment.Condition.BoughtCategory;
import io.ritorno.segment.Condition.BoughtProduct;
import io.ritorno.segment.Condition.CartAbandoned;
import io.ritorno.segment.Condition.Consented;
import io.ritorno.segment.Condition.Did;
import io.ritorno.segment.Condition.InSegment;
import io.ritorno.segment.Condition.LastCart;
import io.ritorno.segment.Condition.LastPurchase;
import io.ritorno.segment.Condition.Listed;
import io.ritorno.segment.Condition.Measure;
import io.ritorno.segment.Condition.Messaged;
import io.ritorno.segment.Condition.Moment;
import io.ritorno.segment.Condition.Not;
import io.ritorno.segment.Condition.OpenCart;
import io.ritorno.segment.Condition.OrderAmount;
import io.ritorno.segment.Condition.OrderCount;
import io.ritorno.segment.Condition.Ordered;
import io.ritorno.segment.Condition.Purchased;
import io.ritorno.segment.Condition.Rfm;
import io.ritorno.segment.Condition.Top;
import io.ritorno.segment.Condition.TotalSpent;
import io.ritorno.segment.Condition.Trait;
import io.ritorno.segment.Facts.Compared;
import io.ritorno.segment.Facts.Source;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Turns conditions into SQL: the one place that says what they mean.
///
/// A condition becomes a boolean over `profile p` that is never null, so that `not` matches all
/// whom its operand does not. What is not in the profile's own columns is gathered in a derived
/// table, one row a person, which is joined from the left: it can always be hashed, wherever in the
/// condition it stands, and conditions that ask the same share it. (Only what a question about a
/// whole shop hangs on entirely is a semi-join instead, which is faster there.) So several
/// conditions can be answered by one statement:
///
/// ```sql
/// select p.id, <answer 1>, <answer 2> from profile p <joins> where <who>
/// ```
///
/// Asked about the past, the profile's running totals are left aside and everything is counted
/// again from what had happened by then. What is kept without its history counts as it is today:
/// attributes and traits, consent, the value of a cart, and whether an order was cancelled or
/// refunded later.
final class ConditionSql {
    private final ZoneId zone;
    private final Instant asOf;
    private final Goods goods;
    private final Borders borders;
    private final ValueSql values;
    private final Facts facts;
    private final boolean shopWide;

    /// @param asOf the moment of asking
    /// @param past whether `asOf` lies so far back that the profile's totals have moved on
    /// @param clockwork whether answers come with the time at which they next change by themselves
    /// @param known what was looked up for all conditions that will be compiled
    ConditionSql(Scope scope, Instant asOf, boolean past, boolean clockwork, Lookups known) {
        this(scope, asOf, known, new Facts(scope, asOf, past, clockwork));
    }

    private ConditionSql(Scope scope, Instant asOf, Lookups known, Facts facts) {
        this.zone = scope.shop().zone();
        this.asOf = asOf;
        this.goods = known.goods();
        this.borders = known.borders();
        this.values = new ValueSql(asOf, zone);
        this.shopWide = scope.ids() == null && scope.upTo() == null;
        this.facts = facts;
    }

    /// @param matches whether the person matches; never null, and whole: it can stand beside any
    ///   operator
    /// @param next when that may next change by time alone, a `timestamptz`; null: not before
    ///   something happens to her
    record Answer(Sql matches, Sql next) {}

    /// Compiles one more condition for the same statement. References to other segments must have
    /// been replaced.
    Answer compile(Condition condition) {
        var matches = matches(condition, shopWide && !facts.clockwork());
        return new Answer(matches, Sql.earliest(facts.takeNexts()));
    }

    /// Whom one condition holds in a whole shop, for itself.
    ///
    /// @param ids a statement for their ids, in any order, some more than once
    /// @param but whether these are those whom it does not hold
    /// @param known whether they are known customers
    /// @param own whether it is read from the people's own rows alone
    record Whom(Sql ids, boolean but, boolean known, boolean own) {}

    /// References to other segments must have been replaced.
    static Whom whom(Scope scope, Instant asOf, Lookups known, Condition condition) {
        var alone = new ConditionSql(scope, asOf, known, Facts.alone(scope, asOf));
        var holds = alone.matches(condition, true);
        var rows = alone.facts.alone();
        if (rows != null && holds.equals(Facts.ALONE)) return new Whom(rows, false, false, false);
        if (rows != null && holds.equals(not(Facts.ALONE)))
            return new Whom(rows, true, false, false);
        var sql = new ConditionSql(scope, asOf, false, false, known);
        var matches = sql.compile(condition).matches();
        var ids =
                Sql.of("select p.id from profile p")
                        .then(sql.joins())
                        .then(" where ")
                        .then(sql.people())
                        .then(" and p.known and p.merged_into is null and ")
                        .then(matches);
        return new Whom(ids, false, true, alone.facts.own());
    }

    /// Limits `profile p` to those asked about. Call when all conditions are compiled.
    Sql people() {
        return facts.people();
    }

    /// What the statement's `from profile p` goes on with.
    Sql joins() {
        return facts.joins();
    }

    /// How many tables that are.
    int tables() {
        return facts.tables();
    }

    /// @param must whether the whole statement hangs on this condition, by `and` and `not` alone
    private Sql matches(Condition condition, boolean must) {
        return switch (condition) {
            case All(var of) -> group(of, " and ", Sql.TRUE, must);
            case Any(var of) -> group(of, " or ", Sql.FALSE, false);
            case Not(var of) -> not(matches(of, must && !(of instanceof All)));
            case Purchased(var is, var period) -> {
                var some = purchased(period, must);
                yield is ? some : not(some);
            }
            case OrderAmount(var amount, var period) -> amount(amount, period, must);
            case OrderCount(var count, var period) ->
                    isNow(period)
                            ? Facts.compare("p.orders", count)
                            : purchases(in(period).count(), count, period, must);
            case TotalSpent(var amount, var period) ->
                    isNow(period)
                            ? Facts.compare("p.spent", amount)
                            : purchases(in(period).spent(), amount, period, must);
            case OpenCart(var amount) -> openCart(amount);
            case CartAbandoned(var atLeast, var lessThan) -> abandoned(atLeast, lessThan);
            case BoughtCategory(var categories, var count, var measure, var period) ->
                    bought(goods.ofCategories(categories), count, measure, period, must);
            case BoughtBrand(var brands, var count, var measure, var period) ->
                    bought(goods.ofBrands(brands), count, measure, period, must);
            case BoughtProduct(var products, var count, var measure, var period) ->
                    bought(products.toArray(String[]::new), count, measure, period, must);
            case LastPurchase(var when, var nothingSince) -> {
                var last = facts.past() ? placed(in(null).last()) : "p.last_order_at";
                var matches = moment(last, when);
                yield nothingSince == null
                        ? matches
                        : matches.and(sure(Sql.of(last + " < ?", Span.start(nothingSince, zone))))
                                .in("(", ")");
            }
            case LastCart(var when) ->
                    moment(facts.past() ? facts.time(Source.CARTS, "max") : "p.last_cart_at", when);
            case Moment(var of, var when) -> moment(column(of), when);
            case Attribute(var name, var test) ->
                    value(values.json(Sql.of("(t.attributes -> ?)", name), test), test, must);
            case Trait(var name, var test) -> value(values.column(name, test), test, must);
            case Did did -> did(did, must);
            case Ordered ordered -> ordered(ordered, must);
            case Messaged messaged ->
                    times(messages(messaged), messaged.period(), messaged.count(), must);
            case Consented(var channel, var state) -> consented(channel, state, must);
            case Rfm rfm -> rfm(rfm, must);
            case Top top -> top(top, must);
            case Listed(var id) ->
                    facts.some(Source.LISTED.where(Sql.of("x.segment_id = ?", id)), null, must);
            case InSegment(var id, _) ->
                    throw new IllegalStateException("segment " + id + " was not looked up");
        };
    }

    private Sql group(List<Condition> of, String operator, Sql none, boolean must) {
        if (of.isEmpty()) return none;
        return Sql.join(operator, of.stream().map(each -> matches(each, must)).toList())
                .in("(", ")");
    }

    /// Whether the profile's running totals hold the answer.
    private boolean isNow(@Nullable Period period) {
        return period == null && !facts.past();
    }

    private Sql amount(Whole amount, @Nullable Period period, boolean must) {
        if (isNow(period)) {
            switch (amount.op()) {
                case MORE, AT_LEAST -> {
                    return sure(Facts.compare("p.max_order", amount));
                }
                case LESS, AT_MOST -> {
                    return sure(Facts.compare("p.min_order", amount));
                }
                case EQUAL, NOT_EQUAL, BETWEEN -> {}
            }
        }
        return purchases(in(period).some(amount), false, period, must);
    }

    private Sql purchased(@Nullable Period period, boolean must) {
        if (isNow(period)) return Sql.of("p.orders > 0");
        if (period == null || !period.rolls() || facts.past())
            return purchases(in(period).count().then(" > 0"), false, period, must);
        // who bought in it bought last in it
        if (facts.clockwork())
            facts.addNext(Sql.firstAfter(asOf, period.ends(Sql.of("p.last_order_at"), zone)));
        return sure(period.span(asOf, zone).over("p.last_order_at"));
    }

    private Purchases in(@Nullable Period period) {
        return Purchases.in(period, asOf, facts.past(), zone);
    }

    private Sql purchases(Sql value, Whole is, @Nullable Period period, boolean must) {
        return purchases(value.then(Facts.compare("", is)), is.holds(0), period, must);
    }

    /// @param none whether it holds for who never bought
    private Sql purchases(Sql holds, boolean none, @Nullable Period period, boolean must) {
        var next = period == null || !period.rolls() ? null : period.ends(in(period).first(), zone);
        if (!none)
            return facts.row(
                    Purchases.TABLE, Purchases.ALIAS, new ValueSql.Tested(holds, next), must);
        return not(
                facts.row(
                        Purchases.TABLE,
                        Purchases.ALIAS,
                        new ValueSql.Tested(not(holds), next),
                        must));
    }

    private String placed(Sql at) {
        return facts.value(Purchases.TABLE, Purchases.ALIAS, at);
    }

    private Sql bought(
            String[] products,
            Whole count,
            Measure measure,
            @Nullable Period period,
            boolean must) {
        var lines =
                Source.LINES.where(
                        products.length == 1
                                ? Sql.of("x.product_id = ?", products[0])
                                : Sql.of("x.product_id = any(?)", (Object) products));
        return switch (measure) {
            case ORDERS -> facts.ordersWith(lines, period, count, must);
            case PIECES ->
                    facts.aggregate(lines, period, Sql.of("sum(x.quantity)"), Compared.of(count));
        };
    }

    private Sql abandoned(int atLeast, @Nullable Integer lessThan) {
        var span =
                new Span(
                        lessThan == null ? null : asOf.minus(Duration.ofHours(lessThan)),
                        false,
                        asOf.minus(Duration.ofHours(atLeast)),
                        true);
        if (facts.past()) return sure(span.over(facts.time(unclosed("abandoned_at"), "max")));
        facts.addNext(
                When.hoursAgo(When.Is.AT_LEAST_AGO, atLeast).next("p.abandoned_at", asOf, zone));
        if (lessThan != null)
            facts.addNext(
                    When.hoursAgo(When.Is.AT_LEAST_AGO, lessThan)
                            .next("p.abandoned_at", asOf, zone));
        return sure(span.over("p.abandoned_at"));
    }

    private Sql openCart(Whole amount) {
        if (!facts.past()) return sure(Facts.compare("p.open_cart", amount));
        var carts = unclosed("created_at");
        return facts.some(carts, null, false)
                .and(facts.aggregate(carts, null, Sql.of("sum(x.value)"), Compared.of(amount)))
                .in("(", ")");
    }

    /// Carts that nothing had ended yet.
    private Source unclosed(String at) {
        return new Source(
                "cart", "x." + at, Sql.of("(x.closed_at is null or x.closed_at > ?)", asOf));
    }

    private Sql moment(String column, When when) {
        if (when.moves() && facts.clockwork()) facts.addNext(when.next(column, asOf, zone));
        return sure(when.span(asOf, zone).over(column));
    }

    private String column(Moment.Of of) {
        if (of.act != null) return facts.time(Source.messages(of.act, false), "max");
        if (!facts.past()) return "p." + of.column;
        return switch (of) {
            case CREATED, LAST_RECEIVED, LAST_OPENED, LAST_CLICKED -> "p.created_at";
            case LAST_SEEN -> facts.time(Source.EVENTS, "max");
            case FIRST_ORDER ->
                    placed(in(null).upTo().in("case when ", " > 0 then b.placed_at[1] end"));
        };
    }

    private Sql value(ValueSql.Tested tested, ValueTest test, boolean must) {
        var holds = facts.row("profile_trait", "t", tested, must);
        return test.denies() ? not(holds) : holds;
    }

    private Sql did(Did did, boolean must) {
        var events = Source.EVENTS.where(Sql.of("x.name = ?", did.event()));
        for (var filter : did.where()) {
            var holds =
                    values.json(Sql.of("(x.properties -> ?)", filter.property()), filter.test())
                            .holds();
            events = events.where(filter.test().denies() ? not(holds) : holds);
        }
        var sum = did.sum();
        if (sum == null)
            return times(
                    events, did.period(), did.count() == null ? Whole.SOME : did.count(), must);
        var number = ValueSql.number(Sql.of("(x.properties -> ?)", sum.property()));
        return facts.aggregate(
                events, did.period(), number.in("coalesce(sum(", "), 0)"), Compared.of(sum.is()));
    }

    /// How many such rows she has.
    private Sql times(Source source, @Nullable Period period, Whole count, boolean must) {
        return count.isSome()
                ? facts.some(source, period, must)
                : facts.aggregate(source, period, Sql.of("count(*)"), Compared.of(count));
    }

    private Sql ordered(Ordered ordered, boolean must) {
        var orders =
                Source.ORDERS.where(
                        ordered.statuses().isEmpty()
                                ? Sql.of("x.counted")
                                : among("x.status", ordered.statuses()));
        if (!ordered.paymentMethods().isEmpty())
            orders = orders.where(among("x.payment_method", ordered.paymentMethods()));
        var coupon = ordered.coupon();
        if (coupon != null) {
            var holds = values.text("x.coupon", coupon).holds();
            orders = orders.where(coupon.denies() ? not(holds) : holds);
        }
        var amount = ordered.amount();
        if (amount != null) orders = orders.where(Facts.compare("x.total", amount));
        return times(orders, ordered.period(), ordered.count(), must);
    }

    private Sql rfm(Rfm rfm, boolean must) {
        var fifths = borders.rfm();
        if (fifths == null) return Sql.FALSE;
        if (!facts.past())
            return sure(
                    Sql.of("p.orders > 0 and ")
                            .then(
                                    fifths.hold(
                                            rfm,
                                            Sql.of("p.last_order_at"),
                                            Sql.of("p.orders"),
                                            Sql.of("p.spent"))));
        var all = in(null);
        var holds =
                all.count()
                        .then(" > 0 and ")
                        .then(fifths.hold(rfm, all.last(), all.count(), all.spent()));
        return purchases(holds, false, null, must);
    }

    private Sql top(Top top, boolean must) {
        var border = borders.of(top);
        if (isNow(top.period()))
            return border.hold(top.by(), Sql.of("p.orders"), Sql.of("p.spent")).in("(", ")");
        var in = in(top.period());
        return purchases(border.hold(top.by(), in.count(), in.spent()), false, top.period(), must);
    }

    private static Sql among(String column, List<String> values) {
        return Sql.of(
                "coalesce(lower("
                        + column
                        + ") = any(array(select lower(v) from unnest(?) v)), false)",
                (Object) values.toArray(String[]::new));
    }

    private static Source messages(Messaged messaged) {
        var messages = Source.messages(messaged.act(), Boolean.TRUE.equals(messaged.machines()));
        if (messaged.channel() != null)
            messages = messages.where(Sql.of("x.channel = ?", messaged.channel()));
        if (messaged.flow() != null)
            messages = messages.where(Sql.of("x.flow_id = ?", messaged.flow()));
        if (messaged.step() != null)
            messages = messages.where(Sql.of("x.step = ?", messaged.step()));
        if (messaged.campaign() != null)
            messages = messages.where(Sql.of("x.campaign_id = ?", messaged.campaign()));
        return messages;
    }

    private Sql consented(String channel, Consented.State state, boolean must) {
        var ofChannel = Sql.of("t.channel = ?", channel);
        if (state == Consented.State.UNKNOWN)
            return not(facts.row("consent", "t", new ValueSql.Tested(ofChannel, null), must));
        var said = ofChannel.then(" and t.state = ?", state.name().toLowerCase(Locale.ROOT));
        return facts.row("consent", "t", new ValueSql.Tested(said, null), must);
    }

    private static Sql not(Sql sql) {
        return sql.in("not (", ")");
    }

    private static Sql sure(Sql sql) {
        return sql.in("coalesce(", ", false)");
    }
}
