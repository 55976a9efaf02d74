package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.catalogue.TrainerInfo;
import io.jenkins.plugins.modeldelivery.catalogue.Trainers;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.model.Design;
import io.jenkins.plugins.modeldelivery.model.Encoded;
import io.jenkins.plugins.modeldelivery.model.LinearModel;
import io.jenkins.plugins.modeldelivery.model.Preprocessing;
import io.jenkins.plugins.modeldelivery.model.Scorer;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.util.Arrays;
import java.util.Locale;

/**
 * Linear models with an elastic net (Zou and Hastie, 2005). {@code l1} and {@code l2} are on the scale of the summed loss, as in
 * scikit-learn: {@code l2: 1} is LogisticRegression's C = 1 and Ridge's alpha = 1. The target of a regression is standardised
 * while learning, so that they mean the same for dollars and for cents.
 */
final class LinearRegularised implements Algorithm {

    /** Rows that are looked at together. */
    private static final int BLOCK_ROWS = 16_384;

    private final TrainerInfo info;

    private LinearRegularised(TrainerInfo info) {
        this.info = info;
    }

    static LinearRegularised logisticRegression() {
        return new LinearRegularised(Trainers.LOGISTIC_REGRESSION);
    }

    static LinearRegularised linear() {
        return new LinearRegularised(Trainers.LINEAR);
    }

    @Override
    public TrainerInfo info() {
        return info;
    }

    @Override
    public boolean scaled() {
        return true;
    }

    @Override
    public boolean monotone() {
        return false;
    }

    @Override
    public Fitted fit(Examples examples, Settings settings, Progress progress) {
        int outputs = examples.task() == Task.MULTICLASS ? examples.classes() : 1;
        int width = examples.rows().width();
        int count = examples.rows().count();
        int steps = settings.integer("iterations");
        Scale scale = examples.task() == Task.REGRESSION ? Scale.of(examples) : new Scale(0, 1);
        double[] point = new double[outputs * (width + 1)];
        if (examples.task() != Task.REGRESSION) {
            double[] shares = shares(examples);
            for (int o = 0; o < outputs; o++) {
                point[o * (width + 1) + width] = outputs == 1 ? Math.log(shares[1] / shares[0]) : Math.log(shares[o]);
            }
        }
        Design design = examples.rows().design(0, count, settings.threads());
        double l2 = settings.number("l2") / count;
        double[] units = units(examples, design, outputs, l2);
        double[] l1 = new double[point.length];
        for (int i = 0; i < l1.length; i++) {
            l1[i] = i % (width + 1) == width ? 0 : settings.number("l1") / count * units[i];
            point[i] /= units[i];
        }
        LinearLoss loss = new LinearLoss(
                design,
                scale.standardised(examples),
                examples.weights(),
                examples.task(),
                outputs,
                l2,
                units,
                settings.threads());
        try (Progress.Step step = progress.step("Descending", steps, "iterations")) {
            QuasiNewton.minimise(loss, point, l1, steps, (number, value) -> {
                settings.deadline().check(0);
                step.done(number, String.format(Locale.ROOT, "training loss with penalty %.4g", value));
            });
        }
        for (int i = 0; i < point.length; i++) {
            point[i] *= units[i];
        }
        return new Fitted(new LinearModel(examples.task(), scale.back(point, outputs, width), outputs, width), null);
    }

    /**
     * What each parameter is counted in while descending: one over the root of the loss's second derivative at the start. A rare
     * category's weight moves the loss as little as others' thousandth; in these units all move it alike, and the descent takes a
     * fraction of the steps (a diagonal preconditioner: Nocedal and Wright, 2006, section 5.1).
     */
    private static double[] units(Examples examples, Design design, int outputs, double l2) {
        int width = design.width();
        double[] sums = new double[width];
        double[] squares = new double[width];
        design.moments(sums, squares);
        double[] shares = examples.task() == Task.REGRESSION ? null : shares(examples);
        double[] units = new double[outputs * (width + 1)];
        for (int o = 0; o < outputs; o++) {
            double share = shares == null ? 0 : shares[shares.length == outputs ? o : 1];
            double curvature = shares == null ? 1 : share * (1 - share);
            for (int c = 0; c <= width; c++) {
                double mean = c == width ? 1 : squares[c] / design.rows();
                double second = curvature * mean + (c == width ? 0 : l2);
                units[o * (width + 1) + c] = second > 0 ? 1 / Math.sqrt(second) : 1;
            }
        }
        return units;
    }

    /** Share of each class, by weight; half a row for one without any, so that its logarithm exists. */
    static double[] shares(Examples examples) {
        double[] shares = new double[examples.classes()];
        double all = 0;
        for (int i = 0; i < examples.labels().length; i++) {
            double weight = examples.weights() == null ? 1 : examples.weights()[i];
            shares[(int) examples.labels()[i]] += weight;
            all += weight;
        }
        for (int c = 0; c < shares.length; c++) {
            shares[c] = Math.max(0.5, shares[c]) / all;
        }
        return shares;
    }

    /**
     * Of the target while learning.
     *
     * @param mean that is subtracted
     * @param deviation that is divided by
     */
    record Scale(double mean, double deviation) {
        static Scale of(Examples examples) {
            double sum = 0;
            double all = 0;
            float[] weights = examples.weights();
            for (int i = 0; i < examples.labels().length; i++) {
                double weight = weights == null ? 1 : weights[i];
                sum += weight * examples.labels()[i];
                all += weight;
            }
            double mean = sum / all;
            double squares = 0;
            for (int i = 0; i < examples.labels().length; i++) {
                double difference = examples.labels()[i] - mean;
                squares += (weights == null ? 1 : weights[i]) * difference * difference;
            }
            double deviation = Math.sqrt(squares / all);
            return new Scale(mean, deviation > 0 ? deviation : 1);
        }

        private float[] standardised(Examples examples) {
            if (mean == 0 && deviation == 1) {
                return examples.labels();
            }
            float[] standardised = new float[examples.labels().length];
            for (int i = 0; i < standardised.length; i++) {
                standardised[i] = (float) ((examples.labels()[i] - mean) / deviation);
            }
            return standardised;
        }

        private LinearModel.Parameters back(double[] point, int outputs, int width) {
            double[][] weights = new double[outputs][];
            double[] bias = new double[outputs];
            for (int o = 0; o < outputs; o++) {
                int from = o * (width + 1);
                weights[o] = Arrays.copyOfRange(point, from, from + width);
                for (int c = 0; c < width; c++) {
                    weights[o][c] *= deviation;
                }
                bias[o] = point[from + width] * deviation + mean;
            }
            return new LinearModel.Parameters(weights, bias);
        }
    }

    /** Standard deviation of what the feature adds to the sum, over the training rows. */
    @Override
    public double[] importance(Scorer scorer, Encoded rows, Preprocessing preprocessing) {
        double[] sums = new double[rows.width()];
        double[] squares = new double[rows.width()];
        for (int from = 0; from < rows.count(); from += BLOCK_ROWS) {
            rows.design(from, Math.min(rows.count(), from + BLOCK_ROWS), 1).moments(sums, squares);
        }
        double[] variances = new double[rows.width()];
        for (double[] weights : ((LinearModel) scorer).parameters().weights()) {
            for (int c = 0; c < variances.length; c++) {
                double mean = sums[c] / rows.count();
                double variance = Math.max(0, squares[c] / rows.count() - mean * mean);
                variances[c] += weights[c] * weights[c] * variance;
            }
        }
        double[] features = Algorithm.byFeature(variances, preprocessing);
        for (int f = 0; f < features.length; f++) {
            features[f] = Math.sqrt(features[f]);
        }
        return features;
    }
}
