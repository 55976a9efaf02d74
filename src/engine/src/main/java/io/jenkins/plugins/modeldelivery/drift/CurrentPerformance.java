package io.jenkins.plugins.modeldelivery.drift;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Estimate;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Finding;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Level;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Performance;
import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.evaluate.ConfidenceBased;
import io.jenkins.plugins.modeldelivery.evaluate.DirectLoss;
import io.jenkins.plugins.modeldelivery.evaluate.Realised;
import io.jenkins.plugins.modeldelivery.model.Calibration;
import io.jenkins.plugins.modeldelivery.model.HeldOut;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How well the model does on the current rows: measured where the truth is known, estimated where it is not. Both are told;
 * the verdict changes by gates only.
 *
 * @param performance the numbers; null when nothing can be said
 * @param findings the same in words
 * @param gates decisions, in the order asked for
 */
record CurrentPerformance(Performance performance, List<Finding> findings, List<GateDecision> gates) {

    static final String PERFORMANCE = "performance";

    /** Estimates hang on features alone: what they cannot know. */
    private static final String ASSUMPTION =
            "features and target hang together as in training: a change of that (concept drift) is not seen without"
                    + " labels";

    /** How many resamples decide on a gate with confidence, and their seed. */
    private static final int RESAMPLES = 1000;

    private static final long SEED = 42;

    /**
     * What there is to say.
     *
     * @param predictions of the current rows
     * @param errors estimated absolute and squared errors, shape [2][rows]; null: none
     * @param heldOut what is known of the model since training; null: nothing
     * @param target the target column; null when the rows have none
     * @param own measured without a target; null of models that learn from one
     * @param minRows fewer rows say nothing
     * @param sampled how the rows were drawn from more, in words; null: they are all there are
     */
    static CurrentPerformance of(
            Predictions predictions,
            double[][] errors,
            HeldOut heldOut,
            Column target,
            Realised own,
            int minRows,
            List<Gate> gates,
            int threads,
            String sampled) {
        List<Finding> findings = new ArrayList<>();
        Map<String, Estimate> estimated =
                predictions.rows() < minRows ? Map.of() : estimated(predictions, errors, heldOut);
        Realised realised = own != null
                ? own.rows() >= minRows ? own : null
                : target != null && target.size() - target.missingCount() >= minRows
                        ? measure(predictions, target, findings)
                        : null;
        Map<String, Double> measured = realised == null ? Map.of() : realised.metrics();
        Map<String, Double> reference = heldOut == null ? Map.of() : heldOut.metrics();
        if (sampled != null && (realised != null || !estimated.isEmpty())) {
            findings.add(note("How well the model does was looked at on " + sampled));
        }
        if (realised != null) {
            findings.add(note("Measured on the " + Wording.count(realised.rows()) + " rows"
                    + (own != null ? ": " : " whose " + target.name() + " is known: ")
                    + measured.entrySet().stream()
                            .filter(e -> estimated.isEmpty() || estimated.containsKey(e.getKey()))
                            .map(e -> e.getKey() + ' ' + three(e.getValue()) + before(reference.get(e.getKey())))
                            .collect(Collectors.joining(", "))));
        }
        List<String> conditions =
                estimated.isEmpty() ? List.of() : conditions(predictions.task(), heldOut, estimated, realised, sampled);
        if (!estimated.isEmpty()) {
            findings.add(note("Estimated without the truth: "
                    + estimated.entrySet().stream()
                            .map(e -> e.getKey() + ' ' + three(e.getValue().value()) + " ("
                                    + three(e.getValue().low()) + ".."
                                    + three(e.getValue().high()) + ')'
                                    + (measured.containsKey(e.getKey()) ? "" : before(reference.get(e.getKey()))))
                            .collect(Collectors.joining(", "))
                    + ". To be believed as far as " + String.join("; ", conditions)));
        }
        Performance performance = estimated.isEmpty() && realised == null
                ? null
                : new Performance(realised == null ? 0 : realised.rows(), measured, estimated, reference, conditions);
        boolean sure = gates.stream().anyMatch(g -> g.confidence() != null);
        List<GateDecision> decisions = PerformanceGates.decide(
                gates,
                predictions.task(),
                predictions.rows(),
                performance,
                sure && realised != null ? realised.resamples(RESAMPLES, SEED, threads) : Map.of());
        decisions.forEach(d -> findings.add(new Finding(PERFORMANCE, null, PerformanceGates.level(d), d.sentence())));
        return new CurrentPerformance(performance, findings, decisions);
    }

    /** Null where it cannot be measured, which a finding says. */
    private static Realised measure(Predictions predictions, Column target, List<Finding> findings) {
        try {
            return Realised.of(predictions, target);
        } catch (InputException e) {
            findings.add(note("How well the model does cannot be measured: " + e.getMessage()));
            return null;
        }
    }

    private static Map<String, Estimate> estimated(Predictions predictions, double[][] errors, HeldOut heldOut) {
        if (predictions.task() == Task.REGRESSION) {
            return errors == null ? Map.of() : DirectLoss.estimate(errors, heldOut.errors());
        }
        return ConfidenceBased.estimate(predictions, heldOut == null ? null : heldOut.calibration());
    }

    private static String before(Double reference) {
        return reference == null ? "" : " (" + three(reference) + " at training)";
    }

    private static List<String> conditions(
            Task task, HeldOut heldOut, Map<String, Estimate> estimated, Realised realised, String sampled) {
        List<String> conditions = new ArrayList<>();
        if (sampled != null) {
            conditions.add("the rows are " + sampled);
        }
        conditions.add(task == Task.REGRESSION ? errors(heldOut.errors()) : calibration(heldOut));
        conditions.add(ASSUMPTION);
        if (realised != null) {
            List<String> outside = estimated.entrySet().stream()
                    .filter(e -> {
                        Double value = realised.metrics().get(e.getKey());
                        return value != null
                                && (value < e.getValue().low()
                                        || value > e.getValue().high());
                    })
                    .map(Map.Entry::getKey)
                    .toList();
            conditions.add(
                    outside.isEmpty()
                            ? "what was measured agrees"
                            : "what was measured contradicts it: " + String.join(", ", outside));
        }
        return conditions;
    }

    private static String calibration(HeldOut heldOut) {
        Calibration calibration = heldOut == null ? null : heldOut.calibration();
        if (calibration == null) {
            return "the model's probabilities are calibrated, which is not known: "
                    + (heldOut == null
                            ? "an older engine or another tool trained it"
                            : "too few rows were held out at training, or too few of a class");
        }
        String rows = Wording.count(calibration.rows()) + " rows held out at training";
        return calibration.curves() == null
                ? "the model's probabilities are as well calibrated as on the " + rows + " (calibration error "
                        + three(calibration.before()) + ", which no curve made smaller)"
                : "the probabilities are still calibrated by the curve that was learned on the " + rows
                        + " (calibration error " + three(calibration.before()) + ", with it "
                        + three(calibration.after()) + ")";
    }

    private static String errors(HeldOut.Errors errors) {
        return "the error still depends on the features as on the " + Wording.count(errors.rows())
                + " rows held out at training, where the estimate came to a mean error of "
                + three(errors.estimated()) + " and " + three(errors.measured()) + " was measured (correlation "
                + three(errors.correlation()) + " row by row)";
    }

    private static Finding note(String message) {
        return new Finding(PERFORMANCE, null, Level.OK, message);
    }

    private static String three(double value) {
        return Math.abs(value) < 1000
                ? String.format(Locale.ROOT, "%.3f", value)
                : String.format(Locale.ROOT, "%,.1f", value);
    }
}
