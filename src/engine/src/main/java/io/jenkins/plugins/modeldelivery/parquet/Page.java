package io.jenkins.plugins.modeldelivery.parquet;

/**
 * Some rows of a column.
 *
 * @param rows how many
 * @param present one a row: whether it has a value; null: all have
 * @param values those of the rows that have one, in order; or, where {@code indices} are given, the dictionary
 * @param indices into {@code values}, one a row that has a value; null: the values themselves are in order
 */
public record Page(int rows, boolean[] present, Values values, int[] indices) {

    /** Rows that have a value. */
    public int filled() {
        return indices == null ? values.count() : indices.length;
    }
}
