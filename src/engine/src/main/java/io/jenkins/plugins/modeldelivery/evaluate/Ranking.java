package io.jenkins.plugins.modeldelivery.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Scores in descending order with their truth, and what is read off that order: ROC, precision-recall, the areas under
 * them. Rows with equal scores are one step: no order among them is invented.
 */
final class Ranking {

    /** Enough for a smooth line, small enough for a document. */
    private static final int MAX_POINTS = 200;

    /** After each distinct score, highest first: true positives and false positives so far. */
    private final long[] truePositives;

    private final long[] falsePositives;
    private final long positives;
    private final long negatives;

    /**
     * @param scores shape [rows], higher means more likely positive
     * @param positive shape [rows]
     */
    static Ranking of(double[] scores, boolean[] positive) {
        int[] order = Sorting.descending(scores);
        double[] sorted = new double[order.length];
        boolean[] truth = new boolean[order.length];
        for (int i = 0; i < order.length; i++) {
            sorted[i] = scores[order[i]];
            truth[i] = positive[order[i]];
        }
        return new Ranking(sorted, truth);
    }

    /** @param scores in descending order */
    static Ranking sorted(double[] scores, boolean[] positive) {
        return new Ranking(scores, positive);
    }

    private Ranking(double[] scores, boolean[] positive) {
        int n = scores.length;
        long[] tp = new long[n];
        long[] fp = new long[n];
        int steps = 0;
        long t = 0;
        long f = 0;
        for (int i = 0; i < n; i++) {
            if (positive[i]) {
                t++;
            } else {
                f++;
            }
            if (i == n - 1 || scores[i] != scores[i + 1]) {
                tp[steps] = t;
                fp[steps++] = f;
            }
        }
        this.truePositives = Arrays.copyOf(tp, steps);
        this.falsePositives = Arrays.copyOf(fp, steps);
        this.positives = t;
        this.negatives = f;
    }

    /** Whether both classes occur. */
    boolean bothClasses() {
        return positives > 0 && negatives > 0;
    }

    /** Area under the ROC curve by the trapezoidal rule, which counts ties half; NaN with one class only. */
    double auc() {
        double area = 0;
        long t = 0;
        long f = 0;
        for (int i = 0; i < truePositives.length; i++) {
            area += (falsePositives[i] - f) * ((truePositives[i] + t) / 2.0);
            t = truePositives[i];
            f = falsePositives[i];
        }
        return area / ((double) positives * negatives);
    }

    /** False-positive rate, true-positive rate, from (0,0) to (1,1). */
    double[][] roc() {
        List<double[]> points = new ArrayList<>();
        points.add(new double[] {0, 0});
        for (int i = 0; i < truePositives.length; i++) {
            points.add(new double[] {falsePositives[i] / (double) negatives, truePositives[i] / (double) positives});
        }
        return thin(points);
    }

    /** Recall, precision, in ascending recall. */
    double[][] precisionRecall() {
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < truePositives.length; i++) {
            points.add(new double[] {
                truePositives[i] / (double) positives,
                truePositives[i] / (double) (truePositives[i] + falsePositives[i])
            });
        }
        return thin(points);
    }

    private static double[][] thin(List<double[]> points) {
        int n = points.size();
        if (n <= MAX_POINTS) {
            return points.toArray(double[][]::new);
        }
        double[][] thinned = new double[MAX_POINTS][];
        for (int i = 0; i < MAX_POINTS; i++) {
            thinned[i] = points.get((int) Math.round(i * (n - 1.0) / (MAX_POINTS - 1)));
        }
        return thinned;
    }
}
