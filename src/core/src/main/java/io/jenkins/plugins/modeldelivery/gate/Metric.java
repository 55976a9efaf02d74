package io.jenkins.plugins.modeldelivery.gate;

import io.jenkins.plugins.modeldelivery.document.Task;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The metrics that evaluations report and gates ask for. */
public enum Metric {
    /** Share of rows with the right class. */
    ACCURACY("accuracy", true, Task.BINARY, Task.MULTICLASS),
    /** Mean of the recalls of the classes that occur. */
    BALANCED_ACCURACY("balancedAccuracy", true, Task.BINARY, Task.MULTICLASS),
    /** Of the positive class at threshold 0.5; macro mean over classes for three or more. */
    PRECISION("precision", true, Task.BINARY, Task.MULTICLASS, Task.ANOMALY),
    /** Of the positive class at threshold 0.5; macro mean over classes for three or more. */
    RECALL("recall", true, Task.BINARY, Task.MULTICLASS, Task.ANOMALY),
    /** Harmonic mean of precision and recall; macro mean over classes for three or more. */
    F1("f1", true, Task.BINARY, Task.MULTICLASS, Task.ANOMALY),
    /** Area under the ROC curve; ties count half; macro one-vs-rest mean for three or more classes. */
    AUC("auc", true, Task.BINARY, Task.MULTICLASS, Task.ANOMALY),
    /** Average precision: sum of precision times the step in recall, no interpolation; macro one-vs-rest mean. */
    PR_AUC("prAuc", true, Task.BINARY, Task.MULTICLASS, Task.ANOMALY),
    /** Mean negative log-likelihood in nats, probabilities clipped to the float64 machine epsilon. */
    LOG_LOSS("logLoss", false, Task.BINARY, Task.MULTICLASS),
    /** Mean squared difference of probability and truth; for three or more classes summed over them, 0..2. */
    BRIER("brier", false, Task.BINARY, Task.MULTICLASS),
    /**
     * Expected calibration error over ten bins of equal width, weighted by rows: of the positive class's probability; of the
     * predicted class's for three or more.
     */
    ECE("ece", false, Task.BINARY, Task.MULTICLASS),
    /** Matthews' correlation coefficient. */
    MCC("mcc", true, Task.BINARY, Task.MULTICLASS),
    /** Cohen's kappa: agreement beyond chance. */
    KAPPA("kappa", true, Task.BINARY, Task.MULTICLASS),
    /** Share of positives among the tenth of rows that score highest, divided by their share among all. */
    LIFT("lift", true, Task.BINARY),
    /** Recall of the negative class: the share of negatives that are predicted so. */
    SPECIFICITY("specificity", true, Task.BINARY),
    /** Share of the rows that are predicted positive, right or not: neither more nor less of it is better. */
    SELECTION_RATE("selectionRate", true, Task.BINARY),
    /** Mean of the classes' precisions. */
    PRECISION_MACRO("precisionMacro", true, Task.BINARY, Task.MULTICLASS),
    /** Mean of the classes' recalls. */
    RECALL_MACRO("recallMacro", true, Task.BINARY, Task.MULTICLASS),
    /** Mean of the classes' F1. */
    F1_MACRO("f1Macro", true, Task.BINARY, Task.MULTICLASS),
    /** Mean of the classes' precisions, weighted by their rows. */
    PRECISION_WEIGHTED("precisionWeighted", true, Task.BINARY, Task.MULTICLASS),
    /** Mean of the classes' recalls, weighted by their rows. */
    RECALL_WEIGHTED("recallWeighted", true, Task.BINARY, Task.MULTICLASS),
    /** Mean of the classes' F1, weighted by their rows. */
    F1_WEIGHTED("f1Weighted", true, Task.BINARY, Task.MULTICLASS),
    /** Mean cost of a row by the user's matrix of costs; only where one is given. */
    COST("cost", false, Task.BINARY, Task.MULTICLASS),
    /** Root of the mean squared error, in the target's unit. */
    RMSE("rmse", false, Task.REGRESSION),
    /** Mean absolute error, in the target's unit. */
    MAE("mae", false, Task.REGRESSION),
    /** Coefficient of determination. */
    R2("r2", true, Task.REGRESSION),
    /** Median of the absolute errors, in the target's unit. */
    MEDIAN_ERROR("medianError", false, Task.REGRESSION),
    /** 90 % of the absolute errors are at most this, in the target's unit. */
    P90_ERROR("p90Error", false, Task.REGRESSION),
    /** Mean absolute error as a share of |truth|; huge where the truth is 0. */
    MAPE("mape", false, Task.REGRESSION),
    /** Mean pinball loss at the quantile 0.1: too high a prediction costs nine times as much as too low a one. */
    PINBALL_10("pinball10", false, Task.REGRESSION),
    /** Mean pinball loss at the quantile 0.9: too low a prediction costs nine times as much as too high a one. */
    PINBALL_90("pinball90", false, Task.REGRESSION),
    /** Sum of the squared distances of rows to the centre of their cluster, in standardised units. */
    INERTIA("inertia", false, Task.CLUSTERING),
    /** Mean silhouette of at most 4,000 rows: how much nearer a row is to its own cluster than to the next, -1..1. */
    SILHOUETTE("silhouette", true, Task.CLUSTERING),
    /** Mean over the clusters of how much each overlaps with the one that it overlaps with most. */
    DAVIES_BOULDIN("daviesBouldin", false, Task.CLUSTERING),
    /** Variance between the clusters over variance within, each by its degrees of freedom. */
    CALINSKI_HARABASZ("calinskiHarabasz", true, Task.CLUSTERING),
    /** Share of the rows that are flagged as anomalies, right or not: neither more nor less of it is better. */
    FLAGGED_SHARE("flaggedShare", true, Task.ANOMALY),
    /** Median of the anomaly scores. */
    SCORE_P50("scoreP50", true, Task.ANOMALY),
    /** 95 % of the anomaly scores are at most this. */
    SCORE_P95("scoreP95", true, Task.ANOMALY),
    /** 99 % of the anomaly scores are at most this. */
    SCORE_P99("scoreP99", true, Task.ANOMALY),
    /** Median time to predict one row, in milliseconds; only where a gate asks for it. */
    LATENCY_P50("latencyP50", false, Task.BINARY, Task.MULTICLASS, Task.REGRESSION, Task.CLUSTERING, Task.ANOMALY),
    /** Time within which 99 % of single rows are predicted, in milliseconds; only where a gate asks for it. */
    LATENCY_P99("latencyP99", false, Task.BINARY, Task.MULTICLASS, Task.REGRESSION, Task.CLUSTERING, Task.ANOMALY),
    /** Size of the model file in megabytes of a million bytes; only where a gate asks for it. */
    MODEL_SIZE("modelSize", false, Task.BINARY, Task.MULTICLASS, Task.REGRESSION, Task.CLUSTERING, Task.ANOMALY);

    private static final Set<Metric> OF_THE_MODEL = EnumSet.of(LATENCY_P50, LATENCY_P99, MODEL_SIZE);

    private static final Set<Metric> NEITHER_BETTER =
            EnumSet.of(SELECTION_RATE, FLAGGED_SHARE, SCORE_P50, SCORE_P95, SCORE_P99);

    /** Of centres and spreads of whole clusters: a resample of rows would need its own. */
    private static final Set<Metric> NOT_RESAMPLED = EnumSet.of(DAVIES_BOULDIN, CALINSKI_HARABASZ);

    private static final Set<Metric> DETAILS = EnumSet.of(
            SPECIFICITY,
            SELECTION_RATE,
            PRECISION_MACRO,
            RECALL_MACRO,
            F1_MACRO,
            PRECISION_WEIGHTED,
            RECALL_WEIGHTED,
            F1_WEIGHTED,
            PINBALL_10,
            PINBALL_90);

    /** Smaller and larger values are written with an exponent. */
    private static final double FINE = 0.0005;

    private static final double COARSE = 1e7;

    private final String id;
    private final boolean higherIsBetter;
    private final Set<Task> tasks;

    Metric(String id, boolean higherIsBetter, Task... tasks) {
        this.id = id;
        this.higherIsBetter = higherIsBetter;
        this.tasks = EnumSet.copyOf(Arrays.asList(tasks));
    }

    /** The name in Jenkinsfiles, results and reports. */
    public String id() {
        return id;
    }

    /** Whether larger values are better, of a metric that has a {@link #better better} side. */
    public boolean higherIsBetter() {
        return higherIsBetter;
    }

    /** Whether one value of it is better than another; of shares of rows selected and of scores neither is. */
    public boolean better() {
        return !NEITHER_BETTER.contains(this);
    }

    /** Whether its value in bootstrap resamples is known: only then a gate can ask for a confidence. */
    public boolean resampled() {
        return !ofTheModel() && !NOT_RESAMPLED.contains(this);
    }

    /** The tasks it is defined for. */
    public Set<Task> tasks() {
        return tasks;
    }

    /** Whether it is a property of the model and not of rows: it has no interval, no slices and no baseline to resample. */
    public boolean ofTheModel() {
        return OF_THE_MODEL.contains(this);
    }

    /** Whether it is one of the variants that a short table leaves out. */
    public boolean detail() {
        return DETAILS.contains(this);
    }

    /** The metric of that name, the case of letters ignored. */
    public static Optional<Metric> find(String id) {
        return Arrays.stream(values()).filter(m -> m.id.equalsIgnoreCase(id)).findFirst();
    }

    /** The metric that says most of those given: what a glance should find; any, if none of the usual is there. */
    public static Optional<String> headline(Map<String, Double> metrics) {
        return Stream.concat(
                        Stream.of(AUC, RMSE, ACCURACY, F1, MAE, R2, SILHOUETTE, FLAGGED_SHARE)
                                .map(Metric::id)
                                .filter(metrics::containsKey),
                        metrics.keySet().stream())
                .findFirst();
    }

    /** A value as people read it: about three significant digits, never a false zero. */
    public static String format(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        if (size != 0 && (size < FINE || size >= COARSE)) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        int decimals = size < 1 ? 3 : size < 10 ? 2 : size < 100 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** All names, in the order of this enum. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(Metric::id).toList();
    }
}
