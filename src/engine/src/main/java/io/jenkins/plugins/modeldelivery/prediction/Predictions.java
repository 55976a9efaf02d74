package io.jenkins.plugins.modeldelivery.prediction;

import io.jenkins.plugins.modeldelivery.document.Task;
import java.util.List;

/**
 * A model's output for some rows.
 *
 * @param task what was predicted
 * @param classes class names; null for regression. Binary: negative first, positive second
 * @param values binary: probability of the positive class, shape [rows]; regression: the number, shape [rows]; multiclass:
 *     probabilities row by row, shape [rows x classes]
 */
public record Predictions(Task task, List<String> classes, double[] values) {
    /** Rows. */
    public int rows() {
        return task == Task.MULTICLASS ? values.length / classes.size() : values.length;
    }
}
