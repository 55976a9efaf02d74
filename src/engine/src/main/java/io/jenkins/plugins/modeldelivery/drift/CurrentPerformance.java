package io.jenkins.plugins.modeldelivery.drift;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Estimate;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Finding;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Level;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Performance;
import io.jenkins.plugins.modeldelivery.document.Evaluation;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.evaluate.ConfidenceBased;
import io.jenkins.plugins.modeldelivery.evaluate.Evaluator;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How well the model does on the current rows: measured where the truth is known, estimated where it is not. Both are told,
 * and neither changes the verdict on drift: gates of a validation decide on performance.
 *
 * @param performance the numbers; null when nothing can be said
 * @param findings the same in words
 */
record CurrentPerformance(Performance performance, List<Finding> findings) {

    static final String PERFORMANCE = "performance";

    /**
     * Measures and estimates.
     *
     * @param target the target column; null when the rows have none
     * @param minRows fewer rows say nothing
     */
    static CurrentPerformance of(Predictions predictions, Column target, int minRows) {
        List<Finding> findings = new ArrayList<>();
        Map<String, Estimate> estimated =
                predictions.rows() < minRows ? Map.of() : ConfidenceBased.estimate(predictions);
        Evaluation realised = null;
        if (target != null && target.size() - target.missingCount() >= minRows) {
            try {
                realised = Evaluator.evaluate(predictions, target);
            } catch (InputException e) {
                findings.add(note("How well the model does cannot be measured: " + e.getMessage()));
            }
        }
        if (realised != null) {
            Map<String, Double> metrics = realised.metrics();
            findings.add(note("Measured on the " + Wording.count(realised.rows()) + " rows whose "
                    + target.name() + " is known: "
                    + metrics.entrySet().stream()
                            .filter(e -> estimated.isEmpty() || estimated.containsKey(e.getKey()))
                            .map(e -> e.getKey() + ' ' + three(e.getValue()))
                            .collect(Collectors.joining(", "))));
        }
        if (!estimated.isEmpty()) {
            findings.add(note("Estimated without the truth: "
                    + estimated.entrySet().stream()
                            .map(e -> e.getKey() + ' ' + three(e.getValue().value()) + " ("
                                    + three(e.getValue().low()) + ".."
                                    + three(e.getValue().high()) + ')')
                            .collect(Collectors.joining(", "))
                    + ". To be believed only as far as the model's probabilities are calibrated, and features and"
                    + " target hang together as in training" + doubt(estimated, realised)));
        }
        return new CurrentPerformance(
                estimated.isEmpty() && realised == null
                        ? null
                        : new Performance(
                                realised == null ? 0 : realised.rows(),
                                realised == null ? Map.of() : realised.metrics(),
                                estimated),
                findings);
    }

    /** Where both are known, the one tests the other. */
    private static String doubt(Map<String, Estimate> estimated, Evaluation realised) {
        if (realised == null) {
            return "";
        }
        List<String> outside = estimated.entrySet().stream()
                .filter(e -> {
                    Double value = realised.metrics().get(e.getKey());
                    return value != null
                            && (value < e.getValue().low()
                                    || value > e.getValue().high());
                })
                .map(Map.Entry::getKey)
                .toList();
        return outside.isEmpty()
                ? "; what was measured agrees"
                : "; what was measured contradicts it: " + String.join(", ", outside);
    }

    private static Finding note(String message) {
        return new Finding(PERFORMANCE, null, Level.OK, message);
    }

    private static String three(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
