package io.ritorno.flow;

import io.ritorno.event.Names;
import io.ritorno.segment.Condition.Did.Filter;
import io.ritorno.segment.ValueTest;
import io.ritorno.segment.Whole;
import java.time.Duration;
import java.time.LocalTime;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What lets a person enter a flow. [Starts] says who enters by an event, [Planner] who is planned
/// to enter later, [PlannedEntries] whether the plan still holds when its time has come.
public sealed interface Trigger {
    /// Names of the events at which a flow with this trigger must be looked at at all.
    default Set<String> events() {
        return switch (this) {
            case Happened happened -> Set.of(happened.name());
            case CartAbandoned _ -> Set.of(Names.CART_ABANDONED);
            case CheckoutAbandoned _ -> CHECKOUT;
            case BrowseAbandoned _ -> Set.of(Names.PRODUCT_VIEWED);
            case SearchAbandoned _ -> Set.of(Names.PRODUCTS_SEARCHED);
            case Registered _ -> Set.of(SIGNED_UP);
            case Subscribed _ -> Set.of(Names.CONSENT_CHANGED);
            case SegmentEntered _ -> Set.of(Names.SEGMENT_ENTERED);
            case SegmentLeft _ -> Set.of(Names.SEGMENT_LEFT);
            case Ordered _,
                    OrderStatus _,
                    Threshold _,
                    OnDate _,
                    Delivery _,
                    Inactive _,
                    Changed _,
                    BackInStock _,
                    PriceDrop _,
                    Manual _ ->
                    Set.of();
        };
    }

    /// Segment's name for a registration (its B2B spec).
    String SIGNED_UP = "Signed Up";

    /// Events that belong to a checkout.
    Set<String> CHECKOUT =
            Set.of(
                    Names.CHECKOUT_STARTED,
                    Names.CHECKOUT_STEP_VIEWED,
                    Names.CHECKOUT_STEP_COMPLETED,
                    Names.PAYMENT_INFO_ENTERED);

    /// Whether the thing a run is about is there once for all, so that nobody enters for it twice
    /// whatever the flow's re-entry says.
    default boolean once() {
        return switch (this) {
            case Registered _ -> true;
            case Threshold threshold -> !(threshold.period() instanceof SumPeriod.Rolling);
            default -> false;
        };
    }

    /// An event of this name whose named properties have these values and pass these filters. About
    /// the order or cart it names, else about itself.
    record Happened(String name, Map<String, String> properties, List<Filter> where)
            implements Trigger {
        public Happened {
            properties = Map.copyOf(properties);
            where = List.copyOf(where);
        }
    }

    /// An order that has come to be like this. About the order.
    ///
    /// @param amount its total
    /// @param goods what it holds any of
    /// @param nth which of her orders that count it is, in order of time
    /// @param statuses it is in one of these; none: in any
    record Ordered(@Nullable Whole amount, Goods goods, @Nullable Whole nth, List<String> statuses)
            implements Trigger {
        public Ordered {
            statuses = List.copyOf(statuses);
        }
    }

    /// An order has come to be in one of these. About the order and that status.
    record OrderStatus(List<String> statuses) implements Trigger {
        public OrderStatus {
            statuses = List.copyOf(statuses);
        }
    }

    /// A person's sum comes to the value. About the sum and its period.
    record Threshold(Sum of, long value, SumPeriod period) implements Trigger {}

    /// What is added up.
    enum Sum {
        SPENT,
        ITEMS,
        ORDERS
    }

    /// Over what it is added up.
    sealed interface SumPeriod {
        record Rolling(int days) implements SumPeriod {}

        record Month() implements SumPeriod {}

        record Year() implements SumPeriod {}

        record Ever() implements SumPeriod {}
    }

    /// A cart with something in it rested. About that cart.
    ///
    /// @param after since its last change; null: as long as the shop has chosen
    /// @param minimum least worth of the cart, minor units
    record CartAbandoned(@Nullable Duration after, @Nullable Long minimum) implements Trigger {}

    /// A checkout was begun, and for so long nothing was ordered. About the checkout or its cart.
    record CheckoutAbandoned(Duration after) implements Trigger {}

    /// She looked at products, and then for so long neither filled a cart nor ordered. About the
    /// day she last looked.
    record BrowseAbandoned(Duration after, Goods goods) implements Trigger {}

    /// She searched, and then for so long neither filled a cart nor ordered. About the day she last
    /// searched.
    ///
    /// @param term what the search contains; empty: any
    record SearchAbandoned(Duration after, String term) implements Trigger {}

    /// She became known, or `Signed Up` came. About the person.
    record Registered() implements Trigger {}

    /// She agreed to be written to. About the channel and that time.
    record Subscribed(String channel) implements Trigger {}

    /// So many days before or after a date of hers. About that date.
    ///
    /// @param of null in a draft that does not say it yet
    /// @param yearly whether also on its anniversaries
    record OnDate(@Nullable DateOf of, DayTime on, boolean yearly) implements Trigger {}

    /// So many days before or after the planned delivery of an order. About the order.
    record Delivery(DayTime on) implements Trigger {}

    /// For so many days she was not seen, or ordered nothing. About the moment since which.
    record Inactive(Since of, int days) implements Trigger {}

    /// From when inactivity is counted.
    enum Since {
        LAST_SEEN,
        LAST_ORDER
    }

    /// The person has come to be in this segment. About this one time: she may leave and come
    /// again.
    record SegmentEntered(UUID segment) implements Trigger {}

    /// She is in this segment no more. About this one time.
    record SegmentLeft(UUID segment) implements Trigger {}

    /// Something on her profile changed. About that change.
    ///
    /// @param name of the trait, attribute or tag
    /// @param to what the new value must be; null: anything
    /// @param how for a tag
    record Changed(Of of, String name, @Nullable ValueTest to, How how) implements Trigger {
        enum Of {
            TRAIT,
            ATTRIBUTE,
            TAG
        }

        enum How {
            ADDED,
            REMOVED
        }
    }

    /// A product can be bought again. About the product and that time.
    record BackInStock(Set<Interest> of, int lastDays) implements Trigger {
        public BackInStock {
            of = Set.copyOf(of);
        }
    }

    /// A product became cheaper. About the product and that price.
    ///
    /// @param percent at least so much cheaper
    record PriceDrop(Set<Interest> of, int lastDays, int percent) implements Trigger {
        public PriceDrop {
            of = Set.copyOf(of);
        }
    }

    /// How somebody has shown interest in a product: she looked at it, put it on her wish list, or
    /// left it in a cart.
    enum Interest {
        VIEWED,
        WISHED,
        CART
    }

    /// Whoever is put in, over the API or on screen. About what the caller names.
    record Manual() implements Trigger {}

    /// Products, any of them; without any, all.
    ///
    /// @param categories paths, sub-categories included
    record Goods(List<String> products, List<String> categories, List<String> brands) {
        static final Goods ALL = new Goods(List.of(), List.of(), List.of());

        public Goods {
            products = List.copyOf(products);
            categories = List.copyOf(categories);
            brands = List.copyOf(brands);
        }

        boolean all() {
            return products.isEmpty() && categories.isEmpty() && brands.isEmpty();
        }
    }

    /// A moment so many days from a date.
    ///
    /// @param offset negative: before
    /// @param at the hour of that day …
    /// @param personal … in the person's zone, if it is known; else in the shop's
    record DayTime(Period offset, LocalTime at, boolean personal) {}
}
