package io.jenkins.plugins.modeldelivery.drift.statistic;

import java.util.Arrays;

/** The values of a column in ascending order, as the exact statistics take them. */
public final class Ascending {

    /** Below this the sort of the JDK is as quick. */
    private static final int FEW = 2_000;

    private static final int BITS = 11;
    private static final int MASK = (1 << BITS) - 1;
    private static final int PASSES = 3;

    private int[] keys = {};
    private int[] other = {};
    private float[] sorted = {};

    /** Sorts a copy of its own, see {@link #sort}. */
    public static float[] of(float[] values) {
        return new Ascending().sort(values);
    }

    /**
     * Sorts a copy, NaN left out and -0 made 0, in linear time: least significant digit first, eleven bits at a time, the bits
     * of a float turned so that whole numbers order like it.
     *
     * @param values in any order; stays as it is
     * @return what the next call overwrites: memory that was touched before is much quicker than fresh one
     */
    public float[] sort(float[] values) {
        if (keys.length < values.length) {
            keys = new int[values.length];
            other = new int[values.length];
        }
        int n = 0;
        for (float value : values) {
            if (!Float.isNaN(value)) {
                int bits = Float.floatToRawIntBits(value + 0f);
                // Negative numbers order backwards: all their bits are turned; of positive ones the sign only.
                keys[n++] = bits ^ (bits >> 31 | Integer.MIN_VALUE);
            }
        }
        if (sorted.length != n) {
            sorted = new float[n];
        }
        if (n < FEW) {
            for (int i = 0; i < n; i++) {
                sorted[i] = value(keys[i]);
            }
            Arrays.sort(sorted);
            return sorted;
        }
        int[][] counts = new int[PASSES][MASK + 1];
        for (int i = 0; i < n; i++) {
            int key = keys[i];
            counts[0][key & MASK]++;
            counts[1][key >>> BITS & MASK]++;
            counts[2][key >>> 2 * BITS]++;
        }
        for (int pass = 0; pass < PASSES; pass++) {
            int[] count = counts[pass];
            int sum = 0;
            for (int i = 0; i < count.length; i++) {
                int here = count[i];
                count[i] = sum;
                sum += here;
            }
            int shift = pass * BITS;
            for (int i = 0; i < n; i++) {
                int key = keys[i];
                other[count[key >>> shift & MASK]++] = key;
            }
            int[] kept = keys;
            keys = other;
            other = kept;
        }
        for (int i = 0; i < n; i++) {
            sorted[i] = value(keys[i]);
        }
        return sorted;
    }

    private static float value(int key) {
        return Float.intBitsToFloat(key < 0 ? key ^ Integer.MIN_VALUE : ~key);
    }
}
