package io.jenkins.plugins.modeldelivery.evaluate;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.document.Evaluation;
import io.jenkins.plugins.modeldelivery.model.Predictions;

/** Measures predictions against the truth. TODO-A */
public final class Evaluator {
    private Evaluator() {}

    /**
     * @param predictions for the rows of {@code truth}
     * @param truth the target column; rows where it is missing are left out; for classifiers its values are matched to the
     *     predictions' classes by name
     */
    public static Evaluation evaluate(Predictions predictions, Column truth) {
        throw new UnsupportedOperationException("TODO-A");
    }
}
