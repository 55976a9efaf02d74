package io.jenkins.plugins.modeldelivery.gate;

import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Nearest;
import io.jenkins.plugins.modeldelivery.document.Problems;
import io.jenkins.plugins.modeldelivery.document.Task;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides gates. The rules are those of MLflow's {@code MetricThreshold} ({@code mlflow/models/evaluation/validation.py})
 * with its holes closed: a relative bound divides by |baseline|, "no worse than" can be said, and a metric that is missing
 * or not a number on either side never passes.
 *
 * <p>With c the candidate's value, b the baseline's, and d = {@code minChange} or -{@code maxDrop}, times |b| if the gate is
 * relative: the candidate passes if c &gt;= b + d where higher is better, if c &lt;= b - d where lower is. All numbers are
 * compared as the decimals that people wrote: 0.90 is better than 0.85 by 0.05.
 *
 * <p>With a confidence of 0.95 each bound must hold for the measured value and in at least 95 % of the bootstrap resamples:
 * that is, for the bound of the one-sided 95 % percentile interval (Efron and Tibshirani, An Introduction to the Bootstrap,
 * 1993, chapter 13) of the metric, or of the paired difference to the baseline.
 */
public final class Gates {

    /** Metrics that no model gets above 1. */
    private static final Set<Metric> AT_MOST_ONE = EnumSet.of(
            Metric.ACCURACY,
            Metric.BALANCED_ACCURACY,
            Metric.PRECISION,
            Metric.RECALL,
            Metric.F1,
            Metric.AUC,
            Metric.PR_AUC,
            Metric.ECE,
            Metric.MCC,
            Metric.KAPPA,
            Metric.SPECIFICITY,
            Metric.SELECTION_RATE,
            Metric.PRECISION_MACRO,
            Metric.RECALL_MACRO,
            Metric.F1_MACRO,
            Metric.PRECISION_WEIGHTED,
            Metric.RECALL_WEIGHTED,
            Metric.F1_WEIGHTED,
            Metric.R2,
            Metric.SILHOUETTE,
            Metric.FLAGGED_SHARE,
            Metric.SCORE_P50,
            Metric.SCORE_P95,
            Metric.SCORE_P99);

    private static final double LEAST_CONFIDENCE = 0.5;
    private static final double MOST_CONFIDENCE = 0.999;

    private Gates() {}

    /**
     * Whether the gates make sense, before anything is measured.
     *
     * @param gates conditions
     * @param task what the model predicts; null: not known yet
     * @throws InputException if a metric is unknown or not defined for the task, or a bound is missing or impossible; tells
     *     all that is wrong, of all gates
     */
    public static void check(List<Gate> gates, Task task) {
        Problems problems = new Problems();
        for (int i = 0; i < gates.size(); i++) {
            Gate gate = gates.get(i);
            check(gate, task, "gate " + (i + 1) + (gate.metric() == null ? "" : " (" + gate.metric() + ")"), problems);
        }
        problems.refuse();
    }

    /**
     * Whether the gates make sense in a drift check, which measures rows as they come: no slices, and nothing that rows do not
     * tell.
     *
     * @throws InputException as {@link #check}
     */
    public static void checkOnCurrentRows(List<Gate> gates, Task task) {
        Problems problems = new Problems();
        for (int i = 0; i < gates.size(); i++) {
            Gate gate = gates.get(i);
            String where = "gate " + (i + 1) + (gate.metric() == null ? "" : " (" + gate.metric() + ")");
            check(gate, task, where, problems);
            if (gate.slice() != null) {
                problems.add("A drift check has no slices", where, "Leave slice out, or use validateModel.");
            }
            if (Metric.find(gate.metric() == null ? "" : gate.metric())
                    .filter(m -> m.ofTheModel() || m == Metric.COST)
                    .isPresent()) {
                problems.add("A drift check does not measure " + gate.metric(), where, "Use validateModel.");
            }
        }
        problems.refuse();
    }

    /**
     * Decides every gate.
     *
     * @param gates conditions
     * @param task what the model predicts
     * @param candidate the candidate's metrics
     * @param baseline the baseline's metrics on the same rows; null: there is no baseline yet, so that a first version has
     *     nothing to be compared with and passes comparative bounds
     * @param baselineLabel what to call the baseline, for example {@code v7 (prod)}; without a baseline the stage that has
     *     none, {@code prod}; may be null
     * @return one decision a gate, in order
     * @throws InputException as {@link #check}
     */
    public static List<GateDecision> decide(
            List<Gate> gates,
            Task task,
            Map<String, Double> candidate,
            Map<String, Double> baseline,
            String baselineLabel) {
        return decide(
                gates,
                task,
                Subject.whole(
                        Long.MAX_VALUE, new Measured(candidate), baseline == null ? null : new Measured(baseline)),
                Map.of(),
                baselineLabel);
    }

    /**
     * Decides every gate, with what resampling and slicing found.
     *
     * @param gates conditions
     * @param task what the model predicts
     * @param whole candidate and baseline on all rows
     * @param slices by column the slices by its values
     * @param baselineLabel as above
     * @return one decision a gate, in order
     * @throws InputException as {@link #check}
     */
    public static List<GateDecision> decide(
            List<Gate> gates, Task task, Subject whole, Map<String, List<Subject>> slices, String baselineLabel) {
        check(gates, task);
        return gates.stream()
                .map(gate -> {
                    Metric metric = metric(gate);
                    if (gate.slice() == null) {
                        return Decision.of(gate, metric, whole, baselineLabel).whole(gate, metric);
                    }
                    List<Subject> by = slices.getOrDefault(gate.slice(), List.of());
                    return gate.comparesSlices()
                            ? GapDecision.of(gate, metric, by)
                            : SliceDecision.of(gate, metric, by, baselineLabel);
                })
                .toList();
    }

    private static Metric metric(Gate gate) {
        return Metric.find(gate.metric()).orElseThrow(() -> new IllegalStateException("checked before"));
    }

    private static void check(Gate gate, Task task, String where, Problems problems) {
        if (gate.metric() == null || gate.metric().isBlank()) {
            problems.add("The gate names no metric", where, "Give one of " + names(task) + ".");
            return;
        }
        Metric metric = Metric.find(gate.metric()).orElse(null);
        if (metric == null) {
            problems.add(
                    "There is no metric '" + gate.metric() + "'",
                    where,
                    Nearest.of(gate.metric(), Metric.ids())
                                    .map(near -> "Did you mean '" + near + "'? ")
                                    .orElse("")
                            + "There are " + names(task) + ".");
            return;
        }
        if (task != null && !metric.tasks().contains(task)) {
            problems.add(
                    metric.id() + " is not defined for " + task + " models", where, "Use one of " + names(task) + ".");
            return;
        }
        bounds(gate, metric, where, problems);
        change(gate.minChange(), "minChange", gate.relative(), where, problems);
        change(gate.maxDrop(), "maxDrop", gate.relative(), where, problems);
        if (gate.relative() && !gate.comparative()) {
            problems.add(
                    "relative belongs to minChange and maxDrop, and the gate has neither",
                    where,
                    "Leave it out, or compare with the baseline.");
        }
        certainty(gate, metric, where, problems);
        if (gate.comparesSlices()) {
            slices(gate, where, problems);
        }
    }

    private static void bounds(Gate gate, Metric metric, String where, Problems problems) {
        if (gate.min() == null && gate.max() == null && !gate.comparative() && !gate.comparesSlices()) {
            problems.add(
                    "The gate has no bound",
                    where,
                    "Give min, max, minChange or maxDrop, or of slices maxGap or minRatio.");
        }
        finite(gate.min(), "min", where, problems);
        finite(gate.max(), "max", where, problems);
        finite(gate.minChange(), "minChange", where, problems);
        finite(gate.maxDrop(), "maxDrop", where, problems);
        if (gate.min() != null && gate.max() != null && gate.min() > gate.max()) {
            problems.add(
                    "min " + Decimals.text(gate.min()) + " is above max " + Decimals.text(gate.max()),
                    where,
                    "Nothing can pass it; swap the two.");
        }
        if (gate.min() != null && gate.min() > 1 && AT_MOST_ONE.contains(metric)) {
            problems.add(
                    metric.id() + " is at most 1, so nothing can pass min " + Decimals.text(gate.min()),
                    where,
                    "Write 0.85 for 85 %.");
        }
        if (gate.comparative() && !metric.better()) {
            problems.add(
                    "more of " + metric.id() + " is neither better nor worse, so it has no minChange or maxDrop",
                    where,
                    "Give min or max, or of slices maxGap or minRatio.");
        }
    }

    private static void certainty(Gate gate, Metric metric, String where, Problems problems) {
        Double confidence = gate.confidence();
        if (confidence != null && !(confidence >= LEAST_CONFIDENCE && confidence <= MOST_CONFIDENCE)) {
            problems.add("confidence " + confidence + " is not between 0.5 and 0.999", where, "Write 0.95 for 95 %.");
        }
        if (gate.slice() != null && gate.slice().isBlank()) {
            problems.add("slice names no column", where, "Name one, or leave it out.");
        }
        if (confidence != null && !metric.resampled() && !metric.ofTheModel()) {
            problems.add(
                    metric.id() + " is a property of whole clusters, of which no resamples are measured, so it has no"
                            + " confidence",
                    where,
                    "Leave confidence out, or use silhouette.");
        }
        if (metric.ofTheModel() && (confidence != null || gate.slice() != null)) {
            problems.add(
                    metric.id() + " belongs to the model and not to rows, so it has no "
                            + (confidence != null ? "confidence" : "slices"),
                    where,
                    "Leave " + (confidence != null ? "confidence" : "slice") + " out.");
        }
    }

    private static void slices(Gate gate, String where, Problems problems) {
        if (gate.slice() == null) {
            problems.add(
                    "maxGap and minRatio compare slices, and the gate names none",
                    where,
                    "Add slice with the column that the rows are told apart by.");
        }
        if (gate.min() != null || gate.max() != null || gate.comparative()) {
            problems.add(
                    "maxGap and minRatio compare slices with one another, the other bounds are for each slice alone",
                    where,
                    "Write two gates.");
        }
        if (gate.maxGap() != null && !(gate.maxGap() >= 0 && Double.isFinite(gate.maxGap()))) {
            problems.add("maxGap is " + gate.maxGap(), where, "It is a size: give a number of at least 0.");
        }
        if (gate.minRatio() != null && !(gate.minRatio() > 0 && gate.minRatio() <= 1)) {
            problems.add(
                    "minRatio is " + gate.minRatio(),
                    where,
                    "It is the smallest value as a share of the largest: write 0.8 for four fifths.");
        }
    }

    private static void finite(Double bound, String name, String where, Problems problems) {
        if (bound != null && !Double.isFinite(bound)) {
            problems.add(name + " is " + bound, where, "Give a number.");
        }
    }

    private static void change(Double change, String name, boolean relative, String where, Problems problems) {
        if (change != null && change < 0) {
            problems.add(
                    name + " is negative (" + Decimals.text(change) + ")",
                    where,
                    "Both are sizes: minChange is how much better the model must be, maxDrop how much worse it may be.");
        }
        if (change != null && relative && change > 1) {
            problems.add(
                    name + " " + Decimals.text(change) + " relative means "
                            + Decimals.exact(change)
                                    .movePointRight(2)
                                    .stripTrailingZeros()
                                    .toPlainString()
                            + " % of the baseline",
                    where,
                    "Write 0.05 for 5 %.");
        }
    }

    private static String names(Task task) {
        return String.join(
                ", ",
                java.util.Arrays.stream(Metric.values())
                        .filter(metric -> task == null || metric.tasks().contains(task))
                        .map(Metric::id)
                        .toList());
    }
}
