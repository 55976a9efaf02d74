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
    /** Mean of the classes' recalls. */
    BALANCED_ACCURACY("balancedAccuracy", true, Task.BINARY, Task.MULTICLASS),
    /** Of the positive class at threshold 0.5; macro mean over classes for three or more. */
    PRECISION("precision", true, Task.BINARY, Task.MULTICLASS),
    /** Of the positive class at threshold 0.5; macro mean over classes for three or more. */
    RECALL("recall", true, Task.BINARY, Task.MULTICLASS),
    /** Harmonic mean of precision and recall; macro mean over classes for three or more. */
    F1("f1", true, Task.BINARY, Task.MULTICLASS),
    /** Area under the ROC curve; ties count half; macro one-vs-rest mean for three or more classes. */
    AUC("auc", true, Task.BINARY, Task.MULTICLASS),
    /** Average precision: sum of precision times the step in recall, no interpolation. */
    PR_AUC("prAuc", true, Task.BINARY),
    /** Mean negative log-likelihood in nats, probabilities clipped to the float64 machine epsilon. */
    LOG_LOSS("logLoss", false, Task.BINARY, Task.MULTICLASS),
    /** Mean squared difference of probability and truth. */
    BRIER("brier", false, Task.BINARY),
    /** Expected calibration error over ten bins of equal width, weighted by rows. */
    ECE("ece", false, Task.BINARY),
    /** Matthews' correlation coefficient. */
    MCC("mcc", true, Task.BINARY, Task.MULTICLASS),
    /** Root of the mean squared error, in the target's unit. */
    RMSE("rmse", false, Task.REGRESSION),
    /** Mean absolute error, in the target's unit. */
    MAE("mae", false, Task.REGRESSION),
    /** Coefficient of determination. */
    R2("r2", true, Task.REGRESSION);

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

    /** Whether larger values are better. */
    public boolean higherIsBetter() {
        return higherIsBetter;
    }

    /** The tasks it is defined for. */
    public Set<Task> tasks() {
        return tasks;
    }

    /** The metric of that name, the case of letters ignored. */
    public static Optional<Metric> find(String id) {
        return Arrays.stream(values()).filter(m -> m.id.equalsIgnoreCase(id)).findFirst();
    }

    /** The metric that says most of those given: what a glance should find; any, if none of the usual is there. */
    public static Optional<String> headline(Map<String, Double> metrics) {
        return Stream.concat(
                        Stream.of(AUC, RMSE, ACCURACY, F1, MAE, R2)
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
