package io.jenkins.plugins.modeldelivery.document;

import java.util.List;

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
 * @param target the column it predicts
 * @param trainer the algorithm with all its parameters
 * @param seed of every random choice
 * @param signature its inputs and output
 * @param evaluation on the test rows
 * @param importances features by importance, most important first, summing to 1; empty where the trainer has none
 * @param warnings what the user should know about the data, one sentence each
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
        List<String> warnings)
        implements Result {
    public TrainResult {
        importances = List.copyOf(importances);
        warnings = List.copyOf(warnings);
    }

    /**
     * How much a feature matters.
     *
     * @param feature column name
     * @param share of the total, 0..1
     */
    public record Importance(String feature, double share) {}
}
