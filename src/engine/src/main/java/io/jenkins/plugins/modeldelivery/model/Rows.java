package io.jenkins.plugins.modeldelivery.model;

import io.jenkins.plugins.modeldelivery.tree.Feature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Encoded rows, compressed sparse row format: of each row only the cells that are present. To trees an absent cell is
 * missing (for a category's column: not that category), to linear models it is zero.
 *
 * @param starts shape [rows + 1]; where each row's cells start
 * @param columns shape [cells]; ascending within a row
 * @param values shape [cells]
 * @param width how many columns there are
 */
public record Rows(long[] starts, int[] columns, float[] values, int width) implements Encoded {
    @Override
    public int count() {
        return starts.length - 1;
    }

    @Override
    public Rows cells(int from, int to) {
        if (from == 0 && to == count()) {
            return this;
        }
        int start = (int) starts[from];
        int end = (int) starts[to];
        long[] places = new long[to - from + 1];
        Arrays.setAll(places, i -> starts[from + i] - start);
        return new Rows(places, Arrays.copyOfRange(columns, start, end), Arrays.copyOfRange(values, start, end), width);
    }

    /** Each column as a number of its own. */
    @Override
    public Design design(int from, int to, int threads) {
        float[][] dense = new float[width][to - from];
        for (int row = from; row < to; row++) {
            for (int i = (int) starts[row]; i < starts[row + 1]; i++) {
                dense[columns[i]][row - from] = values[i];
            }
        }
        List<Design.Part> parts = new ArrayList<>();
        for (int c = 0; c < width; c++) {
            parts.add(new Design.Numbers(c, dense[c]));
        }
        return new Design(to - from, width, parts);
    }

    /** Each column as a number of its own. */
    @Override
    public List<Feature> features(int[] directions) {
        List<Feature> features = new ArrayList<>();
        float[][] dense = new float[width][count()];
        for (int c = 0; c < width; c++) {
            Arrays.fill(dense[c], Float.NaN);
            features.add(new Feature.Numbers(dense[c], c, directions[c]));
        }
        for (int row = 0; row < count(); row++) {
            for (int i = (int) starts[row]; i < starts[row + 1]; i++) {
                dense[columns[i]][row] = values[i];
            }
        }
        return features;
    }

    @Override
    public int[] indices() {
        int[] all = new int[count()];
        Arrays.setAll(all, i -> i);
        return all;
    }

    /**
     * The same with one more column, after the others.
     *
     * @param last shape [rows]; NaN: absent
     */
    public Rows with(double[] last) {
        long[] from = new long[starts.length];
        int[] moreColumns = new int[columns.length + last.length];
        float[] moreValues = new float[moreColumns.length];
        int n = 0;
        for (int row = 0; row < last.length; row++) {
            int cells = (int) (starts[row + 1] - starts[row]);
            System.arraycopy(columns, (int) starts[row], moreColumns, n, cells);
            System.arraycopy(values, (int) starts[row], moreValues, n, cells);
            n += cells;
            if (!Double.isNaN(last[row])) {
                moreColumns[n] = width;
                moreValues[n++] = (float) last[row];
            }
            from[row + 1] = n;
        }
        return new Rows(from, Arrays.copyOf(moreColumns, n), Arrays.copyOf(moreValues, n), width + 1);
    }

    /** Those rows, in that order. */
    @Override
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
