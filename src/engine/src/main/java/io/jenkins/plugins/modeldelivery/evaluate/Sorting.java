package io.jenkins.plugins.modeldelivery.evaluate;

/** The order of numbers, without a box around each. */
final class Sorting {

    private static final int DIGIT = 8;
    private static final int RADIX = 1 << DIGIT;

    private Sorting() {}

    /**
     * Indices in ascending order of the values; equal values keep the order of their indices. Radix sort, least significant
     * digit first, over the bits of the doubles.
     *
     * @param values no NaN
     */
    static int[] ascending(double[] values) {
        int n = values.length;
        long[] keys = new long[n];
        int[][] counts = new int[Long.BYTES][RADIX];
        for (int i = 0; i < n; i++) {
            // Adding 0 makes one zero of two. Of negative numbers all bits turn, of others the sign: the order of
            // unsigned longs.
            long bits = Double.doubleToRawLongBits(values[i] + 0.0);
            keys[i] = bits ^ (bits >> 63 | Long.MIN_VALUE);
            for (int d = 0; d < Long.BYTES; d++) {
                counts[d][(int) (keys[i] >>> d * DIGIT) & RADIX - 1]++;
            }
        }
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        int[] spare = new int[n];
        for (int d = 0; d < Long.BYTES; d++) {
            if (n == 0 || counts[d][(int) (keys[0] >>> d * DIGIT) & RADIX - 1] == n) {
                continue;
            }
            int sum = 0;
            for (int b = 0; b < RADIX; b++) {
                int count = counts[d][b];
                counts[d][b] = sum;
                sum += count;
            }
            for (int i = 0; i < n; i++) {
                int row = order[i];
                spare[counts[d][(int) (keys[row] >>> d * DIGIT) & RADIX - 1]++] = row;
            }
            int[] swap = order;
            order = spare;
            spare = swap;
        }
        return order;
    }

    /** Indices in descending order of the values; of equal values the last index comes first. */
    static int[] descending(double[] values) {
        int[] order = ascending(values);
        for (int i = 0, j = order.length - 1; i < j; i++, j--) {
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        return order;
    }
}
