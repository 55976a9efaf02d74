package io.jenkins.plugins.modeldelivery.document;

import java.util.List;

/**
 * A file of predictions.
 *
 * @param run facts about the engine run
 * @param model full name of the model
 * @param version its version number; may be null
 * @param modelSha256 digest of the model file
 * @param data what was scored
 * @param output path of the CSV file, as asked for
 * @param columns the columns that were appended
 * @param warnings what the user should know, one sentence each
 */
public record ScoreResult(
        Run run,
        String model,
        Integer version,
        String modelSha256,
        DataFacts data,
        String output,
        List<String> columns,
        List<String> warnings)
        implements Result {
    public ScoreResult {
        columns = List.copyOf(columns);
        warnings = List.copyOf(warnings);
    }
}
