package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.document.Task;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Metrics in a few words, for the log and the page of a build. */
final class Headline {

    private static final int MOST = 3;

    private Headline() {}

    /** The metrics that say most about a task: {@code auc 0.871, f1 0.52, logLoss 0.231}. */
    @NonNull
    static String of(@CheckForNull Task task, @NonNull Map<String, Double> metrics) {
        List<String> preferred = task == Task.REGRESSION
                ? List.of("rmse", "mae", "r2")
                : task == Task.CLUSTERING
                        ? List.of("silhouette", "daviesBouldin", "inertia")
                        : task == Task.ANOMALY
                                ? List.of("auc", "precision", "recall", "flaggedShare", "scoreP99")
                                : task == Task.MULTICLASS
                                        ? List.of("accuracy", "f1", "logLoss")
                                        : List.of("auc", "prAuc", "logLoss");
        List<String> names = preferred.stream().filter(metrics::containsKey).toList();
        if (names.isEmpty()) {
            names = metrics.keySet().stream().limit(MOST).toList();
        }
        return names.isEmpty()
                ? "no metrics"
                : names.stream()
                        .map(name -> name + " " + number(metrics.get(name)))
                        .collect(Collectors.joining(", "));
    }

    /** Four significant digits. */
    @NonNull
    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.4g", value);
        return text.contains(".") && !text.contains("e")
                ? text.replaceFirst("0+$", "").replaceFirst("\\.$", "")
                : text;
    }
}
