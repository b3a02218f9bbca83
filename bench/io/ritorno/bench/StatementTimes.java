package io.ritorno.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Where the time of a PostgreSQL goes, told from its log: calls and milliseconds of each
/// statement.
final class StatementTimes {
    /// Lines for the server's configuration, so that it writes what this reads.
    static final List<String> SETTINGS =
            List.of(
                    "log_min_duration_statement=0",
                    "log_parameter_max_length=0",
                    "log_min_messages=log",
                    "log_line_prefix=''");

    private static final Pattern LINE =
            Pattern.compile(
                    "LOG: +duration: ([0-9.]+) ms +(parse|bind|execute|statement)[^:]*: (.*)");
    private static final int SHOWN = 30;
    private static final int LONGEST = 150;

    private static final class Times {
        int calls;
        final Map<String, Double> of = new HashMap<>();

        double all() {
            return of.values().stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    private StatementTimes() {}

    static void print(Path log, PrintStream out) throws IOException {
        var statements = new HashMap<String, Times>();
        var entry = new ArrayList<String>();
        try (var lines = Files.lines(log)) {
            lines.forEach(
                    line -> {
                        if (!line.startsWith("\t")) {
                            add(entry, statements);
                            entry.clear();
                        }
                        entry.add(line);
                    });
        }
        add(entry, statements);
        out.printf("%9s %8s %8s %8s %8s  statement%n", "ms", "calls", "parse", "bind", "execute");
        statements.entrySet().stream()
                .sorted((a, b) -> Double.compare(b.getValue().all(), a.getValue().all()))
                .limit(SHOWN)
                .forEach(
                        e -> {
                            var times = e.getValue();
                            var text = e.getKey();
                            out.printf(
                                    Locale.ROOT,
                                    "%9.0f %8d %8.0f %8.0f %8.0f  %s%n",
                                    times.all(),
                                    times.calls,
                                    times.of.getOrDefault("parse", 0.0),
                                    times.of.getOrDefault("bind", 0.0),
                                    times.of.getOrDefault("execute", 0.0)
                                            + times.of.getOrDefault("statement", 0.0),
                                    text.substring(0, Math.min(LONGEST, text.length())));
                        });
    }

    private static void add(List<String> entry, Map<String, Times> statements) {
        var matcher = LINE.matcher(String.join(" ", entry));
        if (!matcher.matches()) return;
        var text = matcher.group(3).replaceAll("\\s+", " ").strip();
        var times = statements.computeIfAbsent(text, _ -> new Times());
        var phase = matcher.group(2);
        times.of.merge(phase, Double.parseDouble(matcher.group(1)), Double::sum);
        if (phase.equals("execute") || phase.equals("statement")) times.calls++;
    }
}
