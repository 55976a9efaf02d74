package io.jenkins.plugins.modeldelivery.evaluate;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.document.InputException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * The rows whose true class is known.
 *
 * @param rows their indices, ascending
 * @param codes for each of them the index of its class
 */
record Truth(int[] rows, int[] codes) {

    /** Matches the values of a column to classes by name (numbers by value, so that {@code 1} is {@code 1.0}). */
    static Truth of(Column column, List<String> classes) {
        IntFunction<String> shown;
        int[] codeOfRow = new int[column.size()];
        if (column instanceof Column.Categorical categorical) {
            int[] codeOfCategory =
                    categorical.categories().stream().mapToInt(classes::indexOf).toArray();
            Arrays.setAll(
                    codeOfRow,
                    row -> column.missing(row) ? -1 : codeOfCategory[categorical.codes()[row]]);
            shown = row -> categorical.categories().get(categorical.codes()[row]);
        } else if (column instanceof Column.Numeric numeric) {
            Map<Float, Integer> codeOfNumber = new LinkedHashMap<>();
            for (int i = 0; i < classes.size(); i++) {
                try {
                    codeOfNumber.put(Float.parseFloat(classes.get(i)), i);
                } catch (NumberFormatException e) {
                    throw new InputException(
                            "The target column holds numbers, the model knows the class '" + classes.get(i) + "'",
                            "column '" + column.name() + "'",
                            "Give data with the target as it was in training.");
                }
            }
            Arrays.setAll(
                    codeOfRow, row -> column.missing(row) ? -1 : codeOfNumber.getOrDefault(numeric.values()[row], -1));
            shown = row -> Float.toString(numeric.values()[row]);
        } else {
            throw new InputException(
                    "The target column holds dates, the model knows the classes " + String.join(", ", classes),
                    "column '" + column.name() + "'",
                    "Give data with the target as it was in training.");
        }
        Map<String, Integer> unknown = new LinkedHashMap<>();
        int count = 0;
        for (int row = 0; row < codeOfRow.length; row++) {
            if (codeOfRow[row] >= 0) {
                count++;
            } else if (!column.missing(row)) {
                unknown.merge(shown.apply(row), 1, Integer::sum);
            }
        }
        if (!unknown.isEmpty()) {
            String list = unknown.entrySet().stream()
                    .limit(5)
                    .map(e -> "'" + e.getKey() + "' in " + e.getValue() + " rows")
                    .collect(Collectors.joining(", "));
            throw new InputException(
                    "The target has classes that the model does not know: " + list
                            + (unknown.size() > 5 ? ", ..." : ""),
                    "column '" + column.name() + "'",
                    "It was trained on " + String.join(", ", classes) + ": correct the data, or train a new version.");
        }
        if (count == 0) {
            throw new InputException(
                    "No row has a value of the target, so nothing can be measured",
                    "column '" + column.name() + "'",
                    "Give data with the true outcome filled in.");
        }
        int[] rows = new int[count];
        int[] codes = new int[count];
        int at = 0;
        for (int row = 0; row < codeOfRow.length; row++) {
            if (codeOfRow[row] >= 0) {
                rows[at] = row;
                codes[at++] = codeOfRow[row];
            }
        }
        return new Truth(rows, codes);
    }
}
