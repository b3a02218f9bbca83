package io.ritorno.flow;

import io.ritorno.flow.Trigger.DayTime;
import io.ritorno.platform.Reason;
import io.ritorno.segment.Condition;
import io.ritorno.segment.Condition.Did.Filter;
import io.ritorno.segment.ConditionProblem;
import io.ritorno.segment.Conditions;
import io.ritorno.segment.ValueTest;
import io.ritorno.segment.Whole;
import java.time.Duration;
import java.time.LocalTime;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What the readers of a definition's parts share: they take values out of JSON, and where one is
/// not what it should be they note its place and go on with a harmless one.
final class Reading {
    static final UUID NO_SEGMENT = new UUID(0, 0);

    final List<Fault> faults = new ArrayList<>();
    private final Function<JsonNode, List<ConditionProblem>> conditionProblems;

    /// The step that is being read.
    @Nullable String step;

    /// @param conditionProblems what is wrong with a condition; empty when nothing is
    Reading(Function<JsonNode, List<ConditionProblem>> conditionProblems) {
        this.conditionProblems = conditionProblems;
    }

    Duration duration(JsonNode json, String at) {
        return duration(json, "duration", at);
    }

    Duration duration(JsonNode json, String field, String at) {
        var value = json.path(field);
        if (given(value) && (!value.isString() || value.asString().length() > 40)) {
            fault(at + field, "not-a-duration");
            return Duration.ZERO;
        }
        var text = text(json, field, at, 40);
        if (text.isEmpty()) return Duration.ZERO;
        try {
            var duration = Duration.parse(text);
            if (!duration.isNegative() && duration.compareTo(Duration.ofDays(3660)) <= 0)
                return duration;
            fault(at + field, "duration-too-long");
        } catch (DateTimeParseException e) {
            fault(at + field, "not-a-duration");
        }
        return Duration.ZERO;
    }

    /// Whole days before (negative) or after.
    Period offset(JsonNode json, String at) {
        var text = text(json, "offset", at, 40);
        if (text.isEmpty()) return Period.ZERO;
        try {
            var offset = Period.parse(text);
            if (Math.abs(offset.toTotalMonths() * 31 + offset.getDays()) <= 3_660) return offset;
            fault(at + "offset", "offset-too-long");
        } catch (DateTimeParseException | ArithmeticException e) {
            fault(at + "offset", "not-an-offset");
        }
        return Period.ZERO;
    }

    @Nullable LocalTime hour(JsonNode json, String at) {
        var text = text(json, "at", at, 10);
        if (text.isEmpty()) return null;
        try {
            return LocalTime.parse(text).truncatedTo(ChronoUnit.MINUTES);
        } catch (DateTimeParseException e) {
            fault(at + "at", "not-a-day-time");
            return null;
        }
    }

    Step.Zone zone(JsonNode json, String at) {
        return switch (text(json, "zone", at, 20)) {
            case "", "shop" -> Step.Zone.SHOP;
            case "person" -> Step.Zone.PERSON;
            case String other -> {
                unknown(at + "zone", other, "person, shop");
                yield Step.Zone.SHOP;
            }
        };
    }

    /// A date in a person's life; null when none is named.
    ///
    /// @param event whether it may be a property of what started the run
    @Nullable DateOf date(JsonNode json, String at, boolean event) {
        var of = json.path("of");
        if (!given(of)) return null;
        if (!of.isObject() || of.size() != 1) {
            fault(at + "of", "object-with-one-of", "trait, attribute, moment");
            return null;
        }
        var place = at + "of.";
        var kind = of.propertyNames().iterator().next();
        var name = text(of, kind, place, 100);
        if (name.isEmpty()) return null;
        return switch (kind) {
            case "trait" -> {
                if (!name.equals("birthday")) unknown(place + "trait", name, "birthday");
                yield new DateOf.Trait(name);
            }
            case "attribute" -> new DateOf.Attribute(name);
            case "moment" -> {
                for (var known : DateOf.Kind.values())
                    if (known.text().equals(name)) yield new DateOf.Moment(known);
                unknown(place + "moment", name, "created, first-order, last-order, subscribed");
                yield null;
            }
            case String other -> {
                if (event && other.equals("property")) yield new DateOf.Property(name);
                unknown(place + other, other, "trait, attribute, moment");
                yield null;
            }
        };
    }

    /// A list of texts; empty when there is none.
    List<String> texts(JsonNode json, String field, String at, int most) {
        var list = new LinkedHashSet<String>();
        var values = json.path(field);
        if (!given(values)) return List.of();
        if (!values.isArray()) {
            fault(at + field, "not-a-list");
            return List.of();
        }
        if (values.size() > most) fault(at + field, "too-many", most);
        for (var i = 0; i < Math.min(most, values.size()); i++) {
            var value = values.get(i);
            var text = value.isValueNode() && !value.isNull() ? value.asString().strip() : "";
            if (text.isEmpty() || text.length() > 200 || text.indexOf(0) >= 0)
                fault(at + field + "[" + i + "]", "not-text", 200);
            else list.add(text);
        }
        return List.copyOf(list);
    }

    /// A whole number in these bounds.
    ///
    /// @param otherwise for one that is missing or wrong
    long whole(JsonNode json, String field, String at, long least, long most, long otherwise) {
        var value = json.path(field);
        if (!given(value)) return otherwise;
        if (value.isIntegralNumber()
                && value.canConvertToLong()
                && value.asLong() >= least
                && value.asLong() <= most) return value.asLong();
        fault(at + field, "not-in-range", least, most);
        return otherwise;
    }

    /// An id; null when there is none.
    @Nullable UUID id(JsonNode json, String field, String at) {
        var text = text(json, field, at, 100);
        if (text.isEmpty()) return null;
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            fault(at + field, "not-an-id");
            return null;
        }
    }

    Map<String, String> properties(JsonNode json, String at) {
        var result = new LinkedHashMap<String, String>();
        var properties = json.path("properties");
        if (given(properties) && !properties.isObject()) fault(at + "properties", "not-an-object");
        for (var entry : properties.properties()) {
            var value = entry.getValue();
            if (value.isValueNode() && !value.isNull())
                result.put(entry.getKey(), value.asString());
            else fault(at + "properties." + entry.getKey(), "not-a-value");
        }
        return result;
    }

    @Nullable Condition condition(JsonNode json, String field, String at) {
        var node = json.path(field);
        if (!given(node)) return null;
        var place = at + field;
        var problems = conditionProblems.apply(node);
        for (var problem : problems)
            fault(
                    problem.field().isEmpty() ? place : place + "." + problem.field(),
                    problem.reason());
        var condition = Conditions.read(node);
        if (condition.isEmpty() && problems.isEmpty()) fault(place, "missing-or-wrong");
        return condition.orElse(null);
    }

    List<ConditionProblem> conditionProblems(JsonNode condition) {
        return conditionProblems.apply(condition);
    }

    /// What an event's properties must be, written as in the condition `event`.
    List<Filter> where(JsonNode json, String at) {
        var node = json.path("where");
        if (!given(node)) return List.of();
        var read = part(node, "where", "{\"type\":\"event\",\"event\":\"x\"}", "where", at);
        return read instanceof Condition.Did did ? did.where() : List.of();
    }

    /// A comparison with a whole number.
    @Nullable Whole comparison(JsonNode json, String field, String at) {
        var node = json.path(field);
        if (!given(node)) return null;
        var read = part(node, field, "{\"type\":\"total-spent\"}", "amount", at);
        return read instanceof Condition.TotalSpent spent ? spent.amount() : null;
    }

    /// A test of a value.
    ///
    /// @param trait whose value it is, where the words for it are ours; null for any
    @Nullable ValueTest test(JsonNode json, String field, String at, @Nullable String trait) {
        var node = json.path(field);
        if (!given(node)) return null;
        var around =
                trait == null
                        ? "{\"type\":\"attribute\",\"name\":\"x\"}"
                        : "{\"type\":\"trait\",\"name\":\"%s\"}".formatted(trait);
        return switch (part(node, field, around, "test", at)) {
            case Condition.Attribute(_, var test) -> test;
            case Condition.Trait(_, var test) -> test;
            case null, default -> null;
        };
    }

    /// Reads a piece of a condition by the reader of conditions, in one made up around it.
    private @Nullable Condition part(
            JsonNode node, String field, String around, String as, String at) {
        var condition = (ObjectNode) JsonMapper.shared().readTree(around);
        condition.set(as, node);
        var problem = Conditions.problem(condition);
        if (problem == null) return Conditions.read(condition).orElseThrow();
        var place = problem.field();
        fault(
                at + (place.startsWith(as) ? field + place.substring(as.length()) : field),
                problem.reason());
        return null;
    }

    /// One of an enum's constants, written in lower case with hyphens.
    <E extends Enum<E>> E oneOf(JsonNode json, String field, String at, E otherwise) {
        var text = text(json, field, at, 40);
        if (text.isEmpty()) return otherwise;
        var names = new ArrayList<String>();
        for (var each : otherwise.getDeclaringClass().getEnumConstants()) {
            var name = each.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (name.equals(text)) return each;
            names.add(name);
        }
        unknown(at + field, text, String.join(", ", names));
        return otherwise;
    }

    /// So many days from a date, at an hour of a zone: the date itself, at nine, of the shop's zone
    /// where nothing is said.
    DayTime dayTime(JsonNode json, String at) {
        var hour = hour(json, at);
        return new DayTime(
                offset(json, at),
                hour == null ? LocalTime.of(9, 0) : hour,
                zone(json, at) == Step.Zone.PERSON);
    }

    /// A segment's id; no segment's when it is missing, as in a draft.
    UUID segment(JsonNode json, String at) {
        var id = id(json, "segment", at);
        return id == null ? NO_SEGMENT : id;
    }

    String type(JsonNode json, String field) {
        if (json.isObject()) {
            var type = text(json, "type", field.isEmpty() ? "" : field + ".", 40);
            if (type.isEmpty()) fault(field.isEmpty() ? "type" : field + ".type", "missing");
            return type;
        }
        fault(field.isEmpty() ? null : field, "object-with-type");
        return "";
    }

    String text(JsonNode json, String field, String at, int longest) {
        var value = json.path(field);
        if (!given(value)) return "";
        if (!value.isString() || value.asString().length() > longest)
            fault(at + field, "too-long", longest);
        else if (value.asString().indexOf(0) >= 0) fault(at + field, "has-nul");
        else return value.asString();
        return "";
    }

    boolean flag(JsonNode json, String field) {
        var value = json.path(field);
        if (given(value) && !value.isBoolean()) fault(field, "not-a-flag");
        return value.isBoolean() && value.asBoolean();
    }

    static boolean given(JsonNode node) {
        return !node.isMissingNode() && !node.isNull();
    }

    /// A name we do not know is a mistake: what the marketer meant by it would silently not happen.
    void only(JsonNode json, String at, String... names) {
        if (!json.isObject()) return;
        var known = new LinkedHashSet<>(List.of(names));
        for (var entry : json.properties()) {
            if (!known.contains(entry.getKey()))
                unknown(at + entry.getKey(), entry.getKey(), String.join(", ", known));
        }
    }

    void unknown(String field, String value, String known) {
        faults.add(Fault.of("unknown", step, field, "not-known-here", value, known));
    }

    void fault(@Nullable String field, String what, Object... args) {
        fault(field, Reason.of(what, args));
    }

    void fault(@Nullable String field, Reason reason) {
        faults.add(new Fault("invalid", step, field, reason, null));
    }
}
