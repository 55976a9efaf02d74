package io.jenkins.plugins.modeldelivery.evaluate;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.model.LoadedModel;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import java.util.List;
import java.util.Map;

/** A model measured on rows whose truth is known, to be resampled where somebody asks how sure that is. */
public final class Realised {

    private final Scores scores;
    private final Map<String, Double> metrics;

    private Realised(Scores scores) {
        this.scores = scores;
        this.metrics = scores.measured();
    }

    /**
     * Measures.
     *
     * @throws io.jenkins.plugins.modeldelivery.document.InputException as {@link Evaluator#evaluate}
     */
    public static Realised of(Predictions predictions, Column truth) {
        return new Realised(Evaluator.scores(predictions, truth, null));
    }

    /**
     * Measures a model that learns without a target.
     *
     * @param labels which rows are anomalies, where that is known; may be null
     */
    public static Realised of(LoadedModel model, Frame frame, Predictions predictions, Column labels, int threads) {
        return new Realised(
                model.task() == Task.CLUSTERING
                        ? Unlabelled.scores(predictions, model.encode(frame), model.clusters(), true, threads)
                        : Unlabelled.scores(predictions, labels));
    }

    /** Rows whose truth is known. */
    public long rows() {
        return scores.rows();
    }

    /** By name, those that are defined. */
    public Map<String, Double> metrics() {
        return metrics;
    }

    /**
     * By metric its values in bootstrap resamples.
     *
     * @param count how many; fewer where there are very many rows
     */
    public Map<String, double[]> resamples(int count, long seed, int threads) {
        return Bootstrap.run(List.of(scores), scores.rows(), Bootstrap.affordable(count, scores.rows()), seed, threads)
                .get(0);
    }
}
