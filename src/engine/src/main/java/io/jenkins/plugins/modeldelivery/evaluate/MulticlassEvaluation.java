package io.jenkins.plugins.modeldelivery.evaluate;

import io.jenkins.plugins.modeldelivery.document.Evaluation;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import java.util.LinkedHashMap;
import java.util.Map;

/** Three or more classes; the predictions are probabilities, row by row. */
final class MulticlassEvaluation {

    private MulticlassEvaluation() {}

    static Evaluation of(Predictions predictions, Truth truth) {
        int k = predictions.classes().size();
        double[] probability = predictions.values();
        int[] predicted = new int[predictions.rows()];
        for (int row = 0; row < predicted.length; row++) {
            int best = 0;
            for (int c = 1; c < k; c++) {
                if (probability[row * k + c] > probability[row * k + best]) {
                    best = c;
                }
            }
            predicted[row] = best;
        }
        Confusion confusion = Confusion.of(truth, predicted, predictions.classes());
        int n = truth.rows().length;
        double logLoss = 0;
        for (int i = 0; i < n; i++) {
            logLoss -= Math.log(Probabilities.clip(probability[truth.rows()[i] * k + truth.codes()[i]]));
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        double auc = macroAuc(probability, truth, k);
        if (!Double.isNaN(auc)) {
            metrics.put(Metric.AUC.id(), auc);
        }
        metrics.put(Metric.LOG_LOSS.id(), logLoss / n);
        metrics.putAll(confusion.metrics());
        return new Evaluation(n, metrics, predictions.classes(), null, confusion.counts(), null, null, null, null);
    }

    /** Mean of each class's area against the rest; NaN if some class does not occur, as it then has no area. */
    private static double macroAuc(double[] probability, Truth truth, int k) {
        int n = truth.rows().length;
        double sum = 0;
        for (int c = 0; c < k; c++) {
            double[] scores = new double[n];
            boolean[] positive = new boolean[n];
            for (int i = 0; i < n; i++) {
                scores[i] = probability[truth.rows()[i] * k + c];
                positive[i] = truth.codes()[i] == c;
            }
            Ranking ranking = new Ranking(scores, positive);
            if (!ranking.bothClasses()) {
                return Double.NaN;
            }
            sum += ranking.auc();
        }
        return sum / k;
    }
}
