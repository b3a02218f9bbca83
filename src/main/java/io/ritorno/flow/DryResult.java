package io.ritorno.flow;

import io.ritorno.account.Shop;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// What came of a dry run, as the API tells it.
///
/// Of people and of runs it tells those of the flow itself; of messages, also what people would
/// have got where they went on in another flow.
///
/// @param ended runs that came to the end, or went on in another flow
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
/// @param others what came of those who went on in other flows
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
        List<Other> others,
        List<String> notes) {

    /// What people did in a flow to which they were moved; those whom it did not let in are under
    /// `refused`.
    record Other(
            UUID flow,
            long entered,
            long waiting,
            long ended,
            long stopped,
            long heldOut,
            long messages,
            Map<String, Long> refused,
            Map<String, OfStep> steps) {}

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

    /// @param messages all of them
    /// @param steps messages of the flow itself by step
    /// @param flows messages of other flows by flow
    record Day(
            LocalDate day,
            long entered,
            long messages,
            Map<String, Long> steps,
            Map<UUID, Long> flows) {}

    static DryResult of(Shop shop, DryRun run) {
        var tally = run.tally();
        var all = Named.of(tally);
        var steps = all.steps();
        var own = sum(steps);
        var others = new LinkedHashMap<UUID, Named>();
        for (var flow : tally.flows()) others.put(flow, Named.of(tally.of(flow)));
        var messages = own;
        for (var other : others.values()) messages = plus(messages, sum(other.steps()));
        return new DryResult(
                tally.get("entered"),
                own.waiting(),
                own.ended(),
                own.stopped(),
                own.heldOut(),
                messages.sent(),
                messages.skipped(),
                messages.held(),
                tally.get("ordered/before"),
                tally.get("ordered/after"),
                all.flat("refused"),
                added(all, others, "skip"),
                added(all, others, "hold"),
                all.flat("stop"),
                steps,
                all.of("edge"),
                days(shop, run, all, others),
                others.entrySet().stream()
                        .map(each -> other(each.getKey(), tally, each.getValue()))
                        .toList(),
                List.copyOf(all.of("note").keySet()));
    }

    private static Other other(UUID flow, DryTally tally, Named all) {
        var steps = all.steps();
        var sum = sum(steps);
        return new Other(
                flow,
                tally.of(flow).get("entered"),
                sum.waiting(),
                sum.ended(),
                sum.stopped(),
                sum.heldOut(),
                sum.sent(),
                all.flat("refused"),
                steps);
    }

    private static Map<String, Long> added(Named own, Map<UUID, Named> others, String name) {
        var added = new TreeMap<>(own.flat(name));
        for (var other : others.values())
            other.flat(name).forEach((key, n) -> added.merge(key, n, Long::sum));
        return added;
    }

    private static OfStep sum(Map<String, OfStep> steps) {
        var sum = new OfStep(0, 0, 0, 0, 0, 0, 0, 0, Map.of());
        for (var step : steps.values()) sum = plus(sum, step);
        return sum;
    }

    private record Named(Map<String, Map<String, Map<String, Long>>> all) {
        static Named of(DryTally tally) {
            var byName = new TreeMap<String, Map<String, Map<String, Long>>>();
            tally.all()
                    .forEach(
                            (name, n) -> {
                                var names = name.split("/", 3);
                                byName.computeIfAbsent(names[0], _ -> new TreeMap<>())
                                        .computeIfAbsent(
                                                names.length > 1 ? names[1] : "",
                                                _ -> new TreeMap<>())
                                        .put(names.length > 2 ? names[2] : "", n);
                            });
            return new Named(byName);
        }

        Map<String, OfStep> steps() {
            var steps = new LinkedHashMap<String, OfStep>();
            for (var step : of("step").entrySet())
                steps.put(step.getKey(), step(step.getValue(), of("why", step.getKey())));
            return steps;
        }

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
    private static List<Day> days(Shop shop, DryRun run, Named all, Map<UUID, Named> others) {
        var days = new ArrayList<Day>();
        var last = shop.day(run.to());
        for (var day = shop.day(run.from()); !day.isAfter(last); day = day.plusDays(1)) {
            var name = day.toString();
            var steps = sent(all, name);
            var messages = sum(steps.values());
            var flows = new LinkedHashMap<UUID, Long>();
            for (var other : others.entrySet()) {
                var n = sum(sent(other.getValue(), name).values());
                if (n > 0) flows.put(other.getKey(), n);
                messages += n;
            }
            var entered = all.of("day", name).getOrDefault("entered", 0L);
            days.add(new Day(day, entered, messages, steps, flows));
        }
        return days;
    }

    private static Map<String, Long> sent(Named all, String day) {
        var steps = new TreeMap<String, Long>();
        all.of("day", day)
                .forEach(
                        (key, n) -> {
                            if (!key.equals("entered"))
                                steps.put(key.substring("sent/".length()), n);
                        });
        return steps;
    }

    private static long sum(Collection<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).sum();
    }
}
