package io.ritorno.flow;

import io.ritorno.segment.Condition;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody of [FlowModel]'s, whoever she was before.
final class ModelPerson {
    UUID id;
    final boolean known;
    String plan;
    Instant planAt;

    /// Which is also her birthday of 1990.
    @Nullable LocalDate due;

    Instant dueAt;
    int n;
    boolean agreed;
    Instant agreedAt;
    final Set<String> orders = new HashSet<>();
    final List<Instant> signedUp = new ArrayList<>();
    final Set<String> tags = new TreeSet<>();

    ModelPerson(UUID id, boolean known, Instant at) {
        this.id = id;
        this.known = known;
        this.plan = known ? "a" : "";
        this.planAt = at;
        this.dueAt = at;
        this.agreed = known;
        this.agreedAt = at;
    }

    boolean holds(Condition condition, Instant now) {
        return switch (condition) {
            case Condition.OrderCount(var count, _) -> count.holds(orders.size());
            case Condition.Did did -> {
                var hours = Objects.requireNonNull(did.period()).lastHours();
                var since = now.minus(Duration.ofHours(Objects.requireNonNull(hours)));
                var times = signedUp.stream().filter(since::isBefore).count();
                yield Objects.requireNonNull(did.count()).holds(times);
            }
            default -> throw new IllegalStateException(condition.toString());
        };
    }

    /// The date that a run of hers waits for.
    @Nullable LocalDate date(@Nullable DateOf of, Run run) {
        return switch (of) {
            case DateOf.Attribute _ -> due;
            case DateOf.Trait _ -> due == null ? null : RandomFlows.birthday(due);
            case DateOf.Property(var name) -> {
                var day = run.context().path("event").path(name);
                yield day.isString() ? LocalDate.parse(day.asString()) : null;
            }
            case null, default -> throw new IllegalStateException("" + of);
        };
    }

    /// @param sets whether `set` changes `plan`; else nothing that a step asks for
    void change(Step.Change change, boolean sets) {
        switch (change) {
            case Step.Increment(_, var by, _, _) -> n += (int) by;
            case Step.SetAttributes _ -> {
                if (sets) plan = "c";
            }
            case Step.Tag(var add, var remove, _, _) -> {
                tags.addAll(add);
                remove.forEach(tags::remove);
            }
        }
    }

    /// The other was she all along: all that was the other's is hers, and her own traits win.
    void takesOver(ModelPerson other) {
        orders.addAll(other.orders);
        signedUp.addAll(other.signedUp);
        tags.addAll(other.tags);
        if (other.known && other.agreedAt.isAfter(agreedAt)) {
            agreed = other.agreed;
            agreedAt = other.agreedAt;
        }
    }
}
