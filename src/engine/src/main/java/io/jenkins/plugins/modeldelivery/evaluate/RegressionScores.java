package io.jenkins.plugins.modeldelivery.evaluate;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.document.Evaluation;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import java.util.Arrays;
import java.util.List;

/** A number against a number. The rows lie in ascending order of their absolute error, so that quantiles need no sort. */
final class RegressionScores implements Scores {

    private static final List<Metric> METRICS = List.of(
            Metric.RMSE,
            Metric.MAE,
            Metric.R2,
            Metric.MEDIAN_ERROR,
            Metric.P90_ERROR,
            Metric.MAPE,
            Metric.PINBALL_10,
            Metric.PINBALL_90);

    private static final int MAX_RESIDUALS = 500;
    private static final double LOW = 0.1;
    private static final double HIGH = 0.9;
    private static final double MEDIAN = 0.5;
    /** scikit-learn's guard against a truth of 0: the machine epsilon of float64. */
    private static final double EPSILON = Math.ulp(1.0);

    /** By position: index of the row, |error|, error, truth. */
    private final int[] row;

    private final double[] size;
    private final double[] error;
    private final double[] truth;
    /** Subtracted from the truth before squares are summed, so that no digits are lost. */
    private final double center;

    private RegressionScores(int[] row, double[] error, double[] truth) {
        this.row = row;
        this.error = error;
        this.truth = truth;
        this.size = Arrays.stream(error).map(Math::abs).toArray();
        this.center = Arrays.stream(truth).average().orElse(0);
    }

    /** @param predicted shape [rows of the column] */
    static RegressionScores of(double[] predicted, Column column) {
        if (!(column instanceof Column.Numeric numeric)) {
            throw new InputException(
                    "The model predicts a number, the target column holds " + column.type() + " values",
                    "column '" + column.name() + "'",
                    "Give data with the target as it was in training.");
        }
        int n = column.size() - column.missingCount();
        if (n == 0) {
            throw new InputException(
                    "No row has a value of the target, so nothing can be measured",
                    "column '" + column.name() + "'",
                    "Give data with the true outcome filled in.");
        }
        double[] errors = new double[n];
        double[] truths = new double[n];
        double[] sizes = new double[n];
        int at = 0;
        for (int r = 0; r < predicted.length; r++) {
            if (!column.missing(r)) {
                truths[at] = numeric.values()[r];
                errors[at] = predicted[r] - truths[at];
                sizes[at] = Math.abs(errors[at]);
                at++;
            }
        }
        int[] order = Sorting.ascending(sizes);
        double[] sortedErrors = new double[n];
        double[] sortedTruths = new double[n];
        for (int i = 0; i < n; i++) {
            sortedErrors[i] = errors[order[i]];
            sortedTruths[i] = truths[order[i]];
        }
        return new RegressionScores(order, sortedErrors, sortedTruths);
    }

    @Override
    public List<Metric> metrics() {
        return METRICS;
    }

    @Override
    public int rows() {
        return row.length;
    }

    @Override
    public void measure(byte[] weights, double[] out) {
        int n = row.length;
        byte[] weight = new byte[n];
        long total = 0;
        double squares = 0;
        double sizes = 0;
        double shares = 0;
        double sum = 0;
        double variance = 0;
        double over = 0;
        for (int i = 0; i < n; i++) {
            byte w = weights == null ? 1 : weights[row[i]];
            weight[i] = w;
            total += w;
            double distance = truth[i] - center;
            squares += w * error[i] * error[i];
            sizes += w * size[i];
            shares += w * size[i] / Math.max(EPSILON, Math.abs(truth[i]));
            sum += w * distance;
            variance += w * distance * distance;
            over += w * Math.max(0, error[i]);
        }
        variance -= sum * sum / total;
        double under = sizes - over;
        out[0] = Math.sqrt(squares / total);
        out[1] = sizes / total;
        // Sums of equal numbers leave a trace of rounding where there is no variance.
        out[2] = variance > 1e-14 * total * Math.max(center * center, Double.MIN_NORMAL)
                ? 1 - squares / variance
                : Double.NaN;
        quantiles(weight, total, out, 3);
        out[5] = shares / total;
        out[6] = (under * LOW + over * (1 - LOW)) / total;
        out[7] = (under * HIGH + over * (1 - HIGH)) / total;
    }

    /** Median and 90 % quantile of the absolute errors, between two rows interpolated linearly as numpy does. */
    private void quantiles(byte[] weight, long total, double[] out, int at) {
        double[] wanted = {MEDIAN * (total - 1), HIGH * (total - 1)};
        Arrays.fill(out, at, at + wanted.length, Double.NaN);
        long seen = 0;
        int q = 0;
        double lower = Double.NaN;
        for (int i = 0; i < weight.length && q < wanted.length; i++) {
            if (weight[i] == 0) {
                continue;
            }
            seen += weight[i];
            // Rows floor(w) and floor(w) + 1 of the sample, counted from 0; this one covers those up to seen - 1.
            while (q < wanted.length) {
                long first = (long) Math.floor(wanted[q]);
                double part = wanted[q] - first;
                if (Double.isNaN(lower)) {
                    if (seen - 1 < first) {
                        break;
                    }
                    lower = size[i];
                }
                if (part > 0 && seen - 1 < first + 1) {
                    break;
                }
                out[at + q++] = part > 0 ? lower + part * (size[i] - lower) : lower;
                lower = Double.NaN;
            }
        }
    }

    @Override
    public Scores select(boolean[] kept) {
        int[] rows = new int[row.length];
        double[] errors = new double[row.length];
        double[] truths = new double[row.length];
        int n = 0;
        for (int i = 0; i < row.length; i++) {
            if (kept[row[i]]) {
                rows[n] = row[i];
                errors[n] = error[i];
                truths[n++] = truth[i];
            }
        }
        return new RegressionScores(Arrays.copyOf(rows, n), Arrays.copyOf(errors, n), Arrays.copyOf(truths, n));
    }

    @Override
    public Evaluation evaluation() {
        int n = row.length;
        int[] position = new int[n == 0 ? 0 : Arrays.stream(row).max().orElse(0) + 1];
        Arrays.fill(position, -1);
        for (int i = 0; i < n; i++) {
            position[row[i]] = i;
        }
        double[][] residuals = new double[Math.min(n, MAX_RESIDUALS)][];
        int seen = 0;
        int kept = 0;
        for (int i : position) {
            // Evenly spaced rows: a sample that needs no seed.
            if (i >= 0) {
                if ((long) seen * residuals.length / n == kept && kept < residuals.length) {
                    residuals[kept++] = new double[] {truth[i] + error[i], truth[i]};
                }
                seen++;
            }
        }
        return new Evaluation(n, measured(), null, null, null, null, null, null, residuals);
    }

    @Override
    public boolean[] right() {
        return null;
    }

    @Override
    public int[] predicted() {
        return null;
    }
}
