package io.jenkins.plugins.modeldelivery.evaluate;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.document.Evaluation;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import java.util.List;

/**
 * Measures predictions against the truth. The metrics' definitions are those of scikit-learn 1.x, except that what has no
 * value on the given rows (AUC with one class, precision without a positive prediction) is left out instead of being 0.
 */
public final class Evaluator {
    private Evaluator() {}

    /**
     * @param predictions for the rows of {@code truth}
     * @param truth the target column; rows where it is missing are left out; for classifiers its values are matched to the
     *     predictions' classes by name
     * @throws io.jenkins.plugins.modeldelivery.document.InputException if no row has a true target, or one has a class that
     *     the predictions do not know
     */
    public static Evaluation evaluate(Predictions predictions, Column truth) {
        return scores(predictions, truth, null).evaluation();
    }

    /**
     * The same, ready to be measured again with other weights.
     *
     * @param truth null where nothing is known, which anomalies alone can do without
     * @param costs of one row, shape [true class][predicted class]; null: none
     */
    static Scores scores(Predictions predictions, Column truth, double[][] costs) {
        if (truth == null && predictions.task() == Task.ANOMALY) {
            return Unlabelled.scores(predictions, null);
        }
        if (predictions.rows() != truth.size()) {
            throw new IllegalArgumentException(
                    predictions.rows() + " predictions for " + truth.size() + " rows of truth");
        }
        return switch (predictions.task()) {
            case BINARY -> BinaryScores.of(predictions, Truth.of(truth, predictions.classes()), costs);
            case MULTICLASS -> new MulticlassScores(predictions, Truth.of(truth, predictions.classes()), costs);
            case REGRESSION -> RegressionScores.of(predictions.values(), truth);
            case ANOMALY -> Unlabelled.scores(predictions, truth);
            case CLUSTERING -> throw new IllegalArgumentException("Clusters are measured without a truth");
        };
    }

    /**
     * Labels alone, where a tool gives no probabilities: only the metrics that need none.
     *
     * @param predicted shape [rows]: index into {@code classes} of the predicted class
     * @param truth the target column; rows where it is missing are left out
     * @param classes class names; binary: negative first, positive second
     * @param costs of one row, shape [true class][predicted class]; null: none
     */
    static Scores labels(int[] predicted, Column truth, List<String> classes, double[][] costs) {
        return LabelScores.of(classes, Truth.of(truth, classes), predicted, costs);
    }
}
