package io.jenkins.plugins.modeldelivery.document;

import java.util.List;

/**
 * Measure parts of the rows on their own: by the values of a column, which need not be an input of the model.
 *
 * @param column its name. Numbers of more than ten distinct values and dates are cut at quantiles
 * @param values only these, which must then be measured: a gate has insufficient data when one of them has too few rows;
 *     empty: all that occur, the most frequent first
 * @param bins how many parts numbers and dates are cut into, of about as many rows each; null: 4
 * @param minRows a slice with fewer rows is shown, and not judged; null: 100
 */
public record SliceSpec(String column, List<String> values, Integer bins, Integer minRows) {

    /** Parts of a column of numbers if nobody says how many. */
    public static final int BINS = 4;

    /** Rows that a slice needs if nobody says how many: as many as a drift check. */
    public static final int MIN_ROWS = 100;

    public SliceSpec {
        values = values == null ? List.of() : List.copyOf(values);
        bins = bins == null ? BINS : bins;
        minRows = minRows == null ? MIN_ROWS : minRows;
    }

    /** With defaults. */
    public SliceSpec(String column) {
        this(column, null, null, null);
    }
}
