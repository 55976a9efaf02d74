package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Nearest;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.document.TrainRequest;
import io.jenkins.plugins.modeldelivery.model.Preprocessing;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What is to be predicted, decided from the request and the target column.
 *
 * @param task decided
 * @param classes binary: negative first, positive second; otherwise in order; null for regression
 * @param column the target: categorical for classifiers (even if its values are numbers), numeric for regression; no value is
 *     missing
 * @param rows indices of the frame's rows that have a target
 */
record Target(Task task, List<String> classes, Column column, int[] rows) {

    private static final int FEWEST_ROWS = 20;
    private static final int MOST_CLASSES = 50;
    private static final int MOST_NUMBERS_AS_CLASSES = 10;
    private static final double RARE = 0.05;

    /**
     * Decides the task and the classes.
     *
     * @param warnings receives what the user should know
     */
    static Target of(Frame frame, Order order, List<String> warnings) {
        String name = order.request().target();
        String where = frame.facts().path() + ", column '" + name + "'";
        Column column = frame.column(name).orElseThrow();
        int[] rows = IntStream.range(0, column.size())
                .filter(r -> !column.missing(r))
                .toArray();
        if (rows.length == 0) {
            throw new InputException("The target has no values at all", where, "Choose another target.");
        }
        if (rows.length < FEWEST_ROWS) {
            throw new InputException(
                    (rows.length == column.size() ? "There are only " : "The target has a value in only ")
                            + rows.length
                            + (rows.length == 1 ? " row" : " rows"),
                    where,
                    "At least " + FEWEST_ROWS + " are needed to train and evaluate.");
        }
        if (rows.length < column.size()) {
            int missing = column.size() - rows.length;
            warnings.add(missing + " of " + column.size() + " rows have no value of the target '" + name
                    + "' and are left out.");
        }
        Column present = rows.length == column.size() ? column : column.rows(rows);
        if (present instanceof Column.Date) {
            throw new InputException(
                    "The target is a date, which cannot be predicted", where, "Choose a number or a category.");
        }
        Task asked = order.request().task();
        Target target = present instanceof Column.Numeric numeric
                ? ofNumbers(numeric, asked, rows, order, where, warnings)
                : classification((Column.Categorical) present, asked, rows, order, where, warnings);
        if (!order.trainer().tasks().contains(target.task)) {
            throw new InputException(Order.wrongTask(order.trainer(), target.task), null);
        }
        return target;
    }

    private static Target ofNumbers(
            Column.Numeric column, Task asked, int[] rows, Order order, String where, List<String> warnings) {
        TreeSet<Float> distinct = new TreeSet<>();
        boolean whole = true;
        for (float value : column.values()) {
            if (distinct.size() <= MOST_CLASSES) {
                distinct.add(value);
            }
            whole &= value == Math.rint(value);
        }
        constant(distinct.size(), text(distinct.first()), where);
        boolean few = distinct.size() <= MOST_NUMBERS_AS_CLASSES && whole || distinct.size() == 2;
        Task task = asked != null ? asked : few ? Task.BINARY : Task.REGRESSION;
        if (task == Task.REGRESSION) {
            if (order.request().positive() != null) {
                throw new InputException("A regression has no positive class", "parameter positive", "Leave it out.");
            }
            return new Target(Task.REGRESSION, null, column, rows);
        }
        if (asked == null && distinct.size() > 2) {
            warnings.add("The target '" + column.name() + "' has only " + distinct.size()
                    + " different numbers and is taken for classes; say task: 'regression' to predict the number.");
        }
        List<String> categories = distinct.stream().map(Target::text).toList();
        List<Float> values = new ArrayList<>(distinct);
        int[] codes = new int[column.size()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = java.util.Collections.binarySearch(values, column.values()[i]);
        }
        Column.Categorical asClasses = new Column.Categorical(column.name(), categories, codes, categories.size(), 0);
        return classification(asClasses, asked, rows, order, where, warnings);
    }

    private static Target classification(
            Column.Categorical column, Task asked, int[] rows, Order order, String where, List<String> warnings) {
        int[] counts = Preprocessing.counts(column);
        List<String> classes = IntStream.range(0, counts.length)
                .filter(c -> counts[c] > 0)
                .mapToObj(c -> column.categories().get(c))
                .sorted(classOrder(column.categories()))
                .toList();
        constant(classes.size(), classes.get(0), where);
        if (asked == Task.REGRESSION) {
            throw new InputException(
                    "The target is not numeric: it has values like '" + classes.get(0) + "'",
                    where,
                    "Leave task out to predict its classes, or correct the values.");
        }
        if (classes.size() > MOST_CLASSES) {
            boolean unique = classes.size() > rows.length / 2;
            throw new InputException(
                    "The target has " + classes.size() + " different values in " + rows.length + " rows"
                            + (unique ? ": it looks like a name or free text" : ""),
                    where,
                    "At most " + MOST_CLASSES + " classes can be predicted.");
        }
        if (asked == Task.BINARY && classes.size() != 2 || asked == Task.MULTICLASS && classes.size() < 3) {
            throw new InputException(
                    "The target has " + classes.size() + " classes ("
                            + String.join(", ", classes.subList(0, Math.min(5, classes.size())))
                            + (classes.size() > 5 ? ", ..." : "") + "), which is not " + asked,
                    where,
                    "Leave task out, or say '" + (classes.size() == 2 ? Task.BINARY : Task.MULTICLASS) + "'.");
        }
        rarity(column, counts, order.request(), warnings);
        List<String> ordered = classes.size() == 2 ? negativeFirst(column, counts, classes, order) : classes;
        if (classes.size() > 2 && order.request().positive() != null) {
            throw new InputException(
                    "A positive class makes sense for two classes only; there are " + classes.size(),
                    "parameter positive",
                    "Leave it out.");
        }
        return new Target(classes.size() == 2 ? Task.BINARY : Task.MULTICLASS, ordered, column, rows);
    }

    private static void constant(int distinct, String only, String where) {
        if (distinct < 2) {
            throw new InputException(
                    "The target is always '" + only + "': there is nothing to learn",
                    where,
                    "Add rows with another value, or choose another target.");
        }
    }

    private static void rarity(Column.Categorical column, int[] counts, TrainRequest request, List<String> warnings) {
        boolean weighed = request.classWeights() != null || request.weightColumn() != null;
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] > 0 && counts[c] < RARE * column.size() / Math.max(1, counts.length / 2.0)) {
                warnings.add(String.format(
                        Locale.ROOT,
                        "The classes are imbalanced: only %d of %d rows (%.1f %%) are '%s'; look at prAuc and recall rather"
                                + " than accuracy%s.",
                        counts[c],
                        column.size(),
                        100.0 * counts[c] / column.size(),
                        column.categories().get(c),
                        weighed ? "" : ", and try classWeights: 'balanced'"));
            }
        }
    }

    private static List<String> negativeFirst(
            Column.Categorical column, int[] counts, List<String> classes, Order order) {
        String positive = order.request().positive();
        if (positive == null) {
            int first = counts[column.categories().indexOf(classes.get(0))];
            int second = counts[column.categories().indexOf(classes.get(1))];
            positive = first < second ? classes.get(0) : classes.get(1);
        } else if (!classes.contains(positive)) {
            throw new InputException(
                    "The target has no class '" + positive + "'",
                    "parameter positive",
                    Nearest.advice(positive, classes, "classes"));
        }
        return positive.equals(classes.get(1)) ? classes : List.of(classes.get(1), classes.get(0));
    }

    /** Numbers by value, text by letters. */
    private static Comparator<String> classOrder(List<String> all) {
        try {
            all.forEach(BigDecimal::new);
            return Comparator.comparing(BigDecimal::new);
        } catch (NumberFormatException e) {
            return Comparator.naturalOrder();
        }
    }

    /** A number as a class is called. */
    static String text(float value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Float.toString(value);
    }

    /** Index of the class, or the number, of each of those rows of {@link #column}. */
    float[] labels(int[] indices) {
        float[] labels = new float[indices.length];
        if (column instanceof Column.Numeric numeric) {
            for (int i = 0; i < indices.length; i++) {
                labels[i] = numeric.values()[indices[i]];
            }
            return labels;
        }
        Column.Categorical categorical = (Column.Categorical) column;
        int[] index =
                categorical.categories().stream().mapToInt(classes::indexOf).toArray();
        for (int i = 0; i < indices.length; i++) {
            labels[i] = index[categorical.codes()[indices[i]]];
        }
        return labels;
    }

    /** How the column is read in other files. */
    Signature.Field field() {
        return Signatures.field(column, classes);
    }
}
