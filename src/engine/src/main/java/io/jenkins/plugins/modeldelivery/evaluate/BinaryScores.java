package io.jenkins.plugins.modeldelivery.evaluate;

import io.jenkins.plugins.modeldelivery.document.Evaluation;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Two classes; the prediction is the probability of the second, positive one. The rows lie in descending order of it, so that
 * the curves, the areas under them, the confusion at 0.5, the calibration bins and the top tenth are all sums over prefixes.
 */
final class BinaryScores implements Scores {

    static final int CALIBRATION_BINS = 10;
    private static final double THRESHOLD = 0.5;
    /** Lift looks at this share of the rows. */
    private static final double TOP = 0.1;

    private final List<String> classes;
    private final double[][] costs;
    private final List<Metric> metrics;

    /** By position: index of the row, its score, whether it is positive, its negative log-likelihood, its squared error. */
    private final int[] row;

    private final double[] score;
    private final boolean[] positive;
    private final double[] loss;
    private final double[] square;
    /** Position after the last one of each run of equal scores: no order within a run is invented. */
    private final int[] runEnd;
    /** Position after the last one of each calibration bin that is not empty. */
    private final int[] binEnd;
    /** How many positions are predicted positive. */
    private final int predictedPositive;

    private BinaryScores(List<String> classes, double[][] costs, int[] row, double[] score, boolean[] positive) {
        this.classes = classes;
        this.costs = costs;
        this.row = row;
        this.score = score;
        this.positive = positive;
        int n = row.length;
        loss = new double[n];
        square = new double[n];
        int[] runs = new int[n];
        int[] bins = new int[CALIBRATION_BINS];
        int runCount = 0;
        int binCount = 0;
        int above = 0;
        for (int i = 0; i < n; i++) {
            double p = score[i];
            double error = p - (positive[i] ? 1 : 0);
            loss[i] = -Math.log(Probabilities.clip(positive[i] ? p : 1 - p));
            square[i] = error * error;
            above += p >= THRESHOLD ? 1 : 0;
            if (i == n - 1 || score[i + 1] != p) {
                runs[runCount++] = i + 1;
                if (i == n - 1 || bin(score[i + 1]) != bin(p)) {
                    bins[binCount++] = i + 1;
                }
            }
        }
        runEnd = Arrays.copyOf(runs, runCount);
        binEnd = Arrays.copyOf(bins, binCount);
        predictedPositive = above;
        metrics = new ArrayList<>(
                List.of(Metric.AUC, Metric.PR_AUC, Metric.LOG_LOSS, Metric.BRIER, Metric.ECE, Metric.LIFT));
        metrics.addAll(Confusion.metrics(classes.size(), costs != null));
    }

    /** @param costs of one row, shape [true class][predicted class]; null: none */
    static BinaryScores of(Predictions predictions, Truth truth, double[][] costs) {
        int n = truth.rows().length;
        double[] known = new double[n];
        for (int i = 0; i < n; i++) {
            known[i] = predictions.values()[truth.rows()[i]];
        }
        int[] order = Sorting.descending(known);
        double[] score = new double[n];
        boolean[] positive = new boolean[n];
        for (int i = 0; i < n; i++) {
            score[i] = known[order[i]];
            positive[i] = truth.codes()[order[i]] == 1;
        }
        return new BinaryScores(predictions.classes(), costs, order, score, positive);
    }

    /** Which calibration bin a probability is in. */
    static int bin(double p) {
        return (int) Math.min(CALIBRATION_BINS - 1.0, Math.max(0, p * CALIBRATION_BINS));
    }

    @Override
    public List<Metric> metrics() {
        return metrics;
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
        for (int i = 0; i < n; i++) {
            weight[i] = weights == null ? 1 : weights[row[i]];
            total += weight[i];
        }
        double top = TOP * total;
        double found = Double.NaN;
        double area = 0;
        double precision = 0;
        double losses = 0;
        double squares = 0;
        double gaps = 0;
        double binScores = 0;
        long binPositives = 0;
        int bin = 0;
        long truePositives = 0;
        long falsePositives = 0;
        long[][] counts = new long[2][2];
        int i = 0;
        for (int end : runEnd) {
            long hits = 0;
            long misses = 0;
            for (; i < end; i++) {
                int w = weight[i];
                if (positive[i]) {
                    hits += w;
                } else {
                    misses += w;
                }
                losses += w * loss[i];
                squares += w * square[i];
                binScores += w * score[i];
            }
            long before = truePositives + falsePositives;
            area += misses * (truePositives + hits / 2.0);
            truePositives += hits;
            falsePositives += misses;
            long after = truePositives + falsePositives;
            if (hits > 0) {
                precision += hits * (truePositives / (double) after);
            }
            if (before < top && after >= top) {
                // Of a run of equal scores the expected share.
                found = truePositives - hits + hits * (top - before) / (after - before);
            }
            if (end == predictedPositive) {
                counts[1][1] = truePositives;
                counts[0][1] = falsePositives;
            }
            if (end == binEnd[bin]) {
                gaps += Math.abs(binScores - (truePositives - binPositives));
                binPositives = truePositives;
                binScores = 0;
                bin++;
            }
        }
        counts[1][0] = truePositives - counts[1][1];
        counts[0][0] = falsePositives - counts[0][1];
        boolean both = truePositives > 0 && falsePositives > 0;
        out[0] = both ? area / ((double) truePositives * falsePositives) : Double.NaN;
        out[1] = both ? precision / truePositives : Double.NaN;
        out[2] = losses / total;
        out[3] = squares / total;
        out[4] = gaps / total;
        out[5] = both ? found / top / (truePositives / (double) total) : Double.NaN;
        Confusion.measure(counts, costs, out, 6);
    }

    @Override
    public Scores select(boolean[] kept) {
        int[] rows = new int[row.length];
        double[] scores = new double[row.length];
        boolean[] positives = new boolean[row.length];
        int n = 0;
        for (int i = 0; i < row.length; i++) {
            if (kept[row[i]]) {
                rows[n] = row[i];
                scores[n] = score[i];
                positives[n++] = positive[i];
            }
        }
        return new BinaryScores(
                classes, costs, Arrays.copyOf(rows, n), Arrays.copyOf(scores, n), Arrays.copyOf(positives, n));
    }

    @Override
    public Evaluation evaluation() {
        long[][] counts = new long[2][2];
        for (int i = 0; i < row.length; i++) {
            counts[positive[i] ? 1 : 0][i < predictedPositive ? 1 : 0]++;
        }
        Ranking ranking = Ranking.sorted(score, positive);
        return new Evaluation(
                row.length,
                measured(),
                classes,
                classes.get(1),
                counts,
                ranking.bothClasses() ? ranking.roc() : null,
                ranking.bothClasses() ? ranking.precisionRecall() : null,
                calibration(),
                null,
                null,
                Confusion.perClass(counts, classes));
    }

    /** Mean probability, observed share of positives, rows, for each bin of equal width that is not empty, ascending. */
    private double[][] calibration() {
        double[][] bins = new double[binEnd.length][];
        int i = 0;
        for (int b = 0; b < binEnd.length; b++) {
            double sum = 0;
            long positives = 0;
            int from = i;
            for (; i < binEnd[b]; i++) {
                sum += score[i];
                positives += positive[i] ? 1 : 0;
            }
            double rows = i - from;
            bins[binEnd.length - 1 - b] = new double[] {sum / rows, positives / rows, rows};
        }
        return bins;
    }

    @Override
    public boolean[] right() {
        boolean[] right = new boolean[row.length];
        for (int i = 0; i < row.length; i++) {
            right[row[i]] = positive[i] == i < predictedPositive;
        }
        return right;
    }

    @Override
    public int[] predicted() {
        int[] predicted = new int[row.length];
        for (int i = 0; i < predictedPositive; i++) {
            predicted[row[i]] = 1;
        }
        return predicted;
    }
}
