package io.jenkins.plugins.modeldelivery.evaluate;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.DataReader;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.data.Source;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Nearest;
import io.jenkins.plugins.modeldelivery.document.Problems;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.document.ValidateRequest;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Labels and predictions of any tool: a CSV file with the columns {@code label} (the truth), and {@code prediction} (a
 * class or a number) or {@code probability} (of the positive class), or both.
 *
 * @param frame the whole file
 * @param label its column of truth
 * @param task what was predicted
 * @param scores what it shows
 */
record PredictionFile(Frame frame, Column label, Task task, Scores scores) {

    /** A numeric label with more distinct values than this is a quantity, not a class. */
    private static final int MAX_NUMERIC_CLASSES = 10;

    /** The positive class of a binary label is the one of the request, else the rarer one, of equals the last in order. */
    static PredictionFile read(ValidateRequest request, int threads, Progress progress) throws IOException {
        Path file = Path.of(request.predictions());
        Frame frame = DataReader.read(source(request), threads, progress);
        Column label = need(frame, "label", file);
        Column prediction = frame.column("prediction").orElse(null);
        Column probability = frame.column("probability").orElse(null);
        if (prediction == null && probability == null) {
            need(frame, "prediction", file);
        }
        boolean quantity = probability == null
                && label instanceof Column.Numeric numeric
                && names(numeric).size() > MAX_NUMERIC_CLASSES;
        if (quantity) {
            Costs.matrix(request.costs(), null);
            return new PredictionFile(frame, label, Task.REGRESSION, regression(prediction, label, file));
        }
        List<String> classes = classes(label, request.positive(), file);
        double[][] costs = Costs.matrix(request.costs(), classes);
        return new PredictionFile(
                frame,
                label,
                classes.size() == 2 ? Task.BINARY : Task.MULTICLASS,
                classification(prediction, probability, label, classes, costs, file));
    }

    private static Source source(ValidateRequest request) throws IOException {
        Source source = Source.of(Path.of(request.predictions())).as(request.reading());
        Problems problems = new Problems();
        source.reading().check(problems);
        problems.refuse();
        if (!source.reading().columns().isEmpty()) {
            source.reading().checkColumns(DataReader.columnNames(source), problems);
            problems.refuse();
        }
        return source;
    }

    private static Scores regression(Column prediction, Column label, Path file) {
        if (!(prediction instanceof Column.Numeric numeric)) {
            throw new InputException(
                    "The labels are numbers, the predictions are " + prediction.type() + " values",
                    file + ", column 'prediction'",
                    "Write one number in each row.");
        }
        needAll(numeric, file);
        double[] values = new double[numeric.size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = numeric.values()[row];
        }
        return Evaluator.scores(new Predictions(Task.REGRESSION, null, values), label, null);
    }

    private static Scores classification(
            Column prediction, Column probability, Column label, List<String> classes, double[][] costs, Path file) {
        if (probability != null) {
            if (classes.size() != 2 || !(probability instanceof Column.Numeric numeric)) {
                throw new InputException(
                        "A column 'probability' needs a label of two classes and a number in each row; the label has "
                                + classes.size() + " classes",
                        file.toString(),
                        "Leave the column out for three or more classes: the labels are then compared alone.");
            }
            needAll(numeric, file);
            double[] values = new double[numeric.size()];
            for (int row = 0; row < values.length; row++) {
                values[row] = numeric.values()[row];
                if (values[row] < 0 || values[row] > 1) {
                    throw new InputException(
                            "A probability lies between 0 and 1, not " + numeric.values()[row],
                            file + ", data row " + (row + 1) + ", column 'probability'",
                            "Write the probability of the positive class ('" + classes.get(1) + "').");
                }
            }
            return Evaluator.scores(new Predictions(Task.BINARY, classes, values), label, costs);
        }
        Truth predicted = Truth.of(prediction, classes);
        if (predicted.rows().length != prediction.size()) {
            needAll(prediction, file);
        }
        return Evaluator.labels(predicted.codes(), label, classes, costs);
    }

    private static List<String> classes(Column label, String positive, Path file) {
        TreeMap<String, Integer> counts = names(label);
        if (counts.size() < 2) {
            throw new InputException(
                    "The label has " + (counts.isEmpty() ? "no value" : "one value only, '" + counts.firstKey() + "'"),
                    file + ", column 'label'",
                    "At least two classes are needed to measure a classifier.");
        }
        List<String> classes = new ArrayList<>(counts.keySet());
        if (positive != null && !classes.contains(positive)) {
            throw new InputException(
                    "The positive class '" + positive + "' does not occur among the labels "
                            + String.join(", ", classes.subList(0, Math.min(5, classes.size()))),
                    "parameter 'positive'",
                    Nearest.of(positive, classes)
                            .map(n -> "Did you mean '" + n + "'?")
                            .orElse("Name one of them."));
        }
        if (classes.size() == 2) {
            String chosen = positive != null
                    ? positive
                    : classes.stream()
                            .min(Comparator.<String>comparingInt(counts::get).thenComparing(Comparator.reverseOrder()))
                            .orElseThrow();
            classes.remove(chosen);
            classes.add(chosen);
        }
        return classes;
    }

    /** Distinct values as text, with how often they occur. */
    private static TreeMap<String, Integer> names(Column column) {
        TreeMap<String, Integer> counts = new TreeMap<>();
        for (int row = 0; row < column.size(); row++) {
            if (column.missing(row)) {
                continue;
            }
            String name;
            if (column instanceof Column.Categorical categorical) {
                name = categorical.categories().get(categorical.codes()[row]);
            } else if (column instanceof Column.Numeric numeric) {
                float value = numeric.values()[row];
                name = value == Math.rint(value) && Math.abs(value) < 1e9
                        ? Long.toString((long) value)
                        : Float.toString(value);
            } else {
                throw new InputException(
                        "Dates cannot be labels", "column '" + column.name() + "'", "Write a class or a number.");
            }
            counts.merge(name, 1, Integer::sum);
        }
        return counts;
    }

    private static void needAll(Column column, Path file) {
        for (int row = 0; row < column.size(); row++) {
            if (column.missing(row)) {
                throw new InputException(
                        "A row has no " + column.name(),
                        file + ", data row " + (row + 1) + ", column '" + column.name() + "'",
                        "Every row needs one.");
            }
        }
    }

    private static Column need(Frame frame, String name, Path file) {
        return frame.column(name).orElseThrow(() -> {
            List<String> names = frame.columns().stream().map(Column::name).toList();
            return new InputException(
                    "There is no column '" + name + "'",
                    file.toString(),
                    Nearest.of(name, names)
                                    .map(n -> "Did you mean '" + n + "'? ")
                                    .orElse("")
                            + "A file of predictions has the columns label, and prediction or probability.");
        });
    }
}
