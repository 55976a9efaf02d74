package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.model.Preprocessing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is remarkable about the columns that are learned from, beside what leaves them out and what {@link Leakage} finds. */
final class ColumnWarnings {

    /** Share of rows without a value from which on it is said. */
    private static final double MANY_MISSING = 0.5;

    /** Share of different values among all from which on text looks like a name or an id. */
    private static final double MANY_VALUES = 0.5;

    private static final int FEWEST_ROWS = 50;

    /** A category in fewer rows is rare. */
    private static final int RARE_ROWS = 10;

    /** Share of rows with rare categories from which on it is said. */
    private static final double MANY_RARE = 0.2;

    private ColumnWarnings() {}

    /** Adds a warning for each kind of thing, naming the columns, or for each column. */
    static void warn(Frame train, List<String> features, List<String> warnings) {
        List<String> missing = new ArrayList<>();
        for (String feature : features) {
            Column column = train.column(feature).orElseThrow();
            double share = (double) column.missingCount() / column.size();
            if (share >= MANY_MISSING) {
                missing.add(String.format(Locale.ROOT, "'%s' (%.0f %%)", feature, 100 * share));
            }
            if (column instanceof Column.Categorical categorical) {
                values(categorical, warnings);
            }
        }
        if (!missing.isEmpty()) {
            warnings.add((missing.size() == 1 ? "Column " : "Columns ") + String.join(", ", missing)
                    + (missing.size() == 1 ? " has" : " have") + " no value in half of the rows or more.");
        }
    }

    private static void values(Column.Categorical column, List<String> warnings) {
        int present = column.size() - column.missingCount();
        int different = 0;
        int rare = 0;
        long rows = 0;
        for (int count : Preprocessing.counts(column)) {
            different += count > 0 ? 1 : 0;
            if (count > 0 && count < RARE_ROWS) {
                rare++;
                rows += count;
            }
        }
        if (present < FEWEST_ROWS) {
            return;
        }
        if (different >= MANY_VALUES * present) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "Column '%s' has %,d different values in %,d rows, like a name or an id: what is learned of them says nothing"
                            + " about others; put it into ignore.",
                    column.name(),
                    different,
                    present));
        } else if (rows >= MANY_RARE * present) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "Column '%s' has %,d rare categories, each in fewer than %d rows, together in %,d rows (%.0f %%): larger"
                            + " groups would say more.",
                    column.name(),
                    rare,
                    RARE_ROWS,
                    rows,
                    100.0 * rows / present));
        }
    }
}
