package io.ritorno.flow;

import io.ritorno.flow.PastRun.PastMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// When whose turn it is in a dry run: each person's turns come in order of time, and in each round
/// every person has one.
final class DryTurns {
    private final Instant end;
    private final Map<UUID, PriorityQueue<Turn>> turns = new LinkedHashMap<>();
    private int sequence;

    /// @param message its turn, or that of `run`
    private record Turn(
            Instant at, int sequence, PastRun run, int turn, @Nullable PastMessage message) {
        static final Comparator<Turn> ORDER =
                Comparator.comparing(Turn::at)
                        .thenComparing(turn -> turn.message() != null)
                        .thenComparing(Turn::sequence);
    }

    /// @param end of the period: what comes later has no turn
    DryTurns(Instant end) {
        this.end = end;
    }

    /// The run is looked at then, and not when it was to be before.
    ///
    /// @param at null: not any more
    void plan(PastRun run, @Nullable Instant at) {
        run.turn++;
        run.next = at;
        if (at != null && !at.isAfter(end))
            queue(run).add(new Turn(at, sequence++, run, run.turn, null));
    }

    /// The message comes to the gate then.
    void ask(PastMessage message, Instant at) {
        if (!at.isAfter(end))
            queue(message.run).add(new Turn(at, sequence++, message.run, 0, message));
    }

    private PriorityQueue<Turn> queue(PastRun run) {
        return turns.computeIfAbsent(run.person(), _ -> new PriorityQueue<>(Turn.ORDER));
    }

    boolean over() {
        return turns.isEmpty();
    }

    /// Each person's next run; her messages before it go to the gate.
    List<PastRun> next(BiConsumer<PastMessage, Instant> gate) {
        var round = new ArrayList<PastRun>();
        for (var queue : turns.values()) {
            var run = next(queue, gate);
            if (run != null) round.add(run);
        }
        turns.values().removeIf(PriorityQueue::isEmpty);
        return round;
    }

    private static @Nullable PastRun next(
            PriorityQueue<Turn> queue, BiConsumer<PastMessage, Instant> gate) {
        while (true) {
            var turn = queue.poll();
            if (turn == null) return null;
            var message = turn.message();
            if (message != null) {
                gate.accept(message, turn.at());
                continue;
            }
            if (turn.turn() == turn.run().turn && !turn.run().over) return turn.run();
        }
    }
}
