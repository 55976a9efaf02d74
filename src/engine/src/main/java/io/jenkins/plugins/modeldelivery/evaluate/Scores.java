package io.jenkins.plugins.modeldelivery.evaluate;

import io.jenkins.plugins.modeldelivery.document.Evaluation;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Predictions and truth of some rows, prepared once so that any weighting of the rows is measured in one pass without a sort.
 * A bootstrap resample is such a weighting: how often each row was drawn.
 *
 * <p>The definitions of the metrics are those of scikit-learn 1.x, except that what has no value on the given rows (AUC with
 * one class, precision without a positive prediction) has none here instead of being 0. Safe for several threads.
 */
interface Scores {

    /** What is measured, in the order of {@link #measure}. */
    List<Metric> metrics();

    /** How many rows. */
    int rows();

    /**
     * Measures the rows, each counted as often as its weight says.
     *
     * @param weights by row index, shape [all rows, not only those of a selection]; null: each row once
     * @param out receives one value a metric; NaN: not defined on these rows
     */
    void measure(byte[] weights, double[] out);

    /**
     * Only some of the rows; they keep their indices.
     *
     * @param kept shape [all rows]
     */
    Scores select(boolean[] kept);

    /** Everything that is told of all rows. */
    Evaluation evaluation();

    /** By row whether the predicted class is the true one, of scores that are no selection; null for regression. */
    boolean[] right();

    /** By row the index of the predicted class, of scores that are no selection; null for regression. */
    int[] predicted();

    /** Each row once; what is not defined is left out. */
    default Map<String, Double> measured() {
        double[] values = new double[metrics().size()];
        measure(null, values);
        Map<String, Double> measured = new LinkedHashMap<>();
        for (int m = 0; m < values.length; m++) {
            if (!Double.isNaN(values[m])) {
                measured.put(metrics().get(m).id(), values[m]);
            }
        }
        return measured;
    }
}
