package io.jenkins.plugins.modeldelivery.evaluate;

import io.jenkins.plugins.modeldelivery.document.Evaluation;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How unusual rows are, in descending order, and which are known to be anomalies, if any are. What needs that is measured on
 * the rows of which it is known.
 */
final class AnomalyScores implements Scores {

    private static final double[] QUANTILES = {0.99, 0.95, 0.5};

    private final List<String> classes;
    private final double threshold;
    private final boolean labelled;
    private final List<Metric> metrics;
    /** By position: index of the row, its score, and 1: an anomaly, 0: none, -1: not known. */
    private final int[] row;

    private final double[] score;
    private final byte[] label;

    private AnomalyScores(
            List<String> classes, double threshold, boolean labelled, int[] row, double[] score, byte[] label) {
        this.classes = classes;
        this.threshold = threshold;
        this.labelled = labelled;
        this.row = row;
        this.score = score;
        this.label = label;
        metrics = new ArrayList<>();
        if (labelled) {
            metrics.addAll(List.of(Metric.AUC, Metric.PR_AUC, Metric.PRECISION, Metric.RECALL, Metric.F1));
        }
        metrics.addAll(List.of(Metric.FLAGGED_SHARE, Metric.SCORE_P50, Metric.SCORE_P95, Metric.SCORE_P99));
    }

    /** @param truth null: nothing is known */
    static AnomalyScores of(Predictions predictions, Truth truth) {
        int n = predictions.rows();
        byte[] known = new byte[n];
        Arrays.fill(known, (byte) -1);
        for (int i = 0; truth != null && i < truth.rows().length; i++) {
            known[truth.rows()[i]] = (byte) truth.codes()[i];
        }
        int[] order = Sorting.descending(predictions.values());
        double[] score = new double[n];
        byte[] label = new byte[n];
        for (int i = 0; i < n; i++) {
            score[i] = predictions.values()[order[i]];
            label[i] = known[order[i]];
        }
        return new AnomalyScores(predictions.classes(), predictions.threshold(), truth != null, order, score, label);
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
        long total = 0;
        long flagged = 0;
        long hits = 0;
        long misses = 0;
        long above = 0;
        long falseAlarms = 0;
        double area = 0;
        double precision = 0;
        int i = 0;
        while (i < n) {
            long runHits = 0;
            long runMisses = 0;
            double value = score[i];
            for (; i < n && score[i] == value; i++) {
                int weight = weights == null ? 1 : weights[row[i]];
                total += weight;
                runHits += label[i] == 1 ? weight : 0;
                runMisses += label[i] == 0 ? weight : 0;
            }
            area += runMisses * (hits + runHits / 2.0);
            hits += runHits;
            misses += runMisses;
            if (runHits > 0) {
                precision += runHits * (hits / (double) (hits + misses));
            }
            if (value > threshold) {
                flagged = total;
                above = hits;
                falseAlarms = misses;
            }
        }
        int at = 0;
        if (labelled) {
            boolean both = hits > 0 && misses > 0;
            out[at++] = both ? area / ((double) hits * misses) : Double.NaN;
            out[at++] = both ? precision / hits : Double.NaN;
            out[at++] = above + falseAlarms > 0 ? above / (double) (above + falseAlarms) : Double.NaN;
            out[at++] = hits > 0 ? above / (double) hits : Double.NaN;
            out[at++] = hits + above + falseAlarms > 0 ? 2.0 * above / (hits + above + falseAlarms) : Double.NaN;
        }
        out[at++] = total > 0 ? flagged / (double) total : Double.NaN;
        quantiles(weights, total, out, at);
    }

    /** Between two rows interpolated linearly, as numpy does. */
    private void quantiles(byte[] weights, long total, double[] out, int at) {
        Arrays.fill(out, at, at + QUANTILES.length, Double.NaN);
        long seen = 0;
        int q = 0;
        double upper = Double.NaN;
        for (int i = 0; i < row.length && q < QUANTILES.length; i++) {
            int weight = weights == null ? 1 : weights[row[i]];
            if (weight == 0) {
                continue;
            }
            seen += weight;
            while (q < QUANTILES.length) {
                // Counted from the highest: between these two places.
                double wanted = (1 - QUANTILES[q]) * (total - 1);
                long first = (long) Math.floor(wanted + 1e-9);
                double part = Math.max(0, wanted - first);
                if (Double.isNaN(upper)) {
                    if (seen - 1 < first) {
                        break;
                    }
                    upper = score[i];
                }
                if (part > 1e-9 && seen - 1 < first + 1) {
                    break;
                }
                out[at + QUANTILES.length - 1 - q++] = part > 1e-9 ? upper + part * (score[i] - upper) : upper;
                upper = Double.NaN;
            }
        }
    }

    @Override
    public Scores select(boolean[] kept) {
        int[] rows = new int[row.length];
        double[] scores = new double[row.length];
        byte[] labels = new byte[row.length];
        int n = 0;
        for (int i = 0; i < row.length; i++) {
            if (kept[row[i]]) {
                rows[n] = row[i];
                scores[n] = score[i];
                labels[n++] = label[i];
            }
        }
        return new AnomalyScores(
                classes,
                threshold,
                labelled,
                Arrays.copyOf(rows, n),
                Arrays.copyOf(scores, n),
                Arrays.copyOf(labels, n));
    }

    @Override
    public Evaluation evaluation() {
        if (!labelled) {
            return new Evaluation(row.length, measured(), null, null, null, null, null, null, null);
        }
        int[] known = java.util.stream.IntStream.range(0, row.length)
                .filter(i -> label[i] >= 0)
                .toArray();
        double[] scores = new double[known.length];
        boolean[] anomalies = new boolean[known.length];
        long[][] counts = new long[2][2];
        for (int i = 0; i < known.length; i++) {
            scores[i] = score[known[i]];
            anomalies[i] = label[known[i]] == 1;
            counts[label[known[i]]][scores[i] > threshold ? 1 : 0]++;
        }
        Ranking ranking = Ranking.sorted(scores, anomalies);
        return new Evaluation(
                row.length,
                measured(),
                classes,
                classes.get(1),
                counts,
                ranking.bothClasses() ? ranking.roc() : null,
                ranking.bothClasses() ? ranking.precisionRecall() : null,
                null,
                null,
                null,
                Confusion.perClass(counts, classes));
    }

    /** McNemar's test counts rows of known truth only: where some are not known it has nothing to say. */
    @Override
    public boolean[] right() {
        boolean[] right = new boolean[row.length];
        for (int i = 0; i < row.length; i++) {
            if (label[i] < 0) {
                return null;
            }
            right[row[i]] = label[i] == (score[i] > threshold ? 1 : 0);
        }
        return right;
    }

    /** Null where no labels say what the two are called. */
    @Override
    public int[] predicted() {
        if (!labelled) {
            return null;
        }
        int[] predicted = new int[row.length];
        for (int i = 0; i < row.length; i++) {
            predicted[row[i]] = score[i] > threshold ? 1 : 0;
        }
        return predicted;
    }
}
