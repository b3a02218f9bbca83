package io.ritorno.flow;

import io.ritorno.flow.Trigger.DateOf;
import io.ritorno.flow.Trigger.DayTime;
import io.ritorno.segment.Condition;
import io.ritorno.segment.Condition.Did.Filter;
import io.ritorno.segment.ConditionProblem;
import io.ritorno.segment.Conditions;
import io.ritorno.segment.ValueTest;
import io.ritorno.segment.Whole;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.Period;
import java.time.format.DateTimeParseException;
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
        var text = text(json, field, at, 40);
        if (text.isEmpty()) return Duration.ZERO;
        try {
            var duration = Duration.parse(text);
            if (!duration.isNegative() && duration.compareTo(Duration.ofDays(3660)) <= 0)
                return duration;
            fault(at + field, "must be from nothing to ten years");
        } catch (DateTimeParseException e) {
            fault(at + field, "must be an ISO 8601 duration such as PT1H or P3D");
        }
        return Duration.ZERO;
    }

    Map<String, String> properties(JsonNode json, String at) {
        var result = new LinkedHashMap<String, String>();
        var properties = json.path("properties");
        if (given(properties) && !properties.isObject())
            fault(at + "properties", "must be an object of names and values");
        for (var entry : properties.properties()) {
            var value = entry.getValue();
            if (value.isValueNode() && !value.isNull())
                result.put(entry.getKey(), value.asString());
            else fault(at + "properties." + entry.getKey(), "must be a text, number or true/false");
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
                    problem.message());
        var condition = Conditions.read(node);
        if (condition.isEmpty() && problems.isEmpty()) fault(place, "must be a condition");
        return condition.orElse(null);
    }

    /// What an event's properties must be, written as in the condition `event`.
    List<Filter> where(JsonNode json, String at) {
        var node = json.path("where");
        if (!given(node)) return List.of();
        var read = part(node, "where", "{\"type\":\"event\",\"event\":\"x\"}", "where", at);
        return read instanceof Condition.Did(_, _, _, var where) ? where : List.of();
    }

    /// A comparison with a whole number.
    @Nullable Whole whole(JsonNode json, String field, String at) {
        var node = json.path(field);
        if (!given(node)) return null;
        var read = part(node, field, "{\"type\":\"total-spent\"}", "amount", at);
        return read instanceof Condition.TotalSpent spent ? spent.amount() : null;
    }

    /// A test of a value.
    @Nullable ValueTest test(JsonNode json, String field, String at) {
        var node = json.path(field);
        if (!given(node)) return null;
        var read = part(node, field, "{\"type\":\"attribute\",\"name\":\"x\"}", "test", at);
        return read instanceof Condition.Attribute(_, var test) ? test : null;
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
                problem.message());
        return null;
    }

    /// A list of texts; none when it is left out.
    List<String> texts(JsonNode json, String field, String at) {
        var node = json.path(field);
        if (!given(node)) return List.of();
        var texts = new ArrayList<String>();
        if (!node.isArray() || node.size() > 200)
            fault(at + field, "must be a list of at most 200 texts");
        else
            for (var each : node) {
                if (each.isString()
                        && !each.asString().isBlank()
                        && each.asString().length() <= 500) texts.add(each.asString().strip());
                else fault(at + field, "must be a list of texts of 1 to 500 characters");
            }
        return texts;
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

    /// Which date of a person: `{"trait": "birthday"}`, `{"attribute": …}` or `{"moment": …}`. One
    /// that is missing is an attribute without a name.
    DateOf dateOf(JsonNode json, String field) {
        if (!given(json)) return new DateOf.Attribute("");
        var at = field + ".";
        only(json, at, "trait", "attribute", "moment");
        if (json.size() > 1) fault(field, "must name one of trait, attribute and moment");
        var trait = text(json, "trait", at, 100);
        if (!trait.isEmpty() && !trait.equals("birthday")) unknown(at + "trait", trait, "birthday");
        if (!trait.isEmpty()) return new DateOf.Birthday();
        if (json.hasNonNull("moment"))
            return new DateOf.Moment(oneOf(json, "moment", at, DateOf.What.CREATED));
        return new DateOf.Attribute(text(json, "attribute", at, 100));
    }

    /// So many days from a date, at an hour of a zone: the date itself, at nine, of the shop's zone
    /// where nothing is said.
    DayTime dayTime(JsonNode json, String at) {
        var offset = Period.ZERO;
        var days = text(json, "offset", at, 40);
        try {
            if (!days.isEmpty()) offset = Period.parse(days);
            if (Math.abs(offset.toTotalMonths()) * 31 + Math.abs(offset.getDays()) > 3660)
                fault(at + "offset", "must be at most ten years");
        } catch (DateTimeException | ArithmeticException e) {
            fault(at + "offset", "must be days such as P0D, -P3D or P7D");
        }
        var hour = LocalTime.of(9, 0);
        var time = text(json, "at", at, 8);
        try {
            if (!time.isEmpty()) hour = LocalTime.parse(time);
        } catch (DateTimeException e) {
            fault(at + "at", "must be an hour such as 09:00");
        }
        var zone = text(json, "zone", at, 20);
        if (!zone.isEmpty() && !zone.equals("shop") && !zone.equals("person"))
            unknown(at + "zone", zone, "person, shop");
        return new DayTime(offset, hour, zone.equals("person"));
    }

    /// A segment's id; no segment's when it is missing, as in a draft.
    UUID segment(JsonNode json, String at) {
        var text = text(json, "segment", at, 100);
        try {
            if (!text.isEmpty()) return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            fault(at + "segment", "must be a segment's id");
        }
        return NO_SEGMENT;
    }

    String type(JsonNode json, String field) {
        if (json.isObject()) {
            var type = text(json, "type", field.isEmpty() ? "" : field + ".", 40);
            if (type.isEmpty()) fault(field.isEmpty() ? "type" : field + ".type", "is missing");
            return type;
        }
        fault(field.isEmpty() ? null : field, "must be an object with a type");
        return "";
    }

    String text(JsonNode json, String field, String at, int longest) {
        var value = json.path(field);
        if (!given(value)) return "";
        if (!value.isString()) fault(at + field, "must be text");
        else if (value.asString().length() > longest)
            fault(at + field, "must be at most " + longest + " characters");
        else if (value.asString().indexOf(0) >= 0) fault(at + field, "must not hold NUL");
        else return value.asString();
        return "";
    }

    boolean flag(JsonNode json, String field) {
        var value = json.path(field);
        if (given(value) && !value.isBoolean()) fault(field, "must be true or false");
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
        faults.add(
                Fault.of("unknown", step, field, "\"" + value + "\" is not known here: " + known));
    }

    void fault(@Nullable String field, String message) {
        faults.add(Fault.of("invalid", step, field, message));
    }
}
