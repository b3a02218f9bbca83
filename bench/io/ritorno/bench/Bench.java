package io.ritorno.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Measures the program: `./ritorno bench [name …] [--quick] [--profile] [--json FILE]`.
///
/// `--profile` makes PostgreSQL say how long each statement takes and the JVM record its flight to
/// `target/bench.jfr`; figures are lower with it.
///
/// Each bench starts what it needs for itself, with a PostgreSQL that does fsync. The load comes
/// from this process, on the same machine.
public final class Bench {
    /// Something to be measured.
    interface Measure {
        List<Row> run(boolean quick) throws Exception;
    }

    private static final Map<String, Measure> ALL = new LinkedHashMap<>();

    static {
        ALL.put("idle", IdleBench::run);
        ALL.put("intake", IntakeBench::run);
        ALL.put("lane", LaneBench::run);
        ALL.put("flow", FlowBench::run);
        ALL.put("due-burst", DueBurstBench::run);
        ALL.put("flow-entry", FlowEntryBench::run);
        ALL.put("dry-run", DryRunBench::run);
        ALL.put("segments", SegmentsBench::run);
        ALL.put("mail", MailBench::run);
        ALL.put("latency", LatencyBench::run);
        ALL.put("import", ImportBench::run);
        ALL.put("conditions", ConditionBench::run);
        ALL.put("live-count", LiveCountBench::run);
        ALL.put("overview", OverviewBench::run);
    }

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        var quick = false;
        @Nullable Path file = null;
        var names = new ArrayList<String>();
        for (var i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--quick" -> quick = true;
                case "--profile" -> Server.profiled = true;
                case "--json" -> file = Path.of(arguments[++i]);
                default -> names.add(arguments[i]);
            }
        }
        for (var name : names)
            if (!ALL.containsKey(name)) {
                System.err.println("There is no bench " + name + "; there are " + ALL.keySet());
                System.exit(2);
            }
        var rows = new ArrayList<Row>();
        var failed = new ArrayList<String>();
        System.out.println(machine());
        System.out.printf(
                "%-44s %12s %-9s %12s %7s %10s  %s%n",
                "name", "value", "unit", "reference", "ratio", "target", "met");
        for (var bench : ALL.entrySet()) {
            if (!names.isEmpty() && !names.contains(bench.getKey())) continue;
            try {
                for (var row : bench.getValue().run(quick)) {
                    rows.add(row);
                    print(row);
                }
            } catch (Exception e) {
                // the others can still be measured
                failed.add(bench.getKey());
                System.out.println(bench.getKey() + ": FAILED, " + e.getMessage());
                e.printStackTrace();
            }
        }
        if (file != null) save(file, rows);
        if (!failed.isEmpty()) System.exit(1);
    }

    /// What it was measured on, and when.
    private static String machine() throws IOException {
        var cpu = "";
        var info = Path.of("/proc/cpuinfo");
        if (Files.exists(info))
            cpu =
                    Files.readAllLines(info).stream()
                            .filter(line -> line.startsWith("model name"))
                            .map(line -> line.substring(line.indexOf(':') + 1).strip())
                            .findFirst()
                            .orElse("");
        return "%s, %d processors %s, %s %s, Java %s"
                .formatted(
                        Instant.now().truncatedTo(ChronoUnit.MINUTES),
                        Runtime.getRuntime().availableProcessors(),
                        cpu,
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        Runtime.version());
    }

    private static void print(Row row) {
        var ratio = row.ratio();
        System.out.printf(
                Locale.ROOT,
                "%-44s %12.1f %-9s %12s %7s %10.0f  %s%n",
                row.name(),
                row.value(),
                row.unit(),
                row.reference() == null ? "-" : String.format(Locale.ROOT, "%.1f", row.reference()),
                ratio == null ? "-" : String.format(Locale.ROOT, "%.3f", ratio),
                row.target(),
                row.met() ? "yes" : "NO");
    }

    private static void save(Path file, List<Row> rows) throws IOException {
        var json = JsonMapper.shared();
        var list = json.createArrayNode();
        for (var row : rows)
            list.addObject()
                    .put("name", row.name())
                    .put("value", row.value())
                    .put("unit", row.unit())
                    .put("reference", row.reference())
                    .put("ratio", row.ratio())
                    .put("target", row.target())
                    .put("met", row.met());
        Files.writeString(file, list.toPrettyString() + "\n");
    }
}
