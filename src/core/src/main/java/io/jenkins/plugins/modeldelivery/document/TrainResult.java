package io.jenkins.plugins.modeldelivery.document;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A trained model, measured on rows it has not seen.
 *
 * @param run facts about the engine run
 * @param model full name of the model
 * @param artifact the model file
 * @param report the HTML report
 * @param data what it was trained on
 * @param testData what it was evaluated on; null when the rows were split off {@code data}
 * @param split how the test rows were chosen, in words: {@code last 20 % by date}
 * @param task what it predicts
 * @param target the column it predicts, or is measured by; null: none
 * @param trainer the algorithm with all its parameters
 * @param seed of every random choice
 * @param signature its inputs and output
 * @param evaluation on the test rows
 * @param importances features by importance, most important first, summing to 1; empty where the trainer has none
 * @param warnings what the user should know about the data, one sentence each
 * @param earlyStop where boosting stopped; null where it went through all rounds
 * @param dummy what predicting the same for all would have had on the same rows; null where that is the model, and in results
 *     of older engines
 * @param leaderboard what a search tried; null where none was asked for
 */
public record TrainResult(
        Run run,
        String model,
        Artifact artifact,
        Artifact report,
        DataFacts data,
        DataFacts testData,
        String split,
        Task task,
        String target,
        TrainerSpec trainer,
        long seed,
        Signature signature,
        Evaluation evaluation,
        List<Importance> importances,
        List<String> warnings,
        EarlyStop earlyStop,
        Map<String, Double> dummy,
        Leaderboard leaderboard)
        implements Result {
    public TrainResult {
        importances = List.copyOf(importances);
        warnings = List.copyOf(warnings);
        dummy = dummy == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(dummy));
    }

    /** Of a training that neither stopped early nor searched. */
    public TrainResult(
            Run run,
            String model,
            Artifact artifact,
            Artifact report,
            DataFacts data,
            DataFacts testData,
            String split,
            Task task,
            String target,
            TrainerSpec trainer,
            long seed,
            Signature signature,
            Evaluation evaluation,
            List<Importance> importances,
            List<String> warnings) {
        this(
                run,
                model,
                artifact,
                report,
                data,
                testData,
                split,
                task,
                target,
                trainer,
                seed,
                signature,
                evaluation,
                importances,
                warnings,
                null,
                null,
                null);
    }

    /** The same with its report. */
    public TrainResult with(Artifact written) {
        return new TrainResult(
                run,
                model,
                artifact,
                written,
                data,
                testData,
                split,
                task,
                target,
                trainer,
                seed,
                signature,
                evaluation,
                importances,
                warnings,
                earlyStop,
                dummy,
                leaderboard);
    }

    /**
     * Boosting for as many rounds as were best on rows of the training data that were held out of it.
     *
     * @param rounds that the model has
     * @param most that it was allowed
     * @param metric that decided: {@code logLoss} or {@code rmse}
     * @param loss its value after those rounds, on the rows held out
     * @param rows held out
     */
    public record EarlyStop(int rounds, int most, String metric, double loss, long rows) {
        /** In words, as the log and the report say it. */
        public String sentence() {
            return String.format(
                    Locale.ROOT,
                    "Early stopping: %,d of at most %,d rounds kept, where %s on %,d held-out training rows was best, %.4g.",
                    rounds,
                    most,
                    metric,
                    rows,
                    loss);
        }
    }

    /**
     * How much a feature matters.
     *
     * @param feature column name
     * @param share of the total, 0..1
     */
    public record Importance(String feature, double share) {}
}
