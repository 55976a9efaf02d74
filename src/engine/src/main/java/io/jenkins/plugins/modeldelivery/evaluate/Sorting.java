package io.jenkins.plugins.modeldelivery.evaluate;

/** The order of numbers, without a box around each. */
final class Sorting {

    private static final int DIGIT = 11;
    private static final int RADIX = 1 << DIGIT;
    private static final int DIGITS = (Long.SIZE + DIGIT - 1) / DIGIT;

    private Sorting() {}

    /**
     * Indices in ascending order of the values; equal values keep the order of their indices. Radix sort, least significant
     * digit first, over the bits of the doubles. The bits move along with the indices: to look them up would cost more.
     *
     * @param values no NaN
     */
    static int[] ascending(double[] values) {
        int n = values.length;
        long[] keys = keys(values);
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        int[][] counts = counts(keys);
        long[] spareKeys = new long[n];
        int[] spare = new int[n];
        for (int d = 0; d < DIGITS; d++) {
            int[] places = places(counts[d], n);
            if (places == null) {
                continue;
            }
            int shift = d * DIGIT;
            for (int i = 0; i < n; i++) {
                long key = keys[i];
                int place = places[(int) (key >>> shift) & RADIX - 1]++;
                spareKeys[place] = key;
                spare[place] = order[i];
            }
            long[] swapKeys = keys;
            keys = spareKeys;
            spareKeys = swapKeys;
            int[] swap = order;
            order = spare;
            spare = swap;
        }
        return order;
    }

    /**
     * The values themselves in ascending order; one zero of two.
     *
     * @param values no NaN; stay as they are
     */
    static double[] sorted(double[] values) {
        int n = values.length;
        long[] keys = keys(values);
        int[][] counts = counts(keys);
        long[] spare = new long[n];
        for (int d = 0; d < DIGITS; d++) {
            int[] places = places(counts[d], n);
            if (places == null) {
                continue;
            }
            int shift = d * DIGIT;
            for (int i = 0; i < n; i++) {
                long key = keys[i];
                spare[places[(int) (key >>> shift) & RADIX - 1]++] = key;
            }
            long[] swap = keys;
            keys = spare;
            spare = swap;
        }
        double[] sorted = new double[n];
        for (int i = 0; i < n; i++) {
            long key = keys[i];
            sorted[i] = Double.longBitsToDouble(key < 0 ? key ^ Long.MIN_VALUE : ~key);
        }
        return sorted;
    }

    /** Unsigned longs in the order of the values. */
    private static long[] keys(double[] values) {
        long[] keys = new long[values.length];
        for (int i = 0; i < keys.length; i++) {
            // Adding 0 makes one zero of two. Of negative numbers all bits turn, of others the sign.
            long bits = Double.doubleToRawLongBits(values[i] + 0.0);
            keys[i] = bits ^ (bits >> 63 | Long.MIN_VALUE);
        }
        return keys;
    }

    private static int[][] counts(long[] keys) {
        int[][] counts = new int[DIGITS][RADIX];
        for (int d = 0; d < DIGITS; d++) {
            int[] count = counts[d];
            int shift = d * DIGIT;
            for (long key : keys) {
                count[(int) (key >>> shift) & RADIX - 1]++;
            }
        }
        return counts;
    }

    /** Where each digit's keys begin; null where all have the same. */
    private static int[] places(int[] counts, int n) {
        int sum = 0;
        for (int b = 0; b < RADIX; b++) {
            int count = counts[b];
            if (count == n) {
                return null;
            }
            counts[b] = sum;
            sum += count;
        }
        return counts;
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
