package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Reading;
import io.jenkins.plugins.modeldelivery.document.TrainRequest;
import io.jenkins.plugins.modeldelivery.model.Preprocessing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Which columns a model learns from. */
final class FeatureChoice {

    /** Share of cells that are no numbers up to which a categorical column was probably meant to be numeric. */
    private static final double NEARLY = 0.1;

    private static final int SHOWN = 40;
    private static final Pattern NUMBER =
            Pattern.compile("\\s*[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?\\s*");

    private FeatureChoice() {}

    /**
     * The features: those asked for, else all but the target, the time or group column and those to ignore; never the weights;
     * without those that can teach nothing.
     *
     * @param frame the rows to learn from, all with a target
     * @param warnings receives which were left out, and why
     */
    static List<String> of(Frame frame, TrainRequest request, List<String> warnings) throws IOException {
        List<Column> considered = considered(frame, request);
        Map<String, Identifiers.Kind> numericIds = Identifiers.of(
                considered.stream()
                        .filter(c -> c instanceof Column.Numeric
                                && !request.features().contains(c.name()))
                        .map(c -> (Column.Numeric) c)
                        .toList(),
                request);
        List<String> features = new ArrayList<>();
        List<String> empty = new ArrayList<>();
        List<String> constant = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        List<String> dates = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (Column column : considered) {
            if (request.reading() != null && request.reading().kind(column.name()) == Reading.Kind.TEXT) {
                texts.add(column.name());
            } else if (column instanceof Column.Date) {
                dates.add(column.name());
            } else if (column.missingCount() == column.size()) {
                empty.add(column.name());
            } else if (constant(column)) {
                // Very large numbers are one in single precision, however different they are in the file.
                (numericIds.containsKey(column.name()) ? ids : constant).add(column.name());
            } else if (numericIds.get(column.name()) == Identifiers.Kind.DENSE || differentTexts(column)) {
                ids.add(column.name());
            } else {
                features.add(column.name());
            }
        }
        features.forEach(f -> nearlyNumeric(frame.column(f).orElseThrow(), warnings));
        List<String> sparse = features.stream()
                .filter(f -> numericIds.get(f) == Identifiers.Kind.SPARSE)
                .toList();
        if (!sparse.isEmpty()) {
            warnings.add((sparse.size() == 1 ? "Column '" : "Columns '") + String.join("', '", sparse)
                    + (sparse.size() == 1 ? "' is another whole number" : "' are other whole numbers")
                    + " in every row, like an id or a time: if "
                    + (sparse.size() == 1 ? "it is one, put it" : "they are, put them") + " into ignore.");
        }
        say(warnings, empty, "has no values", "have no values");
        say(warnings, constant, "has the same value in every row", "have the same value in every row");
        say(warnings, ids, "is different in every row, like an id,", "are different in every row, like ids,");
        say(
                warnings,
                dates,
                "is a date, which is not used as a feature,",
                "are dates, which are not used as features,");
        say(warnings, texts, "is text, which is not learned from,", "are text, which is not learned from,");
        if (features.isEmpty()) {
            throw new InputException(
                    "No feature is left to learn from" + (warnings.isEmpty() ? "" : ": " + String.join(" ", warnings)),
                    frame.facts().path(),
                    "Name other features, or add columns that vary.");
        }
        return features;
    }

    /** The columns that may be features by their role. */
    private static List<Column> considered(Frame frame, TrainRequest request) {
        return frame.columns().stream()
                .filter(column -> {
                    String name = column.name();
                    boolean asked = request.features().contains(name);
                    boolean unasked = !asked
                            && (!request.features().isEmpty()
                                    || name.equals(request.timeColumn())
                                    || name.equals(request.groupColumn()));
                    return !unasked
                            && !name.equals(request.target())
                            && !request.ignore().contains(name)
                            && !name.equals(request.weightColumn());
                })
                .toList();
    }

    /** A few cells that are no numbers make a column categorical; it is learned from badly then. */
    private static void nearlyNumeric(Column column, List<String> warnings) {
        if (!(column instanceof Column.Categorical categorical)) {
            return;
        }
        int[] counts = Preprocessing.counts(categorical);
        int other = 0;
        int values = 0;
        String example = null;
        for (int code = 0; code < counts.length; code++) {
            values += counts[code];
            if (counts[code] > 0
                    && !NUMBER.matcher(categorical.categories().get(code)).matches()) {
                other += counts[code];
                example = example == null ? categorical.categories().get(code) : example;
            }
        }
        if (other > 0 && other <= NEARLY * values) {
            warnings.add("Column '" + column.name() + "' is read as categories, because " + other + " of " + values
                    + " values " + (other == 1 ? "is" : "are") + " no number, such as '"
                    + (example.length() > SHOWN ? example.substring(0, SHOWN) + "..." : example)
                    + "'; leave such cells empty to have it read as numbers.");
        }
    }

    private static void say(List<String> warnings, List<String> columns, String one, String many) {
        if (columns.size() == 1) {
            warnings.add("Column '" + columns.get(0) + "' " + one + " and is left out.");
        } else if (!columns.isEmpty()) {
            warnings.add("Columns '" + String.join("', '", columns) + "' " + many + " and are left out.");
        }
    }

    /** One value only; missing counts as another. */
    private static boolean constant(Column column) {
        if (column.missingCount() > 0) {
            return false;
        }
        if (column instanceof Column.Numeric numeric) {
            for (float value : numeric.values()) {
                if (value != numeric.values()[0]) {
                    return false;
                }
            }
            return true;
        }
        int[] codes = ((Column.Categorical) column).codes();
        for (int code : codes) {
            if (code != codes[0]) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is text that differs in every row where there is one. */
    private static boolean differentTexts(Column column) {
        if (!(column instanceof Column.Categorical categorical)) {
            return false;
        }
        for (int count : Preprocessing.counts(categorical)) {
            if (count > 1) {
                return false;
            }
        }
        return column.size() - column.missingCount() > 1;
    }
}
