package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Reading;
import io.jenkins.plugins.modeldelivery.document.TrainRequest;
import io.jenkins.plugins.modeldelivery.model.Preprocessing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
    static List<String> of(Frame frame, TrainRequest request, List<String> warnings) {
        List<String> features = new ArrayList<>();
        List<String> empty = new ArrayList<>();
        List<String> constant = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        List<String> dates = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (Column column : frame.columns()) {
            boolean asked = request.features().contains(column.name());
            if (column.name().equals(request.target())
                    || request.ignore().contains(column.name())
                    || column.name().equals(request.weightColumn())
                    || (!asked && !request.features().isEmpty())
                    || (!asked
                            && (column.name().equals(request.timeColumn())
                                    || column.name().equals(request.groupColumn())))) {
                continue;
            }
            if (request.reading() != null && request.reading().kind(column.name()) == Reading.Kind.TEXT) {
                texts.add(column.name());
            } else if (column instanceof Column.Date) {
                dates.add(column.name());
            } else if (column.missingCount() == column.size()) {
                empty.add(column.name());
            } else if (constant(column)) {
                constant.add(column.name());
            } else if (identifier(column, asked)) {
                ids.add(column.name());
            } else {
                features.add(column.name());
            }
        }
        features.forEach(f -> nearlyNumeric(frame.column(f).orElseThrow(), warnings));
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

    /**
     * Text that differs in every row, or whole numbers that do and run through without large gaps; the latter may be asked
     * for.
     */
    private static boolean identifier(Column column, boolean asked) {
        if (column instanceof Column.Categorical categorical) {
            int present = column.size() - column.missingCount();
            for (int count : Preprocessing.counts(categorical)) {
                if (count > 1) {
                    return false;
                }
            }
            return present > 1;
        }
        if (asked || column.missingCount() > 0) {
            return false;
        }
        Set<Float> seen = new HashSet<>();
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (float value : ((Column.Numeric) column).values()) {
            if (value != Math.rint(value) || !seen.add(value)) {
                return false;
            }
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        return max - min < 2.0 * column.size();
    }
}
