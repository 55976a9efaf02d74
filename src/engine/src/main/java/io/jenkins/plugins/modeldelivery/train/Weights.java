package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.TrainRequest;
import java.util.Arrays;

/**
 * How much each row counts while learning: the value of the weight column, times the weight of its class. Measuring knows
 * nothing of it.
 */
final class Weights {

    private Weights() {}

    /**
     * The weights, shape [rows], 1 on average, so that a smallest leaf and a step size mean what they do without; null where
     * all rows count the same.
     *
     * @param train the rows to learn from
     * @param labels of them
     * @param classes how many; 0 for regression
     */
    static float[] of(Frame train, TrainRequest request, float[] labels, int classes) {
        boolean balanced = request.classWeights() != null;
        if (balanced && classes == 0) {
            throw new InputException(
                    "A regression has no classes to weigh",
                    "parameter classWeights",
                    "Leave it out, or give a weightColumn.");
        }
        if (request.weightColumn() == null && !balanced) {
            return null;
        }
        double[] weights = request.weightColumn() == null
                ? ones(labels.length)
                : checked(train.column(request.weightColumn()).orElseThrow(), train);
        if (balanced) {
            balance(weights, labels, classes);
        }
        double mean = Arrays.stream(weights).sum() / weights.length;
        float[] scaled = new float[weights.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (weights[i] / mean);
        }
        return scaled;
    }

    private static double[] ones(int rows) {
        double[] ones = new double[rows];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static double[] checked(Column column, Frame train) {
        String where = train.facts().path() + ", column '" + column.name() + "'";
        if (!(column instanceof Column.Numeric numeric)) {
            throw new InputException(
                    "The weightColumn does not hold numbers", where, "A weight is a number from 0 up.");
        }
        double[] weights = new double[column.size()];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = numeric.values()[i];
            sum += weights[i];
            if (weights[i] < 0 || Double.isInfinite(weights[i])) {
                throw new InputException(
                        "A weight cannot be " + numeric.values()[i], where, "A weight is a finite number from 0 up.");
            }
        }
        if (column.missingCount() > 0) {
            throw new InputException(
                    column.missingCount() + " of " + column.size() + " rows to learn from have no weight",
                    where,
                    "Give every row one; 0 leaves a row out.");
        }
        if (!(sum > 0)) {
            throw new InputException(
                    "All weights are 0: there is nothing to learn from", where, "Give some rows a weight above 0.");
        }
        return weights;
    }

    /**
     * Weighs each class so that all count the same in sum: {@code n / (classes * n of the class)}, scikit-learn's "balanced", with
     * the rows' own weights for counts.
     */
    private static void balance(double[] weights, float[] labels, int classes) {
        double[] sums = new double[classes];
        double all = 0;
        for (int i = 0; i < weights.length; i++) {
            sums[(int) labels[i]] += weights[i];
            all += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            double sum = sums[(int) labels[i]];
            weights[i] = sum > 0 ? weights[i] * all / (classes * sum) : 0;
        }
    }
}
