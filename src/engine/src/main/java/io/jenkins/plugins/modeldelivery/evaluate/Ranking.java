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

    /**
     * One class against the others.
     *
     * @param order rows in descending order of its probability; the last of equal ones as its complement
     * @param truth shape [rows of all]; index of the true class
     */
    static Ranking ofClass(int[] order, int[] truth, int kind) {
        long[] tp = new long[order.length];
        long[] fp = new long[order.length];
        int steps = 0;
        long t = 0;
        long f = 0;
        for (int coded : order) {
            if (truth[coded < 0 ? ~coded : coded] == kind) {
                t++;
            } else {
                f++;
            }
            if (coded < 0) {
                tp[steps] = t;
                fp[steps++] = f;
            }
        }
        return new Ranking(Arrays.copyOf(tp, steps), Arrays.copyOf(fp, steps));
    }

    private Ranking(long[] truePositives, long[] falsePositives) {
        this.truePositives = truePositives;
        this.falsePositives = falsePositives;
        int last = truePositives.length - 1;
        this.positives = last < 0 ? 0 : truePositives[last];
        this.negatives = last < 0 ? 0 : falsePositives[last];
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

    /** Mean of the precisions at each positive row (scikit-learn's average precision); NaN without any. */
    double averagePrecision() {
        double sum = 0;
        long t = 0;
        for (int i = 0; i < truePositives.length; i++) {
            if (truePositives[i] > t) {
                sum += (truePositives[i] - t) * (truePositives[i] / (double) (truePositives[i] + falsePositives[i]));
            }
            t = truePositives[i];
        }
        return sum / positives;
    }

    /** False-positive rate, true-positive rate, from (0,0) to (1,1). */
    double[][] roc() {
        return roc(MAX_POINTS);
    }

    double[][] roc(int most) {
        List<double[]> points = new ArrayList<>();
        points.add(new double[] {0, 0});
        for (int i = 0; i < truePositives.length; i++) {
            points.add(new double[] {falsePositives[i] / (double) negatives, truePositives[i] / (double) positives});
        }
        return thin(points, most);
    }

    /** Recall, precision, in ascending recall. */
    double[][] precisionRecall() {
        return precisionRecall(MAX_POINTS);
    }

    double[][] precisionRecall(int most) {
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < truePositives.length; i++) {
            points.add(new double[] {
                truePositives[i] / (double) positives,
                truePositives[i] / (double) (truePositives[i] + falsePositives[i])
            });
        }
        return thin(points, most);
    }

    private static double[][] thin(List<double[]> points, int most) {
        int n = points.size();
        if (n <= most) {
            return points.toArray(double[][]::new);
        }
        double[][] thinned = new double[most][];
        for (int i = 0; i < most; i++) {
            thinned[i] = points.get((int) Math.round(i * (n - 1.0) / (most - 1)));
        }
        return thinned;
    }
}
