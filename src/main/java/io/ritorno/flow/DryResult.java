package io.ritorno.flow;

import io.ritorno.account.Shop;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What came of a dry run, as the API tells it.
///
/// @param messages how many would have gone out
/// @param skipped messages that would not have gone out
/// @param held messages that the gate would have put off
/// @param ordersBefore runs whose person ordered by herself before a message of the run went out
/// @param ordersAfter runs whose person ordered later on her way
/// @param refused who was at the door and did not enter, by reason
/// @param skips messages that would not have gone out, by reason
/// @param holds messages that would have been put off, by reason
/// @param stops runs that would have been ended, by reason
/// @param edges how many went each way, by step and way; the trigger's step is ``
/// @param notes what was answered with the knowledge of today
record DryResult(
        long entered,
        long waiting,
        long ended,
        long stopped,
        long heldOut,
        long messages,
        long skipped,
        long held,
        long ordersBefore,
        long ordersAfter,
        Map<String, Long> refused,
        Map<String, Long> skips,
        Map<String, Long> holds,
        Map<String, Long> stops,
        Map<String, OfStep> steps,
        Map<String, Map<String, Long>> edges,
        List<Day> days,
        List<String> notes) {

    /// @param why skipped messages by reason
    record OfStep(
            long entered,
            long waiting,
            long sent,
            long skipped,
            long held,
            long stopped,
            long ended,
            long heldOut,
            Map<String, Long> why) {}

    /// @param steps messages by step
    record Day(LocalDate day, long entered, long messages, Map<String, Long> steps) {}

    static DryResult of(Shop shop, DryRun run) {
        var byName = new TreeMap<String, Map<String, Map<String, Long>>>();
        run.tally()
                .all()
                .forEach(
                        (name, n) -> {
                            var names = name.split("/", 3);
                            byName.computeIfAbsent(names[0], _ -> new TreeMap<>())
                                    .computeIfAbsent(
                                            names.length > 1 ? names[1] : "", _ -> new TreeMap<>())
                                    .put(names.length > 2 ? names[2] : "", n);
                        });
        var all = new Named(byName);
        var steps = new LinkedHashMap<String, OfStep>();
        for (var step : all.of("step").entrySet())
            steps.put(step.getKey(), step(step.getValue(), all.of("why", step.getKey())));
        var sum = new OfStep(0, 0, 0, 0, 0, 0, 0, 0, Map.of());
        for (var step : steps.values()) sum = plus(sum, step);
        return new DryResult(
                run.tally().get("entered"),
                sum.waiting(),
                sum.ended(),
                sum.stopped(),
                sum.heldOut(),
                sum.sent(),
                sum.skipped(),
                sum.held(),
                run.tally().get("ordered/before"),
                run.tally().get("ordered/after"),
                all.flat("refused"),
                all.flat("skip"),
                all.flat("hold"),
                all.flat("stop"),
                steps,
                all.of("edge"),
                days(shop, run, all),
                List.copyOf(all.of("note").keySet()));
    }

    private record Named(Map<String, Map<String, Map<String, Long>>> all) {
        Map<String, Map<String, Long>> of(String name) {
            return all.getOrDefault(name, Map.of());
        }

        Map<String, Long> of(String name, String key) {
            return of(name).getOrDefault(key, Map.of());
        }

        Map<String, Long> flat(String name) {
            var flat = new TreeMap<String, Long>();
            of(name).forEach((key, n) -> flat.put(key, n.getOrDefault("", 0L)));
            return flat;
        }
    }

    private static OfStep step(Map<String, Long> n, Map<String, Long> why) {
        return new OfStep(
                n.getOrDefault("entered", 0L),
                n.getOrDefault("waiting", 0L),
                n.getOrDefault("sent", 0L),
                n.getOrDefault("skipped", 0L),
                n.getOrDefault("held", 0L),
                n.getOrDefault("stopped", 0L),
                n.getOrDefault("ended", 0L),
                n.getOrDefault("held-out", 0L),
                why);
    }

    private static OfStep plus(OfStep a, OfStep b) {
        return new OfStep(
                a.entered() + b.entered(),
                a.waiting() + b.waiting(),
                a.sent() + b.sent(),
                a.skipped() + b.skipped(),
                a.held() + b.held(),
                a.stopped() + b.stopped(),
                a.ended() + b.ended(),
                a.heldOut() + b.heldOut(),
                Map.of());
    }

    /// Each day of the period, also those on which nothing happened.
    private static List<Day> days(Shop shop, DryRun run, Named all) {
        var days = new ArrayList<Day>();
        var last = shop.day(run.to());
        for (var day = shop.day(run.from()); !day.isAfter(last); day = day.plusDays(1)) {
            var steps = new TreeMap<String, Long>();
            var entered = 0L;
            for (var n : all.of("day", day.toString()).entrySet()) {
                if (n.getKey().equals("entered")) entered = n.getValue();
                else steps.put(n.getKey().substring("sent/".length()), n.getValue());
            }
            var messages = steps.values().stream().mapToLong(Long::longValue).sum();
            days.add(new Day(day, entered, messages, steps));
        }
        return days;
    }
}
