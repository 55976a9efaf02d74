package io.jenkins.plugins.modeldelivery.profile;

import io.jenkins.plugins.modeldelivery.data.Column;
import java.util.Arrays;
import java.util.List;

/** Counts rows that occur more than once. */
final class Duplicates {

    /** Rows whose hashes stay in the processor's nearest cache while all columns add to them. */
    private static final int BLOCK = 2_048;

    /** Rows up to which a table of all hashes is affordable beside the data. */
    private static final int MOST_IN_TABLE = 16_000_000;

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
        int rows = columns.get(0).size();
        if (rows > MOST_IN_TABLE) {
            return countSorted(columns, rows);
        }
        // At most half full, so that a free place is near; 0 is one that is free.
        long[] seen = new long[4 * Integer.highestOneBit(rows + 1)];
        long[] hashes = new long[Math.min(rows, BLOCK)];
        long duplicates = 0;
        for (int from = 0; from < rows; from += BLOCK) {
            int to = Math.min(rows, from + BLOCK);
            Arrays.fill(hashes, 0);
            for (Column column : columns) {
                add(column, hashes, from, to);
            }
            for (int i = 0; i < to - from; i++) {
                duplicates += seenBefore(seen, hashes[i]) ? 1 : 0;
            }
        }
        return duplicates;
    }

    /** The same in half the memory, which takes longer. */
    private static long countSorted(List<Column> columns, int rows) {
        long[] hashes = new long[rows];
        columns.forEach(column -> add(column, hashes, 0, rows));
        Arrays.parallelSort(hashes);
        long duplicates = 0;
        for (int i = 1; i < rows; i++) {
            duplicates += hashes[i] == hashes[i - 1] ? 1 : 0;
        }
        return duplicates;
    }

    private static boolean seenBefore(long[] seen, long hash) {
        long wanted = hash == 0 ? 1 : hash;
        int mask = seen.length - 1;
        for (int at = (int) wanted & mask; ; at = (at + 1) & mask) {
            if (seen[at] == wanted) {
                return true;
            }
            if (seen[at] == 0) {
                seen[at] = wanted;
                return false;
            }
        }
    }

    private static void add(Column column, long[] hashes, int from, int to) {
        if (column instanceof Column.Numeric numeric) {
            float[] values = numeric.values();
            for (int row = from; row < to; row++) {
                // -0 and 0 are the same number.
                hashes[row - from] = mixed(hashes[row - from], Float.floatToIntBits(values[row] + 0f));
            }
        } else if (column instanceof Column.Categorical categorical) {
            int[] codes = categorical.codes();
            for (int row = from; row < to; row++) {
                hashes[row - from] = mixed(hashes[row - from], codes[row]);
            }
        } else {
            long[] millis = ((Column.Date) column).millis();
            for (int row = from; row < to; row++) {
                hashes[row - from] = mixed(hashes[row - from], millis[row]);
            }
        }
    }

    private static long mixed(long hash, long value) {
        return mix(hash * 0x9E3779B97F4A7C15L + value);
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014). */
    private static long mix(long z) {
        long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }
}
