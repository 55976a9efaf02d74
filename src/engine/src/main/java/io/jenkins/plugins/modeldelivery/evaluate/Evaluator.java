package io.jenkins.plugins.modeldelivery.evaluate;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.document.Evaluation;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;

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
        if (predictions.rows() != truth.size()) {
            throw new IllegalArgumentException(
                    predictions.rows() + " predictions for " + truth.size() + " rows of truth");
        }
        return switch (predictions.task()) {
            case BINARY -> BinaryEvaluation.of(predictions, Truth.of(truth, predictions.classes()));
            case MULTICLASS -> MulticlassEvaluation.of(predictions, Truth.of(truth, predictions.classes()));
            case REGRESSION -> RegressionEvaluation.of(predictions.values(), truth);
        };
    }

    /**
     * Measures labels alone, where a tool gives no probabilities: only the metrics that need none.
     *
     * @param predicted shape [rows]: index into {@code classes} of the predicted class
     * @param truth the target column; rows where it is missing are left out
     * @param classes class names; binary: negative first, positive second
     */
    public static Evaluation evaluateLabels(int[] predicted, Column truth, java.util.List<String> classes) {
        Truth known = Truth.of(truth, classes);
        Confusion confusion = Confusion.of(known, predicted, classes);
        return new Evaluation(
                known.rows().length,
                confusion.metrics(),
                classes,
                classes.size() == 2 ? classes.get(1) : null,
                confusion.counts(),
                null,
                null,
                null,
                null);
    }
}
