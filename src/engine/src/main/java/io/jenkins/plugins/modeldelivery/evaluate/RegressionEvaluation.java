package io.jenkins.plugins.modeldelivery.evaluate;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.document.Evaluation;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import java.util.LinkedHashMap;
import java.util.Map;

/** A number against a number. */
final class RegressionEvaluation {

    private static final int MAX_RESIDUALS = 500;

    private RegressionEvaluation() {}

    static Evaluation of(double[] predicted, Column truth) {
        if (!(truth instanceof Column.Numeric numeric)) {
            throw new InputException(
                    "The model predicts a number, the target column holds " + truth.type() + " values",
                    "column '" + truth.name() + "'",
                    "Give data with the target as it was in training.");
        }
        int n = truth.size() - truth.missingCount();
        if (n == 0) {
            throw new InputException(
                    "No row has a value of the target, so nothing can be measured",
                    "column '" + truth.name() + "'",
                    "Give data with the true outcome filled in.");
        }
        double sum = 0;
        for (int row = 0; row < predicted.length; row++) {
            if (!truth.missing(row)) {
                sum += numeric.values()[row];
            }
        }
        double mean = sum / n;
        double squared = 0;
        double absolute = 0;
        double variance = 0;
        double[][] residuals = new double[Math.min(n, MAX_RESIDUALS)][];
        int seen = 0;
        int kept = 0;
        for (int row = 0; row < predicted.length; row++) {
            if (truth.missing(row)) {
                continue;
            }
            double y = numeric.values()[row];
            double error = predicted[row] - y;
            squared += error * error;
            absolute += Math.abs(error);
            variance += (y - mean) * (y - mean);
            // Evenly spaced rows: a sample that needs no seed.
            if ((long) seen * residuals.length / n == kept && kept < residuals.length) {
                residuals[kept++] = new double[] {predicted[row], y};
            }
            seen++;
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put(Metric.RMSE.id(), Math.sqrt(squared / n));
        metrics.put(Metric.MAE.id(), absolute / n);
        if (variance > 0) {
            metrics.put(Metric.R2.id(), 1 - squared / variance);
        }
        return new Evaluation(n, metrics, null, null, null, null, null, null, residuals);
    }
}
