package io.ritorno.segment;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.ritorno.platform.Reason;
import io.ritorno.platform.Unfit;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
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
        if (json == null || !json.isObject()) return faulty("", Reason.of("object-with-type"));
        var size = new int[1];
        var tooBig = measure(json, "", 1, size);
        if (tooBig != null) return new Reading.Faulty(tooBig);
        try {
            return new Reading.Valid(JSON.treeToValue(json, Condition.class));
        } catch (JacksonException e) {
            return faulty(e);
        }
    }

    static Reading read(String json) {
        try {
            return read(JSON.readTree(json));
        } catch (JacksonException e) {
            return faulty("", Reason.of("not-json"));
        }
    }

    static String write(Condition condition) {
        return JSON.writerFor(Condition.class).writeValueAsString(condition);
    }

    static JsonNode tree(Condition condition) {
        return JSON.readTree(write(condition));
    }

    private static Reading faulty(String field, Reason reason) {
        return new Reading.Faulty(new ConditionProblem(field, reason));
    }

    private static Reading faulty(JacksonException e) {
        var reason = reason(e);
        var place = place(e);
        var field = reason.field();
        if (field != null) place = place.isEmpty() ? field : place + "." + field;
        return faulty(place, reason.at(null));
    }

    private static @Nullable ConditionProblem measure(
            JsonNode json, String place, int depth, int[] size) {
        if (depth > DEEPEST)
            return new ConditionProblem(place, Reason.of("condition-too-deep", DEEPEST));
        if (++size[0] > MOST)
            return new ConditionProblem(place, Reason.of("condition-too-many", MOST));
        var of = json.get("of");
        var base = place.isEmpty() ? "of" : place + ".of";
        if (of == null) return null;
        if (of.isObject()) return measure(of, base, depth + 1, size);
        if (!of.isArray()) return null;
        for (var i = 0; i < of.size(); i++) {
            var at = base + "[" + i + "]";
            if (!of.get(i).isObject())
                return new ConditionProblem(at, Reason.of("object-with-type"));
            var problem = measure(of.get(i), at, depth + 1, size);
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

    /// With the field within what was being read, where it is not in the place already.
    private static Reason reason(JacksonException e) {
        return switch (e) {
            case ValueInstantiationException of when of.getCause() instanceof Unfit why ->
                    why.reason();
            case InvalidTypeIdException of when of.getTypeId() == null ->
                    Reason.about("type", "missing");
            case InvalidTypeIdException of ->
                    Reason.about(
                            "type",
                            "not-known-here",
                            shortened(of.getTypeId()),
                            types(of.getBaseType().getRawClass()));
            case UnrecognizedPropertyException of -> Reason.of("field-unknown", known(of));
            case InvalidFormatException of when of.getTargetType() == LocalDate.class ->
                    Reason.of("not-a-day", shortened(of.getValue()));
            case InvalidFormatException of when of.getTargetType().isEnum() ->
                    Reason.of("not-one-of", words(of.getTargetType()));
            case MismatchedInputException of when of.getTargetType() != null ->
                    wanted(of.getTargetType());
            default -> Reason.of("missing-or-wrong");
        };
    }

    /// What should have been there.
    private static Reason wanted(Class<?> type) {
        if (type == boolean.class) return Reason.of("not-a-flag");
        if (WHOLE.contains(type)) return Reason.of("not-whole");
        if (type == String.class) return Reason.of("not-text", Checks.LONGEST);
        if (type == UUID.class) return Reason.of("not-an-id");
        if (Collection.class.isAssignableFrom(type)) return Reason.of("not-a-list");
        if (type.isRecord() || type.isInterface()) return Reason.of("not-an-object");
        return Reason.of("missing-or-wrong");
    }

    private static final Set<Class<?>> WHOLE =
            Set.of(int.class, Integer.class, long.class, Long.class);

    private static String words(Class<?> kind) {
        return Arrays.stream(kind.getEnumConstants())
                .map(each -> JSON.convertValue(each, String.class))
                .collect(joining(", "));
    }

    private static String types(Class<?> base) {
        var types = base.getAnnotation(JsonSubTypes.class);
        return types == null
                ? ""
                : Arrays.stream(types.value()).map(JsonSubTypes.Type::name).collect(joining(", "));
    }

    private static String known(UnrecognizedPropertyException e) {
        var known = e.getKnownPropertyIds();
        if (known == null) return "";
        return known.stream().map(String::valueOf).sorted().collect(joining(", "));
    }

    private static String shortened(@Nullable Object value) {
        var text = String.valueOf(value);
        return text.length() > 50 ? text.substring(0, 50) + "…" : text;
    }
}
