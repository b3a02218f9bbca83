package io.ritorno.flow;

import io.ritorno.flow.Trigger.Changed;
import io.ritorno.flow.Trigger.DateOf;
import io.ritorno.flow.Trigger.DayTime;
import io.ritorno.flow.Trigger.Goods;
import io.ritorno.flow.Trigger.Interest;
import io.ritorno.flow.Trigger.SumPeriod;
import io.ritorno.segment.Whole;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.Period;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads what lets people in. What is missing is read as nothing (an empty text, a zero) and found
/// by [TriggerCheck] before the flow goes live.
final class TriggerReader {
    private static final String AT = "trigger.";
    private static final Period LONGEST = Period.ofDays(3660);
    private static final Set<String> TRAITS =
            Set.of(
                    "email",
                    "phone",
                    "firstName",
                    "lastName",
                    "gender",
                    "birthday",
                    "locale",
                    "timezone",
                    "country",
                    "city",
                    "company");

    private final Reading r;

    TriggerReader(Reading reading) {
        this.r = reading;
    }

    Trigger trigger(JsonNode json) {
        return switch (r.type(json, "trigger")) {
            case "event" -> {
                only(json, "name", "properties", "where");
                yield new Trigger.Happened(
                        r.text(json, "name", AT, 200),
                        r.properties(json, AT),
                        r.where(json, AT));
            }
            case "order" -> {
                only(json, "amount", "products", "categories", "brands", "nth", "statuses");
                yield new Trigger.Ordered(
                        r.whole(json, "amount", AT),
                        goods(json),
                        r.whole(json, "nth", AT),
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
                    r.fault(AT + "minimum", "must be an amount in minor units, 0 or more");
                yield new Trigger.CartAbandoned(
                        json.hasNonNull("after") ? r.duration(json, "after", AT) : null,
                        minimum.canConvertToLong() ? minimum.asLong() : null);
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
            "event, order, order-status, cart-abandoned, registered, subscribed, changed,"
                    + " segment-entered, segment-left";

    private void only(JsonNode json, String... fields) {
        var all = new String[fields.length + 1];
        all[0] = "type";
        System.arraycopy(fields, 0, all, 1, fields.length);
        r.only(json, AT, all);
    }

    private Goods goods(JsonNode json) {
        return new Goods(
                r.texts(json, "products", AT),
                r.texts(json, "categories", AT),
                r.texts(json, "brands", AT));
    }

    /// Compared in lower case, as orders have them.
    private List<String> statuses(JsonNode json) {
        return r.texts(json, "statuses", AT).stream()
                .map(status -> status.toLowerCase(Locale.ROOT))
                .toList();
    }

    private Changed changed(JsonNode json) {
        var trait = r.text(json, "trait", AT, 100);
        var attribute = r.text(json, "attribute", AT, 100);
        var tag = r.text(json, "tag", AT, 100);
        var named = List.of(trait, attribute, tag).stream().filter(n -> !n.isEmpty()).toList();
        if (named.size() > 1) r.fault("trigger", "must name one of trait, attribute and tag");
        if (!trait.isEmpty() && !TRAITS.contains(trait))
            r.unknown("trigger.trait", trait, String.join(", ", TRAITS.stream().sorted().toList()));
        var how = r.text(json, "how", AT, 20);
        if (!how.isEmpty() && !how.equals("added") && !how.equals("removed"))
            r.unknown("trigger.how", how, "added, removed");
        var of =
                !tag.isEmpty()
                        ? Changed.Of.TAG
                        : !attribute.isEmpty() ? Changed.Of.ATTRIBUTE : Changed.Of.TRAIT;
        if (of == Changed.Of.TAG && json.hasNonNull("to"))
            r.fault("trigger.to", "is for a trait or attribute; a tag is added or removed");
        return new Changed(
                of,
                named.isEmpty() ? "" : named.getFirst(),
                r.test(json, "to", AT),
                how.equals("removed") ? Changed.How.REMOVED : Changed.How.ADDED);
    }
}
