package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.Anomalies;
import io.jenkins.plugins.modeldelivery.document.Cluster;
import io.jenkins.plugins.modeldelivery.document.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a model found that learned without a target: its clusters, or the most unusual rows. */
final class FoundTable {

    private static final int TOP_CLUSTERS = 12;
    private static final int TOP_TRAITS = 3;
    private static final int TOP_ROWS = 5;

    /** Smaller differences, in standard deviations, set nothing apart. */
    private static final double NOTICEABLE = 0.2;

    private final Console console;

    FoundTable(Console console) {
        this.console = console;
    }

    void tell(Evaluation evaluation) {
        if (evaluation.clusters() != null) {
            tell(evaluation.clusters());
        }
        if (evaluation.anomalies() != null) {
            tell(evaluation.anomalies(), evaluation.rows());
        }
    }

    private void tell(List<Cluster> clusters) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("cluster", "rows", "share", "in training", "apart by (all rows)"));
        clusters.stream()
                .limit(TOP_CLUSTERS)
                .forEach(c -> rows.add(List.of(
                        c.name(),
                        String.format(Locale.ROOT, "%,d", c.rows()),
                        percent(c.share()),
                        percent(c.trainedShare()),
                        c.centre().stream()
                                .filter(t -> Math.abs(t.difference()) >= NOTICEABLE)
                                .limit(TOP_TRAITS)
                                .map(FoundTable::trait)
                                .collect(Collectors.joining(", ")))));
        console.table(rows);
        if (clusters.size() > TOP_CLUSTERS) {
            console.line("  ... and " + (clusters.size() - TOP_CLUSTERS) + " more clusters in the report");
        }
    }

    private static String trait(Cluster.Trait trait) {
        return trait.category() == null
                ? String.format(Locale.ROOT, "%s %.4g (%.4g)", trait.feature(), trait.value(), trait.overall())
                : trait.feature() + " '" + Table.shorten(trait.category()) + "' " + percent(trait.value()) + " ("
                        + percent(trait.overall()) + ")";
    }

    private void tell(Anomalies found, long all) {
        console.line(String.format(
                Locale.ROOT,
                "  %,d of %,d rows (%s) score above the threshold %.3f",
                found.flagged(),
                all,
                String.format(Locale.ROOT, "%.1f %%", 100.0 * found.flagged() / Math.max(1, all)),
                found.threshold()));
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("data row", "score", "unusual by"));
        found.unusual().stream()
                .limit(TOP_ROWS)
                .forEach(r -> rows.add(List.of(
                        String.format(Locale.ROOT, "%,d", r.row()),
                        String.format(Locale.ROOT, "%.3f", r.score()),
                        r.reasons().stream()
                                .limit(TOP_TRAITS)
                                .map(FoundTable::reason)
                                .collect(Collectors.joining(", ")))));
        console.table(rows);
    }

    private static String reason(Anomalies.Reason reason) {
        return reason.value() == null
                ? reason.feature()
                : reason.value().isEmpty()
                        ? reason.feature() + " (missing)"
                        : reason.feature() + " " + Table.shorten(reason.value());
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * 100);
    }
}
