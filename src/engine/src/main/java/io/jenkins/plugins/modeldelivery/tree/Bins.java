package io.jenkins.plugins.modeldelivery.tree;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Values of features as bytes, row by row: for a number which of at most {@value #MOST} ranges with about as many rows each it is
 * in, for a category its slot, for a missing value the number after the last. The same data give the same bins on any number of
 * threads.
 */
public final class Bins {

    /** Ranges of a number. */
    static final int MOST = 255;

    /** Values that the ranges are found from; of more rows some drawn at random. */
    private static final int SAMPLE = 200_000;

    private static final int BLOCK_ROWS = 8_192;

    private final int rows;
    private final int features;
    private final byte[] cells;
    private final float[][] cuts;
    private final int[] counts;
    private final int[] offsets;
    private final int[] columns;
    private final int[] directions;
    private final int width;

    /**
     * Sorts values into bins.
     *
     * @param features at least one
     * @param indices shape [rows]; which rows of the data to take
     * @param width how many encoded columns there are
     */
    public static Bins of(List<Feature> features, int[] indices, int width, int threads) {
        return new Bins(features, indices, width, threads);
    }

    /** Bytes of heap that bins of so many rows take. */
    public static long bytes(long rows, int features) {
        return rows * features;
    }

    private Bins(List<Feature> all, int[] indices, int width, int threads) {
        this.rows = indices.length;
        this.features = all.size();
        this.width = width;
        cells = new byte[Math.multiplyExact(rows, features)];
        cuts = new float[features][];
        counts = new int[features];
        columns = new int[features];
        directions = new int[features];
        Parallel.run(threads, features, f -> {
            Feature feature = all.get(f);
            columns[f] = feature.column();
            if (feature instanceof Feature.Numbers numbers) {
                cuts[f] = cuts(sample(numbers.values(), indices));
                counts[f] = cuts[f].length + 1;
                directions[f] = numbers.direction();
            } else {
                counts[f] = ((Feature.Codes) feature).count();
            }
        });
        offsets = new int[features + 1];
        for (int f = 0; f < features; f++) {
            offsets[f + 1] = offsets[f] + counts[f] + 1;
        }
        Parallel.run(threads, (rows + BLOCK_ROWS - 1) / BLOCK_ROWS, block -> {
            int to = Math.min(rows, (block + 1) * BLOCK_ROWS);
            for (int f = 0; f < features; f++) {
                fill(all.get(f), f, indices, block * BLOCK_ROWS, to);
            }
        });
    }

    private void fill(Feature feature, int f, int[] indices, int from, int to) {
        if (feature instanceof Feature.Numbers numbers) {
            float[] values = numbers.values();
            for (int row = from; row < to; row++) {
                cells[row * features + f] = (byte) bin(f, values[indices[row]]);
            }
            return;
        }
        Feature.Codes codes = (Feature.Codes) feature;
        for (int row = from; row < to; row++) {
            int code = codes.codes()[indices[row]];
            cells[row * features + f] = (byte) (code < 0 ? codes.count() : codes.slots()[code]);
        }
    }

    private static float[] sample(float[] values, int[] indices) {
        int n = 0;
        float[] some = new float[Math.min(SAMPLE, indices.length)];
        SplittableRandom random = indices.length > SAMPLE ? new SplittableRandom(indices.length) : null;
        for (int i = 0; i < some.length; i++) {
            float value = values[indices[random == null ? i : random.nextInt(indices.length)]];
            if (value == value) {
                some[n++] = value;
            }
        }
        float[] sorted = Arrays.copyOf(some, n);
        Arrays.sort(sorted);
        return sorted;
    }

    /** Where ranges end, ascending: a value below the first is in range 0. */
    static float[] cuts(float[] sorted) {
        float[] cuts = new float[MOST - 1];
        int n = 0;
        int distinct = sorted.length == 0 ? 0 : 1;
        for (int i = 1; i < sorted.length; i++) {
            distinct += sorted[i - 1] < sorted[i] ? 1 : 0;
        }
        int from = 0;
        int seen = 1;
        for (int i = 1; i < sorted.length && n < cuts.length; i++) {
            if (!(sorted[i - 1] < sorted[i])) {
                continue;
            }
            seen++;
            // A value that many rows have leaves less to share out among the ranges that are left.
            double fair = (double) (sorted.length - from) / (MOST - n);
            if (distinct <= MOST || i - from >= fair || distinct - seen + 1 <= cuts.length - n) {
                cuts[n++] = between(sorted[i - 1], sorted[i]);
                from = i;
            }
        }
        return Arrays.copyOf(cuts, n);
    }

    /** The middle of two numbers, but above the lower. */
    private static float between(float low, float high) {
        float middle = (float) ((low + (double) high) / 2);
        return middle > low ? middle : high;
    }

    /** The range of a number: of the first cut that is greater. */
    int bin(int f, float value) {
        if (value != value) {
            return counts[f];
        }
        float[] ends = cuts[f];
        int low = 0;
        int high = ends.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (value < ends[middle]) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** What a split after that range compares with; after the last range: what every number is less than. */
    float condition(int f, int bin) {
        return bin < cuts[f].length ? cuts[f][bin] : Float.MAX_VALUE;
    }

    int rows() {
        return rows;
    }

    int features() {
        return features;
    }

    /** Shape [rows * features]; unsigned. */
    byte[] cells() {
        return cells;
    }

    boolean numeric(int f) {
        return cuts[f] != null;
    }

    /** Ranges or slots, without that for missing values. */
    int count(int f) {
        return counts[f];
    }

    /** Shape [features + 1]; where a feature's bins start when all features' are put in a row. */
    int[] offsets() {
        return offsets;
    }

    int column(int f) {
        return columns[f];
    }

    int direction(int f) {
        return directions[f];
    }

    boolean directed() {
        return Arrays.stream(directions).anyMatch(d -> d != 0);
    }

    /** How many encoded columns there are. */
    int width() {
        return width;
    }
}
