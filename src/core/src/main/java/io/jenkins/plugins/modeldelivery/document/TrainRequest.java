package io.jenkins.plugins.modeldelivery.document;

import java.util.List;

/**
 * Train a model.
 *
 * @param model full name of the model
 * @param out output directory; receives {@code model.zip}, {@code report.html} and last {@code result.json}
 * @param data training data file
 * @param target column to predict; null for trainers that learn without one. To {@code anomaly} it only tells which rows are
 *     anomalies, to measure by
 * @param task what to predict; null: inferred from the target
 * @param trainer which algorithm; null: gradientBoosting
 * @param features columns to learn from; null or empty: all but the target, {@code timeColumn}, {@code groupColumn} and
 *     {@code ignore}
 * @param ignore columns not to learn from; may be null
 * @param positive the positive class of a binary target; null: the rarer one, of equals the last in order
 * @param testData file with the rows to evaluate on; null: {@code test} is split off {@code data}
 * @param test share of rows to split off for evaluation, 0 &lt; test &lt; 1; null: 0.2 without {@code testData}
 * @param timeColumn date or numeric column; if given, the split takes the newest rows for the test, and so do the folds of a
 *     search and what early stopping holds out, with {@code testData} as well; may be null
 * @param seed of every random choice; null: 42
 * @param threads at most this many; null: all that the machine offers
 * @param groupColumn if given, rows with the same value in it are all trained on or all evaluated on, in folds and for early
 *     stopping, too; may be null
 * @param weightColumn numeric column that says how much each row counts while learning; measuring counts every row once; may
 *     be null
 * @param classWeights {@value #BALANCED}: the classes count the same in sum, whatever their rows; null: every row counts the
 *     same
 * @param increasing numeric features with which the prediction may only rise; may be null
 * @param decreasing numeric features with which the prediction may only fall; may be null
 * @param export file to write the model to for other tools, whose ending says the format: {@code .onnx}, or for trees
 *     {@code .ubj} or {@code .json}; may be null
 * @param reading how the data files are read; null: as they look
 * @param sensitive columns whose values no report may show; may be null
 */
public record TrainRequest(
        String model,
        String out,
        String data,
        String target,
        Task task,
        TrainerSpec trainer,
        List<String> features,
        List<String> ignore,
        String positive,
        String testData,
        Double test,
        String timeColumn,
        Long seed,
        Integer threads,
        String groupColumn,
        String weightColumn,
        String classWeights,
        List<String> increasing,
        List<String> decreasing,
        String export,
        Reading reading,
        List<String> sensitive)
        implements Request {

    /** The one way of weighing classes. */
    public static final String BALANCED = "balanced";

    public TrainRequest {
        target = target == null || target.isBlank() ? null : target;
        features = features == null ? List.of() : List.copyOf(features);
        ignore = ignore == null ? List.of() : List.copyOf(ignore);
        increasing = increasing == null ? List.of() : List.copyOf(increasing);
        decreasing = decreasing == null ? List.of() : List.copyOf(decreasing);
        sensitive = sensitive == null ? List.of() : List.copyOf(sensitive);
    }

    /** Of data of which everything may be shown. */
    public TrainRequest(
            String model,
            String out,
            String data,
            String target,
            Task task,
            TrainerSpec trainer,
            List<String> features,
            List<String> ignore,
            String positive,
            String testData,
            Double test,
            String timeColumn,
            Long seed,
            Integer threads,
            String groupColumn,
            String weightColumn,
            String classWeights,
            List<String> increasing,
            List<String> decreasing,
            String export,
            Reading reading) {
        this(
                model,
                out,
                data,
                target,
                task,
                trainer,
                features,
                ignore,
                positive,
                testData,
                test,
                timeColumn,
                seed,
                threads,
                groupColumn,
                weightColumn,
                classWeights,
                increasing,
                decreasing,
                export,
                reading,
                null);
    }

    /** The same, with columns whose values no report may show. */
    public TrainRequest hiding(List<String> columns) {
        return new TrainRequest(
                model,
                out,
                data,
                target,
                task,
                trainer,
                features,
                ignore,
                positive,
                testData,
                test,
                timeColumn,
                seed,
                threads,
                groupColumn,
                weightColumn,
                classWeights,
                increasing,
                decreasing,
                export,
                reading,
                columns);
    }

    /** With everything that is rarely given left to its default. */
    public TrainRequest(
            String model,
            String out,
            String data,
            String target,
            Task task,
            TrainerSpec trainer,
            List<String> features,
            List<String> ignore,
            String positive,
            String testData,
            Double test,
            String timeColumn,
            Long seed,
            Integer threads) {
        this(
                model,
                out,
                data,
                target,
                task,
                trainer,
                features,
                ignore,
                positive,
                testData,
                test,
                timeColumn,
                seed,
                threads,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
