package io.ritorno.flow;

import static java.util.stream.Collectors.toCollection;

import io.ritorno.flow.Trigger.Changed;
import io.ritorno.flow.Trigger.Goods;
import io.ritorno.flow.Trigger.Interest;
import io.ritorno.flow.Trigger.SumPeriod;
import io.ritorno.platform.Money;
import io.ritorno.profile.Person;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// Reads what lets people in. What is missing is read as nothing (an empty text, a zero) and found
/// by [TriggerCheck] before the flow goes live.
final class TriggerReader {
    private static final String AT = "trigger.";

    /// Tags are not changed but added and removed.
    private static final Set<String> TRAITS =
            Person.TRAITS.stream()
                    .filter(trait -> !trait.equals("tags"))
                    .collect(toCollection(TreeSet::new));

    private final Reading r;

    TriggerReader(Reading reading) {
        this.r = reading;
    }

    Trigger trigger(JsonNode json) {
        return switch (r.type(json, "trigger")) {
            case "event" -> {
                only(json, "name", "properties", "where");
                yield new Trigger.Happened(
                        r.text(json, "name", AT, 200), r.properties(json, AT), r.where(json, AT));
            }
            case "order" -> {
                only(json, "amount", "products", "categories", "brands", "nth", "statuses");
                yield new Trigger.Ordered(
                        r.comparison(json, "amount", AT),
                        goods(json),
                        r.comparison(json, "nth", AT),
                        statuses(json));
            }
            case "order-status" -> {
                only(json, "statuses");
                yield new Trigger.OrderStatus(statuses(json));
            }
            case "cart-abandoned" -> {
                only(json, "after", "minimum");
                var minimum = json.path("minimum");
                if (Reading.given(minimum) && (!minimum.canConvertToLong() || minimum.asLong() < 0))
                    r.fault(AT + "minimum", "not-minor-units");
                yield new Trigger.CartAbandoned(
                        json.hasNonNull("after") ? r.duration(json, "after", AT) : null,
                        minimum.canConvertToLong() ? minimum.asLong() : null);
            }
            case "threshold" -> {
                only(json, "of", "value", "period");
                yield new Trigger.Threshold(
                        r.oneOf(json, "of", AT, Trigger.Sum.SPENT),
                        number(json, "value", Money.MOST),
                        period(json.path("period")));
            }
            case "checkout-abandoned" -> {
                only(json, "after");
                yield new Trigger.CheckoutAbandoned(r.duration(json, "after", AT));
            }
            case "browse-abandoned" -> {
                only(json, "after", "products", "categories", "brands");
                yield new Trigger.BrowseAbandoned(r.duration(json, "after", AT), goods(json));
            }
            case "search-abandoned" -> {
                only(json, "after", "term");
                yield new Trigger.SearchAbandoned(
                        r.duration(json, "after", AT), r.text(json, "term", AT, 200));
            }
            case "date" -> {
                only(json, "of", "offset", "at", "zone", "yearly");
                var yearly = json.path("yearly");
                if (Reading.given(yearly) && !yearly.isBoolean())
                    r.fault(AT + "yearly", "not-a-flag");
                yield new Trigger.OnDate(
                        r.date(json, AT, false), r.dayTime(json, AT), yearly.asBoolean(false));
            }
            case "delivery" -> {
                only(json, "offset", "at", "zone");
                yield new Trigger.Delivery(r.dayTime(json, AT));
            }
            case "inactive" -> {
                only(json, "of", "days");
                yield new Trigger.Inactive(
                        r.oneOf(json, "of", AT, Trigger.Since.LAST_SEEN),
                        (int) number(json, "days", 3660));
            }
            case "back-in-stock" -> {
                only(json, "for", "lastDays");
                yield new Trigger.BackInStock(interests(json), lastDays(json));
            }
            case "price-drop" -> {
                only(json, "for", "lastDays", "percent");
                yield new Trigger.PriceDrop(
                        interests(json), lastDays(json), (int) number(json, "percent", 100));
            }
            case "manual" -> {
                only(json);
                yield new Trigger.Manual();
            }
            case "segment-entered" -> {
                only(json, "segment");
                yield new Trigger.SegmentEntered(r.segment(json, AT));
            }
            case "segment-left" -> {
                only(json, "segment");
                yield new Trigger.SegmentLeft(r.segment(json, AT));
            }
            case "registered" -> {
                only(json);
                yield new Trigger.Registered();
            }
            case "subscribed" -> {
                only(json, "channel");
                var channel = r.text(json, "channel", AT, 20);
                yield new Trigger.Subscribed(channel.isEmpty() ? "email" : channel);
            }
            case "changed" -> {
                only(json, "trait", "attribute", "tag", "to", "how");
                yield changed(json);
            }
            case "" -> new Trigger.Manual();
            case String other -> {
                r.unknown("trigger.type", other, KNOWN);
                yield new Trigger.Manual();
            }
        };
    }

    private static final String KNOWN =
            "event, order, order-status, threshold, cart-abandoned, checkout-abandoned,"
                    + " browse-abandoned, search-abandoned, registered, subscribed, date, delivery,"
                    + " inactive, segment-entered, segment-left, changed, back-in-stock, price-drop,"
                    + " manual";

    private void only(JsonNode json, String... fields) {
        var all = new String[fields.length + 1];
        all[0] = "type";
        System.arraycopy(fields, 0, all, 1, fields.length);
        r.only(json, AT, all);
    }

    private long number(JsonNode json, String field, long most) {
        var value = json.path(field);
        if (!Reading.given(value)) return 0;
        if (value.isIntegralNumber()
                && value.canConvertToLong()
                && value.asLong() >= 0
                && value.asLong() <= most) return value.asLong();
        r.fault(AT + field, "not-in-range", 0, most);
        return 0;
    }

    /// Whom it is for; everybody of whom interest is known, when it says nothing.
    private Set<Interest> interests(JsonNode json) {
        var of = EnumSet.noneOf(Interest.class);
        for (var text : r.texts(json, "for", AT, 200)) {
            switch (text) {
                case "viewed" -> of.add(Interest.VIEWED);
                case "wished" -> of.add(Interest.WISHED);
                case "cart" -> of.add(Interest.CART);
                default -> r.unknown(AT + "for", text, "viewed, wished, cart");
            }
        }
        return of.isEmpty() ? EnumSet.allOf(Interest.class) : of;
    }

    private int lastDays(JsonNode json) {
        var days = (int) number(json, "lastDays", 365);
        return days == 0 ? 30 : days;
    }

    private SumPeriod period(JsonNode json) {
        if (!Reading.given(json)) return new SumPeriod.Ever();
        r.only(json, AT + "period.", "lastDays", "calendar");
        var days = json.path("lastDays");
        if (days.isIntegralNumber() && days.asLong() >= 1 && days.asLong() <= 3660)
            return new SumPeriod.Rolling(days.asInt());
        switch (r.text(json, "calendar", AT + "period.", 20)) {
            case "month" -> {
                return new SumPeriod.Month();
            }
            case "year" -> {
                return new SumPeriod.Year();
            }
            default -> r.fault(AT + "period", "not-a-sum-period");
        }
        return new SumPeriod.Ever();
    }

    private Goods goods(JsonNode json) {
        return new Goods(
                r.texts(json, "products", AT, 200),
                r.texts(json, "categories", AT, 200),
                r.texts(json, "brands", AT, 200));
    }

    /// Compared in lower case, as orders have them.
    private List<String> statuses(JsonNode json) {
        return r.texts(json, "statuses", AT, 200).stream()
                .map(status -> status.toLowerCase(Locale.ROOT))
                .toList();
    }

    private Changed changed(JsonNode json) {
        var trait = r.text(json, "trait", AT, 100);
        var attribute = r.text(json, "attribute", AT, 100);
        var tag = r.text(json, "tag", AT, 100);
        var named = List.of(trait, attribute, tag).stream().filter(n -> !n.isEmpty()).toList();
        if (named.size() > 1) r.fault("trigger", "exactly-one-of", "trait, attribute, tag");
        if (!trait.isEmpty() && !TRAITS.contains(trait))
            r.unknown("trigger.trait", trait, String.join(", ", TRAITS));
        var how = r.text(json, "how", AT, 20);
        if (!how.isEmpty() && !how.equals("added") && !how.equals("removed"))
            r.unknown("trigger.how", how, "added, removed");
        var of =
                !tag.isEmpty()
                        ? Changed.Of.TAG
                        : !attribute.isEmpty() ? Changed.Of.ATTRIBUTE : Changed.Of.TRAIT;
        if (of == Changed.Of.TAG && json.hasNonNull("to"))
            r.fault("trigger.to", "tag-has-no-value");
        return new Changed(
                of,
                named.isEmpty() ? "" : named.getFirst(),
                r.test(json, "to", AT, trait.equals("gender") ? trait : null),
                how.equals("removed") ? Changed.How.REMOVED : Changed.How.ADDED);
    }
}
