package io.ritorno.segment;

import io.ritorno.platform.Reason;
import io.ritorno.segment.Condition.All;
import io.ritorno.segment.Condition.Any;
import io.ritorno.segment.Condition.InSegment;
import io.ritorno.segment.Condition.Not;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Replaces what a condition says about other segments by those segments' own conditions. So a
/// segment and those built on it always agree, and one statement answers for all.
final class References {
    private final Map<UUID, Segment> segments = new HashMap<>();

    References(List<Segment> segments) {
        for (var segment : segments) this.segments.put(segment.id(), segment);
    }

    /// Why references could not be followed.
    static final class Broken extends RuntimeException {
        final transient Reason reason;

        Broken(String code, Object... args) {
            super(code, null, false, false);
            this.reason = Reason.of(code, args);
        }
    }

    /// The condition of a segment without references.
    ///
    /// @throws Broken when it is unreadable, or refers to what is
    Condition of(Segment segment) {
        return resolve(segment, new LinkedHashSet<>());
    }

    /// Why the segment holds nobody, or null when it can be used.
    @Nullable Reason problem(Segment segment) {
        if (segment.condition() == null)
            return switch (ConditionJson.read(segment.stored())) {
                case ConditionJson.Reading.Valid _ -> null;
                case ConditionJson.Reading.Faulty(var problem) ->
                        problem.field().isEmpty()
                                ? problem.reason()
                                : problem.reason().at(problem.field());
            };
        try {
            of(segment);
            return null;
        } catch (Broken e) {
            return e.reason;
        }
    }

    /// @throws Broken as above
    Condition resolve(Condition condition) {
        return resolve(condition, new LinkedHashSet<>());
    }

    /// What the condition would be as that of this segment, which may exist already or not.
    ///
    /// @throws Broken also when it would then contain itself
    void check(UUID self, Condition condition) {
        resolve(condition, new LinkedHashSet<>(List.of(self)));
    }

    /// The segments that need this one, directly or through others.
    Set<UUID> dependents(UUID id) {
        var found = new LinkedHashSet<UUID>();
        var open = new ArrayList<>(List.of(id));
        while (!open.isEmpty()) {
            var next = open.removeLast();
            for (var segment : segments.values()) {
                var condition = segment.condition();
                if (condition == null || found.contains(segment.id())) continue;
                var named = new LinkedHashSet<UUID>();
                named(condition, named);
                if (named.contains(next)) {
                    found.add(segment.id());
                    open.add(segment.id());
                }
            }
        }
        return found;
    }

    private Condition resolve(Segment segment, Set<UUID> within) {
        if (!within.add(segment.id())) throw new Broken("segment-in-itself", segment.name());
        var condition = segment.condition();
        if (condition == null) throw new Broken("segment-unreadable", segment.name());
        var resolved = resolve(condition, within);
        within.remove(segment.id());
        return resolved;
    }

    private Condition resolve(Condition condition, Set<UUID> within) {
        return switch (condition) {
            case All(var of) -> new All(of.stream().map(each -> resolve(each, within)).toList());
            case Any(var of) -> new Any(of.stream().map(each -> resolve(each, within)).toList());
            case Not(var of) -> new Not(resolve(of, within));
            case InSegment(var id, var is) -> {
                if (within.contains(id)) throw new Broken("segment-round");
                var segment = segments.get(id);
                if (segment == null) throw new Broken("segment-gone", id);
                var resolved = resolve(segment, within);
                yield is ? resolved : new Not(resolved);
            }
            default -> condition;
        };
    }

    private static void named(Condition condition, Set<UUID> found) {
        switch (condition) {
            case All(var of) -> of.forEach(each -> named(each, found));
            case Any(var of) -> of.forEach(each -> named(each, found));
            case Not(var of) -> named(of, found);
            case InSegment(var id, _) -> found.add(id);
            default -> {}
        }
    }
}
