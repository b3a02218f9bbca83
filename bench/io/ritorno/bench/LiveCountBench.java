package io.ritorno.bench;

import io.ritorno.segment.ConditionCount;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// What the marketer waits for while she builds a segment: the count and a sample of three nested
/// conditions, asked as the builder asks, each time with another number. On the rows of
/// `conditions`: at full size one million people.
final class LiveCountBench {
    private static final Instant NOW = Instant.parse(CommerceData.END);
    private static final int ASKED = 40;

    /// `%d` is another number each time.
    private static final List<String> NESTED =
            List.of(
                    """
                    {'type':'all','of':[
                        {'type':'any','of':[
                            {'type':'bought-brand','brands':['Brand %1$d']},
                            {'type':'all','of':[
                                {'type':'bought-category','categories':['C3/S2']},
                                {'type':'order-count','count':{'op':'>=','value':2},'period':{'lastMonths':12}}]}]},
                        {'type':'total-spent','amount':{'op':'>','value':%1$d000}},
                        {'type':'purchased','is':false,'period':{'lastDays':90}}]}
                    """,
                    """
                    {'type':'all','of':[
                        {'type':'purchased','is':true,'period':{'lastMonths':12}},
                        {'type':'not','of':{'type':'any','of':[
                            {'type':'bought-product','products':['p%1$d']},
                            {'type':'all','of':[
                                {'type':'open-cart','amount':{'op':'>','value':%1$d00}},
                                {'type':'cart-abandoned','atLeastHours':24}]}]}}]}
                    """,
                    """
                    {'type':'any','of':[
                        {'type':'all','of':[
                            {'type':'order-amount','amount':{'op':'between','value':%1$d000,'to':100000},'period':{'lastDays':365}},
                            {'type':'not','of':{'type':'bought-category','categories':['C1/S1'],'period':{'lastDays':365}}}]},
                        {'type':'last-purchase','when':{'is':'exactly-ago','days':%1$d}}]}
                    """);

    private LiveCountBench() {}

    static List<Row> run(boolean quick) throws IOException {
        var people = quick ? 10_000 : 1_000_000;
        try (var server = CommerceData.open(Path.of("target/bench-" + people), people)) {
            var url = server.url("postgres") + "?user=ritorno";
            var rows = new ArrayList<Row>();
            var all = new ArrayList<Double>();
            for (var i = 0; i < NESTED.size(); i++) {
                var times = measure(NESTED.get(i), url);
                for (var time : times.others) all.add(time);
                var name = "live-count: nested " + (i + 1);
                rows.add(row(name + ", p95", p95(times.others), 500));
                rows.add(row(name + ", first question", times.first, 1_500));
            }
            rows.addFirst(
                    row(
                            "live-count: three nested, p95",
                            p95(all.stream().mapToDouble(Double::doubleValue).toArray()),
                            500));
            return rows;
        }
    }

    private static Row row(String name, double value, double target) {
        return Row.atMost(name, value, "ms", null, target);
    }

    /// @param first by a program that remembers nothing of this shop
    private record Times(double first, double[] others) {}

    private static Times measure(String nested, String url) {
        var times = new double[ASKED];
        try (var first =
                ConditionCount.of(
                        new DriverManagerDataSource(url),
                        ConditionBench.shop(),
                        nested.formatted(1))) {
            var cold = time(first.then(nested.formatted(ASKED + 1)));
            for (var i = 0; i < ASKED; i++) times[i] = time(first.then(nested.formatted(i + 1)));
            return new Times(cold, times);
        }
    }

    private static double time(ConditionCount count) {
        var start = System.nanoTime();
        count.preview(NOW);
        return (System.nanoTime() - start) / 1e6;
    }

    /// The time within which 95 of 100 were answered.
    private static double p95(double[] times) {
        var sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[(sorted.length * 95 + 99) / 100 - 1];
    }
}
