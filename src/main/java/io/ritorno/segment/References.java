package io.ritorno.segment;

import io.ritorno.platform.Reason;
import io.ritorno.segment.Condition.All;
import io.ritorno.segment.Condition.Any;
import io.ritorno.segment.Condition.InSegment;
import io.ritorno.segment.Condition.Listed;
import io.ritorno.segment.Condition.Not;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
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

        /// Where in the condition that was asked about; empty for the whole.
        final String place;

        Broken(String code, Object... args) {
            this(Reason.of(code, args), "");
        }

        private Broken(Reason reason, String place) {
            super(reason.code(), null, false, false);
            this.reason = reason;
            this.place = place;
        }

        /// The same, found within a piece.
        Broken in(String piece) {
            return new Broken(reason, place.isEmpty() ? piece : piece + "." + place);
        }

        /// The same, found in another segment that is named here.
        Broken at(String name) {
            return new Broken(reason, name);
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

    /// A condition that somebody has just written, without references.
    ///
    /// @throws Broken as above, and when a list that it names is not there
    Condition resolveNew(Condition condition) {
        requireLists(condition);
        return resolve(condition);
    }

    /// @throws Broken as above
    Condition resolve(Condition condition) {
        return resolve(condition, new LinkedHashSet<>());
    }

    /// What the condition would be as that of this segment, which may exist already or not.
    ///
    /// @throws Broken also when it would then contain itself
    void check(UUID self, Condition condition) {
        requireLists(condition);
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
            case All(var of) -> new All(each(of, one -> resolve(one, within)));
            case Any(var of) -> new Any(each(of, one -> resolve(one, within)));
            case Not(var of) -> new Not(placed("of", () -> resolve(of, within)));
            case InSegment(var id, var is) -> {
                try {
                    if (within.contains(id)) throw round(within);
                    var resolved = resolve(named(id), within);
                    yield is ? resolved : new Not(resolved);
                } catch (Broken e) {
                    throw e.at("id");
                }
            }
            default -> condition;
        };
    }

    private static <T> List<T> each(List<Condition> of, Function<Condition, T> what) {
        return IntStream.range(0, of.size())
                .mapToObj(i -> placed("of[" + i + "]", () -> what.apply(of.get(i))))
                .toList();
    }

    private static <T> T placed(String piece, Supplier<T> what) {
        try {
            return what.get();
        } catch (Broken e) {
            throw e.in(piece);
        }
    }

    /// Whether the lists exist that a condition names. Asked when somebody makes it: later they
    /// cannot go while it names them.
    private boolean requireLists(Condition condition) {
        return switch (condition) {
            case All(var of) -> !each(of, this::requireLists).contains(false);
            case Any(var of) -> !each(of, this::requireLists).contains(false);
            case Not(var of) -> placed("of", () -> requireLists(of));
            case Listed(var id) ->
                    placed(
                            "id",
                            () -> {
                                if (!named(id).isList()) throw new Broken("segment-not-a-list");
                                return true;
                            });
            default -> true;
        };
    }

    private Segment named(UUID id) {
        var segment = segments.get(id);
        if (segment == null) throw new Broken("segment-gone", id);
        return segment;
    }

    /// By the segment that closes the circle: the last on the way, where there is one beside the
    /// segment in question itself.
    private Broken round(Set<UUID> within) {
        var last = segments.get(List.copyOf(within).getLast());
        return last == null || within.size() == 1
                ? new Broken("segment-round")
                : new Broken("segment-round-by", last.name());
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
