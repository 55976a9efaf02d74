package io.jenkins.plugins.modeldelivery.evaluate;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.document.Evaluation;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.model.Calibration;
import io.jenkins.plugins.modeldelivery.model.HeldOut;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import java.util.Arrays;

/** What held-out rows tell about a model beside its metrics. */
public final class Reliability {

    private Reliability() {}

    /**
     * Gathers it.
     *
     * @param predictions of the held-out rows
     * @param truth their target
     * @param evaluation of both
     * @param errors facts about the error model of a regression; may be null
     */
    public static HeldOut of(Predictions predictions, Column truth, Evaluation evaluation, HeldOut.Errors errors) {
        return new HeldOut(
                evaluation.rows(),
                evaluation.metrics(),
                predictions.task() == Task.REGRESSION ? null : calibration(predictions, truth),
                errors);
    }

    private static Calibration calibration(Predictions predictions, Column truth) {
        Truth known = Truth.of(truth, predictions.classes());
        int classes = predictions.classes().size();
        int width = classes == 2 ? 1 : classes;
        double[] values = new double[known.rows().length * width];
        for (int i = 0; i < known.rows().length; i++) {
            System.arraycopy(predictions.values(), known.rows()[i] * width, values, i * width, width);
        }
        return Arrays.stream(values).allMatch(Double::isFinite)
                ? Calibration.fit(values, known.codes(), classes)
                : null;
    }
}
