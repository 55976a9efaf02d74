package io.jenkins.plugins.modeldelivery.prediction;

import io.jenkins.plugins.modeldelivery.document.Task;
import java.util.List;

/**
 * A model's output for some rows.
 *
 * @param task what was predicted
 * @param classes class names; null for regression. Binary and anomalies: negative first, positive second; clusters: by number
 * @param values binary: probability of the positive class, shape [rows]; regression: the number, shape [rows]; multiclass:
 *     probabilities row by row, shape [rows x classes]; clustering: index of the nearest cluster and distance to its centre
 *     row by row, shape [rows x 2]; anomalies: how unusual, shape [rows]
 * @param threshold anomalies: rows above it are flagged; else NaN
 */
public record Predictions(Task task, List<String> classes, double[] values, double threshold) {
    /** Of a model without a threshold. */
    public Predictions(Task task, List<String> classes, double[] values) {
        this(task, classes, values, Double.NaN);
    }

    /** Rows. */
    public int rows() {
        return values.length / width(task, classes);
    }

    /** How many numbers a model puts out a row. */
    public static int width(Task task, List<String> classes) {
        return switch (task) {
            case MULTICLASS -> classes.size();
            case CLUSTERING -> 2;
            case BINARY, REGRESSION, ANOMALY -> 1;
        };
    }

    /** Whether a row is flagged as an anomaly. */
    public boolean flagged(int row) {
        return values[row] > threshold;
    }
}
