package io.jenkins.plugins.modeldelivery.document;

import java.util.List;
import java.util.Map;

/**
 * A model's predictions measured against the truth.
 *
 * @param rows evaluated rows: those whose true target is known
 * @param metrics name to value, only those that are defined on these rows; names and directions are those of {@link
 *     io.jenkins.plugins.modeldelivery.gate.Metric}
 * @param classes the classes in the order of {@code confusion}; null for regression
 * @param positive the positive class; null unless binary
 * @param confusion rows: true class, columns: predicted class; null for regression
 * @param roc false-positive rate, true-positive rate, at most 200 points from (0,0) to (1,1); null unless binary
 * @param precisionRecall recall, precision, at most 200 points; null unless binary
 * @param calibration mean predicted probability, observed share of positives, rows, in up to 10 bins; null unless binary
 * @param residuals predicted value, true value of at most 500 sampled rows; null unless regression
 */
public record Evaluation(
        long rows,
        Map<String, Double> metrics,
        List<String> classes,
        String positive,
        long[][] confusion,
        double[][] roc,
        double[][] precisionRecall,
        double[][] calibration,
        double[][] residuals) {
    public Evaluation {
        metrics = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(metrics));
        classes = classes == null ? null : List.copyOf(classes);
    }
}
