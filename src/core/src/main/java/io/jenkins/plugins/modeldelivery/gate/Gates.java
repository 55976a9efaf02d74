package io.jenkins.plugins.modeldelivery.gate;

import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Nearest;
import io.jenkins.plugins.modeldelivery.document.Task;
import java.math.BigDecimal;
import java.util.ArrayList;
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
 */
public final class Gates {

    /** Metrics that no model gets above 1. */
    private static final Set<Metric> AT_MOST_ONE =
            EnumSet.complementOf(EnumSet.of(Metric.LOG_LOSS, Metric.RMSE, Metric.MAE));

    private Gates() {}

    /**
     * Whether the gates make sense, before anything is measured.
     *
     * @param gates conditions
     * @param task what the model predicts; null: not known yet
     * @throws InputException if a metric is unknown or not defined for the task, or a bound is missing or impossible
     */
    public static void check(List<Gate> gates, Task task) {
        for (int i = 0; i < gates.size(); i++) {
            Gate gate = gates.get(i);
            check(gate, task, "gate " + (i + 1) + (gate.metric() == null ? "" : " (" + gate.metric() + ")"));
        }
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
        check(gates, task);
        return gates.stream()
                .map(gate -> decide(gate, candidate, baseline, baselineLabel))
                .toList();
    }

    private static GateDecision decide(
            Gate gate, Map<String, Double> candidate, Map<String, Double> baseline, String label) {
        Metric metric = metric(gate);
        String name = metric.id();
        Double value = candidate.get(name);
        Double other = baseline == null ? null : baseline.get(name);
        if (!measured(value)) {
            return insufficient(gate, null, finite(other), name + " " + absence(value) + " for the candidate");
        }
        boolean compare = gate.comparative() && baseline != null;
        String called = label == null ? "the baseline" : label;
        if (compare && !measured(other)) {
            return insufficient(
                    gate, value, null, name + " " + Decimals.text(value) + ": it " + absence(other) + " for " + called);
        }
        if (compare && gate.relative() && other == 0) {
            return insufficient(
                    gate,
                    value,
                    other,
                    name + " " + Decimals.text(value) + ": a share of " + called
                            + " means nothing, because it has 0; use an absolute bound");
        }
        List<Bound> bounds = bounds(gate, metric, compare ? other : null, called);
        boolean passed = true;
        List<String> words = new ArrayList<>();
        for (Bound bound : bounds) {
            boolean held = bound.holds(value);
            passed &= held;
            words.add(bound.words(value, held) + (held || bounds.size() == 1 ? "" : " (not met)"));
        }
        StringBuilder sentence = new StringBuilder(name).append(' ');
        sentence.append(bounds.isEmpty() ? Decimals.text(value) : value(bounds, value));
        if (!words.isEmpty()) {
            sentence.append(' ').append(String.join(" and ", words));
        }
        if (gate.comparative() && baseline == null) {
            sentence.append(words.isEmpty() ? ": " : ", ")
                    .append("no baseline ")
                    .append(label == null ? "" : "in " + label + " ")
                    .append("yet: nothing to compare with");
        }
        GateDecision.Outcome outcome = passed ? GateDecision.Outcome.PASS : GateDecision.Outcome.FAIL;
        return new GateDecision(gate, outcome, value, finite(other), sentence + ": " + outcome);
    }

    /** The candidate's value, with the digits that the closest bound needs to be told from it. */
    private static String value(List<Bound> bounds, double value) {
        int digits = bounds.stream().mapToInt(b -> b.digits(value)).max().orElse(Decimals.DIGITS);
        return Decimals.text(value, digits);
    }

    private static List<Bound> bounds(Gate gate, Metric metric, Double baseline, String label) {
        List<Bound> bounds = new ArrayList<>();
        if (gate.min() != null) {
            bounds.add(Bound.absolute(true, gate.min()));
        }
        if (gate.max() != null) {
            bounds.add(Bound.absolute(false, gate.max()));
        }
        if (baseline != null && gate.minChange() != null) {
            bounds.add(Bound.against(metric, baseline, label, Decimals.exact(gate.minChange()), gate.relative(), true));
        }
        if (baseline != null && gate.maxDrop() != null) {
            bounds.add(Bound.against(metric, baseline, label, Decimals.exact(gate.maxDrop()), gate.relative(), false));
        }
        return bounds;
    }

    private static GateDecision insufficient(Gate gate, Double value, Double baseline, String why) {
        GateDecision.Outcome outcome = GateDecision.Outcome.INSUFFICIENT_DATA;
        return new GateDecision(gate, outcome, value, baseline, why + ": insufficient data");
    }

    private static boolean measured(Double value) {
        return value != null && Double.isFinite(value);
    }

    private static Double finite(Double value) {
        return measured(value) ? value : null;
    }

    private static String absence(Double value) {
        return value == null ? "was not measured" : value.isNaN() ? "is not defined" : "is infinite";
    }

    private static Metric metric(Gate gate) {
        return Metric.find(gate.metric()).orElseThrow(() -> new IllegalStateException("checked before"));
    }

    private static void check(Gate gate, Task task, String where) {
        if (gate.metric() == null || gate.metric().isBlank()) {
            throw new InputException("The gate names no metric", where, "Give one of " + names(task) + ".");
        }
        Metric metric = Metric.find(gate.metric())
                .orElseThrow(() -> new InputException(
                        "There is no metric '" + gate.metric() + "'",
                        where,
                        Nearest.of(gate.metric(), Metric.ids())
                                        .map(near -> "Did you mean '" + near + "'? ")
                                        .orElse("")
                                + "There are " + names(task) + "."));
        if (task != null && !metric.tasks().contains(task)) {
            throw new InputException(
                    metric.id() + " is not defined for " + task + " models", where, "Use one of " + names(task) + ".");
        }
        if (gate.min() == null && gate.max() == null && !gate.comparative()) {
            throw new InputException("The gate has no bound", where, "Give min, max, minChange or maxDrop.");
        }
        finite(gate.min(), "min", where);
        finite(gate.max(), "max", where);
        finite(gate.minChange(), "minChange", where);
        finite(gate.maxDrop(), "maxDrop", where);
        if (gate.min() != null && gate.max() != null && gate.min() > gate.max()) {
            throw new InputException(
                    "min " + Decimals.text(gate.min()) + " is above max " + Decimals.text(gate.max()),
                    where,
                    "Nothing can pass it; swap the two.");
        }
        if (gate.min() != null && gate.min() > 1 && AT_MOST_ONE.contains(metric)) {
            throw new InputException(
                    metric.id() + " is at most 1, so nothing can pass min " + Decimals.text(gate.min()),
                    where,
                    "Write 0.85 for 85 %.");
        }
        change(gate.minChange(), "minChange", gate.relative(), where);
        change(gate.maxDrop(), "maxDrop", gate.relative(), where);
        if (gate.relative() && !gate.comparative()) {
            throw new InputException(
                    "relative belongs to minChange and maxDrop, and the gate has neither",
                    where,
                    "Leave it out, or compare with the baseline.");
        }
    }

    private static void finite(Double bound, String name, String where) {
        if (bound != null && !Double.isFinite(bound)) {
            throw new InputException(name + " is " + bound, where, "Give a number.");
        }
    }

    private static void change(Double change, String name, boolean relative, String where) {
        if (change != null && change < 0) {
            throw new InputException(
                    name + " is negative (" + Decimals.text(change) + ")",
                    where,
                    "Both are sizes: minChange is how much better the model must be, maxDrop how much worse it may be.");
        }
        if (change != null && relative && change > 1) {
            throw new InputException(
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

    /**
     * One inequality.
     *
     * @param atLeast whether the value must be at least the limit, else at most
     * @param limit what it is compared with
     * @param origin the words for where the limit comes from; null: it is the limit itself
     */
    private record Bound(boolean atLeast, BigDecimal limit, Origin origin) {

        private record Origin(String label, double baseline, char sign, String change) {}

        static Bound absolute(boolean atLeast, double limit) {
            return new Bound(atLeast, Decimals.exact(limit), null);
        }

        /** @param better whether the candidate must be better by the change, else it may be worse by it */
        static Bound against(
                Metric metric, double baseline, String label, BigDecimal change, boolean relative, boolean better) {
            BigDecimal base = Decimals.exact(baseline);
            BigDecimal distance = relative ? change.multiply(base.abs()) : change;
            boolean up = metric.higherIsBetter() == better;
            String words = relative
                    ? change.movePointRight(2).stripTrailingZeros().toPlainString() + " %"
                    : change.stripTrailingZeros().toPlainString();
            return new Bound(
                    metric.higherIsBetter(),
                    up ? base.add(distance) : base.subtract(distance),
                    new Origin(label, baseline, up ? '+' : '-', words));
        }

        boolean holds(double value) {
            int order = Decimals.exact(value).compareTo(limit);
            return atLeast ? order >= 0 : order <= 0;
        }

        /** Fewest digits that show the order that there is. */
        int digits(double value) {
            BigDecimal exact = Decimals.exact(value);
            int order = exact.compareTo(limit);
            for (int digits = Decimals.DIGITS; digits < Decimals.MOST; digits++) {
                if (Decimals.round(exact, digits).compareTo(Decimals.round(limit, digits)) == order) {
                    return digits;
                }
            }
            return Decimals.MOST;
        }

        String words(double value, boolean held) {
            int digits = digits(value);
            String sign = atLeast ? ">= " : "<= ";
            if (origin == null) {
                return sign + limit.stripTrailingZeros().toPlainString();
            }
            String limited =
                    origin.change().endsWith("%") ? " (" + Decimals.plain(Decimals.round(limit, digits)) + ")" : "";
            return sign + origin.label() + " " + Decimals.text(origin.baseline(), digits)
                    + (origin.change().equals("0") ? "" : " " + origin.sign() + " " + origin.change() + limited);
        }
    }
}
