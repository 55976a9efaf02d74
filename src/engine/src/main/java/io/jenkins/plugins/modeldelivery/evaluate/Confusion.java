package io.jenkins.plugins.modeldelivery.evaluate;

import io.jenkins.plugins.modeldelivery.document.Evaluation;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import java.util.ArrayList;
import java.util.List;

/** Metrics that need no more than the counts of true class against predicted class, shape [true class][predicted class]. */
final class Confusion {

    private static final List<Metric> METRICS = List.of(
            Metric.ACCURACY,
            Metric.BALANCED_ACCURACY,
            Metric.PRECISION,
            Metric.RECALL,
            Metric.F1,
            Metric.MCC,
            Metric.KAPPA,
            Metric.PRECISION_MACRO,
            Metric.RECALL_MACRO,
            Metric.F1_MACRO,
            Metric.PRECISION_WEIGHTED,
            Metric.RECALL_WEIGHTED,
            Metric.F1_WEIGHTED);

    private Confusion() {}

    /** What {@link #measure} puts out. */
    static List<Metric> metrics(int classes, boolean costs) {
        List<Metric> metrics = new ArrayList<>(METRICS);
        if (classes == 2) {
            metrics.add(Metric.SPECIFICITY);
            metrics.add(Metric.SELECTION_RATE);
        }
        if (costs) {
            metrics.add(Metric.COST);
        }
        return metrics;
    }

    /**
     * Binary precision, recall and F1 are of class 1, otherwise macro means.
     *
     * @param costs of one row, shape as {@code counts}; null: none
     * @param out receives the values from that index on, NaN where one is not defined
     */
    static void measure(long[][] counts, double[][] costs, double[] out, int from) {
        int k = counts.length;
        long[] actual = new long[k];
        long[] predicted = new long[k];
        double total = 0;
        double right = 0;
        double cost = 0;
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                actual[i] += counts[i][j];
                predicted[j] += counts[i][j];
                total += counts[i][j];
                cost += costs == null ? 0 : costs[i][j] * counts[i][j];
            }
            right += counts[i][i];
        }
        int at = from;
        out[at++] = right / total;
        out[at++] = balancedAccuracy(counts, actual);
        double[] means = means(counts, actual, predicted, total);
        if (k == 2) {
            out[at++] = counts[1][1] / (double) predicted[1];
            out[at++] = counts[1][1] / (double) actual[1];
            out[at++] = 2.0 * counts[1][1] / (actual[1] + predicted[1]);
        } else {
            System.arraycopy(means, 0, out, at, 3);
            at += 3;
        }
        agreement(actual, predicted, total, right, out, at);
        at += 2;
        System.arraycopy(means, 0, out, at, means.length);
        at += means.length;
        if (k == 2) {
            out[at++] = counts[0][0] / (double) actual[0];
            out[at++] = predicted[1] / total;
        }
        if (costs != null) {
            out[at] = cost / total;
        }
    }

    /** Mean recall of the classes that occur. */
    private static double balancedAccuracy(long[][] counts, long[] actual) {
        double sum = 0;
        int classes = 0;
        for (int i = 0; i < actual.length; i++) {
            if (actual[i] > 0) {
                sum += counts[i][i] / (double) actual[i];
                classes++;
            }
        }
        return sum / classes;
    }

    /**
     * Precision, recall, F1: plain means over the classes that occur in truth or prediction, then means weighted by true
     * rows. As in scikit-learn, a class without predictions has precision 0 there, one without rows recall 0.
     */
    private static double[] means(long[][] counts, long[] actual, long[] predicted, double total) {
        double[] means = new double[6];
        int classes = 0;
        for (int i = 0; i < actual.length; i++) {
            if (actual[i] + predicted[i] > 0) {
                double[] own = {
                    predicted[i] == 0 ? 0 : counts[i][i] / (double) predicted[i],
                    actual[i] == 0 ? 0 : counts[i][i] / (double) actual[i],
                    2.0 * counts[i][i] / (actual[i] + predicted[i])
                };
                for (int m = 0; m < own.length; m++) {
                    means[m] += own[m];
                    means[m + 3] += own[m] * actual[i] / total;
                }
                classes++;
            }
        }
        for (int m = 0; m < 3; m++) {
            means[m] /= classes;
        }
        if (classes == 0) {
            java.util.Arrays.fill(means, Double.NaN);
        }
        return means;
    }

    /**
     * Gorodkin's R_K (2004), which is Matthews' coefficient for two classes, and Cohen's kappa (1960); undefined if truth or
     * prediction is constant, or both are the same class everywhere.
     */
    private static void agreement(long[] actual, long[] predicted, double total, double right, double[] out, int at) {
        double crossed = 0;
        double actualSquares = 0;
        double predictedSquares = 0;
        for (int i = 0; i < actual.length; i++) {
            crossed += (double) actual[i] * predicted[i];
            actualSquares += (double) actual[i] * actual[i];
            predictedSquares += (double) predicted[i] * predicted[i];
        }
        double squared = (total * total - predictedSquares) * (total * total - actualSquares);
        out[at] = squared > 0 ? (right * total - crossed) / Math.sqrt(squared) : Double.NaN;
        double beyond = total * total - crossed;
        out[at + 1] = beyond > 0 ? (right * total - crossed) / beyond : Double.NaN;
    }

    /** Each class on its own. */
    static List<Evaluation.PerClass> perClass(long[][] counts, List<String> classes) {
        List<Evaluation.PerClass> all = new ArrayList<>();
        for (int c = 0; c < counts.length; c++) {
            long actual = 0;
            long predicted = 0;
            for (int other = 0; other < counts.length; other++) {
                actual += counts[c][other];
                predicted += counts[other][c];
            }
            all.add(new Evaluation.PerClass(
                    classes.get(c),
                    actual,
                    share(counts[c][c], predicted),
                    share(counts[c][c], actual),
                    share(2 * counts[c][c], actual + predicted)));
        }
        return all;
    }

    private static Double share(long part, long whole) {
        return whole == 0 ? null : part / (double) whole;
    }
}
