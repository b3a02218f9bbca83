package io.ritorno.segment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.ritorno.platform.Unfit;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a person must satisfy to be in a segment, to start a flow or to take one of its branches.
///
/// Its JSON names every kind in `type`, so that classes may be renamed; `docs/conditions.md` shows
/// each with an example. [ConditionSql] is the only place that says what a kind means.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Condition.All.class, name = "all"),
    @JsonSubTypes.Type(value = Condition.Any.class, name = "any"),
    @JsonSubTypes.Type(value = Condition.Not.class, name = "not"),
    @JsonSubTypes.Type(value = Condition.Purchased.class, name = "purchased"),
    @JsonSubTypes.Type(value = Condition.OrderAmount.class, name = "order-amount"),
    @JsonSubTypes.Type(value = Condition.TotalSpent.class, name = "total-spent"),
    @JsonSubTypes.Type(value = Condition.OpenCart.class, name = "open-cart"),
    @JsonSubTypes.Type(value = Condition.OrderCount.class, name = "order-count"),
    @JsonSubTypes.Type(value = Condition.BoughtCategory.class, name = "bought-category"),
    @JsonSubTypes.Type(value = Condition.BoughtBrand.class, name = "bought-brand"),
    @JsonSubTypes.Type(value = Condition.BoughtProduct.class, name = "bought-product"),
    @JsonSubTypes.Type(value = Condition.CartAbandoned.class, name = "cart-abandoned"),
    @JsonSubTypes.Type(value = Condition.LastPurchase.class, name = "last-purchase"),
    @JsonSubTypes.Type(value = Condition.LastCart.class, name = "last-cart"),
    @JsonSubTypes.Type(value = Condition.Moment.class, name = "moment"),
    @JsonSubTypes.Type(value = Condition.Attribute.class, name = "attribute"),
    @JsonSubTypes.Type(value = Condition.Trait.class, name = "trait"),
    @JsonSubTypes.Type(value = Condition.Did.class, name = "event"),
    @JsonSubTypes.Type(value = Condition.Ordered.class, name = "order"),
    @JsonSubTypes.Type(value = Condition.Messaged.class, name = "message"),
    @JsonSubTypes.Type(value = Condition.Consented.class, name = "consent"),
    @JsonSubTypes.Type(value = Condition.InSegment.class, name = "segment"),
    @JsonSubTypes.Type(value = Condition.Listed.class, name = "list"),
    @JsonSubTypes.Type(value = Condition.Rfm.class, name = "rfm"),
    @JsonSubTypes.Type(value = Condition.Top.class, name = "top"),
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Condition {
    /// All of these; without any, everybody.
    record All(List<Condition> of) implements Condition {
        public All {
            Checks.present(of, "of");
            Checks.whole(of, "of");
            of = List.copyOf(of);
        }
    }

    /// At least one of these; without any, nobody.
    record Any(List<Condition> of) implements Condition {
        public Any {
            Checks.present(of, "of");
            Checks.whole(of, "of");
            of = List.copyOf(of);
        }
    }

    record Not(Condition of) implements Condition {
        public Not {
            Checks.present(of, "of");
        }
    }

    /// D24: has ever purchased (in the period), or never. Cancelled orders do not count, here and
    /// in all that follows.
    record Purchased(boolean is, @Nullable Period period) implements Condition {}

    /// D25: has an order whose amount compares so.
    record OrderAmount(Whole amount, @Nullable Period period) implements Condition {
        public OrderAmount {
            Checks.present(amount, "amount");
        }
    }

    /// D26: the sum of her orders, refunds taken off; 0 for who never bought.
    record TotalSpent(Whole amount, @Nullable Period period) implements Condition {
        public TotalSpent {
            Checks.present(amount, "amount");
        }
    }

    /// D27: has a cart that is not ordered yet, worth so much.
    record OpenCart(Whole amount) implements Condition {
        public OpenCart {
            Checks.present(amount, "amount");
        }
    }

    /// D28: the number of her orders; 0 for who never bought.
    record OrderCount(Whole count, @Nullable Period period) implements Condition {
        public OrderCount {
            Checks.present(count, "count");
        }
    }

    /// What is counted of what was bought: orders that hold it, or pieces.
    enum Measure {
        @JsonProperty("orders")
        ORDERS,
        @JsonProperty("pieces")
        PIECES
    }

    /// D29: how often she bought from the categories, their sub-categories included. Without
    /// `count`: at least once.
    record BoughtCategory(
            List<String> categories, Whole count, Measure measure, @Nullable Period period)
            implements Condition {
        public BoughtCategory {
            categories = Checks.names(categories, "categories");
            count = orSome(count);
            measure = orOrders(measure);
        }
    }

    /// D30: the same of brands.
    record BoughtBrand(List<String> brands, Whole count, Measure measure, @Nullable Period period)
            implements Condition {
        public BoughtBrand {
            brands = Checks.names(brands, "brands");
            count = orSome(count);
            measure = orOrders(measure);
        }
    }

    /// D31: the same of products, by the shop's own ids.
    record BoughtProduct(
            List<String> products, Whole count, Measure measure, @Nullable Period period)
            implements Condition {
        public BoughtProduct {
            products = Checks.names(products, "products");
            count = orSome(count);
            measure = orOrders(measure);
        }
    }

    /// D32: has a cart that counts as abandoned since `atLeastHours` or longer, and less than
    /// `lessThanHours`. Of several, the one that was abandoned last counts.
    record CartAbandoned(int atLeastHours, @Nullable Integer lessThanHours) implements Condition {
        public CartAbandoned {
            Checks.span(atLeastHours, "atLeastHours", 876_000);
            Checks.span(lessThanHours, "lessThanHours", 876_000);
            if (lessThanHours != null && lessThanHours < atLeastHours)
                throw new Unfit("atLeastHours", "ends-reversed");
        }
    }

    /// D33, D35: when her last purchase was, and that she has bought nothing from the day
    /// `nothingSince` on. Who never bought does not match.
    record LastPurchase(When when, @Nullable LocalDate nothingSince) implements Condition {
        public LastPurchase {
            Checks.present(when, "when");
            Checks.day(nothingSince, "nothingSince");
        }
    }

    /// D34: when her last cart was created. Who never had one does not match.
    record LastCart(When when) implements Condition {
        public LastCart {
            Checks.present(when, "when");
        }
    }

    /// When we first met her, last saw her, she first ordered, or she last received, opened or
    /// clicked a message (a human's opens and clicks only).
    record Moment(Of of, When when) implements Condition {
        /// Which moment.
        public enum Of {
            @JsonProperty("created")
            CREATED("created_at"),
            @JsonProperty("last-seen")
            LAST_SEEN("last_seen_at"),
            @JsonProperty("first-order")
            FIRST_ORDER("first_order_at"),
            @JsonProperty("last-received")
            LAST_RECEIVED(Messaged.Act.RECEIVED),
            @JsonProperty("last-opened")
            LAST_OPENED(Messaged.Act.OPENED),
            @JsonProperty("last-clicked")
            LAST_CLICKED(Messaged.Act.CLICKED);

            /// The column of `profile`, or null for what is done with messages.
            final @Nullable String column;

            final Messaged.@Nullable Act act;

            Of(String column) {
                this.column = column;
                this.act = null;
            }

            Of(Messaged.Act act) {
                this.column = null;
                this.act = act;
            }
        }

        public Moment {
            Checks.present(of, "of");
            Checks.present(when, "when");
        }
    }

    /// An attribute of the shop's own.
    record Attribute(String name, ValueTest test) implements Condition {
        public Attribute {
            Checks.text(name, "name");
            Checks.present(test, "test");
        }
    }

    /// A trait that everybody may have.
    record Trait(TraitName name, ValueTest test) implements Condition {
        public Trait {
            Checks.present(name, "name");
            Checks.present(test, "test");
            if (!name.takes(test)) throw new Unfit("test", "test-not-for-trait");
            test = name.understood(test);
        }
    }

    /// How often an event happened to her whose properties pass, or what a property of theirs adds
    /// up to. Without `count` and `sum`: at least once.
    record Did(
            String event,
            @Nullable Whole count,
            @Nullable Sum sum,
            @Nullable Period period,
            List<Filter> where)
            implements Condition {
        /// What the numbers of a property add up to; what is no number adds nothing.
        public record Sum(String property, Decimal is) {
            public Sum {
                Checks.text(property, "property");
                Checks.present(is, "is");
            }
        }

        /// A property and what it must be.
        public record Filter(String property, ValueTest test) {
            public Filter {
                Checks.text(property, "property");
                Checks.present(test, "test");
                if ((test instanceof ValueTest.Date(var is) && is.moves())
                        || test instanceof ValueTest.Anniversary)
                    throw new Unfit("test", "date-not-ago");
            }
        }

        public Did {
            Checks.text(event, "event");
            if (count != null && sum != null) throw new Unfit("sum", "not-beside", "count");
            if (sum == null) count = orSome(count);
            if (where == null) where = List.of();
            Checks.most(where, "where", 20);
            Checks.whole(where, "where");
            where = List.copyOf(where);
        }
    }

    /// How many orders she has of such a kind: in these states, paid by one of these, with such a
    /// coupon, of such an amount. Without `count`: at least one.
    ///
    /// @param statuses which states count; none: all but cancelled ones, as everywhere
    /// @param paymentMethods none: any; letters match whatever their case
    /// @param coupon a text, or whether there was one
    record Ordered(
            List<String> statuses,
            List<String> paymentMethods,
            @Nullable ValueTest coupon,
            @Nullable Whole amount,
            Whole count,
            @Nullable Period period)
            implements Condition {
        public Ordered {
            statuses = Checks.someNames(statuses, "statuses");
            paymentMethods = Checks.someNames(paymentMethods, "paymentMethods");
            count = orSome(count);
            if (coupon != null
                    && !(coupon instanceof ValueTest.Text)
                    && !(coupon instanceof ValueTest.Known))
                throw new Unfit("coupon", "text-or-known");
        }
    }

    /// How many messages she received, opened or clicked. Without `count`: at least one.
    ///
    /// @param step of the flow: only what this step of it sends
    /// @param machines whether what scanners and prefetching mailboxes open and click counts too
    record Messaged(
            Act act,
            @Nullable String channel,
            @Nullable UUID flow,
            @Nullable String step,
            @Nullable UUID campaign,
            @Nullable Boolean machines,
            Whole count,
            @Nullable Period period)
            implements Condition {
        /// What was done with it.
        public enum Act {
            @JsonProperty("received")
            RECEIVED("x.sent_at", "x.sent_at"),
            @JsonProperty("opened")
            OPENED("x.opened_at", "least(x.opened_at, x.machine_opened_at)"),
            @JsonProperty("clicked")
            CLICKED("x.clicked_at", "least(x.clicked_at, x.machine_clicked_at)");

            private final String byHumans;
            private final String byAny;

            Act(String byHumans, String byAny) {
                this.byHumans = byHumans;
                this.byAny = byAny;
            }

            /// When it was first done, of `message x`.
            String at(boolean machines) {
                return machines ? byAny : byHumans;
            }
        }

        public Messaged {
            Checks.present(act, "act");
            Checks.channel(channel);
            if (step != null && flow == null) throw new Unfit("flow", "step-needs-flow");
            count = orSome(count);
        }
    }

    /// What she said about being written to on a channel: `in`, `out`, `pending` (has not confirmed
    /// yet) or `unknown` (never said).
    record Consented(String channel, State state) implements Condition {
        public enum State {
            @JsonProperty("in")
            IN,
            @JsonProperty("out")
            OUT,
            @JsonProperty("pending")
            PENDING,
            @JsonProperty("unknown")
            UNKNOWN
        }

        public Consented {
            Checks.text(channel, "channel");
            Checks.channel(channel);
            Checks.present(state, "state");
        }
    }

    /// Is, or is not, in another segment. Means that segment's condition, as it is now.
    record InSegment(UUID id, boolean is) implements Condition {
        public InSegment {
            Checks.present(id, "id");
        }
    }

    /// Stands on the list with this id: what a segment asks that is kept by hand.
    record Listed(UUID id) implements Condition {
        public Listed {
            Checks.present(id, "id");
        }
    }

    /// X2: in which fifths of the shop's buyers she is by last purchase, number of orders and money
    /// spent; 5 is the best fifth. None named: any. Who never bought is in none. See [Fifths].
    record Rfm(List<Integer> recency, List<Integer> frequency, List<Integer> monetary)
            implements Condition {
        public Rfm {
            recency = Checks.fifths(recency, "recency");
            frequency = Checks.fifths(frequency, "frequency");
            monetary = Checks.fifths(monetary, "monetary");
            if (recency.isEmpty() && frequency.isEmpty() && monetary.isEmpty())
                throw new Unfit(null, "one-at-least", "recency, frequency, monetary");
        }
    }

    /// D55: among the shop's best customers of the period, by number of orders or money spent (of
    /// two with the same, who is ahead by the other). Whoever has no order in it is not. See
    /// [Border].
    ///
    /// @param people the first so many …
    /// @param percent … or so many of a hundred who ordered in the period, at least one
    record Top(By by, @Nullable Integer people, @Nullable Integer percent, @Nullable Period period)
            implements Condition {
        /// By what they are ranked.
        public enum By {
            @JsonProperty("orders")
            ORDERS,
            @JsonProperty("spent")
            SPENT
        }

        public Top {
            Checks.present(by, "by");
            if ((people == null) == (percent == null))
                throw new Unfit(null, "exactly-one-of", "people, percent");
            Checks.between(people, "people", 1, 1_000_000);
            Checks.between(percent, "percent", 1, 100);
        }
    }

    private static Whole orSome(@Nullable Whole count) {
        return count == null ? Whole.SOME : count;
    }

    private static Measure orOrders(@Nullable Measure measure) {
        return measure == null ? Measure.ORDERS : measure;
    }
}
