package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.Evaluation;
import io.jenkins.plugins.modeldelivery.document.Interval;
import io.jenkins.plugins.modeldelivery.document.Resampling;
import io.jenkins.plugins.modeldelivery.document.ValidationResult;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Metrics as a table: those that people look at and those that a gate asks for, with their intervals. */
final class MetricTable {

    private static final double SAME = 5e-5;

    private final Console console;

    MetricTable(Console console) {
        this.console = console;
    }

    /** @param dummy what predicting the same for all would have; may be null */
    void tell(Evaluation evaluation, Map<String, Double> dummy) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(dummy == null ? List.of("metric", "value") : List.of("metric", "value", "dummy"));
        evaluation.metrics().forEach((name, value) -> {
            if (shown(name, Set.of())) {
                Double same = dummy == null ? null : dummy.get(name);
                rows.add(
                        same == null
                                ? List.of(name, Quantities.metric(value))
                                : List.of(name, Quantities.metric(value), Quantities.metric(same)));
            }
        });
        console.table(rows);
    }

    void tell(ValidationResult result) {
        Set<String> asked = result.gates().stream()
                .map(decision -> decision.gate().metric())
                .collect(Collectors.toSet());
        String candidate = result.version() == null ? "candidate" : "v" + result.version();
        boolean resampled = result.resampling() != null;
        List<String> head = new ArrayList<>(List.of("metric", candidate));
        if (resampled) {
            head.add("95 % interval");
        }
        if (result.baseline() != null) {
            head.addAll(List.of("v" + result.baselineVersion(), "difference"));
            if (resampled) {
                head.add("95 % interval");
            }
            head.add("");
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(head);
        for (Map.Entry<String, Double> entry : result.evaluation().metrics().entrySet()) {
            if (shown(entry.getKey(), asked)) {
                rows.add(row(result, entry.getKey(), entry.getValue()));
            }
        }
        console.table(rows);
        tell(result.resampling());
        if (result.labelChanges() != null) {
            console.line("  " + result.labelChanges().sentence("v" + result.baselineVersion()));
        }
    }

    private void tell(Resampling resampling) {
        if (resampling != null && resampling.mcNemar() != null) {
            Resampling.McNemar test = resampling.mcNemar();
            console.line(String.format(
                    Locale.ROOT,
                    "  right on rows where the other is wrong: %,d, and %,d the other way round (McNemar p %s)",
                    test.onlyCandidate(),
                    test.onlyBaseline(),
                    test.p() < 1e-4 ? "<0.0001" : String.format(Locale.ROOT, "%.4f", test.p())));
        }
    }

    private static List<String> row(ValidationResult result, String name, double value) {
        boolean resampled = result.resampling() != null;
        List<String> row = new ArrayList<>(List.of(name, Quantities.metric(value)));
        if (resampled) {
            Map<String, Interval> intervals = result.evaluation().intervals();
            row.add(text(intervals == null ? null : intervals.get(name), false));
        }
        Double other =
                result.baseline() == null ? null : result.baseline().metrics().get(name);
        if (other == null) {
            return row;
        }
        row.add(Quantities.metric(other));
        row.add((value >= other ? "+" : "-") + Quantities.metric(Math.abs(value - other)));
        Interval interval = null;
        if (resampled) {
            Resampling.Difference difference = result.resampling().differences() == null
                    ? null
                    : result.resampling().differences().get(name);
            interval = difference == null ? null : difference.interval();
            row.add(text(interval, true));
        }
        row.add(judgement(name, value - other, interval));
        return row;
    }

    private static boolean shown(String name, Set<String> asked) {
        return asked.contains(name) || Metric.find(name).map(m -> !m.detail()).orElse(true);
    }

    private static String text(Interval interval, boolean signed) {
        return interval == null ? "" : number(interval.low(), signed) + " to " + number(interval.high(), signed);
    }

    private static String number(double value, boolean signed) {
        String sign = value < 0 ? "-" : signed ? "+" : "";
        return sign + Quantities.metric(Math.abs(value));
    }

    private static String judgement(String metric, double difference, Interval interval) {
        if (Math.abs(difference) < SAME) {
            return "same";
        }
        boolean open = interval != null && interval.low() <= 0 && interval.high() >= 0;
        return Metric.find(metric)
                .filter(Metric::better)
                .map(m -> m.higherIsBetter() == difference > 0 ? "better" : "worse")
                .map(word -> open ? word + ", by chance?" : word)
                .orElse("");
    }
}
