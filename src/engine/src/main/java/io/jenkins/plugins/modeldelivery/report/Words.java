package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.document.Evaluation;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the reports call things, and what they say about them. */
final class Words {

    /** Metrics that can have any size. */
    private static final Set<Metric> IN_UNITS = EnumSet.of(
            Metric.COST,
            Metric.RMSE,
            Metric.MAE,
            Metric.MEDIAN_ERROR,
            Metric.P90_ERROR,
            Metric.MAPE,
            Metric.PINBALL_10,
            Metric.PINBALL_90,
            Metric.INERTIA,
            Metric.DAVIES_BOULDIN,
            Metric.CALINSKI_HARABASZ,
            Metric.LATENCY_P50,
            Metric.LATENCY_P99,
            Metric.MODEL_SIZE);

    private Words() {}

    /** A metric's name for people. */
    static String metric(String id) {
        return Metric.find(id)
                .map(m -> switch (m) {
                    case ACCURACY -> "Accuracy";
                    case BALANCED_ACCURACY -> "Balanced accuracy";
                    case PRECISION -> "Precision";
                    case RECALL -> "Recall";
                    case F1 -> "F1";
                    case AUC -> "AUC";
                    case PR_AUC -> "PR AUC";
                    case LOG_LOSS -> "Log-loss";
                    case BRIER -> "Brier score";
                    case ECE -> "Calibration error";
                    case MCC -> "MCC";
                    case RMSE -> "RMSE";
                    case MAE -> "MAE";
                    case R2 -> "R²";
                    case KAPPA -> "Kappa";
                    case LIFT -> "Lift of the top 10 %";
                    case PRECISION_MACRO -> "Precision, macro";
                    case RECALL_MACRO -> "Recall, macro";
                    case F1_MACRO -> "F1, macro";
                    case PRECISION_WEIGHTED -> "Precision, weighted";
                    case RECALL_WEIGHTED -> "Recall, weighted";
                    case F1_WEIGHTED -> "F1, weighted";
                    case COST -> "Cost per row";
                    case SPECIFICITY -> "Specificity";
                    case SELECTION_RATE -> "Selection rate";
                    case MEDIAN_ERROR -> "Median error";
                    case P90_ERROR -> "90 % error";
                    case MAPE -> "MAPE";
                    case PINBALL_10 -> "Pinball loss, 10 %";
                    case PINBALL_90 -> "Pinball loss, 90 %";
                    case INERTIA -> "Inertia";
                    case SILHOUETTE -> "Silhouette";
                    case DAVIES_BOULDIN -> "Davies-Bouldin index";
                    case CALINSKI_HARABASZ -> "Calinski-Harabasz index";
                    case FLAGGED_SHARE -> "Flagged share";
                    case SCORE_P50 -> "Score, median";
                    case SCORE_P95 -> "Score, 95 %";
                    case SCORE_P99 -> "Score, 99 %";
                    case LATENCY_P50 -> "Latency, median";
                    case LATENCY_P99 -> "Latency, 99 %";
                    case MODEL_SIZE -> "Model size";
                })
                .orElse(id);
    }

    /** What a metric means, in one line. */
    static String meaning(String id, Evaluation evaluation) {
        String positive = evaluation.positive() == null ? "the class" : "“" + evaluation.positive() + "”";
        boolean binary = evaluation.positive() != null;
        return Metric.find(id)
                .map(m -> switch (m) {
                    case ACCURACY -> "Share of rows with the right class; misleads when one class is rare.";
                    case BALANCED_ACCURACY -> "Mean of the classes’ recalls, so that a rare class counts as much.";
                    case PRECISION ->
                        binary
                                ? "Of the rows predicted " + positive + ", the share that is."
                                : "Of the rows predicted as a class, the share that is; mean over classes.";
                    case RECALL ->
                        binary
                                ? "Of the rows that are " + positive + ", the share that was found."
                                : "Of the rows of a class, the share that was found; mean over classes.";
                    case F1 -> "Harmonic mean of precision and recall.";
                    case AUC ->
                        binary
                                ? "Chance that a row that is " + positive
                                        + " ranks above one that is not; 0.5 is guessing."
                                : "Chance that a row of a class ranks above one of another; 0.5 is guessing.";
                    case PR_AUC -> "Mean precision over all recalls; guessing gives the share of " + positive + ".";
                    case LOG_LOSS -> "Surprise at the truth, in nats; punishes confident mistakes.";
                    case BRIER -> "Mean squared distance of probability and truth.";
                    case ECE -> "By how much predicted probabilities miss the observed shares, on average.";
                    case MCC -> "Correlation of prediction and truth; 0 is guessing, 1 perfect.";
                    case RMSE -> "Typical error in the target’s unit; large errors weigh more.";
                    case MAE -> "Mean size of the error, in the target’s unit.";
                    case R2 -> "Share of the target’s variance that is explained; 0 is predicting the mean.";
                    case KAPPA -> "Agreement of prediction and truth beyond chance; 0 is guessing, 1 perfect.";
                    case LIFT ->
                        "How much more often " + positive
                                + " is met among the tenth of rows that score highest; 1 is guessing.";
                    case PRECISION_MACRO -> "Mean of the classes’ precisions.";
                    case RECALL_MACRO -> "Mean of the classes’ recalls.";
                    case F1_MACRO -> "Mean of the classes’ F1.";
                    case PRECISION_WEIGHTED -> "Mean of the classes’ precisions, weighted by their rows.";
                    case SPECIFICITY -> "Of the rows that are not of the positive class, the share predicted so.";
                    case SELECTION_RATE -> "Share of the rows that are predicted as the positive class, right or not.";
                    case RECALL_WEIGHTED -> "Mean of the classes’ recalls, weighted by their rows.";
                    case F1_WEIGHTED -> "Mean of the classes’ F1, weighted by their rows.";
                    case COST -> "Mean cost of a row, by the costs that were given.";
                    case MEDIAN_ERROR -> "Half of the errors are at most this, in the target’s unit.";
                    case P90_ERROR -> "90 % of the errors are at most this, in the target’s unit.";
                    case MAPE -> "Mean error as a share of the truth; misleads where the truth is near 0.";
                    case PINBALL_10 -> "Mean error where too high costs nine times as much as too low.";
                    case PINBALL_90 -> "Mean error where too low costs nine times as much as too high.";
                    case INERTIA ->
                        "Sum of the squared distances of rows to their centre, in standardised units; falls with every"
                                + " cluster more.";
                    case SILHOUETTE ->
                        "How much nearer rows are to their own cluster than to the next; 1 is apart, 0 is a border.";
                    case DAVIES_BOULDIN ->
                        "How much clusters overlap: spread within over distance between; 0 is apart.";
                    case CALINSKI_HARABASZ -> "Variance between the clusters over variance within.";
                    case FLAGGED_SHARE -> "Share of the rows that score above the threshold, right or not.";
                    case SCORE_P50 -> "Half of the rows score at most this; 0.5 is as expected, 1 is alone.";
                    case SCORE_P95 -> "95 % of the rows score at most this.";
                    case SCORE_P99 -> "99 % of the rows score at most this.";
                    case LATENCY_P50 -> "Half of single rows are predicted within this, in milliseconds.";
                    case LATENCY_P99 -> "99 % of single rows are predicted within this, in milliseconds.";
                    case MODEL_SIZE -> "Of the model file, in megabytes.";
                })
                .orElse("");
    }

    /** Which way a metric is better; empty if it is not known. */
    static String direction(String id) {
        return Metric.find(id)
                .filter(Metric::better)
                .map(m -> m.higherIsBetter() ? "↑ higher is better" : "↓ lower is better")
                .orElse("");
    }

    /** A metric's value with its digits. */
    static String value(String id, Double value) {
        if (value == null || !Double.isFinite(value)) {
            return Numbers.NONE;
        }
        return inUnits(id) ? Numbers.significant(value) : Numbers.score(value);
    }

    /** A difference of a metric, signed. */
    static String change(String id, double from, double to) {
        double change = to - from;
        if (!Double.isFinite(change)) {
            return Numbers.NONE;
        }
        String size = inUnits(id) ? Numbers.significant(Math.abs(change)) : Numbers.score(Math.abs(change));
        return size.matches("[0.]+") ? "0" : (change > 0 ? "+" : "\u2212") + size;
    }

    /** A difference in words: better, worse, the same, or only different where the direction is not known. */
    static String verdict(String id, double from, double to) {
        if (!Double.isFinite(to - from)) {
            return "cannot be compared";
        }
        if (change(id, from, to).equals("0")) {
            return "the same";
        }
        Optional<Metric> metric = Metric.find(id);
        if (metric.isEmpty() || !metric.get().better()) {
            return "different";
        }
        return metric.get().higherIsBetter() == to > from ? "better" : "worse";
    }

    static Tone tone(String verdict) {
        return switch (verdict) {
            case "better" -> Tone.GOOD;
            case "worse" -> Tone.BAD;
            default -> Tone.PLAIN;
        };
    }

    /** Metrics in the order of {@link Metric}, then those it does not know. */
    static List<String> ordered(Map<String, Double> metrics) {
        return metrics.keySet().stream()
                .sorted(java.util.Comparator.comparingInt(
                        id -> Metric.find(id).map(Enum::ordinal).orElse(Integer.MAX_VALUE)))
                .toList();
    }

    /** The one metric that a glance should find. */
    static Optional<String> headline(Map<String, Double> metrics) {
        return Arrays.asList("auc", "rmse", "accuracy", "f1", "r2", "silhouette", "flaggedShare").stream()
                .filter(metrics::containsKey)
                .findFirst()
                .or(() -> metrics.keySet().stream().findFirst());
    }

    static String task(Task task) {
        return task == null
                ? "predicts"
                : switch (task) {
                    case BINARY -> "two classes";
                    case MULTICLASS -> "three classes or more";
                    case REGRESSION -> "a number";
                    case CLUSTERING -> "groups of rows that are alike";
                    case ANOMALY -> "how unusual a row is";
                };
    }

    /** "v3", or null where there is no number. */
    static String version(Integer version) {
        return version == null ? null : "v" + version;
    }

    /** A model with its version if known. */
    static String title(String model, Integer version) {
        return version == null ? model : model + " v" + version;
    }

    /** A number as people chose it or data holds it. */
    static String number(Double value) {
        return value == null ? Numbers.NONE : Numbers.trimmed(Numbers.significant(value));
    }

    /** A distance's name for people. */
    static String statistic(String id) {
        return id == null
                ? "distance"
                : switch (id) {
                    case "ks" -> "KS";
                    case "psi" -> "PSI";
                    case "js" -> "Jensen-Shannon (base 2)";
                    case "missing" -> "missing rate";
                    case "wasserstein" -> "Wasserstein";
                    case "cramersV" -> "Cramér’s V";
                    case "hellinger" -> "Hellinger";
                    case "kuiper" -> "Kuiper’s V";
                    case "cramerVonMises" -> "Cramér-von Mises";
                    case "andersonDarling" -> "Anderson-Darling";
                    case "brownForsythe" -> "Brown-Forsythe (log ratio of spreads)";
                    case "chiSquared" -> "chi-squared (effect w)";
                    case "mutualInformation" -> "mutual information (bits)";
                    default -> id;
                };
    }

    /** Changes written as {@code a -> b} with an arrow. */
    static String arrows(String text) {
        return text.replace(" -> ", " \u2192 ");
    }

    /** The last part of a path, either kind of separator. */
    static String file(String path) {
        return path == null
                ? Numbers.NONE
                : path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    /** The footer's line. */
    static String made(Result.Run run) {
        return "Model Delivery " + run.engine() + ", " + Numbers.second(run.started()) + " UTC, took "
                + Numbers.seconds(run.seconds());
    }

    private static boolean inUnits(String id) {
        return Metric.find(id).map(IN_UNITS::contains).orElse(true);
    }
}
