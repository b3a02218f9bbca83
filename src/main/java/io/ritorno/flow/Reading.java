package io.ritorno.flow;

import io.ritorno.segment.Condition;
import io.ritorno.segment.ConditionProblem;
import io.ritorno.segment.Conditions;
import java.time.Duration;
import java.time.LocalTime;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What the readers of a definition's parts share: they take values out of JSON, and where one is
/// not what it should be they note its place and go on with a harmless one.
final class Reading {
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

    /// Whole days before (negative) or after.
    Period offset(JsonNode json, String at) {
        var text = text(json, "offset", at, 40);
        if (text.isEmpty()) return Period.ZERO;
        try {
            var offset = Period.parse(text);
            if (Math.abs(offset.toTotalMonths() * 31 + offset.getDays()) <= 3_660) return offset;
            fault(at + "offset", "must be at most ten years");
        } catch (DateTimeParseException | ArithmeticException e) {
            fault(at + "offset", "must be days such as P0D, P7D or -P3D");
        }
        return Period.ZERO;
    }

    @Nullable LocalTime hour(JsonNode json, String at) {
        var text = text(json, "at", at, 10);
        if (text.isEmpty()) return null;
        try {
            return LocalTime.parse(text).truncatedTo(ChronoUnit.MINUTES);
        } catch (DateTimeParseException e) {
            fault(at + "at", "must be an hour such as 09:30");
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
            fault(at + "of", "must be an object with one of trait, attribute, moment");
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
            fault(at + field, "must be a list of texts");
            return List.of();
        }
        if (values.size() > most) fault(at + field, "must be at most " + most);
        for (var i = 0; i < Math.min(most, values.size()); i++) {
            var value = values.get(i);
            var text = value.isValueNode() && !value.isNull() ? value.asString().strip() : "";
            if (text.isEmpty() || text.length() > 200 || text.indexOf(0) >= 0)
                fault(at + field + "[" + i + "]", "must be a text of 1 to 200 characters");
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
        fault(at + field, "must be a whole number from " + least + " to " + most);
        return otherwise;
    }

    /// An id; null when there is none.
    @Nullable UUID id(JsonNode json, String field, String at) {
        var text = text(json, field, at, 100);
        if (text.isEmpty()) return null;
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            fault(at + field, "must be an id");
            return null;
        }
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

    List<ConditionProblem> conditionProblems(JsonNode condition) {
        return conditionProblems.apply(condition);
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
