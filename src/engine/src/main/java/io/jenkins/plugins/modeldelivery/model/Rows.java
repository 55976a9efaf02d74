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

    /** Those rows, in that order. */
    public Rows subset(int[] indices) {
        long[] from = new long[indices.length + 1];
        for (int i = 0; i < indices.length; i++) {
            from[i + 1] = from[i] + starts[indices[i] + 1] - starts[indices[i]];
        }
        int[] someColumns = new int[(int) from[indices.length]];
        float[] someValues = new float[someColumns.length];
        for (int i = 0; i < indices.length; i++) {
            int start = (int) starts[indices[i]];
            int cells = (int) (from[i + 1] - from[i]);
            System.arraycopy(columns, start, someColumns, (int) from[i], cells);
            System.arraycopy(values, start, someValues, (int) from[i], cells);
        }
        return new Rows(from, someColumns, someValues, width);
    }
}
