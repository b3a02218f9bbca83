package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.delivery.Decision;
import io.ritorno.delivery.Foresight;
import io.ritorno.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One run walked to its end ahead of time, by the same [Walk] and gate that move it in earnest.
/// Everything is written as it would be and must be taken back by the caller.
///
/// Where the run waits for something that may happen or not, both ways are walked, each in a
/// savepoint of its own.
final class Trial {
    /// Turns of all ways together.
    private static final int MOST_TURNS = 200;

    /// Waits of which both ways are walked.
    private static final int MOST_FORKS = 6;

    /// What happens to her, or is decided about her, at a time.
    ///
    /// @param ways what may come of it, where that cannot be known
    record Line(
            Instant at,
            String outcome,
            String reason,
            ObjectNode detail,
            @Nullable String step,
            List<Way> ways) {
        static Line of(Decision decision) {
            return new Line(
                    decision.at(),
                    decision.outcome(),
                    decision.reason(),
                    decision.detail(),
                    decision.step(),
                    List.of());
        }
    }

    /// @param reason how it comes to this: `event`, `condition`, `timeout`
    record Way(String reason, List<Line> lines) {}

    /// A message on its way.
    private record Waiting(UUID message, Foresight.Fate fate) {}

    private final TrialTools tools;
    private final Shop shop;
    private final int part;
    private final Definition definition;

    /// The real time: what a change writes is dated by it.
    private final Instant today;

    private int turns = MOST_TURNS;
    private int forks = MOST_FORKS;
    private List<Waiting> waiting = new ArrayList<>();
    private Set<UUID> asked = new HashSet<>();

    Trial(TrialTools tools, Shop shop, int part, Definition definition, Instant today) {
        this.tools = tools;
        this.shop = shop;
        this.part = part;
        this.definition = definition;
        this.today = today;
    }

    /// All that happens to a run that is not over, from this moment on.
    List<Line> walk(Run run, Instant from) {
        var lines = new ArrayList<Line>();
        var at = from;
        for (var here = run; here.status() == Run.Status.RUNNING; ) {
            var wake = here.wakeAt();
            if (wake == null && definition.step(here.step()) instanceof Step.Webhook hook) {
                lines.add(rings(here, hook, at));
                return lines;
            }
            if (wake == null || turns-- <= 0) {
                lines.add(line(at, "unknown", "too-much", here.step()));
                return lines;
            }
            if (wake.isAfter(at)) {
                var step = definition.step(here.step());
                if (step instanceof Step.WaitFor wait) {
                    lines.add(fork(here, wait, at));
                    return lines;
                }
                if (!waits(lines, here)) lines.add(waited(here, step, wake, at));
                var told = here.awaits() == null ? null : told(step, wake);
                if (told != null) {
                    here = here.woken(told);
                    wake = told;
                }
                at = wake;
            }
            here = turn(here, at, lines);
        }
        return lines;
    }

    /// When the first of the messages that are on their way is settled, if that is before `wake`,
    /// or if the run would only look in vain until then.
    private @Nullable Instant told(Step step, Instant wake) {
        Instant first = null;
        for (var each : waiting)
            if (first == null || each.fate().at().isBefore(first)) first = each.fate().at();
        if (first == null || !first.isAfter(wake)) return first;
        return step instanceof Step.Change ? first : null;
    }

    private static boolean waits(List<Line> lines, Run run) {
        return !lines.isEmpty()
                && lines.getLast().outcome().equals("waited")
                && run.step().equals(lines.getLast().step());
    }

    private Line waited(Run run, Step step, Instant until, Instant at) {
        var reason =
                switch (step) {
                    case Step.WaitUntil _ -> "hour";
                    case Step.WaitDate _ -> "date";
                    case Step.Change _ -> "message";
                    default -> "time";
                };
        var line = line(at, "waited", reason, run.step());
        if (!reason.equals("message")) line.detail().put("until", until.toString());
        return line;
    }

    private static Line line(Instant at, String outcome, String reason, String step) {
        var detail = JsonNodeFactory.instance.objectNode();
        return new Line(at, outcome, reason, detail, step, List.of());
    }

    // ------------------------------------------------------------ one turn

    /// As [FlowRuns] moves a run that is due.
    private Run turn(Run run, Instant at, List<Line> lines) {
        settle(at);
        var walk = tools.walk(shop, part, at);
        var heard = new int[1];
        var sends = new HashMap<Integer, String>();
        walk.watch(
                (passed, next) -> {
                    heard[0] = hear(walk.walked, heard[0], lines);
                    if (next instanceof Next.Deliver) {
                        // its place; what becomes of it is asked when it is queued
                        sends.put(lines.size(), passed.step());
                        lines.add(line(at, "unknown", "too-much", passed.step()));
                    } else if (next instanceof Next.Go
                            && definition.step(passed.step()) instanceof Step.Holdout) {
                        lines.add(line(at, "let-in", "holdout", passed.step()));
                    }
                });
        walk.walk(List.of(run), tools.carts());
        hear(walk.walked, heard[0], lines);
        var walked = walk.walked;
        tools.write(shop, part, walked, dated(walked.changes));
        asked(run, sends, at, lines);
        waiting.removeIf(each -> !tools.queued(shop, part, each.message()));
        return walked.changed.isEmpty() ? walked.back.getLast() : walked.changed.getLast();
    }

    private static int hear(Walked walked, int from, List<Line> lines) {
        for (var decision : walked.decisions.subList(from, walked.decisions.size()))
            lines.add(Line.of(decision));
        return walked.decisions.size();
    }

    /// Changes are made as of today: the log of months to come stays as it is.
    private List<Changes.Made> dated(List<Changes.Made> changes) {
        return changes.stream()
                .map(made -> new Changes.Made(made.run(), dated(made.event())))
                .toList();
    }

    private Event dated(Event event) {
        return new Event(
                event.id(),
                event.shop(),
                event.part(),
                event.profile(),
                event.call(),
                event.name(),
                today,
                today,
                event.source(),
                event.history(),
                event.properties());
    }

    // ------------------------------------------------------------ messages

    /// Puts what the gate says to the messages of this turn where they were queued.
    private void asked(Run run, Map<Integer, String> sends, Instant at, List<Line> lines) {
        var places = sends.keySet().stream().sorted((a, b) -> b - a).toList();
        var ids = new HashMap<Integer, UUID>();
        for (var place : places.reversed()) {
            var step = Objects.requireNonNull(sends.get(place));
            tools.queued(shop, part, run.id(), step).stream()
                    .filter(asked::add)
                    .findFirst()
                    .ifPresent(id -> ids.put(place, id));
        }
        // from the last place on, so that the others stay where they are
        for (var place : places) {
            lines.remove((int) place);
            var id = ids.get(place);
            if (id == null) continue;
            var fate = tools.foresight().of(part, shop, id, at);
            lines.addAll(place, fate.decisions().stream().map(Line::of).toList());
            waiting.add(new Waiting(id, fate));
        }
        settle(at);
    }

    private void settle(Instant at) {
        for (var each : List.copyOf(waiting)) {
            if (each.fate().at().isAfter(at)) continue;
            tools.foresight().settle(part, shop, each.message(), each.fate());
            waiting.remove(each);
        }
    }

    // ------------------------------------------------------------ what cannot be known

    private Line fork(Run run, Step.WaitFor wait, Instant at) {
        var end = run.enteredStepAt().plus(wait.timeout());
        var detail = JsonNodeFactory.instance.objectNode().put("until", end.toString());
        var event = wait.event();
        if (event != null) detail.put("event", event.name());
        var reason = event == null ? "condition" : "event";
        var ways = new ArrayList<Way>();
        if (forks-- > 0) {
            ways.add(new Way(reason, aside(() -> goes(run, "branched", reason, wait.next(), at))));
            ways.add(new Way("timeout", aside(() -> walk(run.woken(end), end))));
        }
        return new Line(at, "waited", reason, detail, run.step(), ways);
    }

    /// The other program is told in earnest only, so nobody knows what it will answer.
    private Line rings(Run run, Step.Webhook hook, Instant at) {
        var ways = new ArrayList<Way>();
        if (forks-- > 0) {
            ways.add(
                    new Way(
                            "delivered",
                            aside(() -> goes(run, "webhook", "delivered", hook.next(), at))));
            ways.add(
                    new Way(
                            "failed",
                            aside(() -> goes(run, "webhook", "failed", hook.failed(), at))));
        }
        var detail = JsonNodeFactory.instance.objectNode();
        return new Line(at, "waited", "webhook", detail, run.step(), ways);
    }

    /// As if it came to this at once.
    private List<Line> goes(Run run, String outcome, String reason, String to, Instant at) {
        var lines = new ArrayList<Line>();
        lines.add(line(at, outcome, reason, run.step()));
        var on = run.at(to, at).asleep(at, null);
        tools.write(shop, part, on);
        lines.addAll(walk(on, at));
        return lines;
    }

    /// Walks a way and takes back what it wrote.
    private List<Line> aside(Supplier<List<Line>> way) {
        var before = waiting;
        var known = asked;
        waiting = new ArrayList<>(before);
        asked = new HashSet<>(known);
        try {
            return tools.aside(way);
        } finally {
            waiting = before;
            asked = known;
        }
    }
}
