package io.jenkins.plugins.modeldelivery.evaluate;

import io.jenkins.plugins.modeldelivery.document.Evaluation;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Predicted classes without probabilities: only the metrics that need none.
 *
 * @param classes class names; binary: negative first, positive second
 * @param truth by row: index of the true class
 * @param predicted by row: index of the predicted class
 * @param chosen rows of this selection; null: all
 * @param costs of one row, shape [true class][predicted class]; null: none
 */
record LabelScores(List<String> classes, int[] truth, int[] predicted, int[] chosen, double[][] costs)
        implements Scores {

    /** @param predicted shape [all rows of the column]: index of the predicted class */
    static LabelScores of(List<String> classes, Truth truth, int[] predicted, double[][] costs) {
        int[] known = new int[truth.rows().length];
        for (int i = 0; i < known.length; i++) {
            known[i] = predicted[truth.rows()[i]];
        }
        return new LabelScores(classes, truth.codes(), known, null, costs);
    }

    @Override
    public List<Metric> metrics() {
        return Confusion.metrics(classes.size(), costs != null);
    }

    @Override
    public int rows() {
        return chosen == null ? truth.length : chosen.length;
    }

    /** Where it is true. */
    static int[] indices(boolean[] selected) {
        return IntStream.range(0, selected.length).filter(i -> selected[i]).toArray();
    }

    @Override
    public void measure(byte[] weights, double[] out) {
        Confusion.measure(counts(weights), costs, out, 0);
    }

    private long[][] counts(byte[] weights) {
        long[][] counts = new long[classes.size()][classes.size()];
        int n = rows();
        for (int at = 0; at < n; at++) {
            int i = chosen == null ? at : chosen[at];
            counts[truth[i]][predicted[i]] += weights == null ? 1 : weights[i];
        }
        return counts;
    }

    @Override
    public Scores select(boolean[] selected) {
        return new LabelScores(classes, truth, predicted, indices(selected), costs);
    }

    @Override
    public Evaluation evaluation() {
        long[][] counts = counts(null);
        return new Evaluation(
                rows(),
                measured(),
                classes,
                classes.size() == 2 ? classes.get(1) : null,
                counts,
                null,
                null,
                null,
                null,
                null,
                Confusion.perClass(counts, classes));
    }

    @Override
    public boolean[] right() {
        return equal(truth, predicted);
    }

    static boolean[] equal(int[] truth, int[] predicted) {
        boolean[] equal = new boolean[truth.length];
        for (int i = 0; i < equal.length; i++) {
            equal[i] = truth[i] == predicted[i];
        }
        return equal;
    }
}
