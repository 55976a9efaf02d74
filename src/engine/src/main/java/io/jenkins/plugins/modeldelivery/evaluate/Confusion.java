package io.jenkins.plugins.modeldelivery.evaluate;

import io.jenkins.plugins.modeldelivery.gate.Metric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts of true class against predicted class, and the metrics that need no more than them.
 *
 * @param counts shape [true class][predicted class]
 */
record Confusion(long[][] counts) {

    /** @param predicted shape [all rows]: index of the predicted class */
    static Confusion of(Truth truth, int[] predicted, List<String> classes) {
        long[][] counts = new long[classes.size()][classes.size()];
        for (int i = 0; i < truth.rows().length; i++) {
            counts[truth.codes()[i]][predicted[truth.rows()[i]]]++;
        }
        return new Confusion(counts);
    }

    /** Metric name to value; binary precision, recall and F1 are of class 1, otherwise macro means. */
    Map<String, Double> metrics() {
        int k = counts.length;
        long[] actual = new long[k];
        long[] predicted = new long[k];
        long total = 0;
        long right = 0;
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                actual[i] += counts[i][j];
                predicted[j] += counts[i][j];
                total += counts[i][j];
            }
            right += counts[i][i];
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put(Metric.ACCURACY.id(), right / (double) total);
        metrics.put(Metric.BALANCED_ACCURACY.id(), balancedAccuracy(actual));
        if (k == 2) {
            put(metrics, Metric.PRECISION, counts[1][1], predicted[1]);
            put(metrics, Metric.RECALL, counts[1][1], actual[1]);
            put(metrics, Metric.F1, 2 * counts[1][1], actual[1] + predicted[1]);
        } else {
            macro(metrics, actual, predicted);
        }
        mcc(metrics, actual, predicted, total, right);
        return metrics;
    }

    /** Mean recall of the classes that occur. */
    private double balancedAccuracy(long[] actual) {
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

    /** Means over the classes that occur in truth or prediction; a class without predictions has precision 0. */
    private void macro(Map<String, Double> metrics, long[] actual, long[] predicted) {
        double precision = 0;
        double recall = 0;
        double f1 = 0;
        int classes = 0;
        for (int i = 0; i < actual.length; i++) {
            if (actual[i] + predicted[i] > 0) {
                precision += predicted[i] == 0 ? 0 : counts[i][i] / (double) predicted[i];
                recall += actual[i] == 0 ? 0 : counts[i][i] / (double) actual[i];
                f1 += 2.0 * counts[i][i] / (actual[i] + predicted[i]);
                classes++;
            }
        }
        metrics.put(Metric.PRECISION.id(), precision / classes);
        metrics.put(Metric.RECALL.id(), recall / classes);
        metrics.put(Metric.F1.id(), f1 / classes);
    }

    /** Gorodkin's R_K (2004), which is Matthews' coefficient for two classes; undefined if truth or prediction is constant. */
    private static void mcc(Map<String, Double> metrics, long[] actual, long[] predicted, double total, double right) {
        double crossed = 0;
        double actualSquares = 0;
        double predictedSquares = 0;
        for (int i = 0; i < actual.length; i++) {
            crossed += (double) actual[i] * predicted[i];
            actualSquares += (double) actual[i] * actual[i];
            predictedSquares += (double) predicted[i] * predicted[i];
        }
        double denominator = Math.sqrt((total * total - predictedSquares) * (total * total - actualSquares));
        if (denominator > 0) {
            metrics.put(Metric.MCC.id(), (right * total - crossed) / denominator);
        }
    }

    private static void put(Map<String, Double> metrics, Metric metric, long part, long whole) {
        if (whole > 0) {
            metrics.put(metric.id(), part / (double) whole);
        }
    }
}
