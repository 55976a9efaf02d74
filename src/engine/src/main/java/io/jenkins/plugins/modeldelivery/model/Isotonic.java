package io.jenkins.plugins.modeldelivery.model;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A rising curve from scores to probabilities: isotonic regression by pooling adjacent violators (Barlow, Bartholomew, Bremner,
 * Brunk 1972), between the points it is linear, beyond them constant. It is scikit-learn's {@code
 * IsotonicRegression(out_of_bounds='clip')}.
 *
 * @param x scores, strictly ascending, shape [points]
 * @param y probabilities, ascending, shape [points]
 */
public record Isotonic(double[] x, double[] y) {
    public Isotonic {
        if (x == null || y == null || x.length == 0 || x.length != y.length) {
            throw new IllegalArgumentException("A calibration has no points");
        }
        for (int i = 0; i < x.length; i++) {
            boolean rises = i == 0 || x[i] > x[i - 1] && y[i] >= y[i - 1];
            if (!rises || !Double.isFinite(x[i]) || !(y[i] >= 0 && y[i] <= 1)) {
                throw new IllegalArgumentException("A calibration is no rising curve of probabilities");
            }
        }
    }

    /**
     * Fits the curve.
     *
     * @param scores finite, shape [rows], at least one
     * @param truth 0 or 1, or shares, shape [rows]
     */
    public static Isotonic fit(double[] scores, double[] truth) {
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] x = new double[order.length];
        double[] mean = new double[order.length];
        double[] weight = new double[order.length];
        int n = 0;
        for (int i : order) {
            if (n == 0 || scores[i] != x[n - 1]) {
                x[n++] = scores[i];
            }
            mean[n - 1] += truth[i];
            weight[n - 1]++;
        }
        for (int i = 0; i < n; i++) {
            mean[i] /= weight[i];
        }
        double[] fitted = pooled(mean, weight, n);
        // Within a run of equal values only the ends say something.
        double[] keptX = new double[n];
        double[] keptY = new double[n];
        int kept = 0;
        for (int i = 0; i < n; i++) {
            if (i == 0 || i == n - 1 || fitted[i] != fitted[i - 1] || fitted[i] != fitted[i + 1]) {
                keptX[kept] = x[i];
                keptY[kept++] = Math.max(0, Math.min(1, fitted[i]));
            }
        }
        return new Isotonic(Arrays.copyOf(keptX, kept), Arrays.copyOf(keptY, kept));
    }

    private static double[] pooled(double[] mean, double[] weight, int n) {
        int[] start = new int[n];
        double[] sums = new double[n];
        double[] weights = new double[n];
        int blocks = 0;
        for (int i = 0; i < n; i++) {
            start[blocks] = i;
            sums[blocks] = mean[i] * weight[i];
            weights[blocks++] = weight[i];
            while (blocks > 1 && sums[blocks - 2] * weights[blocks - 1] >= sums[blocks - 1] * weights[blocks - 2]) {
                blocks--;
                sums[blocks - 1] += sums[blocks];
                weights[blocks - 1] += weights[blocks];
            }
        }
        double[] fitted = new double[n];
        for (int b = 0; b < blocks; b++) {
            Arrays.fill(fitted, start[b], b + 1 < blocks ? start[b + 1] : n, sums[b] / weights[b]);
        }
        return fitted;
    }

    /** The probability of each score; quick where most scores are near the one before. */
    double[] at(double[] scores) {
        double[] probabilities = new double[scores.length];
        int above = 1;
        for (int i = 0; i < scores.length; i++) {
            double score = scores[i];
            while (above < x.length - 1 && score >= x[above] && score < x[above + 1]) {
                above++;
            }
            boolean inside = above < x.length && score > x[above - 1] && score < x[above];
            if (inside) {
                probabilities[i] = between(above, score);
            } else {
                probabilities[i] = at(score);
                int found = Arrays.binarySearch(x, score);
                above = Math.max(1, found < 0 ? -found - 1 : found);
            }
        }
        return probabilities;
    }

    /** The probability of a score; NaN stays NaN. */
    public double at(double score) {
        if (Double.isNaN(score)) {
            return score;
        }
        if (score <= x[0]) {
            return y[0];
        }
        int last = x.length - 1;
        if (score >= x[last]) {
            return y[last];
        }
        int found = Arrays.binarySearch(x, score);
        if (found >= 0) {
            return y[found];
        }
        return between(-found - 1, score);
    }

    private double between(int above, double score) {
        double part = (score - x[above - 1]) / (x[above] - x[above - 1]);
        return y[above - 1] + part * (y[above] - y[above - 1]);
    }
}
