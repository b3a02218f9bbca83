package io.ritorno.flow;

import io.ritorno.content.MailContent;
import io.ritorno.flow.Step.Since;
import io.ritorno.segment.Condition;
import io.ritorno.segment.ConditionProblem;
import io.ritorno.segment.Conditions;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads a definition from JSON and goes on after a mistake, so that all are told at once, each
/// with its place. What is not yet there (a step that leads nowhere, an empty text) is no mistake
/// here: a draft may be saved half done, and [DefinitionCheck] says what is missing before it goes
/// live.
final class DefinitionReader {
    /// The languages a message can be in.
    static final Set<String> LOCALES = Set.of("en", "it", "pl");

    private static final int MOST_STEPS = 500;
    private static final int LONGEST_TEXT = 200_000;

    private final List<Fault> faults = new ArrayList<>();
    private final Function<JsonNode, List<ConditionProblem>> conditionProblems;
    private @Nullable String step;

    private DefinitionReader(Function<JsonNode, List<ConditionProblem>> conditionProblems) {
        this.conditionProblems = conditionProblems;
    }

    /// @param definition as far as it could be read; of use only when there are no faults
    record Read(Definition definition, List<Fault> faults) {}

    /// @param conditionProblems what is wrong with a condition; empty when nothing is
    static Read read(JsonNode json, Function<JsonNode, List<ConditionProblem>> conditionProblems) {
        var reader = new DefinitionReader(conditionProblems);
        return new Read(reader.definition(json), List.copyOf(reader.faults));
    }

    private Definition definition(JsonNode json) {
        only(json, "", "trigger", "stop", "audience", "reentry", "first", "steps");
        var steps = new LinkedHashMap<String, Step>();
        var trigger = trigger(json.path("trigger"));
        var stop = new ArrayList<Stop>();
        var stops = json.path("stop");
        if (stops.isArray()) {
            for (var i = 0; i < stops.size(); i++) {
                var one = stop(stops.get(i), "stop[" + i + "]");
                if (one != null) stop.add(one);
            }
        } else if (given(stops)) fault("stop", "must be a list");
        var audience = condition(json, "audience", "");
        var reentry = reentry(json.path("reentry"));
        var first = text(json, "first", "", 100);
        var all = json.path("steps");
        if (!all.isObject()) fault("steps", "must be an object of steps by their ids");
        else if (all.size() > MOST_STEPS) fault("steps", "must be at most " + MOST_STEPS);
        else {
            for (var entry : all.properties()) {
                step = entry.getKey();
                if (!step.matches("[A-Za-z0-9_-]{1,100}"))
                    fault(null, "has an id that is not 1 to 100 letters, digits, - and _");
                var read = step(entry.getValue());
                if (read != null) steps.put(step, read);
            }
            step = null;
        }
        return new Definition(trigger, stop, audience, reentry, first, steps);
    }

    private Trigger trigger(JsonNode json) {
        switch (type(json, "trigger")) {
            case "cart-abandoned" -> {
                only(json, "trigger.", "type");
                return new Trigger.CartAbandoned();
            }
            case "event" -> {
                only(json, "trigger.", "type", "name", "properties");
                return new Trigger.Happened(
                        text(json, "name", "trigger.", 200), properties(json, "trigger."));
            }
            case "segment-entered" -> {
                only(json, "trigger.", "type", "segment");
                return new Trigger.SegmentEntered(segment(json));
            }
            case "" -> {}
            case String other ->
                    unknown("trigger.type", other, "cart-abandoned, event, segment-entered");
        }
        return new Trigger.CartAbandoned();
    }

    private UUID segment(JsonNode json) {
        try {
            return UUID.fromString(text(json, "segment", "trigger.", 100));
        } catch (IllegalArgumentException e) {
            fault("trigger.segment", "must be a segment's id");
            return new UUID(0, 0);
        }
    }

    private @Nullable Stop stop(JsonNode json, String field) {
        switch (type(json, field)) {
            case "order" -> {
                only(json, field + ".", "type");
                return new Stop.Order();
            }
            case "event" -> {
                only(json, field + ".", "type", "name", "properties");
                return new Stop.Happened(
                        text(json, "name", field + ".", 200), properties(json, field + "."));
            }
            case "condition" -> {
                only(json, field + ".", "type", "condition");
                var condition = condition(json, "condition", field + ".");
                if (condition != null) return new Stop.Matches(condition);
                fault(field + ".condition", "is missing");
            }
            case "" -> {}
            case String other -> unknown(field + ".type", other, "order, event, condition");
        }
        return null;
    }

    private Reentry reentry(JsonNode json) {
        if (!given(json)) return new Reentry.OncePerKey();
        switch (type(json, "reentry")) {
            case "once-per-key" -> {
                return new Reentry.OncePerKey();
            }
            case "never" -> {
                return new Reentry.Never();
            }
            case "always" -> {
                return new Reentry.Always();
            }
            case "after" -> {
                only(json, "reentry.", "type", "duration");
                return new Reentry.After(duration(json, "reentry."));
            }
            case "" -> {}
            case String other ->
                    unknown("reentry.type", other, "once-per-key, never, after, always");
        }
        return new Reentry.OncePerKey();
    }

    private @Nullable Step step(JsonNode json) {
        switch (type(json, "")) {
            case "wait" -> {
                only(json, "", "type", "name", "duration", "since", "next", "ui");
                return new Step.Wait(duration(json, ""), since(json), next(json, "next"));
            }
            case "branch" -> {
                only(json, "", "type", "name", "condition", "yes", "no", "ui");
                return new Step.Branch(
                        condition(json, "condition", ""), next(json, "yes"), next(json, "no"));
            }
            case "send" -> {
                return send(json);
            }
            case "end" -> {
                only(json, "", "type", "name", "ui");
                return new Step.End();
            }
            case "" -> {}
            case String other -> unknown("type", other, "wait, branch, send, end");
        }
        return null;
    }

    private Step send(JsonNode json) {
        only(
                json,
                "",
                "type",
                "channel",
                "transactional",
                "name",
                "filter",
                "minimumCart",
                "content",
                "next",
                "ui");
        var channel = text(json, "channel", "", 20);
        if (channel.isEmpty()) channel = "email";
        if (!channel.equals("email")) unknown("channel", channel, "email");
        var minimum = json.path("minimumCart");
        if (given(minimum) && (!minimum.canConvertToLong() || minimum.asLong() < 0))
            fault("minimumCart", "must be an amount in minor units, 0 or more");
        var content = new LinkedHashMap<String, MailContent>();
        var texts = json.path("content");
        if (given(texts) && !texts.isObject()) fault("content", "must be an object by language");
        for (var entry : texts.properties()) {
            var locale = entry.getKey();
            if (LOCALES.contains(locale))
                content.put(locale, content(entry.getValue(), "content." + locale + "."));
            else unknown("content." + locale, locale, "en, it, pl");
        }
        return new Step.Send(
                channel,
                flag(json, "transactional"),
                text(json, "name", "", 200),
                condition(json, "filter", ""),
                minimum.canConvertToLong() ? minimum.asLong() : null,
                content,
                next(json, "next"));
    }

    private MailContent content(JsonNode json, String at) {
        only(json, at, "subject", "preheader", "mjml", "text");
        var text = text(json, "text", at, LONGEST_TEXT);
        return new MailContent(
                text(json, "subject", at, 1000),
                text(json, "preheader", at, 1000),
                text(json, "mjml", at, LONGEST_TEXT),
                text.isEmpty() ? null : text);
    }

    private Since since(JsonNode json) {
        return switch (text(json, "since", "", 20)) {
            case "", "step" -> Since.STEP;
            case "entry" -> Since.ENTRY;
            case String other -> {
                unknown("since", other, "step, entry");
                yield Since.STEP;
            }
        };
    }

    private String next(JsonNode json, String field) {
        return text(json, field, "", 100);
    }

    private Duration duration(JsonNode json, String at) {
        var text = text(json, "duration", at, 40);
        if (text.isEmpty()) return Duration.ZERO;
        try {
            var duration = Duration.parse(text);
            if (!duration.isNegative() && duration.compareTo(Duration.ofDays(3660)) <= 0)
                return duration;
            fault(at + "duration", "must be from nothing to ten years");
        } catch (DateTimeParseException e) {
            fault(at + "duration", "must be an ISO 8601 duration such as PT1H or P3D");
        }
        return Duration.ZERO;
    }

    private Map<String, String> properties(JsonNode json, String at) {
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

    private @Nullable Condition condition(JsonNode json, String field, String at) {
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

    private String type(JsonNode json, String field) {
        if (json.isObject()) {
            var type = text(json, "type", field.isEmpty() ? "" : field + ".", 40);
            if (type.isEmpty()) fault(field.isEmpty() ? "type" : field + ".type", "is missing");
            return type;
        }
        fault(field.isEmpty() ? null : field, "must be an object with a type");
        return "";
    }

    private String text(JsonNode json, String field, String at, int longest) {
        var value = json.path(field);
        if (!given(value)) return "";
        if (!value.isString()) fault(at + field, "must be text");
        else if (value.asString().length() > longest)
            fault(at + field, "must be at most " + longest + " characters");
        else if (value.asString().indexOf(0) >= 0) fault(at + field, "must not hold NUL");
        else return value.asString();
        return "";
    }

    private boolean flag(JsonNode json, String field) {
        var value = json.path(field);
        if (given(value) && !value.isBoolean()) fault(field, "must be true or false");
        return value.isBoolean() && value.asBoolean();
    }

    private static boolean given(JsonNode node) {
        return !node.isMissingNode() && !node.isNull();
    }

    /// A name we do not know is a mistake: what the marketer meant by it would silently not happen.
    private void only(JsonNode json, String at, String... names) {
        if (!json.isObject()) return;
        var known = new LinkedHashSet<>(List.of(names));
        for (var entry : json.properties()) {
            if (!known.contains(entry.getKey()))
                unknown(at + entry.getKey(), entry.getKey(), String.join(", ", known));
        }
    }

    private void unknown(String field, String value, String known) {
        faults.add(
                Fault.of("unknown", step, field, "\"" + value + "\" is not known here: " + known));
    }

    private void fault(@Nullable String field, String message) {
        faults.add(Fault.of("invalid", step, field, message));
    }
}
