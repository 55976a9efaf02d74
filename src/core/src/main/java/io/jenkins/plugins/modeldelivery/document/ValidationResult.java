package io.jenkins.plugins.modeldelivery.document;

import java.util.List;

/**
 * A model measured on given data, beside a baseline, with the decisions of its gates.
 *
 * @param run facts about the engine run
 * @param model full name of the model
 * @param version the candidate's version number; may be null
 * @param modelSha256 digest of the model file that was evaluated; null when predictions were given
 * @param data what it was evaluated on
 * @param evaluation of the candidate
 * @param baselineVersion the baseline's version number; null: none
 * @param baselineStage the stage it stood in; may be null
 * @param baseline evaluation of the baseline on the same rows; null: none
 * @param gates the decisions, in the order asked for
 * @param passed whether no gate failed and none lacked data
 * @param report the HTML report
 * @param warnings what the user should know, one sentence each
 * @param resampling how sure the metrics are; null: nothing was resampled
 * @param slices parts of the rows on their own, by column; null: none were asked for
 * @param labelChanges which rows get another label than from the baseline; null without one, for regression, or by an engine
 *     that did not look
 */
public record ValidationResult(
        Run run,
        String model,
        Integer version,
        String modelSha256,
        DataFacts data,
        Evaluation evaluation,
        Integer baselineVersion,
        String baselineStage,
        Evaluation baseline,
        List<GateDecision> gates,
        boolean passed,
        Artifact report,
        List<String> warnings,
        Resampling resampling,
        List<Slicing> slices,
        LabelChanges labelChanges)
        implements Result {
    public ValidationResult {
        gates = List.copyOf(gates);
        warnings = List.copyOf(warnings);
        slices = slices == null ? null : List.copyOf(slices);
    }

    /** Without resampling and slices. */
    public ValidationResult(
            Run run,
            String model,
            Integer version,
            String modelSha256,
            DataFacts data,
            Evaluation evaluation,
            Integer baselineVersion,
            String baselineStage,
            Evaluation baseline,
            List<GateDecision> gates,
            boolean passed,
            Artifact report,
            List<String> warnings) {
        this(
                run,
                model,
                version,
                modelSha256,
                data,
                evaluation,
                baselineVersion,
                baselineStage,
                baseline,
                gates,
                passed,
                report,
                warnings,
                null,
                null,
                null);
    }

    /** The same with its report. */
    public ValidationResult with(Run finished, Artifact written) {
        return new ValidationResult(
                finished,
                model,
                version,
                modelSha256,
                data,
                evaluation,
                baselineVersion,
                baselineStage,
                baseline,
                gates,
                passed,
                written,
                warnings,
                resampling,
                slices,
                labelChanges);
    }
}
