package io.ritorno.segment;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;

/// Conditions from and to JSON. Strict: what is not understood is refused with its place, never
/// passed over, since a condition that is read with a piece missing finds other people.
final class ConditionJson {
    /// Conditions may stand in one another so deep.
    static final int DEEPEST = 8;

    /// A condition may be made of so many.
    static final int MOST = 100;

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                    .build();

    private ConditionJson() {}

    /// What came of reading one.
    sealed interface Reading {
        record Valid(Condition condition) implements Reading {}

        record Faulty(ConditionProblem problem) implements Reading {}
    }

    static Reading read(@Nullable JsonNode json) {
        if (json == null || !json.isObject()) return faulty("", "must be an object with a type");
        var size = new int[1];
        var tooBig = measure(json, "", 1, size);
        if (tooBig != null) return new Reading.Faulty(tooBig);
        try {
            return new Reading.Valid(JSON.treeToValue(json, Condition.class));
        } catch (JacksonException e) {
            return faulty(place(e), message(e));
        }
    }

    static Reading read(String json) {
        try {
            return read(JSON.readTree(json));
        } catch (JacksonException e) {
            return faulty("", "is not JSON");
        }
    }

    static String write(Condition condition) {
        return JSON.writerFor(Condition.class).writeValueAsString(condition);
    }

    static JsonNode tree(Condition condition) {
        return JSON.readTree(write(condition));
    }

    private static Reading faulty(String field, String message) {
        return new Reading.Faulty(new ConditionProblem(field, message));
    }

    private static @Nullable ConditionProblem measure(
            JsonNode json, String place, int depth, int[] size) {
        if (depth > DEEPEST)
            return new ConditionProblem(
                    place, "stands deeper than " + DEEPEST + " conditions in one another");
        if (++size[0] > MOST)
            return new ConditionProblem(place, "is one of more than " + MOST + " conditions");
        var of = json.get("of");
        var base = place.isEmpty() ? "of" : place + ".of";
        if (of == null) return null;
        if (of.isObject()) return measure(of, base, depth + 1, size);
        if (!of.isArray()) return null;
        for (var i = 0; i < of.size(); i++) {
            var problem = measure(of.get(i), base + "[" + i + "]", depth + 1, size);
            if (problem != null) return problem;
        }
        return null;
    }

    private static String place(JacksonException e) {
        var place = new StringBuilder();
        for (var step : e.getPath()) {
            if (step.getPropertyName() == null) {
                place.append('[').append(step.getIndex()).append(']');
            } else {
                if (!place.isEmpty()) place.append('.');
                place.append(step.getPropertyName());
            }
        }
        return place.toString();
    }

    private static String message(JacksonException e) {
        return switch (e) {
            case ValueInstantiationException of
                    when of.getCause() instanceof IllegalArgumentException why ->
                    String.valueOf(why.getMessage());
            case InvalidTypeIdException of when of.getTypeId() == null -> "type is missing";
            case InvalidTypeIdException of -> "type " + of.getTypeId() + " is not known";
            case UnrecognizedPropertyException of ->
                    "is not a field here; there are " + new ArrayList<>(known(of));
            case InvalidFormatException of -> "cannot be " + shortened(of.getValue());
            default -> "is missing or of the wrong kind";
        };
    }

    private static List<String> known(UnrecognizedPropertyException e) {
        var known = e.getKnownPropertyIds();
        return known == null ? List.of() : known.stream().map(String::valueOf).sorted().toList();
    }

    private static String shortened(@Nullable Object value) {
        var text = String.valueOf(value);
        return text.length() > 50 ? text.substring(0, 50) + "…" : text;
    }
}
