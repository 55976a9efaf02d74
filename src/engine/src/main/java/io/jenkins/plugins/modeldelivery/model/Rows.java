package io.jenkins.plugins.modeldelivery.model;

/**
 * Encoded rows, compressed sparse row format: of each row only the cells that are present. To trees an absent cell is
 * missing (for a category's column: not that category), to linear models it is zero.
 *
 * @param starts shape [rows + 1]; where each row's cells start
 * @param columns shape [cells]; ascending within a row
 * @param values shape [cells]
 * @param width how many columns there are
 */
public record Rows(long[] starts, int[] columns, float[] values, int width) {
    /** Rows. */
    public int count() {
        return starts.length - 1;
    }
}
