package io.jenkins.plugins.modeldelivery.profile;

import io.jenkins.plugins.modeldelivery.data.Column;
import java.util.Arrays;
import java.util.List;

/** Counts rows that occur more than once. */
final class Duplicates {

    private Duplicates() {}

    /**
     * Rows that equal an earlier one in all the columns. Rows are told apart by 64 bits of a hash: of a million different
     * rows two are taken for the same with a probability of 3e-8.
     *
     * @param columns of the same number of rows
     */
    static long count(List<Column> columns) {
        if (columns.isEmpty()) {
            return 0;
        }
        long[] hashes = new long[columns.get(0).size()];
        for (Column column : columns) {
            for (int row = 0; row < hashes.length; row++) {
                hashes[row] = mix(hashes[row] * 0x9E3779B97F4A7C15L + value(column, row));
            }
        }
        Arrays.parallelSort(hashes);
        long duplicates = 0;
        for (int i = 1; i < hashes.length; i++) {
            duplicates += hashes[i] == hashes[i - 1] ? 1 : 0;
        }
        return duplicates;
    }

    private static long value(Column column, int row) {
        if (column instanceof Column.Numeric numeric) {
            // -0 and 0 are the same number.
            return Float.floatToIntBits(numeric.values()[row] + 0f);
        }
        return column instanceof Column.Categorical categorical
                ? categorical.codes()[row]
                : ((Column.Date) column).millis()[row];
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014). */
    private static long mix(long z) {
        long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }
}
