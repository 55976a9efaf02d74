package io.jenkins.plugins.modeldelivery.evaluate;

import io.jenkins.plugins.modeldelivery.document.Evaluation;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Two classes; the prediction is the probability of the second, positive one. */
final class BinaryEvaluation {

    private static final int CALIBRATION_BINS = 10;
    private static final double THRESHOLD = 0.5;

    private BinaryEvaluation() {}

    static Evaluation of(Predictions predictions, Truth truth) {
        double[] probability = predictions.values();
        int[] predicted = new int[probability.length];
        for (int row = 0; row < predicted.length; row++) {
            predicted[row] = probability[row] >= THRESHOLD ? 1 : 0;
        }
        Confusion confusion = Confusion.of(truth, predicted, predictions.classes());

        int n = truth.rows().length;
        double[] scores = new double[n];
        boolean[] positive = new boolean[n];
        double logLoss = 0;
        double brier = 0;
        for (int i = 0; i < n; i++) {
            double p = probability[truth.rows()[i]];
            scores[i] = p;
            positive[i] = truth.codes()[i] == 1;
            logLoss -= Math.log(Probabilities.clip(positive[i] ? p : 1 - p));
            double error = p - (positive[i] ? 1 : 0);
            brier += error * error;
        }
        Ranking ranking = new Ranking(scores, positive);
        double[][] calibration = calibration(scores, positive);

        Map<String, Double> metrics = new LinkedHashMap<>();
        if (ranking.bothClasses()) {
            metrics.put(Metric.AUC.id(), ranking.auc());
            metrics.put(Metric.PR_AUC.id(), ranking.averagePrecision());
        }
        metrics.put(Metric.LOG_LOSS.id(), logLoss / n);
        metrics.put(Metric.BRIER.id(), brier / n);
        metrics.put(Metric.ECE.id(), expectedCalibrationError(calibration, n));
        metrics.putAll(confusion.metrics());
        return new Evaluation(
                n,
                metrics,
                predictions.classes(),
                predictions.classes().get(1),
                confusion.counts(),
                ranking.bothClasses() ? ranking.roc() : null,
                ranking.bothClasses() ? ranking.precisionRecall() : null,
                calibration,
                null);
    }

    /** Mean probability, observed share of positives, rows, for each of ten bins of equal width that is not empty. */
    private static double[][] calibration(double[] scores, boolean[] positive) {
        double[][] sums = new double[CALIBRATION_BINS][3];
        for (int i = 0; i < scores.length; i++) {
            double[] bin = sums[(int) Math.min(CALIBRATION_BINS - 1.0, Math.max(0, scores[i] * CALIBRATION_BINS))];
            bin[0] += scores[i];
            bin[1] += positive[i] ? 1 : 0;
            bin[2]++;
        }
        List<double[]> bins = new ArrayList<>();
        for (double[] bin : sums) {
            if (bin[2] > 0) {
                bins.add(new double[] {bin[0] / bin[2], bin[1] / bin[2], bin[2]});
            }
        }
        return bins.toArray(double[][]::new);
    }

    /** Naeini, Cooper and Hauskrecht (2015): the mean gap between probability and observed share, weighted by rows. */
    private static double expectedCalibrationError(double[][] calibration, int rows) {
        double sum = 0;
        for (double[] bin : calibration) {
            sum += bin[2] / rows * Math.abs(bin[0] - bin[1]);
        }
        return sum;
    }
}
