package io.jenkins.plugins.modeldelivery.profile;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Finds the place of a number among ascending edges in constant expected time: the range is cut into cells of equal width,
 * and only the edges inside one cell are searched. Everything is compared as {@code float}, the precision of the values, on
 * both sides: an edge read back from JSON separates the same values as the edge that was written.
 *
 * <p>With k edges there are 2k + 1 places: 2i is the open interval below edge i (2k: above the last edge), 2i + 1 is edge i
 * itself. Keeping the edges apart from the intervals makes the distribution function exact on both sides of every edge, so
 * that columns of few distinct values lose nothing.
 */
final class Grid {

    /** Edges of a column with more distinct values than edges: they follow the quantiles. */
    static final int QUANTILES = 128;
    /** Whole numbers of up to so many distinct values get an edge each. */
    static final int DISTINCT = 256;

    /** Quantiles are taken from at most so many values; the counts are exact all the same. */
    private static final int SAMPLE = 100_000;

    private static final int CELLS_PER_EDGE = 16;

    private final float[] edges;
    private final double origin;
    private final double scale;
    /** Number of edges in the cells before that cell; one entry more than cells. */
    private final int[] start;

    Grid(float[] edges) {
        this.edges = edges;
        int cells = Math.max(1, edges.length * CELLS_PER_EDGE);
        this.start = new int[cells + 1];
        this.origin = edges.length == 0 ? 0 : edges[0];
        double width = edges.length == 0 ? 0 : (double) edges[edges.length - 1] - origin;
        this.scale = width > 0 ? (cells - 1) / width : 0;
        for (float edge : edges) {
            start[cell(edge) + 1]++;
        }
        for (int i = 1; i <= cells; i++) {
            start[i] += start[i - 1];
        }
    }

    /** Never decreases with the value, whatever the rounding: that is what makes the lookup right. */
    private int cell(float value) {
        // A cast of a double to int saturates and maps NaN to 0.
        int cell = (int) ((value - origin) * scale);
        return Math.max(0, Math.min(cell, start.length - 2));
    }

    /**
     * Where a number belongs.
     *
     * @param value finite
     * @return 0..2k, see the class comment
     */
    int place(float value) {
        int cell = cell(value);
        int low = start[cell];
        int high = start[cell + 1];
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (edges[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < edges.length && edges[low] == value ? 2 * low + 1 : 2 * low;
    }

    /**
     * Edges for the values of a column: every distinct value where they are few, else quantiles, rounded to as few digits
     * as keep them in place (they end up in messages), with values of a large share kept exact.
     *
     * @param values finite, unordered, may contain NaN
     * @param present how many are not NaN
     * @param min the smallest
     * @param max the largest
     * @param whole whether all are whole numbers
     * @return strictly ascending, from {@code min} to {@code max}; empty without values
     */
    static float[] edges(float[] values, int present, float min, float max, boolean whole) {
        if (present == 0) {
            return new float[0];
        }
        float[] sorted = sample(values, present);
        float[] distinct = distinct(sorted, min, max, whole ? DISTINCT : QUANTILES);
        return distinct != null ? distinct : quantiles(sorted, min, max);
    }

    private static float[] sample(float[] values, int present) {
        float[] sample = new float[Math.min(present, SAMPLE)];
        if (present <= SAMPLE) {
            int n = 0;
            for (float value : values) {
                if (!Float.isNaN(value)) {
                    sample[n++] = value + 0f; // -0 becomes 0: they are equal, but sort apart
                }
            }
        } else {
            // Fixed seed: the same data gives the same profile. Not a stride, which periodic data would fool.
            SplittableRandom random = new SplittableRandom(42);
            for (int n = 0; n < SAMPLE; ) {
                float value = values[random.nextInt(values.length)];
                if (!Float.isNaN(value)) {
                    sample[n++] = value + 0f;
                }
            }
        }
        Arrays.sort(sample);
        return sample;
    }

    /** The distinct values with min and max; null if there are more than so many. */
    private static float[] distinct(float[] sorted, float min, float max, int limit) {
        float[] distinct = new float[limit];
        int n = 0;
        distinct[n++] = min + 0f;
        for (float value : sorted) {
            if (value > distinct[n - 1]) {
                if (n == limit) {
                    return null;
                }
                distinct[n++] = value;
            }
        }
        if (max > distinct[n - 1]) {
            if (n == limit) {
                return null;
            }
            distinct[n++] = max;
        }
        return Arrays.copyOf(distinct, n);
    }

    private static float[] quantiles(float[] sorted, float min, float max) {
        float[] raw = new float[QUANTILES];
        boolean[] heavy = new boolean[QUANTILES];
        int n = 0;
        raw[n++] = min + 0f;
        int last = sorted.length - 1;
        for (int i = 1; i < QUANTILES - 1; i++) {
            float q = sorted[(int) ((long) i * last / (QUANTILES - 1))];
            if (q > raw[n - 1] && q < max) {
                raw[n++] = q;
            } else if (q == raw[n - 1]) {
                heavy[n - 1] = true;
            }
        }
        raw[n++] = max;
        float[] edges = new float[n];
        edges[0] = raw[0];
        edges[n - 1] = max;
        for (int i = 1; i < n - 1; i++) {
            double gap = Math.min((double) raw[i] - raw[i - 1], (double) raw[i + 1] - raw[i]);
            // At most a third of the way to a neighbour: even if both move, they stay in order.
            edges[i] = heavy[i] ? raw[i] : shortest(raw[i], gap / 3);
        }
        return edges;
    }

    /** The number of fewest significant digits that is no farther from the value than that. */
    static float shortest(double value, double tolerance) {
        if (tolerance > 0 && value != 0 && Double.isFinite(value)) {
            int magnitude = (int) Math.floor(Math.log10(Math.abs(value)));
            for (int digits = 1; digits <= 8; digits++) {
                double power = Math.pow(10, Math.abs(digits - 1 - magnitude));
                double rounded =
                        digits > magnitude ? Math.rint(value * power) / power : Math.rint(value / power) * power;
                // What counts is how far the stored number is, after its rounding to single precision.
                if (Math.abs((float) rounded - value) <= tolerance) {
                    return (float) rounded + 0f;
                }
            }
        }
        return (float) value + 0f;
    }
}
