package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Nearest;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.model.Preprocessing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Which rows are known to be anomalies: nothing is learned from it, only measured.
 *
 * @param column categorical; rows may lack a value
 * @param classes the two: usual rows first, anomalies second
 */
record AnomalyLabels(Column.Categorical column, List<String> classes) {

    /**
     * Reads them off a column.
     *
     * @param positive what anomalies are called; null: the rarer of the two
     * @param where file and column, for errors
     */
    static AnomalyLabels of(Column column, String positive, String where) {
        Column.Categorical labels =
                column instanceof Column.Numeric numeric ? text(numeric) : categorical(column, where);
        int[] counts = Preprocessing.counts(labels);
        List<String> classes = IntStream.range(0, counts.length)
                .filter(c -> counts[c] > 0)
                .mapToObj(c -> labels.categories().get(c))
                .sorted()
                .toList();
        if (classes.size() != 2) {
            throw new InputException(
                    "The target has " + (classes.isEmpty() ? "no values" : classes.size() + " different values")
                            + ", two are needed to tell anomalies from other rows",
                    where,
                    "Name a column of two values, or leave target out: trainer anomaly learns without one.");
        }
        if (positive != null && !classes.contains(positive)) {
            throw new InputException(
                    "The target has no class '" + positive + "'",
                    "parameter positive",
                    Nearest.advice(positive, classes, "classes"));
        }
        String anomaly = positive != null
                ? positive
                : count(labels, counts, classes.get(0)) < count(labels, counts, classes.get(1))
                        ? classes.get(0)
                        : classes.get(1);
        return new AnomalyLabels(
                labels, anomaly.equals(classes.get(1)) ? classes : List.of(classes.get(1), classes.get(0)));
    }

    private static int count(Column.Categorical column, int[] counts, String name) {
        return counts[column.categories().indexOf(name)];
    }

    private static Column.Categorical categorical(Column column, String where) {
        if (column instanceof Column.Categorical categorical) {
            return categorical;
        }
        throw new InputException("The target is a date, which does not tell anomalies", where, "Name another column.");
    }

    private static Column.Categorical text(Column.Numeric column) {
        TreeSet<Float> distinct = new TreeSet<>();
        for (float value : column.values()) {
            if (!Float.isNaN(value)) {
                distinct.add(value);
            }
        }
        List<Float> values = new ArrayList<>(distinct);
        int[] codes = new int[column.size()];
        Arrays.setAll(
                codes, i -> column.missing(i) ? -1 : java.util.Collections.binarySearch(values, column.values()[i]));
        List<String> names = values.stream().map(Target::text).toList();
        return new Column.Categorical(column.name(), names, codes, names.size(), column.missingCount());
    }

    /** Whether every row has one. */
    boolean complete() {
        return column.missingCount() == 0;
    }

    /** Index of the class of each row that has one; 0 of others. */
    float[] codes() {
        float[] codes = new float[column.size()];
        for (int i = 0; i < codes.length; i++) {
            int code = column.codes()[i];
            codes[i] = code < 0 ? 0 : classes.indexOf(column.categories().get(code));
        }
        return codes;
    }

    /** How the column is read in other files. */
    Signature.Field field() {
        return Signatures.field(column, classes);
    }
}
