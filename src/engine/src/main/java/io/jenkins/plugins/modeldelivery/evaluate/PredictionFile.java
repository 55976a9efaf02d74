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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Labels and predictions of any tool: CSV or newline-delimited JSON, one file or several, with the columns {@code label} (the truth), and {@code prediction} (a
 * class or a number) or {@code probability} (of the positive class), or both, or {@code
 * probability_<class>} for each class.
 *
 * @param frame the whole file
 * @param label its column of truth
 * @param task what was predicted
 * @param scores what it shows
 */
record PredictionFile(Frame frame, Column label, Task task, Scores scores) {

    /** A numeric label with more distinct values than this is a quantity, not a class. */
    private static final int MAX_NUMERIC_CLASSES = 10;

    /** What the name of a column with the probability of one class begins with. */
    private static final String EACH = "probability_";

    /** Rounded probabilities of many classes miss their sum by so much. */
    private static final double SUM = 0.01;

    /** The positive class of a binary label is the one of the request, else the rarer one, of equals the last in order. */
    static PredictionFile read(ValidateRequest request, int threads, Progress progress) throws IOException {
        String file = request.predictions();
        Frame frame = DataReader.read(source(request), threads, progress);
        Column label = need(frame, "label", file);
        Column prediction = frame.column("prediction").orElse(null);
        Column probability = frame.column("probability").orElse(null);
        List<String> ofClasses = frame.columns().stream()
                .map(Column::name)
                .filter(name -> name.startsWith(EACH))
                .map(name -> name.substring(EACH.length()))
                .toList();
        if (prediction == null && probability == null && ofClasses.isEmpty()) {
            need(frame, "prediction", file);
        }
        boolean quantity = probability == null
                && ofClasses.isEmpty()
                && label instanceof Column.Numeric numeric
                && names(numeric).size() > MAX_NUMERIC_CLASSES;
        if (quantity) {
            Costs.matrix(request.costs(), null);
            return new PredictionFile(frame, label, Task.REGRESSION, regression(prediction, label, file));
        }
        List<String> classes = classes(label, ofClasses, request.positive(), file);
        double[][] costs = Costs.matrix(request.costs(), classes);
        return new PredictionFile(
                frame,
                label,
                classes.size() == 2 ? Task.BINARY : Task.MULTICLASS,
                ofClasses.isEmpty()
                        ? classification(prediction, probability, label, classes, costs, file)
                        : probabilities(frame, label, classes, costs, file));
    }

    private static Source source(ValidateRequest request) throws IOException {
        Source source = Source.of(request.predictions()).as(request.reading());
        Problems problems = new Problems();
        source.reading().check(problems);
        problems.refuse();
        if (!source.reading().columns().isEmpty()) {
            source.reading().checkColumns(DataReader.columnNames(source), problems);
            problems.refuse();
        }
        return source;
    }

    /** One column of probabilities for each class, as scoring writes them. */
    private static Scores probabilities(
            Frame frame, Column label, List<String> classes, double[][] costs, String file) {
        int n = classes.size();
        double[] values = new double[Math.multiplyExact(frame.rows(), n)];
        double[] sums = new double[frame.rows()];
        for (int c = 0; c < n; c++) {
            Column column = need(frame, EACH + classes.get(c), file);
            needAll(column, file);
            for (int row = 0; row < frame.rows(); row++) {
                double value = column instanceof Column.Numeric numeric ? numeric.values()[row] : Double.NaN;
                values[row * n + c] = value;
                sums[row] += value;
                if (!(value >= 0 && value <= 1) || c == n - 1 && Math.abs(sums[row] - 1) > SUM) {
                    throw new InputException(
                            value >= 0 && value <= 1
                                    ? "The probabilities of the row sum up to " + sums[row]
                                    : "A probability is a number between 0 and 1",
                            file + ", data row " + (row + 1) + ", column '" + column.name() + "'",
                            "Write the probability of each class, all of a row summing up to 1.");
                }
            }
        }
        if (n > 2) {
            return Evaluator.scores(new Predictions(Task.MULTICLASS, classes, values), label, costs);
        }
        double[] positive = new double[frame.rows()];
        for (int row = 0; row < positive.length; row++) {
            positive[row] = values[2 * row + 1];
        }
        return Evaluator.scores(new Predictions(Task.BINARY, classes, positive), label, costs);
    }

    private static Scores regression(Column prediction, Column label, String file) {
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
            Column prediction, Column probability, Column label, List<String> classes, double[][] costs, String file) {
        if (probability != null) {
            if (classes.size() != 2 || !(probability instanceof Column.Numeric numeric)) {
                throw new InputException(
                        "A column 'probability' needs a label of two classes and a number in each row; the label has "
                                + classes.size() + " classes",
                        file,
                        "For three or more classes write a column probability_<class> for each, or leave the column out:"
                                + " the labels are then compared alone.");
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

    /** @param more classes that have a column of their own, whether they occur or not */
    private static List<String> classes(Column label, List<String> more, String positive, String file) {
        TreeMap<String, Integer> counts = names(label);
        more.forEach(name -> counts.putIfAbsent(name, 0));
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

    private static void needAll(Column column, String file) {
        for (int row = 0; row < column.size(); row++) {
            if (column.missing(row)) {
                throw new InputException(
                        "A row has no " + column.name(),
                        file + ", data row " + (row + 1) + ", column '" + column.name() + "'",
                        "Every row needs one.");
            }
        }
    }

    private static Column need(Frame frame, String name, String file) {
        return frame.column(name).orElseThrow(() -> {
            List<String> names = frame.columns().stream().map(Column::name).toList();
            return new InputException(
                    "There is no column '" + name + "'",
                    file,
                    Nearest.of(name, names)
                                    .map(n -> "Did you mean '" + n + "'? ")
                                    .orElse("")
                            + "A file of predictions has the columns label, and prediction or probability.");
        });
    }
}
