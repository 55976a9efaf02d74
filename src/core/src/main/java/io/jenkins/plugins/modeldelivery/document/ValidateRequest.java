package io.jenkins.plugins.modeldelivery.document;

import java.util.List;

/**
 * Evaluate a model on data, beside a baseline if one is given, and decide its gates. Either {@code modelFile} or
 * {@code predictions} is given.
 *
 * @param model full name of the model
 * @param version the candidate's version number; null when it is none yet
 * @param out output directory; receives {@code report.html} and last {@code result.json}
 * @param data rows with their true target; null when {@code predictions} is given
 * @param modelFile the candidate's model file
 * @param predictions a file with the true label and the prediction of any tool in each row: columns {@code label} and
 *     {@code prediction}, and for classifiers optionally {@code probability} (binary: of the positive class)
 * @param baselineFile the baseline's model file; null: none
 * @param baselineVersion the baseline's version number; null: none
 * @param baselineStage the stage the baseline stands in, for the words of the decision; may be null
 * @param positive with {@code predictions}: the positive class; null: the rarer one
 * @param gates conditions; may be empty: then the evaluation passes
 * @param threads at most this many; null: all that the machine offers
 * @param resamples how many bootstrap samples tell how sure the metrics are; 0: none; null: 1,000
 * @param seed of the bootstrap; null: {@value #SEED}
 * @param slices parts of the rows to be measured on their own; those that gates name are, listed or not
 * @param costs of mistakes and hits, for the metric {@code cost}; empty: it is not measured
 * @param reading how the data files are read; null: as in the training, word by word where nothing is said here
 * @param learned what the models learned from, to tell when it is the data; null: not known
 */
public record ValidateRequest(
        String model,
        Integer version,
        String out,
        String data,
        String modelFile,
        String predictions,
        String baselineFile,
        Integer baselineVersion,
        String baselineStage,
        String positive,
        List<Gate> gates,
        Integer threads,
        Integer resamples,
        Long seed,
        List<SliceSpec> slices,
        List<Cost> costs,
        Reading reading,
        Learned learned)
        implements Request {

    /**
     * Digests of the files that models learned from.
     *
     * @param candidate SHA-256 in lower-case hexadecimal; null: not known
     * @param baseline the same of the baseline's
     */
    public record Learned(String candidate, String baseline) {}

    /** Samples that are drawn if nobody says how many. */
    public static final int RESAMPLES = 1000;

    /** More take hours and say no more. */
    public static final int MOST_RESAMPLES = 100_000;

    /** Of the draws, if nobody gives one. */
    public static final long SEED = 42;

    public ValidateRequest {
        gates = gates == null ? List.of() : List.copyOf(gates);
        slices = slices == null ? List.of() : List.copyOf(slices);
        costs = costs == null ? List.of() : List.copyOf(costs);
    }

    /** With everything that is rarely given left to its default. */
    public ValidateRequest(
            String model,
            Integer version,
            String out,
            String data,
            String modelFile,
            String predictions,
            String baselineFile,
            Integer baselineVersion,
            String baselineStage,
            String positive,
            List<Gate> gates,
            Integer threads) {
        this(
                model,
                version,
                out,
                data,
                modelFile,
                predictions,
                baselineFile,
                baselineVersion,
                baselineStage,
                positive,
                gates,
                threads,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
