package io.jenkins.plugins.modeldelivery.document;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is expected of a data set before anything is made of it.
 *
 * @param columns of single columns
 * @param rows of the data set as a whole; null: nothing
 * @param inferred where further ones come from; what is said in {@code columns} wins over them; null: from nowhere
 */
public record Expectations(List<Expectation> columns, Rows rows, Inferred inferred) {

    public Expectations {
        columns = columns == null ? List.of() : List.copyOf(columns);
    }

    /**
     * Of the data set as a whole.
     *
     * @param min rows at least; null: any number
     * @param max rows at most; null: any number
     * @param duplicates largest share of rows that equal an earlier one, 0..1; null: any
     * @param listedOnly whether there may be no other columns than those that are expected
     * @param level what a disappointed expectation does to a build
     */
    public record Rows(Long min, Long max, Double duplicates, boolean listedOnly, Gate.Level level) {
        public Rows {
            level = level == null ? Gate.Level.FAILURE : level;
        }
    }

    /**
     * Expectations that are read off a profile: types, ranges, categories, shares of missing values. Either {@code file} or
     * {@code modelFile} is given.
     *
     * @param file data or a profile to take as the example
     * @param modelFile model file whose training data is the example
     * @param version number of that model's version; null: not known
     * @param slack how much more is allowed than the example has: 0.1 widens ranges by a tenth; null: {@value #SLACK}
     * @param level what a disappointed expectation does to a build
     */
    public record Inferred(String file, String modelFile, Integer version, Double slack, Gate.Level level) {

        /** Slack if nobody says how much. */
        public static final double SLACK = 0.1;

        public Inferred {
            level = level == null ? Gate.Level.FAILURE : level;
        }
    }

    /** Whether nothing at all is expected. */
    public boolean none() {
        return columns.isEmpty() && rows == null && inferred == null;
    }

    /** Notes what is wrong with them. */
    public void check(Problems problems) {
        Set<String> named = new HashSet<>();
        for (Expectation column : columns) {
            String where = "expect: column '" + column.column() + "'";
            column.check(where, problems);
            if (!named.add(column.column())) {
                problems.add("The column is named twice", where, "Write all that is expected of it into one");
            }
        }
        if (rows != null) {
            String where = "expect: rows";
            Expectation.share(rows.duplicates, "duplicates", where, problems);
            if (rows.min != null && rows.min < 0 || rows.max != null && rows.max < 1) {
                problems.add("A number of rows is negative or zero", where, "Give a number from 1 on");
            }
            if (rows.min != null && rows.max != null && rows.min > rows.max) {
                problems.add("min " + rows.min + " is more than max " + rows.max, where, "Swap them");
            }
            if (rows.listedOnly && columns.isEmpty() && inferred == null) {
                problems.add("No columns are listed, and no others are allowed", where, "List the columns");
            }
        }
        if (inferred != null) {
            String where = "expect: inferred";
            if ((inferred.file == null) == (inferred.modelFile == null)) {
                problems.add(
                        "Expectations are inferred from a file or from a version of a model",
                        where,
                        "Give one of them");
            }
            if (inferred.slack != null && !(inferred.slack >= 0 && Double.isFinite(inferred.slack))) {
                problems.add("slack is " + inferred.slack, where, "Give a number from 0 on, as 0.1");
            }
        }
    }
}
