package io.jenkins.plugins.modeldelivery.evaluate;

import io.jenkins.plugins.modeldelivery.document.DriftResult.Estimate;
import io.jenkins.plugins.modeldelivery.model.Calibration;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How well a classifier does on rows whose truth nobody knows yet, from its own probabilities: of the rows with a probability
 * of 0.8, eight in ten are taken to belong to the class. That is confidence-based performance estimation (CBPE) as NannyML
 * describes it: expected counts of true and false positives and negatives, and the metrics as ratios of those. Where the
 * model's probabilities are not the shares that are observed, they are calibrated first, on rows held out at training. It
 * holds only as long as features and target hang together as they did then.
 */
public final class ConfidenceBased {

    private static final double THRESHOLD = 0.5;
    /** Sampling errors to either side, as in NannyML. */
    private static final double ERRORS = 3;

    private static final int SIMULATIONS = 200;
    /** Truths are drawn for at most so many rows; the error for more follows from the square root of their number. */
    private static final int SAMPLE = 20_000;

    private ConfidenceBased() {}

    /**
     * Estimates metrics, with a band of three sampling errors to either side: what chance does to as many rows even if all
     * that is assumed holds.
     *
     * @param predictions of a classifier; rows without a probability are left out
     * @param calibration of its probabilities; null: they are taken as they are
     * @return by name of the metric: for two classes accuracy, precision, recall, f1, auc, as far as they are defined; for more
     *     accuracy; nothing for regression
     */
    public static Map<String, Estimate> estimate(Predictions predictions, Calibration calibration) {
        return switch (predictions.task()) {
            case BINARY -> binary(predictions.values(), calibration);
            case MULTICLASS -> multiclass(predictions, calibration);
            case REGRESSION, CLUSTERING, ANOMALY -> Map.of();
        };
    }

    private static Map<String, Estimate> binary(double[] values, Calibration calibration) {
        double[] p = Sorting.sorted(known(values));
        double[] likely = calibration == null ? p : calibration.apply(p);
        Map<String, Estimate> estimates = new LinkedHashMap<>();
        if (p.length == 0) {
            return estimates;
        }
        Map<String, Double> expected = metrics(p, likely, true);
        int size = Math.min(p.length, SAMPLE);
        // Evenly through the sorted probabilities: the sample has the distribution of all.
        int[] which = IntStream.range(0, size)
                .map(i -> (int) ((i + 0.5) * p.length / size))
                .toArray();
        double[] sample = Arrays.stream(which).mapToDouble(i -> p[i]).toArray();
        double[] chance = Arrays.stream(which).mapToDouble(i -> likely[i]).toArray();
        SplittableRandom random = new SplittableRandom(42);
        Map<String, double[]> sums = new LinkedHashMap<>();
        double[] truth = new double[size];
        for (int s = 0; s < SIMULATIONS; s++) {
            for (int i = 0; i < size; i++) {
                truth[i] = random.nextDouble() < chance[i] ? 1 : 0;
            }
            metrics(sample, truth, false).forEach((name, value) -> {
                double[] sum = sums.computeIfAbsent(name, n -> new double[3]);
                sum[0]++;
                sum[1] += value;
                sum[2] += value * value;
            });
        }
        double scale = Math.sqrt((double) size / p.length);
        expected.forEach((name, value) -> {
            double[] sum = sums.get(name);
            if (sum != null && sum[0] > 1) {
                double variance = (sum[2] - sum[1] * sum[1] / sum[0]) / (sum[0] - 1);
                estimates.put(name, band(value, Math.sqrt(Math.max(0, variance)) * scale));
            }
        });
        return estimates;
    }

    private static double[] known(double[] values) {
        double[] known = new double[values.length];
        int n = 0;
        for (double value : values) {
            known[n] = value;
            n += value == value ? 1 : 0;
        }
        return Arrays.copyOf(known, n);
    }

    private static Estimate band(double value, double error) {
        return new Estimate(value, Math.max(0, value - ERRORS * error), Math.min(1, value + ERRORS * error));
    }

    /**
     * Metrics of rows that belong to the positive class with some probability.
     *
     * @param p what the model says, ascending, shape [rows]
     * @param truth how much of a positive each row is, 0..1, shape [rows]
     * @param expected whether {@code truth} are probabilities: then a row is not compared with itself
     */
    private static Map<String, Double> metrics(double[] p, double[] truth, boolean expected) {
        double tp = 0;
        double fp = 0;
        double fn = 0;
        double tn = 0;
        double below = 0;
        double ordered = 0;
        double own = 0;
        for (int from = 0; from < p.length; ) {
            double positive = 0;
            double negative = 0;
            double self = 0;
            int to = from;
            for (; to < p.length && p[to] == p[from]; to++) {
                positive += truth[to];
                negative += 1 - truth[to];
                self += expected ? truth[to] * (1 - truth[to]) : 0;
            }
            if (p[from] >= THRESHOLD) {
                tp += positive;
                fp += negative;
            } else {
                fn += positive;
                tn += negative;
            }
            // Pairs with a negative below count whole, those with the same probability half.
            ordered += positive * below + (positive * negative - self) / 2;
            below += negative;
            own += self;
            from = to;
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        put(metrics, "accuracy", tp + tn, p.length);
        put(metrics, "precision", tp, tp + fp);
        put(metrics, "recall", tp, tp + fn);
        put(metrics, "f1", 2 * tp, 2 * tp + fp + fn);
        put(metrics, "auc", ordered, (tp + fn) * (fp + tn) - own);
        return metrics;
    }

    private static void put(Map<String, Double> metrics, String name, double part, double whole) {
        if (whole > 0) {
            metrics.put(name, part / whole);
        }
    }

    private static Map<String, Estimate> multiclass(Predictions predictions, Calibration calibration) {
        int classes = predictions.classes().size();
        double[] likely = calibration == null ? predictions.values() : calibration.apply(predictions.values());
        double sum = 0;
        double variance = 0;
        int rows = 0;
        for (int row = 0; row < predictions.rows(); row++) {
            int predicted = row * classes;
            for (int c = 1; c < classes; c++) {
                predicted =
                        predictions.values()[row * classes + c] > predictions.values()[predicted]
                                ? row * classes + c
                                : predicted;
            }
            double best = likely[predicted];
            if (!Double.isNaN(best)) {
                sum += best;
                variance += best * (1 - best);
                rows++;
            }
        }
        return rows == 0 ? Map.of() : Map.of("accuracy", band(sum / rows, Math.sqrt(Math.max(0, variance)) / rows));
    }
}
